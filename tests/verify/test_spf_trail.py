"""The trail of an SPF evaluation: it ends as the evaluation does, and tells every term on the way."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.values.vocabulary import Result
from mailpath.verify.codes import SpfReason
from mailpath.verify.spf_trail import MAX_TERMS, SpfTrail, TermOutcome, TrailRecord, TrailTerm, explain
from tests.conformance.test_spf_suite import zone_of
from tests.verify.table_dns import FAILED, TableDns

IP = "192.0.2.7"
_LIMITS = (SpfReason.TOO_MANY_LOOKUPS, SpfReason.TOO_MANY_VOID_LOOKUPS)
_SUITE = json.loads((Path(__file__).parents[1] / "conformance/rfc7208-tests.json").read_text(encoding="utf-8"))


def _trail(zone: dict[str, Any], mail_from: str = "a@d.example") -> SpfTrail:
    return explain(IP, "h.example", mail_from, TableDns(zone))


def _terms(record: TrailRecord | None) -> list[tuple[str, str | None, TermOutcome]]:
    assert record is not None
    return [(one.text, one.target, one.outcome) for one in record.terms]


@pytest.mark.parametrize("scenario", _SUITE["scenarios"], ids=lambda one: one["description"].replace(" ", "_"))
def test_the_trail_ends_as_the_evaluation_does(scenario) -> None:
    zone = zone_of(scenario["zonedata"])
    for case in scenario["tests"].values():
        found = explain(case["host"], case["helo"], case["mailfrom"], TableDns(zone))
        if found.record is None:
            assert found.result.result is Result.NONE
        elif found.result.reason not in _LIMITS:
            assert found.record.ending.result is found.result.result, case


def test_every_term_with_its_target_and_what_was_not_reached() -> None:
    zone = {
        "d.example": {"TXT": ["v=spf1 a mx:m.%{d} include:i.example exists:%{ir}.x.example ip4:192.0.2.0/24 -all"]},
        "m.d.example": {"MX": ["1 mx.example"]},
        "mx.example": {"A": ["198.51.100.1"]},
        "i.example": {"TXT": ["v=spf1 ip4:198.51.100.2 ?all"]},
    }
    found = _trail(zone)
    assert found.result.mechanism == "ip4:192.0.2.0/24"
    assert _terms(found.record) == [
        ("a", "d.example", TermOutcome.NO_MATCH),
        ("mx:m.%{d}", "m.d.example", TermOutcome.NO_MATCH),
        ("include:i.example", "i.example", TermOutcome.NO_MATCH),
        ("exists:%{ir}.x.example", "7.2.0.192.x.example", TermOutcome.NO_MATCH),
        ("ip4:192.0.2.0/24", None, TermOutcome.MATCH),
        ("-all", None, TermOutcome.NOT_REACHED),
    ]
    assert found.record is not None
    assert [one.lookups for one in found.record.terms] == [1, 2, 3, 4, 4, 4]
    assert [one.void_lookups for one in found.record.terms] == [1, 1, 1, 2, 2, 2]
    inner = found.record.terms[2].record
    assert _terms(inner) == [("ip4:198.51.100.2", None, TermOutcome.NO_MATCH), ("?all", None, TermOutcome.MATCH)]


def test_redirects_are_part_of_the_tree() -> None:
    zone = {
        "d.example": {"TXT": ["v=spf1 ip4:198.51.100.1 redirect=_spf.%{d}"]},
        "_spf.d.example": {"TXT": ["v=spf1 ip4:192.0.2.7 -all"]},
    }
    found = _trail(zone)
    assert _terms(found.record)[-1] == ("redirect=_spf.%{d}", "_spf.d.example", TermOutcome.MATCH)
    assert found.record is not None
    assert found.record.ending.result is Result.PASS
    assert _terms(found.record.terms[-1].record)[0] == ("ip4:192.0.2.7", None, TermOutcome.MATCH)


def test_beyond_a_limit_the_trail_goes_on() -> None:
    zone: dict[str, Any] = {f"h{n}.example": {"A": ["198.51.100.1"]} for n in range(12)}
    terms = " ".join(f"a:h{n}.example" for n in range(12))
    zone["d.example"] = {"TXT": [f"v=spf1 {terms} ip4:192.0.2.7 -all"]}
    found = _trail(zone)
    assert (found.result.result, found.result.reason) == (Result.PERMERROR, SpfReason.TOO_MANY_LOOKUPS)
    assert found.record is not None
    assert found.record.ending.result is Result.PASS
    assert [one.beyond_limit for one in found.record.terms] == [False] * 10 + [True] * 4
    assert found.record.terms[12].outcome is TermOutcome.MATCH
    zone = {"d.example": {"TXT": ["v=spf1 a:x1.example a:x2.example a:x3.example +all"]}}
    found = _trail(zone)
    assert found.result.reason == SpfReason.TOO_MANY_VOID_LOOKUPS
    assert found.record is not None
    assert [one.beyond_limit for one in found.record.terms] == [False, False, True, True]
    assert found.record.terms[-1].outcome is TermOutcome.MATCH


@pytest.mark.parametrize(
    ("record", "outcome", "reason"),
    [
        ("v=spf1 include:none.example -all", TermOutcome.PERMERROR, SpfReason.INCLUDE_WITHOUT_RECORD),
        ("v=spf1 redirect=none.example", TermOutcome.PERMERROR, SpfReason.REDIRECT_WITHOUT_RECORD),
        ("v=spf1 include:two.example -all", TermOutcome.PERMERROR, SpfReason.MULTIPLE_RECORDS),
        ("v=spf1 include:dead.example -all", TermOutcome.TEMPERROR, SpfReason.DNS_FAILED),
        ("v=spf1 include:bad.example -all", TermOutcome.PERMERROR, SpfReason.SYNTAX_ERROR),
        ("v=spf1 mx:many.example -all", TermOutcome.PERMERROR, SpfReason.TOO_MANY_MX_HOSTS),
        ("v=spf1 include:d.example -all", TermOutcome.PERMERROR, SpfReason.TOO_MANY_LOOKUPS),
    ],
)
def test_faults_stand_at_their_term(record, outcome, reason) -> None:
    zone: dict[str, Any] = {
        "d.example": {"TXT": [record]},
        "two.example": {"TXT": ["v=spf1 -all", "v=spf1 +all"]},
        "dead.example": {"TXT": FAILED},
        "bad.example": {"TXT": ["v=spf1 moo -all"]},
        "many.example": {"MX": [f"{n} mx{n}.example" for n in range(11)]},
    }
    found = _trail(zone)
    assert found.record is not None
    term: TrailTerm = found.record.terms[0]
    assert (term.outcome, term.reason) == (outcome, reason)
    assert found.record.ending.reason == reason


def test_defects_are_told_and_no_term_is_judged() -> None:
    found = _trail({"d.example": {"TXT": ["v=spf1 ip4:192.0.2.7 moo -all"]}})
    assert found.record is not None
    assert [(one.code, one.position) for one in found.record.defects] == [("unknown_mechanism", 21)]
    assert {one.outcome for one in found.record.terms} == {TermOutcome.NOT_REACHED}


def test_the_explanation_of_a_fail_comes_along() -> None:
    zone = {"d.example": {"TXT": ["v=spf1 -all exp=why.example"]}, "why.example": {"TXT": ["not from %{i}"]}}
    found = _trail(zone)
    assert found.explanation is not None
    assert found.explanation.text == "not from 192.0.2.7"


def test_no_domain_no_record() -> None:
    found = _trail({}, "a@one")
    assert (found.record, found.result.reason) == (None, SpfReason.INVALID_DOMAIN)


def test_the_walk_is_bounded() -> None:
    includes = " ".join(f"include:i{n}.example" for n in range(30))
    zone = {f"i{n}.example": {"TXT": [f"v=spf1 {includes} -all"]} for n in range(30)}
    dns = TableDns(zone | {"d.example": {"TXT": [f"v=spf1 {includes} -all"]}})
    found = explain(IP, "h.example", "a@d.example", dns)
    assert found.result.reason == SpfReason.TOO_MANY_LOOKUPS
    assert len(dns.asked) <= 2 * MAX_TERMS


@given(st.text(alphabet="v=spf1 aAmxiplucde:/%{}.-+~?09", max_size=80))
def test_nothing_raises(text) -> None:
    found = _trail({"d.example": {"TXT": ["v=spf1 " + text]}})
    assert found.record is not None
    if found.result.reason not in _LIMITS:
        assert found.record.ending.result is found.result.result
