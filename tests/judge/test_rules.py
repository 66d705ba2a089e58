"""The table of rules: the worked examples of verdicts and one row a rule, then what must hold for all facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from mailpath.judge.confidence import capped
from mailpath.judge.evidence import Author, Evidence, ForwardEvidence, ListEvidence, SealerEvidence
from mailpath.judge.facts import Facts, facts_of
from mailpath.judge.logic import Fact
from mailpath.judge.rules import GOOD, RULES, decide
from mailpath.judge.why import REASONS, reasons_for
from mailpath.language.render import catalogue
from mailpath.values.results import ArcResult, AuthResults
from mailpath.values.vocabulary import Confidence, Provenance, Result, Verdict, Verifiability
from tests.judge.evidence import (
    MONITORS,
    NOTHING,
    SERVICE,
    D,
    dkim,
    dkim_result,
    evidence,
    host,
    policy,
    spf,
    spf_result,
)

LIST = ListEvidence(
    signs=("List-Id",), organization="lists.example", newsletter=False, known=False, identity_passes=Fact.NO
)
FORWARD = ForwardEvidence(signs=("srs",), known=False, through_listed=Fact.NO)
SUBMITTED = Author(
    domain=D, organization=D, unclear=None, own=False, display_name="x", display_name_domain="bank.example"
)


def arc(result: Result = Result.PASS) -> AuthResults:
    return AuthResults(spf=(), dkim=(), arc=ArcResult(result=result, instances=1, chain=(), reason=None), dmarc=None)


KNOWN = SealerEvidence(domain="bigmail.example", trusted=False, known=True)
TRUSTED = SealerEvidence(domain="ours.example", trusted=True, known=True)
STRANGER = SealerEvidence(domain="evil.example", trusted=False, known=False)
OWN = Fact.YES
LISTED = host(spf_of_author=spf_result(Result.PASS), spf_own_mechanism=True)

TABLE = {
    "1 nothing to read": (evidence(parsed=False), 1, "undetermined", "low"),
    "3 two authors": (
        evidence(
            author=Author(
                domain=None,
                organization=None,
                unclear="several_domains",
                own=False,
                display_name=None,
                display_name_domain=None,
            )
        ),
        3,
        "undetermined",
        "medium",
    ),
    "4 no host": (evidence(host=None), 4, "undetermined", "low"),
    "5 list, signature survived": (evidence(dkim=(dkim(),), list=LIST), 5, "mailing_list", "medium"),
    "5 known list": (evidence(dkim=(dkim(),), list=replace(LIST, known=True)), 5, "mailing_list", "high"),
    "newsletter is no list": (
        evidence(dkim=(dkim(),), list=replace(LIST, newsletter=True)),
        8,
        "authorized_third_party",
        "medium",
    ),
    "6 forwarder": (evidence(dkim=(dkim(),), forward=FORWARD), 6, "forwarded", "medium"),
    "6 known forwarder": (evidence(dkim=(dkim(),), forward=replace(FORWARD, known=True)), 6, "forwarded", "high"),
    "7 own host by SPF": (evidence(spf=(spf(),), host=LISTED), 7, "authorized_own", "high"),
    "7 own host, key marked as test": (
        evidence(
            dkim=(replace(dkim(), result=dkim_result(testing=True)),),
            host=host(same_organization=OWN),
        ),
        7,
        "authorized_own",
        "medium",
    ),
    "8 service by signature": (
        evidence(dkim=(dkim(),), host=host(service=SERVICE, service_known=Fact.YES)),
        8,
        "authorized_third_party",
        "high",
    ),
    "8 unlisted host of nobody known": (evidence(dkim=(dkim(),)), 8, "authorized_third_party", "medium"),
    "8 SPF alone over a shared service": (
        evidence(spf=(spf(shared=True, service=SERVICE),), host=host(spf_of_author=spf_result(Result.PASS))),
        8,
        "authorized_third_party",
        "medium",
    ),
    "display name carries another domain": (
        evidence(author=SUBMITTED, spf=(spf(),), host=LISTED),
        7,
        "authorized_own",
        "low",
    ),
    "9 SPF timed out": (
        evidence(spf=(spf(Result.TEMPERROR),), host=host(spf_of_author=spf_result(Result.TEMPERROR))),
        9,
        "undetermined",
        "low",
    ),
    "9 policy timed out is no spoof": (
        evidence(policy=policy(dmarc_present=Fact.OPEN), spf=(spf(Result.PASS, Fact.NO, "other.example"),)),
        9,
        "undetermined",
        "low",
    ),
    "a failed question about a stranger decides nothing": (
        evidence(spf=(spf(Result.TEMPERROR, Fact.NO, "evil.example"),)),
        17,
        "spoofed",
        "high",
    ),
    "10 footer undone": (evidence(undone=dkim(Result.FAIL), list=LIST), 10, "mailing_list", "low"),
    "10 footer undone, known list": (
        evidence(undone=dkim(Result.FAIL), list=replace(LIST, known=True)),
        10,
        "mailing_list",
        "high",
    ),
    "11 known sealers": (
        evidence(auth=arc(), arc_reports_author=True, sealers=(KNOWN,)),
        11,
        "forwarded",
        "medium",
    ),
    "11 trusted sealer": (
        evidence(auth=arc(), arc_reports_author=True, sealers=(TRUSTED,)),
        11,
        "forwarded",
        "high",
    ),
    "attacker sealed first, then a big mailbox host": (
        evidence(auth=arc(), arc_reports_author=True, sealers=(STRANGER, KNOWN)),
        17,
        "spoofed",
        "low",
    ),
    "12 list, author monitors": (
        evidence(dkim=(dkim(Result.FAIL),), list=replace(LIST, identity_passes=Fact.YES), policy=MONITORS),
        12,
        "mailing_list",
        "low",
    ),
    "12 unknown sealer, author monitors": (
        evidence(auth=arc(), arc_reports_author=True, sealers=(STRANGER,), policy=MONITORS),
        12,
        "forwarded",
        "low",
    ),
    "13 nothing published, host is the MX": (
        evidence(policy=NOTHING, host=host(spf_of_author=None, mx_listed=Fact.YES, mx_domain=D, mx_host="mx." + D)),
        13,
        "authorized_own",
        "medium",
    ),
    "13 on a shared host": (
        evidence(policy=NOTHING, host=host(spf_of_author=None, a_listed=Fact.YES, shared=Fact.YES)),
        13,
        "authorized_own",
        "low",
    ),
    "14 leak, verified": (evidence(host=host(same_organization=OWN)), 14, "internal_server_leak", "high"),
    "14 leak, inferred": (
        evidence(host=host(same_organization=OWN, same_organization_provenance=Provenance.INFERRED)),
        14,
        "internal_server_leak",
        "medium",
    ),
    "15 key gone": (
        evidence(
            dkim=(replace(dkim(), result=dkim_result(Result.PERMERROR, verifiability=Verifiability.KEY_GONE)),),
            age_seconds=40 * 86400,
            policy=MONITORS,
            host=host(spf_of_author=spf_result(Result.SOFTFAIL)),
        ),
        15,
        "unverifiable",
        "medium",
    ),
    "16 newsletter sender": (
        evidence(dkim=(dkim(aligned=Fact.NO, domain="bulkpost.example", service=SERVICE),), policy=MONITORS),
        16,
        "unaligned_third_party",
        "high",
    ),
    "16 somebody's SPF, author monitors": (
        evidence(spf=(spf(Result.PASS, Fact.NO, "other.example"),), policy=MONITORS),
        16,
        "unaligned_third_party",
        "medium",
    ),
    "16 misses strict alignment only": (
        evidence(dkim=(replace(dkim(aligned=Fact.NO), aligned_relaxed=Fact.YES, organization=D),)),
        16,
        "unaligned_third_party",
        "medium",
    ),
    "17 spoof": (evidence(spf=(spf(Result.PASS, Fact.NO, "evil.example"),)), 17, "spoofed", "high"),
    "17 HELO claims the company": (evidence(host=host(organization_claimed="exch.firma.local")), 17, "spoofed", "low"),
    "18 monitors, SPF says no": (evidence(policy=MONITORS), 18, "spoofed", "medium"),
    "18 the same, HELO claims the company": (
        evidence(policy=MONITORS, host=host(organization_claimed="exch.firma.local")),
        18,
        "internal_server_leak",
        "low",
    ),
    "19 publishes nothing": (
        evidence(policy=NOTHING, host=host(spf_of_author=None)),
        19,
        "unverifiable",
        "high",
    ),
    "20 SPF +all": (
        evidence(
            spf=(spf(empty_promise=True),),
            policy=policy(dmarc_present=Fact.NO, dmarc_policy=None, spf_all="+"),
            host=host(spf_of_author=spf_result(Result.PASS, mechanism="+all"), spf_empty_promise=True),
        ),
        20,
        "unverifiable",
        "low",
    ),
}


@pytest.mark.parametrize(("known", "number", "verdict", "confidence"), TABLE.values(), ids=TABLE.keys())
def test_rule(known: Evidence, number: int, verdict: str, confidence: str):
    facts = facts_of(known)
    decision = decide(facts)
    assert (decision.rule.number, decision.verdict, capped(decision, facts)) == (number, verdict, confidence)
    assert reasons_for(decision, facts), "a verdict has a reason"


def test_every_rule_is_decided_by_a_row_of_the_table():
    decided = {number for _, number, _, _ in TABLE.values()} | {2}  # rule 2: test_path_inside
    assert decided == {rule.number for rule in RULES} == set(range(1, 21))


def test_reason_codes_of_rules_have_builders_and_sentences():
    for rule in RULES:
        for code in rule.reasons:
            assert code in REASONS, code
    for _, (known, *_rest) in TABLE.items():
        facts = facts_of(known)
        for found in reasons_for(decide(facts), facts):
            assert found.code in catalogue("en")
            assert found.code in catalogue("de")


# What the message or HELO claims is there or not; no answer of DNS takes it away.
CLAIMS = {"organization_claimed", "list_signs", "forward_signs", "arc_present"}
FACT_NAMES = [f.name for f in fields(Facts) if f.type is Fact and f.name not in CLAIMS]
WORDS = st.sampled_from(list(Fact))


@st.composite
def any_facts(draw: st.DrawFn) -> Facts:
    base = facts_of(draw(st.sampled_from([known for known, *_ in TABLE.values() if known.host is not None])))
    names = draw(st.lists(st.sampled_from(FACT_NAMES), max_size=8, unique=True))
    return replace(base, **{name: draw(WORDS) for name in names})


@given(any_facts(), st.sampled_from(FACT_NAMES))
def test_a_lost_answer_never_accuses_and_never_makes_surer(facts: Facts, name: str):
    before = decide(facts)
    after = decide(replace(facts, **{name: Fact.OPEN}))
    if after.verdict is Verdict.SPOOFED:
        assert before.verdict is Verdict.SPOOFED
    order = [Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH]
    if before.verdict in GOOD:
        assert order.index(after.confidence) <= order.index(before.confidence)
