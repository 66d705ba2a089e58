"""The rules, in order: the first whose condition is yes decides (verdicts.md, "The rules, in order").

A condition is yes, no, or open: a question that failed could still make it yes. Rule 9 gathers the open ones.
"""

from collections.abc import Callable

import msgspec

from mailpath.judge.facts import Facts
from mailpath.judge.logic import OPEN, YES, Fact, all_of, any_of, fact, not_
from mailpath.values.vocabulary import Confidence, Verdict

__all__ = ["GOOD", "RULES", "Decision", "Rule", "decide"]

GOOD = frozenset(
    {
        Verdict.AUTHORIZED_OWN,
        Verdict.AUTHORIZED_THIRD_PARTY,
        Verdict.FORWARDED,
        Verdict.MAILING_LIST,
        Verdict.INTERNAL,
    }
)
HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """`confidence` is the most the rule gives; `reasons` are codes, each shown where its facts are there."""

    number: int
    name: str
    condition: Callable[[Facts], Fact]
    verdict: Callable[[Facts], Verdict]
    confidence: Callable[[Facts], Confidence]
    reasons: tuple[str, ...]


def _always(word: Verdict) -> Callable[[Facts], Verdict]:
    return lambda f: word


def _flat(word: Confidence) -> Callable[[Facts], Confidence]:
    return lambda f: word


def _high_if(condition: Callable[[Facts], Fact], otherwise: Confidence) -> Callable[[Facts], Confidence]:
    """High only where the fact is known to be yes: unknown keeps the lower word."""
    return lambda f: HIGH if condition(f).yes else otherwise


def _list_or_forward(f: Facts) -> Verdict:
    return Verdict.MAILING_LIST if f.list_signs.yes else Verdict.FORWARDED


def _list_or_forwarder_known(f: Facts) -> Fact:
    return f.list_known if f.list_signs.yes else f.forwarder_known


def _both_readings(f: Facts) -> Confidence:
    """Low where something speaks for the author all the same, though anyone could have written it."""
    return LOW if any_of(f.organization_claimed, f.list_signs, f.forward_signs, f.arc_present).yes else HIGH


def _own_host(f: Facts) -> Fact:
    return any_of(f.mx_listed, f.spf_listed_own, f.same_organization)


def _internal(f: Facts) -> Fact:
    e = f.evidence
    inside = bool(e.path.hops) and (e.all_inside or e.submission)
    return fact(e.author.own and inside)


def _could_still_decide(f: Facts) -> Fact:
    """Temporary trouble could still give an aligned pass, or make one of rules 10 to 16 match."""
    waiting = (f.aligned, f.boundary_open, *(rule.condition(f) for rule in RULES if 10 <= rule.number <= 16))
    return fact(OPEN in waiting)


def _unaligned(f: Facts) -> Fact:
    return any_of(
        all_of(f.other_identity, any_of(f.monitors, f.publishes_nothing)),
        f.other_identity_service,
        f.misses_strict_alignment,
    )


