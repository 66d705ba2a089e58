"""SPF and DKIM results as evidence: do they align with the author, whose are they, what do they leave open?"""

from mailpath.gather.inquiry import Inquiry
from mailpath.host.services import catalogue
from mailpath.judge.evidence import DkimEvidence, SpfEvidence
from mailpath.judge.logic import NO
from mailpath.values.results import DkimResult, SpfResult
from mailpath.values.vocabulary import Result, SpfScope, Verifiability
from mailpath.verify.codes import DkimReason
from mailpath.verify.signed_fields import fully_signed
from mailpath.verify.spf_standing import is_empty_promise

__all__ = ["dkim_evidence", "proven_domains", "spf_evidence", "undone"]


def spf_evidence(q: Inquiry) -> tuple[SpfEvidence, ...]:
    return tuple(_spf(q, result) for result in q.spf())


def _spf(q: Inquiry, result: SpfResult) -> SpfEvidence:
    client = q.client()
    own = catalogue().by_dkim([result.domain]) if result.domain else None
    through = (catalogue().by_spf_include(result.via) or own) if result.result is Result.PASS else None
    # HELO speaks for the author only where MAIL FROM is empty (RFC 9989)
    counts = result.scope is SpfScope.MFROM or q.envelope().mail_from == "<>"
    relaxed = q.aligned(result.domain, strict=False) if counts else NO
    return SpfEvidence(
        result=result,
        aligned=q.aligned(result.domain, strict=q.strict("spf")) if counts else NO,
        aligned_relaxed=relaxed,
        organization=q.organization(result.domain) if result.result in (Result.PASS, Result.TEMPERROR) else None,
        empty_promise=is_empty_promise(result, client.ip if client else None),
        service=own.service if own else None,
        through=through.service if through else None,
        shared=through is not None and through.entry.many_tenants,
    )


def dkim_evidence(q: Inquiry) -> tuple[DkimEvidence, ...]:
    judged = (result for result in q.dkim() if result.reason != DkimReason.OVER_LIMIT)
    return tuple(_dkim(q, result) for result in judged)


def _dkim(q: Inquiry, result: DkimResult) -> DkimEvidence:
    service = catalogue().by_dkim([result.domain]) if result.domain else None
    return DkimEvidence(
        result=result,
        aligned=q.aligned(result.domain, strict=q.strict("dkim")),
        aligned_relaxed=q.aligned(result.domain, strict=False),
        organization=q.organization(result.domain),
        fully_signed=fully_signed(q.message, result),
        service=service.service if service else None,
        key_found=result.verifiability in (Verifiability.VERIFIED, Verifiability.KEY_REPLACED),
    )


def undone(signatures: tuple[DkimEvidence, ...]) -> DkimEvidence | None:
    """A signature of D that verifies once a known change is undone; one over part of the message never is."""
    return next(
        (
            one
            for one in signatures
            if one.aligned.yes and one.fully_signed and one.result.diagnosis is not None and one.result.diagnosis.proved
        ),
        None,
    )


def proven_domains(q: Inquiry) -> tuple[str, ...]:
    """Domains that stand behind the message or its handing over: passing SPF (no empty promise) and DKIM."""
    client = q.client()
    ip = client.ip if client else None
    by_spf = (r.domain for r in q.spf() if r.result is Result.PASS and not is_empty_promise(r, ip))
    by_dkim = (r.domain for r in q.dkim() if r.result is Result.PASS)
    return tuple(dict.fromkeys(domain for domain in (*by_spf, *by_dkim) if domain))
