"""Reason codes to reasons: each builder returns the reason with its values, or None where its facts are not there."""

from collections.abc import Callable

from mailpath.judge.evidence import DkimEvidence, HostEvidence, SpfEvidence
from mailpath.judge.facts import Facts
from mailpath.judge.logic import Fact
from mailpath.judge.rules import GOOD, Decision
from mailpath.language import reason
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import Provenance, Result, SpfScope, Verifiability

__all__ = ["REASONS", "reasons_for"]

Builder = Callable[[Facts], Reason | None]

_TOLD_BY_DNS = frozenset({"client_unnamed", "dynamic_client"})


def reasons_for(decision: Decision, f: Facts) -> tuple[Reason, ...]:
    """The deciding rule's reasons, then what limits the confidence, then the findings of the path."""
    codes = dict.fromkeys(decision.rule.reasons)
    if decision.verdict in GOOD:
        codes |= dict.fromkeys(("dkim_testing", "weak_key", "spf_shared_service", "dmarc_differs"))
    else:
        codes |= dict.fromkeys(("dmarc_differs",))
    codes |= dict.fromkeys(("display_name_other_domain", "boundary_unsure"))
    if decision.rule.number > 3:
        codes |= dict.fromkeys(("ptr_unconfirmed", "no_ptr", "dynamic_address"))
    built = (REASONS[code](f) for code in codes)
    found = tuple(r for r in built if r is not None)
    said = {one.code for one in found}
    if f.host is not None and f.host.fcrdns is not None:
        said |= _TOLD_BY_DNS  # the name that DNS gives now goes before the one that was noted at receipt
    return (*found, *(one for one in f.evidence.path_findings if one.code not in said))


def _domain(f: Facts) -> str:
    return f.evidence.author.domain or ""


def _passing_spf(f: Facts) -> SpfEvidence | None:
    return next(
        (s for s in f.evidence.spf if s.result.result is Result.PASS and s.aligned.yes and not s.empty_promise), None
    )


def _passing_dkim(f: Facts) -> DkimEvidence | None:
    good = [d for d in f.evidence.dkim if d.result.result is Result.PASS and d.aligned.yes and d.fully_signed]
    return next((d for d in good if not d.result.testing), good[0] if good else None)


def _no_header_field(f: Facts) -> Reason | None:
    return reason("no_header_field") if not f.evidence.parsed else None


def _own_domain_inside(f: Facts) -> Reason | None:
    return reason("own_domain_inside", domain=_domain(f)) if f.evidence.all_inside else None


def _own_domain_submission(f: Facts) -> Reason | None:
    if not f.evidence.submission or f.evidence.all_inside:
        return None
    return reason("own_domain_submission", domain=_domain(f), ip=f.host.ip if f.host else None)


def _author_unclear(f: Facts) -> Reason | None:
    why = f.evidence.author.unclear
    return reason(f"author_{why}") if why else None


def _no_sending_host(f: Facts) -> Reason | None:
    return reason(f.evidence.no_host_why or "no_sending_host")


def _aligned_spf_pass(f: Facts) -> Reason | None:
    spf = _passing_spf(f)
    if spf is None:
        return None
    return reason(
        "aligned_spf_pass",
        domain=_domain(f),
        envelope_domain=spf.result.domain,
        ip=f.host.ip if f.host else None,
        mechanism=spf.result.mechanism,
        via=spf.result.via,
    )


def _aligned_dkim_pass(f: Facts) -> Reason | None:
    dkim = _passing_dkim(f)
    if dkim is None:
        return None
    r = dkim.result
    return reason("aligned_dkim_pass", domain=_domain(f), signing_domain=r.domain, selector=r.selector)


def _recorded_pass(f: Facts) -> Reason | None:
    if not f.recorded_alone:
        return None
    best = next((r for r in f.evidence.recorded if r.configured), f.evidence.recorded[0])
    return reason("recorded_pass", method=best.method, domain=best.domain, authserv_id=best.authserv_id)


