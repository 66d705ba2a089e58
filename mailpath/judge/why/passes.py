"""What stands behind the message, and how well: SPF, DKIM, recorded passes, and what weakens them."""

from mailpath.judge.evidence import DkimEvidence, SpfEvidence
from mailpath.judge.facts import Facts
from mailpath.judge.why.builder import Builder, author_of
from mailpath.language import reason
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import Result, SpfScope, Verifiability

__all__ = ["REASONS"]


def _passing_spf(f: Facts) -> SpfEvidence | None:
    return next(
        (s for s in f.evidence.spf if s.result.result is Result.PASS and s.aligned.yes and not s.empty_promise), None
    )


def _passing_dkim(f: Facts) -> DkimEvidence | None:
    good = [d for d in f.evidence.dkim if d.result.result is Result.PASS and d.aligned.yes and d.fully_signed]
    return next((d for d in good if not d.result.testing), good[0] if good else None)


def _aligned_spf_pass(f: Facts) -> Reason | None:
    spf = _passing_spf(f)
    if spf is None:
        return None
    return reason(
        "aligned_spf_pass",
        domain=author_of(f),
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
    return reason("aligned_dkim_pass", domain=author_of(f), signing_domain=r.domain, selector=r.selector)


def _recorded_pass(f: Facts) -> Reason | None:
    if not f.recorded_alone:
        return None
    best = next((r for r in f.evidence.recorded if r.configured), f.evidence.recorded[0])
    return reason("recorded_pass", method=best.method, domain=best.domain, authserv_id=best.authserv_id)


def _no_aligned_pass(f: Facts) -> Reason | None:
    return reason("no_aligned_pass", domain=author_of(f)) if f.aligned.no else None


def _spf_passes_anyone(f: Facts) -> Reason | None:
    empty = next((s.result for s in f.evidence.spf if s.empty_promise), None)
    if empty is None and f.host and f.host.spf_empty_promise:
        empty = f.host.spf_of_author
    return reason("spf_passes_anyone", domain=empty.domain, mechanism=empty.mechanism) if empty else None


def _dkim_key_gone(f: Facts) -> Reason | None:
    gone = (Verifiability.KEY_GONE, Verifiability.KEY_REVOKED)
    lost = next((d.result for d in f.evidence.dkim if d.aligned_relaxed.yes and d.result.verifiability in gone), None)
    if lost is None:
        return None
    days = (f.evidence.age_seconds or 0) // 86400
    return reason("dkim_key_gone", signing_domain=lost.domain, selector=lost.selector, days=days)


def _signature_lost(f: Facts) -> Reason | None:
    if not f.signature_lost.yes:
        return None
    lost = next(d.result for d in f.evidence.dkim if d.result.verifiability is Verifiability.BYTES_LOST)
    return reason("signature_lost", signing_domain=lost.domain, selector=lost.selector)


def _author_signature_broken(f: Facts) -> Reason | None:
    own = (d.result for d in f.evidence.dkim if d.aligned_relaxed.yes and d.result.result is not Result.PASS)
    broken = next((one for one in own if one.verifiability is not Verifiability.BYTES_LOST), None)
    if broken is None:
        return None
    return reason(
        "author_signature_broken", signing_domain=broken.domain, selector=broken.selector, result=broken.result.value
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
    return reason("spf_shared_service", service=name, domain=author_of(f))


def _other_identity_passes(f: Facts) -> Reason | None:
    own = f.evidence.author.organization
    for d in f.evidence.dkim:
        if d.result.result is Result.PASS and d.organization not in (None, own):
            return reason("other_identity_passes", method="dkim", identity=d.result.domain, domain=author_of(f))
    for s in f.evidence.spf:
        passes = s.result.result is Result.PASS and not s.empty_promise and s.result.scope is SpfScope.MFROM
        if passes and s.organization not in (None, own):
            return reason("other_identity_passes", method="spf", identity=s.result.domain, domain=author_of(f))
    return None


def _misses_strict_alignment(f: Facts) -> Reason | None:
    if not f.misses_strict_alignment.yes:
        return None
    spf = next((s.result.domain for s in f.evidence.spf if s.aligned_relaxed.yes and s.aligned.no), None)
    dkim = next((d.result.domain for d in f.evidence.dkim if d.aligned_relaxed.yes and d.aligned.no), None)
    return reason("misses_strict_alignment", identity=dkim or spf, domain=author_of(f))


REASONS: dict[str, Builder] = {
    "aligned_spf_pass": _aligned_spf_pass,
    "aligned_dkim_pass": _aligned_dkim_pass,
    "recorded_pass": _recorded_pass,
    "spf_passes_anyone": _spf_passes_anyone,
    "changed_after_signing": _changed_after_signing,
    "author_signature_broken": _author_signature_broken,
    "no_aligned_pass": _no_aligned_pass,
    "dkim_key_gone": _dkim_key_gone,
    "other_identity_passes": _other_identity_passes,
    "misses_strict_alignment": _misses_strict_alignment,
    "signature_lost": _signature_lost,
    "dkim_testing": _dkim_testing,
    "weak_key": _weak_key,
    "partly_signed": _partly_signed,
    "spf_shared_service": _spf_shared_service,
}