RULES: tuple[Rule, ...] = (
    Rule(
        number=1,
        name="no header field can be parsed",
        condition=lambda f: fact(not f.evidence.parsed),
        verdict=_always(Verdict.UNDETERMINED),
        confidence=_flat(LOW),
        reasons=("no_header_field",),
    ),
    Rule(
        number=2,
        name="own domain, inside all the way or handed in by an authenticated client",
        condition=_internal,
        verdict=_always(Verdict.INTERNAL),
        confidence=_flat(HIGH),
        reasons=("own_domain_inside", "own_domain_submission"),
    ),
    Rule(
        number=3,
        name="the author is unclear",
        condition=lambda f: fact(f.evidence.author.unclear is not None),
        verdict=_always(Verdict.UNDETERMINED),
        confidence=_flat(MEDIUM),
        reasons=("author_unclear",),
    ),
    Rule(
        number=4,
        name="no sending host",
        condition=lambda f: fact(f.evidence.host is None),
        verdict=_always(Verdict.UNDETERMINED),
        confidence=_flat(LOW),
        reasons=("no_sending_host", "aligned_dkim_pass", "recorded_pass"),
    ),
    Rule(
        number=5,
        name="the author's signature survived a mailing list",
        condition=lambda f: all_of(f.aligned, f.dkim_alone, not_(f.listed), f.list_signs),
        verdict=_always(Verdict.MAILING_LIST),
        confidence=_high_if(lambda f: f.list_known, MEDIUM),
        reasons=(
            "aligned_dkim_pass",
            "recorded_pass",
            "host_not_listed",
            "list_signs",
            "known_list",
            "possible_replay",
        ),
    ),
    Rule(
        number=6,
        name="the author's signature survived a forwarder",
        condition=lambda f: all_of(
            f.aligned,
            f.dkim_alone,
            not_(f.listed),
            not_(f.same_organization),
            not_(f.uses_service),
            f.forward_signs,
        ),
        verdict=_always(Verdict.FORWARDED),
        confidence=_high_if(lambda f: f.forwarder_known, MEDIUM),
        reasons=(
            "aligned_dkim_pass",
            "recorded_pass",
            "host_not_listed",
            "forward_signs",
            "known_forwarder",
            "possible_replay",
        ),
    ),
    Rule(
        number=7,
        name="aligned pass over the author's own server",
        condition=lambda f: all_of(f.aligned, _own_host(f)),
        verdict=_always(Verdict.AUTHORIZED_OWN),
        confidence=_flat(HIGH),
        reasons=(
            "aligned_spf_pass",
            "aligned_dkim_pass",
            "recorded_pass",
            "listed_by_spf",
            "listed_by_mx",
            "same_organization_verified",
            "same_organization_inferred",
        ),
    ),
    Rule(
        number=8,
        name="aligned pass over somebody the author's domain lets send",
        condition=lambda f: f.aligned,
        verdict=_always(Verdict.AUTHORIZED_THIRD_PARTY),
        confidence=lambda f: HIGH if f.dkim_alone.no or any_of(f.listed, f.known_service).yes else MEDIUM,
        reasons=(
            "aligned_spf_pass",
            "aligned_dkim_pass",
            "recorded_pass",
            "host_of_service",
            "listed_by_spf",
            "listed_by_a",
            "possible_replay",
        ),
    ),
    Rule(
        number=9,
        name="temporary trouble could still decide",
        condition=_could_still_decide,
        verdict=_always(Verdict.UNDETERMINED),
        confidence=_flat(LOW),
        reasons=("temporary_trouble",),
    ),
    Rule(
        number=10,
        name="the author's signature verifies once a known change is undone",
        condition=lambda f: f.undone,
        verdict=_list_or_forward,
        confidence=_high_if(_list_or_forwarder_known, LOW),
        reasons=("changed_after_signing", "list_signs", "known_list", "forward_signs", "known_forwarder"),
    ),
    Rule(
        number=11,
        name="ARC by sealers that are all known reports dmarc=pass for the author",
        condition=lambda f: all_of(f.arc_reports_pass, f.sealers_known),
        verdict=_list_or_forward,
        confidence=_high_if(lambda f: f.sealers_trusted, MEDIUM),
        reasons=("arc_reports_pass", "list_signs", "forward_signs"),
    ),
    Rule(
        number=12,
        name="changed beyond undoing, by what looks like a list or forwarder, and the author does not enforce",
        condition=lambda f: all_of(
            not_(f.enforces),
            any_of(f.list_passes_broken_signature, f.arc_reports_pass, f.forwarded_through_listed),
        ),
        verdict=_list_or_forward,
        confidence=_flat(LOW),
        reasons=(
            "list_signs",
            "list_identity_passes",
            "author_signature_broken",
            "arc_unknown_sealer",
            "forward_signs",
            "forwarded_through_listed",
            "domain_does_not_enforce",
        ),
    ),
    Rule(
        number=13,
        name="the author's domain publishes nothing, and the host is its MX or its address",
        condition=lambda f: all_of(f.publishes_nothing, any_of(f.mx_listed, f.a_listed), not_(f.signature_lost)),
        verdict=_always(Verdict.AUTHORIZED_OWN),
        confidence=lambda f: MEDIUM if f.shared_host.no else LOW,
        reasons=("listed_by_mx", "listed_by_a", "domain_publishes_nothing", "shared_host"),
    ),
    Rule(
        number=14,
        name="a server of the author's own organization that nothing vouches for",
        condition=lambda f: all_of(f.same_organization, not_(f.signature_lost)),
        verdict=_always(Verdict.INTERNAL_SERVER_LEAK),
        confidence=_high_if(lambda f: f.same_organization_verified, MEDIUM),
        reasons=(
            "same_organization_verified",
            "same_organization_inferred",
            "no_aligned_pass",
            "mx_host_not_in_spf",
            "host_not_listed",
            "spf_of_author",
            "partly_signed",
            "spf_passes_anyone",
        ),
    ),
    Rule(
        number=15,
        name="the key of the author's signature is gone",
        condition=lambda f: all_of(f.key_gone, not_(f.spf_fails_host)),
        verdict=_always(Verdict.UNVERIFIABLE),
        confidence=lambda f: MEDIUM if f.enforces.no else LOW,
        reasons=("dkim_key_gone", "spf_of_author"),
    ),
    Rule(
        number=16,
        name="somebody else's identity passes, and the author's domain does not forbid it",
        condition=lambda f: all_of(_unaligned(f), not_(f.signature_lost)),
        verdict=_always(Verdict.UNALIGNED_THIRD_PARTY),
        confidence=_high_if(lambda f: f.other_identity_service, MEDIUM),
        reasons=(
            "misses_strict_alignment",
            "other_identity_passes",
            "host_of_service",
            "no_aligned_pass",
            "domain_monitors",
            "domain_publishes_nothing",
            "domain_enforces",
            "partly_signed",
        ),
    ),
    Rule(
        number=17,
        name="the author's domain enforces",
        condition=lambda f: all_of(f.enforces, not_(f.signature_lost)),
        verdict=_always(Verdict.SPOOFED),
        confidence=_both_readings,
        reasons=(
            "domain_enforces",
            "no_aligned_pass",
            "spf_of_author",
            "host_not_listed",
            "other_identity_passes",
            "reading_own_server",
            "reading_list",
            "reading_forwarder",
            "reading_arc",
            "author_signature_broken",
            "partly_signed",
            "spf_passes_anyone",
        ),
    ),
    Rule(
        number=18,
        name="the author's domain only monitors, and its own records speak against the host",
        condition=lambda f: all_of(f.monitors, any_of(f.spf_rejects_host, f.dmarc_fails), not_(f.signature_lost)),
        verdict=lambda f: Verdict.INTERNAL_SERVER_LEAK if f.organization_claimed.yes else Verdict.SPOOFED,
        confidence=lambda f: LOW if f.organization_claimed.yes else MEDIUM,
        reasons=(
            "domain_monitors",
            "no_aligned_pass",
            "spf_of_author",
            "host_not_listed",
            "same_organization_claimed",
            "author_signature_broken",
            "partly_signed",
            "spf_passes_anyone",
        ),
    ),
    Rule(
        number=19,
        name="the author's domain publishes nothing",
        condition=lambda f: f.publishes_nothing,
        verdict=_always(Verdict.UNVERIFIABLE),
        confidence=_flat(HIGH),
        reasons=("domain_publishes_nothing", "same_organization_claimed"),
    ),
    Rule(
        number=20,
        name="nothing decides",
        condition=lambda f: YES,
        verdict=_always(Verdict.UNVERIFIABLE),
        confidence=_flat(LOW),
        reasons=(
            "signature_lost",
            "nothing_decides",
            "spf_passes_anyone",
            "spf_of_author",
            "domain_monitors",
            "partly_signed",
        ),
    ),
)


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The rule that decided and its words; `open_before` are earlier rules that trouble kept from being judged."""

    rule: Rule
    verdict: Verdict
    confidence: Confidence
    open_before: tuple[Rule, ...]


def decide(facts: Facts) -> Decision:
    """The first rule whose condition is yes. An earlier rule that is open lends its lower confidence, so that a lost
    answer never makes a verdict surer."""
    waiting: list[Rule] = []
    for rule in RULES:
        condition = rule.condition(facts)
        if condition is YES:
            confidence = rule.confidence(facts)
            for earlier in waiting:
                confidence = confidence.at_most(earlier.confidence(facts))
            return Decision(rule=rule, verdict=rule.verdict(facts), confidence=confidence, open_before=tuple(waiting))
        if condition is OPEN:
            waiting.append(rule)
    raise AssertionError("rule 20 always matches")
