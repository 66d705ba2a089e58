"""Evidence to the facts that the rules name (verdicts.md, "The facts that rules may use")."""

import msgspec

from mailpath.judge.evidence import DkimEvidence, Evidence, HostEvidence, SpfEvidence
from mailpath.judge.logic import NO, OPEN, UNKNOWN, YES, Fact, all_of, any_of, fact, not_
from mailpath.values.report import Service
from mailpath.values.vocabulary import Provenance, Result, SpfScope, Verifiability

__all__ = ["MAILBOX_HOST", "Facts", "facts_of"]

MAILBOX_HOST = "mailbox_host"
KEY_GONE_AFTER_S = 30 * 86400  # rule 15
_TROUBLE = (Verifiability.TEMPORARY, Verifiability.NOT_RECORDED)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute a fact, named as in the rules' table; `evidence` serves the reasons' values."""

    evidence: Evidence
    aligned_spf: Fact
    aligned_dkim: Fact
    aligned: Fact
    dkim_alone: Fact
    spf_alone_shared: Fact
    testing_alone: bool
    recorded_alone: bool
    recorded_configured: bool
    recorded_for_now: bool
    recorded_spf_alone: bool
    signature_lost: Fact
    boundary_open: Fact
    spf_listed: Fact
    spf_listed_own: Fact
    listed: Fact
    same_organization: Fact
    same_organization_verified: Fact
    organization_claimed: Fact
    uses_service: Fact
    known_service: Fact
    shared_host: Fact
    list_signs: Fact
    list_known: Fact
    forward_signs: Fact
    forwarder_known: Fact
    undone: Fact
    arc_reports_pass: Fact
    sealers_known: Fact
    sealers_trusted: Fact
    arc_present: Fact
    enforces: Fact
    monitors: Fact
    publishes_nothing: Fact
    list_passes_broken_signature: Fact
    forwarded_through_listed: Fact
    key_gone: Fact
    spf_fails_host: Fact
    spf_rejects_host: Fact
    dmarc_fails: Fact
    other_identity: Fact
    other_identity_service: Fact
    misses_strict_alignment: Fact
    mx_listed: Fact
    a_listed: Fact
    display_name_other: bool

    @property
    def host(self) -> HostEvidence | None:
        return self.evidence.host


def facts_of(e: Evidence) -> Facts:
    """All facts of one message; those about the host are unknown where there is none."""
    host = e.host
    no_spf = NO if host else UNKNOWN  # without a host SPF was not asked: no pass is no answer
    aligned_spf = any_of(no_spf, *map(_spf_aligned, e.spf), _recorded(e, "spf"))
    aligned_dkim = any_of(*map(_dkim_aligned, e.dkim), _recorded(e, "dkim"))
    aligned = any_of(aligned_spf, aligned_dkim, _recorded(e, "dmarc"))
    own_pass = any_of(*map(_spf_aligned, e.spf), *map(_dkim_aligned, e.dkim)).yes
    named = host if e.author.domain is not None else None  # without D nobody could list the host
    spf_listed = _spf_listed(named)
    mx_listed = named.mx_listed if named else UNKNOWN
    a_listed = named.a_listed if named else UNKNOWN
    enforces, monitors, nothing = _stance(e)
    other, other_service = _other_identity(e)
    return Facts(
        evidence=e,
        aligned_spf=aligned_spf,
        aligned_dkim=aligned_dkim,
        aligned=aligned,
        dkim_alone=all_of(aligned_dkim, not_(aligned_spf)),
        spf_alone_shared=_spf_alone_shared(e, aligned_dkim),
        testing_alone=_testing_alone(e, aligned_spf),
        recorded_alone=aligned.yes and not own_pass,
        recorded_configured=any(r.configured for r in e.recorded),
        recorded_for_now=all(r.temporary for r in e.recorded),
        recorded_spf_alone=all(r.method == "spf" for r in e.recorded),
        signature_lost=_signature_lost(e),
        boundary_open=OPEN if e.boundary_open else NO,
        spf_listed=spf_listed,
        spf_listed_own=all_of(spf_listed, fact(bool(host and host.spf_own_mechanism))) if host else UNKNOWN,
        listed=any_of(spf_listed, mx_listed, a_listed),
        same_organization=host.same_organization if host else UNKNOWN,
        same_organization_verified=fact(
            bool(host and host.same_organization_provenance is Provenance.VERIFIED and host.same_organization.yes)
        ),
        organization_claimed=fact(bool(host and host.organization_claimed)),
        uses_service=host.uses_service if host else UNKNOWN,
        known_service=host.service_known if host else UNKNOWN,
        shared_host=host.shared if host else UNKNOWN,
        list_signs=fact(bool(e.list.signs) and not e.list.newsletter),
        list_known=fact(e.list.known),
        forward_signs=fact(bool(e.forward.signs)),
        forwarder_known=fact(e.forward.known),
        undone=_undone(e),
        arc_reports_pass=_arc_reports_pass(e),
        sealers_known=fact(bool(e.sealers) and all(s.known for s in e.sealers)),
        sealers_trusted=fact(bool(e.sealers) and all(s.trusted for s in e.sealers)),
        arc_present=fact(bool(e.sealers)),
        enforces=enforces,
        monitors=monitors,
        publishes_nothing=nothing,
        list_passes_broken_signature=all_of(
            fact(bool(e.list.signs) and not e.list.newsletter), _broken_signature(e), e.list.identity_passes
        ),
        forwarded_through_listed=all_of(fact(bool(e.forward.signs)), e.forward.through_listed),
        key_gone=_key_gone(e),
        spf_fails_host=_spf_of_author(host, Result.FAIL),
        spf_rejects_host=_spf_of_author(host, Result.FAIL, Result.SOFTFAIL),
        dmarc_fails=_dmarc_fails(e),
        other_identity=other,
        other_identity_service=other_service,
        misses_strict_alignment=_misses_strict(e),
        mx_listed=mx_listed,
        a_listed=a_listed,
        display_name_other=e.author.display_name_domain is not None,
    )


def _spf_passes(spf: SpfEvidence) -> Fact:
    """A pass that means something, of the identity that counts; open where the question failed."""
    if spf.result.result is Result.TEMPERROR:
        return OPEN
    return fact(spf.result.result is Result.PASS and not spf.empty_promise)


def _spf_aligned(spf: SpfEvidence) -> Fact:
    return all_of(_spf_passes(spf), spf.aligned)


def _dkim_passes(dkim: DkimEvidence) -> Fact:
    """A pass over the whole message; open where the key could not be had and the body still fits."""
    if dkim.result.result is Result.PASS:
        return fact(dkim.fully_signed)
    if dkim.result.verifiability is Verifiability.BYTES_LOST:
        return UNKNOWN if dkim.fully_signed else NO
    if dkim.result.verifiability in _TROUBLE and dkim.result.body_hash_ok is not False and dkim.fully_signed:
        return OPEN
    return NO


def _dkim_aligned(dkim: DkimEvidence) -> Fact:
    return all_of(_dkim_passes(dkim), dkim.aligned)


def _recorded(e: Evidence, method: str) -> Fact:
    return fact(any(r.method == method for r in e.recorded))


def _spf_alone_shared(e: Evidence, aligned_dkim: Fact) -> Fact:
    """SPF is the only aligned pass, and it comes through a service that many tenants share."""
    passing = [s for s in e.spf if _spf_aligned(s).yes]
    if aligned_dkim.yes or not passing:
        return NO
    if all(s.shared for s in passing):
        return YES
    return e.host.shared if e.host else UNKNOWN


def _testing_alone(e: Evidence, aligned_spf: Fact) -> bool:
    passing = [d for d in e.dkim if _dkim_aligned(d).yes]
    return bool(passing) and not aligned_spf.yes and all(d.result.testing for d in passing)


def _spf_listed(host: HostEvidence | None) -> Fact:
    if host is None:
        return UNKNOWN
    if host.spf_of_author is None:
        return NO
    if host.spf_of_author.result is Result.TEMPERROR:
        return OPEN
    return fact(host.spf_of_author.result is Result.PASS and not host.spf_empty_promise)


def _spf_of_author(host: HostEvidence | None, *results: Result) -> Fact:
    if host is None:
        return UNKNOWN
    if host.spf_of_author is None:
        return NO
    if host.spf_of_author.result is Result.TEMPERROR:
        return OPEN
    return fact(host.spf_of_author.result in results)


def _stance(e: Evidence) -> tuple[Fact, Fact, Fact]:
    """Enforces, monitors, nothing (verdicts.md, "stance of D"). Where a deciding question failed all three are open."""
    p = e.policy
    if e.author.domain is None:
        return UNKNOWN, UNKNOWN, UNKNOWN
    if p.dmarc_present.yes:
        strict = p.dmarc_policy in ("quarantine", "reject")
        return fact(strict), fact(not strict), NO
    if not p.dmarc_present.no:
        return p.dmarc_present, p.dmarc_present, p.dmarc_present
    if p.spf_present.yes:
        # `-all` covers null MX with `v=spf1 -all` as well
        strict = p.spf_all == "-"
        return fact(strict), fact(not strict), NO
    if not p.spf_present.no:
        return p.spf_present, p.spf_present, p.spf_present
    if p.key_seen:
        return NO, YES, NO
    # a signature of D whose key question failed may show a key yet
    trouble = any(d.aligned.may_be and d.result.verifiability in _TROUBLE for d in e.dkim)
    unsure = OPEN if trouble else NO
    return NO, unsure, OPEN if trouble else YES


def _undone(e: Evidence) -> Fact:
    """A signature of D verifies once a known change is undone; open where its key could not be had to try, or where
    nobody could say whether it is D's."""
    if e.undone is not None:
        return YES
    proved = (d.aligned for d in e.dkim if d.fully_signed and d.result.diagnosis and d.result.diagnosis.proved)
    trouble = (d.aligned for d in e.dkim if d.fully_signed and d.result.verifiability in _TROUBLE)
    return any_of(NO, *proved, *(all_of(aligned, OPEN) for aligned in trouble))


