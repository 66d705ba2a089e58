"""A remembered evaluation: the same result and the same questions as one that is worked out."""

import pytest

from mailpath.dns.map import ZoneDns
from mailpath.dns.recording import RecordingDns
from mailpath.verify import spf, spf_memory

ZONE = {
    "a.example": {"TXT": ["v=spf1 include:b.example mx -all"], "MX": ["10 mx.a.example"]},
    "b.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 ?all"]},
    "mx.a.example": {"A": ["198.51.100.1"]},
    "m.example": {"TXT": ["v=spf1 exists:%{l}.m.example -all"]},
    "x.m.example": {"A": ["127.0.0.2"]},
}
CASES = [
    ("192.0.2.1", "h.example", "x@a.example"),
    ("198.51.100.1", "h.example", "y@a.example"),
    ("203.0.113.1", "h.example", "x@a.example"),
    ("203.0.113.1", "a.example", "<>"),
    ("192.0.2.1", "h.example", "x@m.example"),
    ("192.0.2.1", "h.example", "y@m.example"),
    ("192.0.2.1", "h.example", "x@nothing.example"),
]


def asked(case: tuple[str, str, str], zone):
    dns = RecordingDns(ZoneDns(zone))
    result = spf.evaluate(*case, dns)
    return result, {answer.question for answer in dns.recording.take_new()}


@pytest.fixture(autouse=True)
def forgotten():
    spf_memory._memory.clear()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_again_it_is_the_same(case):
    first = asked(case, ZONE)
    assert spf_memory._memory
    assert asked(case, ZONE) == first


def test_macros_are_not_mixed_up():
    assert [str(asked(case, ZONE)[0].result) for case in CASES[4:6]] == ["pass", "fail"]
    assert [str(asked(case, ZONE)[0].result) for case in CASES[4:6]] == ["pass", "fail"]


def test_scope_is_that_of_the_question():
    spf.evaluate("203.0.113.1", "a.example", "postmaster@a.example", ZoneDns(ZONE))
    assert str(spf.evaluate("203.0.113.1", "a.example", "<>", ZoneDns(ZONE)).scope) == "helo"


@pytest.mark.parametrize("name", ["a.example", "b.example", "mx.a.example"])
def test_an_answer_that_changed_counts(name):
    changed = {**ZONE, name: {"TXT": ["v=spf1 +all"], "A": ["198.51.100.9"], "MX": ["10 mx.a.example"]}}
    case = ("198.51.100.1", "h.example", "x@a.example")
    asked(case, ZONE)
    remembered = asked(case, changed)
    spf_memory._memory.clear()
    assert remembered == asked(case, changed)


def test_it_is_bounded(monkeypatch):
    monkeypatch.setattr(spf_memory, "_MOST", 3)
    for number in range(10):
        spf.evaluate(f"192.0.2.{number}", "h.example", "x@a.example", ZoneDns(ZONE))
        assert len(spf_memory._memory) <= 3