def _host_fact(build: Callable[[Facts, HostEvidence], Reason | None]) -> Builder:
    def built(f: Facts) -> Reason | None:
        return build(f, f.host) if f.host else None

    return built


def _listed_by_spf(f: Facts, h: HostEvidence) -> Reason | None:
    if not f.spf_listed.yes or h.spf_of_author is None:
        return None
    return reason(
        "listed_by_spf",
        ip=h.ip,
        domain=h.spf_of_author_domain,
        mechanism=h.spf_of_author.mechanism,
        via=h.spf_of_author.via,
    )


def _listed_by_mx(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("listed_by_mx", ip=h.ip, domain=h.mx_domain, mx=h.mx_host) if h.mx_listed.yes else None


def _listed_by_a(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("listed_by_a", ip=h.ip, domain=h.a_domain) if h.a_listed.yes else None


def _host_not_listed(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("host_not_listed", ip=h.ip, domain=_domain(f)) if f.listed.no else None


def _same_organization(provenance: Provenance) -> Builder:
    def build(f: Facts, h: HostEvidence) -> Reason | None:
        if not h.same_organization.yes or h.same_organization_provenance is not provenance:
            return None
        return reason(
            f"same_organization_{provenance}",
            ip=h.ip,
            name=h.same_organization_name,
            organization=f.evidence.author.organization,
        )

    return _host_fact(build)


def _same_organization_claimed(f: Facts, h: HostEvidence) -> Reason | None:
    if h.same_organization.yes or not h.organization_claimed:
        return None
    return reason(
        "same_organization_claimed", ip=h.ip, name=h.organization_claimed, organization=f.evidence.author.organization
    )


def _host_of_service(f: Facts, h: HostEvidence) -> Reason | None:
    if h.service is None:
        return None
    return reason("host_of_service", ip=h.ip, service=h.service.name, evidence=h.service.evidence)


def _shared_host(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("shared_host", ip=h.ip, names=h.confirmed) if h.shared.yes else None


def _mx_host_not_in_spf(f: Facts, h: HostEvidence) -> Reason | None:
    if not h.mx_listed.yes or f.spf_listed.yes or h.spf_of_author is None:
        return None
    return reason("mx_host_not_in_spf", ip=h.ip, domain=h.mx_domain, mx=h.mx_host)


def _spf_of_author(f: Facts, h: HostEvidence) -> Reason | None:
    spf = h.spf_of_author
    if spf is None or spf.result is Result.PASS:
        return None
    return reason(
        "spf_of_author", ip=h.ip, domain=h.spf_of_author_domain, result=spf.result.value, mechanism=spf.mechanism
    )


def _spf_passes_anyone(f: Facts) -> Reason | None:
    empty = next((s.result for s in f.evidence.spf if s.empty_promise), None)
    if empty is None and f.host and f.host.spf_empty_promise:
        empty = f.host.spf_of_author
    return reason("spf_passes_anyone", domain=empty.domain, mechanism=empty.mechanism) if empty else None


def _list_signs(f: Facts) -> Reason | None:
    e = f.evidence
    return reason("list_signs", signs=e.list.signs, organization=e.list.organization) if f.list_signs.yes else None


def _known_list(f: Facts) -> Reason | None:
    if not (f.list_signs.yes and f.list_known.yes):
        return None
    return reason("known_list", organization=f.evidence.list.organization)


def _forward_signs(f: Facts) -> Reason | None:
    if not f.forward_signs.yes or f.list_signs.yes:
        return None
    return reason("forward_signs", signs=f.evidence.forward.signs)


def _known_forwarder(f: Facts) -> Reason | None:
    if not f.forwarder_known.yes or f.list_signs.yes:
        return None
    h = f.host
    return reason("known_forwarder", name=h.service.name if h and h.service else None, ip=h.ip if h else None)


def _possible_replay(f: Facts) -> Reason | None:
    """The signature is all there is: whoever holds the message can send it again from anywhere."""
    known = f.list_known.yes if f.list_signs.yes else f.forwarder_known.yes if f.forward_signs.yes else False
    if not f.dkim_alone.yes or known or f.listed.yes or (f.known_service.yes and not f.list_signs.yes):
        return None
    return reason("possible_replay", domain=_domain(f), ip=f.host.ip if f.host else None)


def _temporary_trouble(f: Facts) -> Reason | None:
    return reason(
        "temporary_trouble", questions=f.evidence.failed_questions[:8], count=len(f.evidence.failed_questions)
    )


def _changed_after_signing(f: Facts) -> Reason | None:
    undone = f.evidence.undone
    if undone is None or undone.result.diagnosis is None:
        return None
    diagnosis = undone.result.diagnosis
    _, quote, added = (diagnosis.transformation or "").partition('"')
    return reason(
        "changed_after_signing",
        signing_domain=undone.result.domain,
        change=diagnosis.cause,
        added=added.rstrip('"') if quote else None,
    )


def _sealers(f: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.domain or "?" for s in f.evidence.sealers))


def _arc_reports_pass(f: Facts) -> Reason | None:
    if not f.arc_reports_pass.yes:
        return None
    return reason("arc_reports_pass", domain=_domain(f), sealers=_sealers(f))


def _arc_unknown_sealer(f: Facts) -> Reason | None:
    if not f.arc_reports_pass.yes or f.sealers_known.yes:
        return None
    unknown = tuple(dict.fromkeys(s.domain or "?" for s in f.evidence.sealers if not s.known))
    return reason("arc_unknown_sealer", domain=_domain(f), sealers=unknown)


def _list_identity_passes(f: Facts) -> Reason | None:
    if not f.list_passes_broken_signature.yes:
        return None
    return reason("list_identity_passes", organization=f.evidence.list.organization)


def _author_signature_broken(f: Facts) -> Reason | None:
    own = (d.result for d in f.evidence.dkim if d.aligned_relaxed.yes and d.result.result is not Result.PASS)
    broken = next((one for one in own if one.verifiability is not Verifiability.BYTES_LOST), None)
    if broken is None:
        return None
    return reason(
        "author_signature_broken", signing_domain=broken.domain, selector=broken.selector, result=broken.result.value
    )


def _forwarded_through_listed(f: Facts) -> Reason | None:
    return reason("forwarded_through_listed", domain=_domain(f)) if f.forwarded_through_listed.yes else None


def _domain_does_not_enforce(f: Facts) -> Reason | None:
    return reason("domain_does_not_enforce", domain=_domain(f)) if f.enforces.no else None


def _domain_enforces(f: Facts) -> Reason | None:
    p = f.evidence.policy
    if not f.enforces.yes:
        return None
    if p.dmarc_present.yes:
        return reason("domain_enforces_dmarc", domain=_domain(f), policy=p.dmarc_policy, policy_domain=p.dmarc_domain)
    return reason("domain_enforces_spf", domain=_domain(f))


def _domain_monitors(f: Facts) -> Reason | None:
    p = f.evidence.policy
    if not f.monitors.yes:
        return None
    if p.dmarc_present.yes:
        return reason("domain_monitors_dmarc", domain=_domain(f), policy=p.dmarc_policy, policy_domain=p.dmarc_domain)
    if p.spf_present.yes:
        return reason("domain_monitors_spf", domain=_domain(f), all=f"{p.spf_all or '?'}all")
    return reason("domain_monitors_dkim", domain=_domain(f))


def _domain_publishes_nothing(f: Facts) -> Reason | None:
    return reason("domain_publishes_nothing", domain=_domain(f)) if f.publishes_nothing.yes else None


def _no_aligned_pass(f: Facts) -> Reason | None:
    return reason("no_aligned_pass", domain=_domain(f)) if f.aligned.no else None


def _dkim_key_gone(f: Facts) -> Reason | None:
    gone = (Verifiability.KEY_GONE, Verifiability.KEY_REVOKED)
    lost = next((d.result for d in f.evidence.dkim if d.aligned_relaxed.yes and d.result.verifiability in gone), None)
    if lost is None:
        return None
    days = (f.evidence.age_seconds or 0) // 86400
    return reason("dkim_key_gone", signing_domain=lost.domain, selector=lost.selector, days=days)


def _other_identity_passes(f: Facts) -> Reason | None:
    own = f.evidence.author.organization
    for d in f.evidence.dkim:
        if d.result.result is Result.PASS and d.organization not in (None, own):
            return reason("other_identity_passes", method="dkim", identity=d.result.domain, domain=_domain(f))
    for s in f.evidence.spf:
        passes = s.result.result is Result.PASS and not s.empty_promise and s.result.scope is SpfScope.MFROM
        if passes and s.organization not in (None, own):
            return reason("other_identity_passes", method="spf", identity=s.result.domain, domain=_domain(f))
    return None


def _misses_strict_alignment(f: Facts) -> Reason | None:
    if not f.misses_strict_alignment.yes:
        return None
    spf = next((s.result.domain for s in f.evidence.spf if s.aligned_relaxed.yes and s.aligned.no), None)
    dkim = next((d.result.domain for d in f.evidence.dkim if d.aligned_relaxed.yes and d.aligned.no), None)
    return reason("misses_strict_alignment", identity=dkim or spf, domain=_domain(f))


def _reading(code: str, holds: Callable[[Facts], Fact]) -> Builder:
    return lambda f: reason(code, domain=_domain(f)) if holds(f).yes else None


def _reading_own_server(f: Facts, h: HostEvidence) -> Reason | None:
    if not h.organization_claimed:
        return None
    return reason("reading_own_server", name=h.organization_claimed, organization=f.evidence.author.organization)


def _signature_lost(f: Facts) -> Reason | None:
    if not f.signature_lost.yes:
        return None
    lost = next(d.result for d in f.evidence.dkim if d.result.verifiability is Verifiability.BYTES_LOST)
    return reason("signature_lost", signing_domain=lost.domain, selector=lost.selector)


def _nothing_decides(f: Facts) -> Reason | None:
    return reason("nothing_decides", domain=_domain(f))


def _dkim_testing(f: Facts) -> Reason | None:
    dkim = _passing_dkim(f)
    if dkim is None or not dkim.result.testing:
        return None
    return reason("dkim_testing", signing_domain=dkim.result.domain, selector=dkim.result.selector)


def _weak_key(f: Facts) -> Reason | None:
    dkim = _passing_dkim(f)
    if dkim is None or not dkim.result.weak:
        return None
    return reason(
        "weak_key",
        signing_domain=dkim.result.domain,
        selector=dkim.result.selector,
        weak=dkim.result.weak,
        key_bits=dkim.result.key_bits,
    )


def _partly_signed(f: Facts) -> Reason | None:
    partly = next(
        (
            d.result
            for d in f.evidence.dkim
            if d.aligned_relaxed.yes and d.result.result is Result.PASS and not d.fully_signed
        ),
        None,
    )
    return reason("partly_signed", signing_domain=partly.domain, selector=partly.selector) if partly else None


def _spf_shared_service(f: Facts) -> Reason | None:
    if not f.spf_alone_shared.yes:
        return None
    spf = _passing_spf(f)
    name = spf.through.name if spf and spf.through else f.host.service.name if f.host and f.host.service else None
    return reason("spf_shared_service", service=name, domain=_domain(f))


def _dmarc_differs(f: Facts) -> Reason | None:
    dmarc = f.evidence.auth.dmarc
    if dmarc is None or dmarc.rfc7489 is None or not dmarc.rfc7489.differs:
        return None
    return reason(
        "dmarc_differs_between_rfcs",
        domain=dmarc.domain,
        result=dmarc.result.value,
        result_7489=dmarc.rfc7489.result.value,
        policy_domain=dmarc.policy_domain,
        policy_domain_7489=dmarc.rfc7489.policy_domain,
    )


def _display_name_other_domain(f: Facts) -> Reason | None:
    other = f.evidence.author.display_name_domain
    return reason("display_name_other_domain", shown=other, domain=f.evidence.author.domain) if other else None


def _boundary_unsure(f: Facts) -> Reason | None:
    e = f.evidence
    if e.path.boundary is None or e.boundary_confidence != "low":
        return None
    return reason("boundary_unsure", method=e.path.boundary.method.value)


def _ptr_unconfirmed(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("ptr_unconfirmed", ip=h.ip, names=h.ptr) if h.fcrdns is False and h.ptr else None


def _no_ptr(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("no_ptr", ip=h.ip) if h.fcrdns is False and not h.ptr else None


def _dynamic_address(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("dynamic_address", ip=h.ip, names=h.ptr) if h.dynamic else None


REASONS: dict[str, Builder] = {
    "no_header_field": _no_header_field,
    "own_domain_inside": _own_domain_inside,
    "own_domain_submission": _own_domain_submission,
    "author_unclear": _author_unclear,
    "no_sending_host": _no_sending_host,
    "aligned_spf_pass": _aligned_spf_pass,
    "aligned_dkim_pass": _aligned_dkim_pass,
    "recorded_pass": _recorded_pass,
    "listed_by_spf": _host_fact(_listed_by_spf),
    "listed_by_mx": _host_fact(_listed_by_mx),
    "listed_by_a": _host_fact(_listed_by_a),
    "host_not_listed": _host_fact(_host_not_listed),
    "same_organization_verified": _same_organization(Provenance.VERIFIED),
    "same_organization_inferred": _same_organization(Provenance.INFERRED),
    "same_organization_claimed": _host_fact(_same_organization_claimed),
    "host_of_service": _host_fact(_host_of_service),
    "shared_host": _host_fact(_shared_host),
    "mx_host_not_in_spf": _host_fact(_mx_host_not_in_spf),
    "spf_of_author": _host_fact(_spf_of_author),
    "spf_passes_anyone": _spf_passes_anyone,
    "list_signs": _list_signs,
    "known_list": _known_list,
    "forward_signs": _forward_signs,
    "known_forwarder": _known_forwarder,
    "possible_replay": _possible_replay,
    "temporary_trouble": _temporary_trouble,
    "changed_after_signing": _changed_after_signing,
    "arc_reports_pass": _arc_reports_pass,
    "arc_unknown_sealer": _arc_unknown_sealer,
    "list_identity_passes": _list_identity_passes,
    "author_signature_broken": _author_signature_broken,
    "forwarded_through_listed": _forwarded_through_listed,
    "domain_does_not_enforce": _domain_does_not_enforce,
    "domain_enforces": _domain_enforces,
    "domain_monitors": _domain_monitors,
    "domain_publishes_nothing": _domain_publishes_nothing,
    "no_aligned_pass": _no_aligned_pass,
    "dkim_key_gone": _dkim_key_gone,
    "other_identity_passes": _other_identity_passes,
    "misses_strict_alignment": _misses_strict_alignment,
    "reading_own_server": _host_fact(_reading_own_server),
    "reading_list": _reading("reading_list", lambda f: f.list_signs),
    "reading_forwarder": _reading("reading_forwarder", lambda f: f.forward_signs),
    "reading_arc": _reading("reading_arc", lambda f: f.arc_present),
    "signature_lost": _signature_lost,
    "nothing_decides": _nothing_decides,
    "dkim_testing": _dkim_testing,
    "weak_key": _weak_key,
    "partly_signed": _partly_signed,
    "spf_shared_service": _spf_shared_service,
    "dmarc_differs": _dmarc_differs,
    "display_name_other_domain": _display_name_other_domain,
    "boundary_unsure": _boundary_unsure,
    "ptr_unconfirmed": _host_fact(_ptr_unconfirmed),
    "no_ptr": _host_fact(_no_ptr),
    "dynamic_address": _host_fact(_dynamic_address),
}
