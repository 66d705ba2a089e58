from collections.abc import Sequence

import pytest

from mailpath.dns.caching import CachingDns
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus


class Source:
    def __init__(self, status: DnsStatus = DnsStatus.FOUND, ttl: int | None = 300) -> None:
        self.status = status
        self.ttl = ttl
        self.asked: list[str] = []

    def ask(self, question: Question, /) -> Answer:
        self.asked.append(question.name)
        found = self.status is DnsStatus.FOUND
        records = (f'"{len(self.asked)}"',) if found else ()
        return Answer(question=question, status=self.status, ttl=self.ttl, records=records, source="s", asked_at=None)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("status", "ttl", "kept_s"),
    [
        ("found", 300, 300),
        ("found", 0, 60),
        ("found", 10**9, 86_400),
        ("nodata", None, 300),
        ("nxdomain", 900, 900),
        ("failed", None, 60),
        ("failed", 900, 60),
    ],
)
def test_kept_until_its_end(status: str, ttl: int | None, kept_s: int) -> None:
    source, clock = Source(DnsStatus(status), ttl), Clock()
    dns = CachingDns(source, clock)
    first = dns.ask(Question("a.example", "TXT"))
    clock.now = kept_s - 0.1
    assert dns.ask(Question("a.example", "TXT")) is first
    assert first.ttl == ttl
    clock.now = float(kept_s)
    dns.ask(Question("a.example", "TXT"))
    assert source.asked == ["a.example"] * 2


def test_only_what_is_missing_is_asked_and_once() -> None:
    class Together(Source):
        def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
            batches.append(len(questions))
            return [self.ask(question) for question in questions]

    batches: list[int] = []
    dns = CachingDns(Together(), Clock())
    a, b, c = (Question(f"{letter}.example", "A") for letter in "abc")
    dns.ask(a)
    answers = dns.ask_all([b, a, c, b])
    assert [answer.question for answer in answers] == [b, a, c, b]
    assert answers[0] is answers[3]
    assert batches == [1, 2]


def test_types_are_kept_apart() -> None:
    source = Source()
    dns = CachingDns(source, Clock())
    assert dns.ask(Question("a.example", "A")) != dns.ask(Question("a.example", "TXT"))
    assert len(source.asked) == 2


def test_bounded_the_oldest_go_first() -> None:
    source = Source()
    dns = CachingDns(source, Clock(), most=2)
    for letter in "abcab":
        dns.ask(Question(letter, "A"))
    assert source.asked == ["a", "b", "c", "a", "b"]
    dns.ask(Question("b", "A"))
    assert len(source.asked) == 5