def _arc_reports_pass(e: Evidence) -> Fact:
    """ARC passes and its instance 1 reports dmarc=pass for D."""
    arc = e.auth.arc
    if arc is None or not e.arc_reports_author:
        return NO
    return OPEN if arc.result is Result.TEMPERROR else fact(arc.result is Result.PASS)


def _broken_signature(e: Evidence) -> Fact:
    """A signature of D is there and does not verify."""
    own = [d for d in e.dkim if d.aligned.may_be]
    return any_of(*(_broken(d) for d in own))


def _broken(dkim: DkimEvidence) -> Fact:
    if dkim.result.verifiability in _TROUBLE and dkim.result.body_hash_ok is not False:
        return all_of(dkim.aligned, OPEN)
    if dkim.result.verifiability is Verifiability.BYTES_LOST:
        return UNKNOWN
    return all_of(dkim.aligned, fact(dkim.result.result is not Result.PASS))


def _signature_lost(e: Evidence) -> Fact:
    """A whole signature of D is there over bytes that are no longer those that were signed: it may well have held."""
    lost = (d for d in e.dkim if d.result.verifiability is Verifiability.BYTES_LOST and d.fully_signed)
    return any_of(NO, *(d.aligned for d in lost))


def _key_gone(e: Evidence) -> Fact:
    """A signature of D whose key is gone or revoked, older than 30 days."""
    if e.age_seconds is None or e.age_seconds <= KEY_GONE_AFTER_S:
        return NO
    gone = (Verifiability.KEY_GONE, Verifiability.KEY_REVOKED)
    return any_of(
        *(
            all_of(
                d.aligned_relaxed,
                OPEN if d.result.verifiability in _TROUBLE else fact(d.result.verifiability in gone),
            )
            for d in e.dkim
        )
    )


