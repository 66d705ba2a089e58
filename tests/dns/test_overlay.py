from collections.abc import Sequence

import pytest

from mailpath.dns.map import ZoneDns
from mailpath.dns.overlay import overlay
from mailpath.dns.protocol import ask_all
from mailpath.dns.rounds import Pending, Rounds
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

_BASE = ZoneDns({"a.example": {"TXT": ["v=spf1 -all"], "A": ["192.0.2.1"]}, "alias.example": {"CNAME": ["a.example"]}})
_CHANGES = {
    ("A.example.", "txt"): ['"v=spf1 mx -all"'],
    ("s._domainkey.new.example", "TXT"): ['"v=DKIM1; p=x"'],
    ("alias.example", "A"): ["192.0.2.9"],
    ("gone.example", "MX"): [],
    ("odd.example", "A"): ["no address"],
}


@pytest.mark.parametrize(
    ("name", "kind", "status", "records", "source"),
    [
        ("a.example", "TXT", "found", ('"v=spf1 mx -all"',), "overlay"),
        ("a.example", "A", "found", ("192.0.2.1",), "map"),
        ("a.example", "MX", "nodata", (), "map"),
        ("alias.example", "A", "found", ("192.0.2.9",), "overlay"),
        ("alias.example", "TXT", "found", ('"v=spf1 -all"',), "map"),
        ("s._domainkey.new.example", "TXT", "found", ('"v=DKIM1; p=x"',), "overlay"),
        ("s._domainkey.new.example", "A", "nodata", (), "overlay"),
        ("new.example", "A", "nodata", (), "overlay"),
        ("other.new.example", "A", "nxdomain", (), "map"),
        ("gone.example", "MX", "nodata", (), "overlay"),
        ("gone.example", "A", "nxdomain", (), "map"),
        ("odd.example", "A", "found", ("no address",), "overlay"),
    ],
)
def test_changed(name: str, kind: str, status: str, records: tuple[str, ...], source: str) -> None:
    question = Question(name, kind)
    dns = overlay(_BASE, _CHANGES)
    answer = dns.ask(question)
    assert (answer.status, answer.records, answer.source) == (DnsStatus(status), records, source)
    assert ask_all(dns, [question, question]) == [answer, answer]


def test_what_lies_beneath_is_asked_at_once() -> None:
    asked: list[Sequence[Question]] = []

    class Source:
        def ask(self, question: Question, /) -> Answer:
            raise AssertionError

        def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
            asked.append(tuple(questions))
            return [_BASE.ask(question) for question in questions]

    questions = [Question("a.example", "A"), Question("a.example", "TXT"), Question("b.example", "A")]
    answers = ask_all(overlay(Source(), _CHANGES), questions)
    assert [answer.question for answer in answers] == questions
    assert asked == [(questions[0], questions[2])]


def test_the_pause_of_a_round_passes_through() -> None:
    rounds = Rounds()
    with pytest.raises(Pending):
        rounds.value("x", lambda dns: overlay(dns, _CHANGES).ask(Question("b.example", "A")))
