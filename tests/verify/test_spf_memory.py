"""A remembered evaluation: the same result and the same questions as one that is worked out."""

import json

import pytest

from mailpath.dns import remembered
from mailpath.dns.map import ZoneDns
from mailpath.dns.protocol import Dns
from mailpath.dns.recording import RecordingDns
from mailpath.dns.rounds import Rounds, settle
from mailpath.values.answers import Question
from mailpath.values.results import SpfResult
from mailpath.verify import spf

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


def asked(case: tuple[str, str, str], dns: Dns) -> tuple[SpfResult, list[Question]]:
    """A message of its own: the result, and the questions that are its evidence."""
    rounds, results = Rounds(), []
    settle(dns, [(rounds, (lambda: results.append(rounds.value("spf", lambda view: spf.evaluate(*case, view))),))])
    return results[-1], sorted(answer.question for answer in rounds.used)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_again_it_is_the_same(case):
    dns, apart = ZoneDns(ZONE), ZoneDns(ZONE)
    first = asked(case, dns)
    kept = len(dns.remembered)
    assert kept == (2 if "m.example" in case[2] else 1), "with macros also that they are there"
    assert asked(case, dns) == first
    assert len(dns.remembered) == kept
    assert asked(case, apart) == first


def test_a_recording_has_what_others_asked_before():
    """What the source remembers was asked, but not in this recording."""
    dns = ZoneDns(ZONE)
    asked(CASES[0], dns)
    recorder = RecordingDns(dns)
    for _ in range(2):
        _, questions = asked(CASES[0], recorder)
        assert {answer.question for answer in recorder.recording.take_new()} in (set(questions), set())
    assert json.loads(recorder.recording.snapshot())["answers"]


def test_macros_are_not_mixed_up():
    dns = ZoneDns(ZONE)
    for _ in range(2):
        assert [str(asked(case, dns)[0].result) for case in CASES[4:6]] == ["pass", "fail"]


def test_what_is_long_is_not_kept():
    dns = ZoneDns(ZONE)
    case = ("192.0.2.1", "h.example", f"{'x' * 2_000}@m.example")
    first = asked(case, dns)
    assert not len(dns.remembered)
    assert asked(case, dns) == first


def test_scope_is_that_of_the_question():
    dns = ZoneDns(ZONE)
    asked(("203.0.113.1", "a.example", "postmaster@a.example"), dns)
    assert str(asked(("203.0.113.1", "a.example", "<>"), dns)[0].scope) == "helo"


def test_it_is_bounded(monkeypatch):
    monkeypatch.setattr(remembered, "_MOST", 3)
    dns = ZoneDns(ZONE)
    for number in range(10):
        asked((f"192.0.2.{number}", "h.example", "x@a.example"), dns)
        assert len(dns.remembered) <= 2 * 3