def _dmarc_fails(e: Evidence) -> Fact:
    dmarc = e.auth.dmarc
    if dmarc is None:
        return NO
    return OPEN if dmarc.result is Result.TEMPERROR else fact(dmarc.result is Result.FAIL)


def _identities(e: Evidence) -> list[tuple[Fact, str | None, Service | None]]:
    """Every envelope or signing identity: whether it passes, its organization, its service."""
    found = [(_spf_passes(s), s.organization, s.service) for s in e.spf if s.result.scope is SpfScope.MFROM]
    found += [(YES if d.result.result is Result.PASS else _dkim_passes(d), d.organization, d.service) for d in e.dkim]
    return found


def _other_identity(e: Evidence) -> tuple[Fact, Fact]:
    """An identity of another organization passes; and one that is a service of the catalogue, not a mailbox host."""
    own = e.author.organization
    others = [(passes, service) for passes, org, service in _identities(e) if org is not None and org != own]
    service = [passes for passes, s in others if s is not None and s.kind != MAILBOX_HOST]
    return any_of(*(passes for passes, _ in others)), any_of(*service)


def _misses_strict(e: Evidence) -> Fact:
    """An identity under O passes and only strict alignment keeps it from being D's."""
    spf = (all_of(_spf_passes(s), s.aligned_relaxed, not_(s.aligned)) for s in e.spf)
    dkim = (all_of(_dkim_passes(d), d.aligned_relaxed, not_(d.aligned)) for d in e.dkim)
    return any_of(*spf, *dkim)
