"""Every record that is offered, put into the zone and checked again: it turns what it says, within ten lookups."""

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mailpath
from mailpath.cli.exit_codes import of_report
from mailpath.remedy.lookups import tree_lookups
from mailpath.values.vocabulary import Result
from samples.letters import Letter, postfix
from samples.run import settings_of
from samples.stories import STORIES, Story
from samples.stories.publishing import mx, named, txt, zone
from samples.stories.telling import Zone


def with_record(answers: Zone, name: str, record: str) -> Zone:
    """The zone with that SPF record in place of the old one; other TXT records stay."""
    changed = copy.deepcopy(answers)
    texts = changed.setdefault(name, {}).get("TXT", [])
    assert isinstance(texts, list)
    others = [text for text in texts if not str(text).lower().startswith("v=spf1")]
    changed[name]["TXT"] = [*others, record]
    return changed


def offered(report: mailpath.Report) -> list[tuple[str, str, str]]:
    """Name, record and what is to come of it, of the action and of safe single changes."""
    facts = report.action.facts
    found = [(str(facts["record_name"]), str(facts["record"]), "pass")] if facts.get("record") else []
    for change in report.counterfactuals:
        if change.safe and change.facts.get("record"):
            found.append((str(change.facts["domain"]), str(change.facts["record"]), change.turns["spf"].value))
    return found


def holds(raw: bytes, answers: Zone, report: mailpath.Report, chosen: mailpath.Settings) -> int:
    """Check every offer of a report; how many there were."""
    offers = offered(report)
    for name, record, result in offers:
        dns = mailpath.ZoneDns(with_record(answers, name, record))
        again = mailpath.check(raw, dns=dns, settings=chosen)
        lookups = tree_lookups(name, dns)
        assert lookups is not None
        assert lookups <= 10
        if result == "pass":
            assert any(one.domain == name and one.result is Result.PASS for one in again.auth_results.spf)  # type: ignore[union-attr]
            assert again.verdict == "authorized_own"
            assert of_report(again) == 0 or again.confidence == "low"
        else:
            assert again.verdict == report.verdict
    return len(offers)


def test_records_of_all_samples_turn_what_they_say():
    count = 0
    for story in STORIES:
        made = story.make()
        raw, chosen = made.letter.sealed() + made.tail, settings_of(made)
        report = mailpath.check(raw, dns=mailpath.ZoneDns(made.zone), settings=chosen)
        count += holds(raw, made.zone, report, chosen)
    assert count >= 3


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_no_record_ever_authorises_a_forwarder_or_a_list(story: Story):
    made = story.make()
    raw, chosen = made.letter.sealed() + made.tail, settings_of(made)
    report = mailpath.check(raw, dns=mailpath.ZoneDns(made.zone), settings=chosen)
    if report.verdict in ("forwarded", "mailing_list", "authorized_third_party", "unverifiable", "undetermined"):
        assert not report.action.facts.get("record")


TERMS = st.sampled_from(
    ["mx", "a", "ip4:192.0.2.7", "ip4:198.51.100.0/24", "include:_spf.versand.example", "include:many.example",
     "include:gone.example", "exists:%{i}.list.example", "ptr", "a:mail.elsewhere.example", "mx:elsewhere.example"]
)  # fmt: skip
SENDERS = st.sampled_from(["a@firma.example", "a@bounce.firma.example", "a@elsewhere.example", "<>"])


@st.composite
def misconfigured(draw: st.DrawFn) -> tuple[bytes, Zone]:
    """A company whose own server sends without being named: many shapes of its records."""
    terms = draw(st.lists(TERMS, max_size=6))
    ending = draw(st.sampled_from(["-all", "~all", "?all", "redirect=_spf.versand.example", ""]))
    record = " ".join(["v=spf1", *terms, ending]).strip()
    records = draw(st.sampled_from([[record], [record, "v=spf1 a -all"], ["site-verification=1", record], []]))
    publishing: list[Zone] = [
        mx("firma.example", draw(st.sampled_from(["mail.firma.example", "mx.hoster.example"])), "198.51.100.60"),
        named(
            "203.0.113.9",
            draw(st.sampled_from(["out.firma.example", "line9.provider.example", "vps1.shared.hoster.example"])),
        ),
        {"owa.firma.example": {"A": ["203.0.113.9"]}},
        txt("_spf.versand.example", "v=spf1 ip4:192.0.2.64/26 -all"),
        txt("many.example", "v=spf1 " + " ".join(f"include:i{n}.many.example" for n in range(9)) + " -all"),
        *(txt(f"i{n}.many.example", "v=spf1 ip4:192.0.2.1 -all") for n in range(9)),
    ]
    publishing += [txt("firma.example", *records)] if records else []
    publishing += [txt("bounce.firma.example", record)] if draw(st.booleans()) else []
    policy = draw(st.sampled_from([None, "v=DMARC1; p=none", "v=DMARC1; p=reject", "v=DMARC1; p=reject; aspf=s"]))
    publishing += [txt("_dmarc.firma.example", policy)] if policy else []
    letter = Letter("a@firma.example", "x", "x")
    sender = draw(SENDERS)
    hop = postfix(
        draw(st.sampled_from(["exch.firma.local", "out.firma.example", "pc"])), "out.firma.example", "203.0.113.9"
    )
    letter.on_top(f"Return-Path: {sender if sender == '<>' else f'<{sender}>'}", hop)
    return letter.sealed(), zone(*publishing)


def tried(case: tuple[bytes, Zone]) -> int:
    raw, answers = case
    chosen = mailpath.Settings(trust=("mx.empfang.example",))
    report = mailpath.check(raw, dns=mailpath.ZoneDns(answers), settings=chosen)
    assert report.source.error is None
    return holds(raw, answers, report, chosen)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(misconfigured())
def test_records_for_misconfigured_domains_turn_what_they_say(case: tuple[bytes, Zone]):
    tried(case)


@pytest.mark.long
def test_records_for_five_hundred_misconfigured_domains():
    counts: list[int] = []

    @settings(max_examples=500, suppress_health_check=list(HealthCheck))
    @given(misconfigured())
    def run(case: tuple[Any, Any]) -> None:
        counts.append(tried(case))

    run()
    assert sum(counts) > 50
