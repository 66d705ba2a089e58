"""SPF and DKIM results weighed for an author domain, whichever RFC says what aligns."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import msgspec

from mailpath.values.names import dns_name
from mailpath.values.results import Aligned, AlignmentMode, DkimResult, SpfResult
from mailpath.values.vocabulary import Result, SpfScope, YesNo

__all__ = ["NO_MODE", "Aligner", "DmarcReason", "Identities", "Weighed", "identities", "weigh"]

Identities = tuple[tuple[str | None, Result], ...]
"""Passes and temperrors, in their order, each with its normalised domain; None is no domain, which never aligns."""

Aligner = Callable[[str, bool], YesNo]  # a domain, and whether strictly -> does it align with the author domain?

NO_MODE = AlignmentMode(spf=None, dkim=None)


class DmarcReason(StrEnum):
    """Why a DMARC result is what it is (`DmarcResult.reason`). Stable; each has a sentence `dmarc_<reason>`."""

    SPF_ALIGNED = "spf_aligned"
    DKIM_ALIGNED = "dkim_aligned"
    BOTH_ALIGNED = "both_aligned"
    NO_PASS = "no_pass"  # nothing passed at all
    NOT_ALIGNED = "not_aligned"  # something passed, for other domains only
    NO_RECORD = "no_record"
    RECORD_UNUSABLE = "record_unusable"  # a faulty p, sp or np and no valid rua: no DMARC for this message
    SEVERAL_RECORDS = "several_records"  # all discarded, and none stood elsewhere
    NO_AUTHOR_DOMAIN = "no_author_domain"
    POLICY_UNKNOWN = "policy_unknown"  # a question about the record failed
    ALIGNMENT_UNKNOWN = "alignment_unknown"  # a question about an organizational domain failed
    RESULT_UNKNOWN = "result_unknown"  # an aligned SPF or DKIM result is itself temperror


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """What the identifiers come to, where a record applies: pass, fail or temperror."""

    result: Result
    aligned: Aligned
    reason: DmarcReason


class _Method(msgspec.Struct, frozen=True):
    """One method: does a pass align (None: open), did any pass, and is an alignment what is open?"""

    aligned: bool | None
    passed: bool
    alignment_open: bool


def identities(spf: Sequence[SpfResult], dkim: Sequence[DkimResult]) -> tuple[Identities, Identities]:
    """What counts of the results of both methods: passes and temperrors, each identity once.

    SPF counts on MAIL FROM, and on HELO only where no MAIL FROM was judged (RFC 9989: an empty MAIL FROM).
    """
    mail_from = [one for one in spf if one.scope is SpfScope.MFROM]
    return _counting(mail_from or spf), _counting(dkim)


def _counting(results: Sequence[SpfResult | DkimResult]) -> Identities:
    found = [
        (dns_name(one.domain or ""), one.result) for one in results if one.result in (Result.PASS, Result.TEMPERROR)
    ]
    return tuple(dict.fromkeys(found))


def weigh(spf: Identities, dkim: Identities, aligner: Aligner, mode: AlignmentMode) -> Weighed:
    """One aligned pass is enough. A pass whose alignment is unknown, and an aligned temperror, leave it open."""
    by_spf = _method(spf, aligner, strict=mode.spf == "s")
    by_dkim = _method(dkim, aligner, strict=mode.dkim == "s")
    if by_spf.aligned or by_dkim.aligned:
        result = Result.PASS
        one = DmarcReason.SPF_ALIGNED if by_spf.aligned else DmarcReason.DKIM_ALIGNED
        reason = DmarcReason.BOTH_ALIGNED if by_spf.aligned and by_dkim.aligned else one
    elif by_spf.aligned is None or by_dkim.aligned is None:
        result = Result.TEMPERROR
        alignment_open = by_spf.alignment_open or by_dkim.alignment_open
        reason = DmarcReason.ALIGNMENT_UNKNOWN if alignment_open else DmarcReason.RESULT_UNKNOWN
    else:
        result = Result.FAIL
        reason = DmarcReason.NOT_ALIGNED if by_spf.passed or by_dkim.passed else DmarcReason.NO_PASS
    return Weighed(result=result, aligned=Aligned(spf=by_spf.aligned, dkim=by_dkim.aligned), reason=reason)


def _method(found: Identities, aligner: Aligner, *, strict: bool) -> _Method:
    aligned: bool | None = False
    alignment_open = False
    for domain, result in found:
        if domain is None:
            continue
        aligns = aligner(domain, strict)
        if aligns is YesNo.YES and result is Result.PASS:
            return _Method(True, passed=True, alignment_open=False)
        if aligns is not YesNo.NO:
            aligned = None
            alignment_open = alignment_open or result is Result.PASS
    return _Method(aligned, any(result is Result.PASS for _, result in found), alignment_open)
