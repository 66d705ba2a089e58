"""Passes that the receiver noted at receipt and that may stand in for ours (verdicts: "Recorded").

They count only where ours cannot be had, or where DNS has changed since; a body hash that our own check refutes is
never outvoted.
"""

from collections.abc import Iterator

from mailpath.gather.inquiry import Inquiry
from mailpath.judge.evidence import DkimEvidence, RecordedPass, SpfEvidence
from mailpath.judge.logic import Fact
from mailpath.organization.suffix_list import organizational_domain_psl
from mailpath.path.own_receipts import receiver_receipts
from mailpath.path.writers import is_configured
from mailpath.receipts import Receipt
from mailpath.values.names import dns_name, domain_of
from mailpath.values.results import RecordedResult
from mailpath.values.vocabulary import Result, Verifiability

__all__ = ["CHANGED_AFTER_S", "recorded_passes"]

CHANGED_AFTER_S = 2 * 86400
_NOT_TO_BE_HAD = (
    Verifiability.TEMPORARY,
    Verifiability.NOT_RECORDED,
    Verifiability.KEY_GONE,
    Verifiability.KEY_REVOKED,
    Verifiability.BYTES_LOST,
)


def recorded_passes(
    q: Inquiry, by_spf: tuple[SpfEvidence, ...], by_dkim: tuple[DkimEvidence, ...], age_seconds: int | None
) -> tuple[RecordedPass, ...]:
    """Aligned passes in the receiver's own fields that count, in the order of the message."""
    old = age_seconds is not None and age_seconds > CHANGED_AFTER_S
    found = []
    for receipt in receiver_receipts(q.message, q.path(), q.receipts, q.settings):
        for method, domain in _passing(receipt):
            if method == "spf":
                counts = _spf_counts(domain, by_spf, old)
            elif method == "dkim":
                counts = _dkim_counts(domain, by_dkim, old)
            else:
                counts = domain == q.domain and _dmarc_counts(receipt, by_spf, by_dkim)
            if counts and _aligned(q, method, domain):
                found.append(
                    RecordedPass(
                        method=method,
                        domain=domain,
                        authserv_id=receipt.authserv_id or receipt.receiver,
                        configured=is_configured(receipt, q.settings),
                    )
                )
    return tuple(dict.fromkeys(found))


def _passing(receipt: Receipt) -> Iterator[tuple[str, str]]:
    """Method and domain of each pass that names one."""
    for entry in receipt.results:
        if entry.result is Result.PASS and (domain := _domain(entry, receipt)):
            yield entry.method, domain


def _domain(entry: RecordedResult, receipt: Receipt) -> str | None:
    said = entry.properties
    match entry.method:
        case "spf":
            text = said.get("smtp.mailfrom") or said.get("smtp.mail") or receipt.mail_from or ""
        case "dkim":
            text = said.get("header.d") or said.get("header.i") or ""
        case "dmarc":
            text = said.get("header.from") or receipt.header_from or ""
        case _:
            return None
    return domain_of(text) if "@" in text and not text.startswith("@") else dns_name(text.removeprefix("@"))


def _aligned(q: Inquiry, method: str, domain: str) -> bool:
    """Alignment with D; where DNS cannot say, the organizations by the Public Suffix List do."""
    if q.domain is None:
        return False
    fact = q.aligned(domain, strict=q.strict(method))
    if fact is Fact.OPEN:
        return organizational_domain_psl(domain) == organizational_domain_psl(q.domain)
    return fact.yes


def _spf_counts(domain: str, by_spf: tuple[SpfEvidence, ...], old: bool) -> bool:
    ours = next((s.result.result for s in by_spf if s.result.domain == domain), None)
    return ours in (None, Result.TEMPERROR) or (old and ours is not Result.PASS)


def _dkim_counts(domain: str, by_dkim: tuple[DkimEvidence, ...], old: bool) -> bool:
    return any(_stands_in(one, old) for one in by_dkim if one.result.domain == domain and one.fully_signed)


def _stands_in(dkim: DkimEvidence, old: bool) -> bool:
    result = dkim.result
    if result.body_hash_ok is False and result.verifiability is not Verifiability.BYTES_LOST:
        return False
    replaced = result.body_hash_ok is True and result.signature_ok is False
    return result.verifiability in _NOT_TO_BE_HAD or (old and replaced)


def _dmarc_counts(receipt: Receipt, by_spf: tuple[SpfEvidence, ...], by_dkim: tuple[DkimEvidence, ...]) -> bool:
    """DMARC alone, where the server does not say by what, and neither of ours could be had nor is refuted."""
    if any(entry.method in ("spf", "dkim") and entry.result is Result.PASS for entry in receipt.results):
        return False
    if any(one.aligned.may_be and one.result.body_hash_ok is False for one in by_dkim):
        return False
    trouble = any(s.aligned.may_be and s.result.result is Result.TEMPERROR for s in by_spf)
    return trouble or any(d.aligned.may_be and _stands_in(d, False) for d in by_dkim)
