import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.chain import SnapshotDns
from mailpath.dns.errors import DnsFileError
from mailpath.dns.map import ZoneDns
from mailpath.dns.protocol import ask_all
from mailpath.dns.record_text import text_record
from mailpath.dns.recording import Recording, RecordingDns
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

_ZONE = ZoneDns(
    {
        "b.example": {"TXT": ["é", ["x", "y"]], "MX": [{"exchange": "m.example", "priority": 1}]},
        "a.example": {"A": ["192.0.2.1"]},
        "alias.example": {"CNAME": ["a.example"]},
        "down.example": "failed",
    }
)
_QUESTIONS = [
    Question("b.example", "TXT"),
    Question("b.example", "MX"),
    Question("b.example", "A"),
    Question("alias.example", "A"),
    Question("gone.example", "A"),
    Question("down.example", "A"),
    Question("a b.example", "A"),
]


def test_replayed_it_answers_the_same(tmp_path: Path) -> None:
    dns = RecordingDns(_ZONE)
    answers = [dns.ask(question) for question in _QUESTIONS]
    dns.recording.write(str(tmp_path / "dns.json"))
    replayed = SnapshotDns(tmp_path / "dns.json")
    for question, answer in zip(_QUESTIONS, answers, strict=True):
        again = replayed.ask(question)
        assert (again.status, again.records, again.ttl) == (answer.status, answer.records, answer.ttl)
        assert again.source == (answer.source if answer.failed else "snapshot dns.json")
    assert replayed.ask(Question("b.example", "AAAA")).failed


def test_the_form_of_the_file() -> None:
    recording = Recording()
    when = datetime(2026, 3, 1, 12, tzinfo=UTC)
    recording.add(
        Answer(question=Question(name, "A"), status=status, ttl=5, records=records, source="s", asked_at=when)
        for name, status, records in [("b", DnsStatus.FOUND, ("192.0.2.1",)), ("a", DnsStatus.FAILED, ())]
    )
    assert recording.snapshot() == (
        '{"schema": "mailpath-dns/1", "complete": false, "answers": [\n'
        '  {"name": "a", "type": "A", "status": "failed", "ttl": 5, "records": [], "asked_at": "2026-03-01T12:00:00Z",'
        ' "source": "s"},\n'
        '  {"name": "b", "type": "A", "status": "found", "ttl": 5, "records": ["192.0.2.1"],'
        ' "asked_at": "2026-03-01T12:00:00Z"}\n'
        "]}\n"
    )
    assert json.loads(Recording().snapshot()) == {"schema": "mailpath-dns/1", "complete": False, "answers": []}


def test_the_order_of_asking_does_not_show() -> None:
    one, other = RecordingDns(_ZONE), RecordingDns(_ZONE)
    ask_all(one, _QUESTIONS)
    for question in reversed(_QUESTIONS):
        other.ask(question)
    assert one.recording.snapshot() == other.recording.snapshot()


def test_the_first_answer_wins() -> None:
    recording = Recording()
    question = Question("a.example", "A")
    first, second = (ZoneDns({"a.example": {"A": [address]}}).ask(question) for address in ("192.0.2.1", "192.0.2.2"))
    recording.add([first, second])
    recording.add([second])
    assert "192.0.2.2" not in recording.snapshot()


def test_what_a_worker_hands_over() -> None:
    dns = RecordingDns(_ZONE)
    dns.ask(_QUESTIONS[0])
    dns.ask(_QUESTIONS[0])
    assert len(dns.recording.take_new()) == 1
    dns.ask(_QUESTIONS[1])
    (new,) = dns.recording.take_new()
    assert new.question == _QUESTIONS[1]
    assert len(json.loads(dns.recording.snapshot())["answers"]) == 2


def test_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "real.json"
    target.write_text("old")
    (tmp_path / "link.json").symlink_to(target)
    Recording().write(str(tmp_path / "link.json"))
    assert (tmp_path / "link.json").is_symlink()
    assert target.read_text().startswith('{"schema"')
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "real.json"]


@pytest.mark.parametrize("path", ["missing/dns.json", "a\0b", "."])
def test_where_nothing_can_be_written(tmp_path: Path, path: str) -> None:
    with pytest.raises(DnsFileError):
        Recording().write(str(tmp_path / path))


@given(st.lists(st.tuples(st.text("ab.\\ é", max_size=6), st.binary(max_size=300)), max_size=5))
def test_any_name_and_text_survive(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, bytes]]) -> None:
    recording = Recording()
    answers = [
        Answer(
            question=Question(name, "TXT"),
            status=DnsStatus.FOUND,
            ttl=None,
            records=(text_record([raw]),),
            source="s",
            asked_at=None,
        )
        for name, raw in dict(rows).items()
    ]
    recording.add(answers)
    path = tmp_path_factory.getbasetemp() / "any.json"
    recording.write(str(path))
    replayed = SnapshotDns(path)
    spelled = {}
    for answer in answers:
        again = replayed.ask(answer.question)
        spelled[again.records] = again.status
        assert again.status is DnsStatus.FOUND
    assert len(spelled) <= len(answers)
