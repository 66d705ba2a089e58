"""Passes that the receiver noted at receipt and that may stand in for ours (verdicts: "Recorded").

They count only where ours cannot be had, or where DNS has changed since; a body hash that our own check refutes is
never outvoted.
"""

from collections.abc import Iterator

import msgspec

from mailpath.gather.inquiry import Inquiry
from mailpath.judge.evidence import DkimEvidence, RecordedPass, SpfEvidence
from mailpath.judge.logic import OPEN
from mailpath.organization.suffix_list import organizational_domain_psl
from mailpath.path.writers import is_configured
from mailpath.receipts import RECEIVED_SPF, Receipt
from mailpath.values.names import dns_name, domain_of
from mailpath.values.results import DkimResult, RecordedResult
from mailpath.values.vocabulary import Result, Verifiability
from mailpath.verify.codes import SpfReason

__all__ = ["CHANGED_AFTER_S", "recorded_passes", "with_replaced_keys"]

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
    entries = tuple(_entries(q.own_receipts()))
    passing = [one for one in entries if one[1].result is Result.PASS]
    if not passing:
        return ()
    notes = _Notes(
        entries=entries,
        spf=by_spf,
        dkim=by_dkim,
        old=age_seconds is not None and age_seconds > CHANGED_AFTER_S,
        returned_to=_returned_to(q),
    )
    found = [
        RecordedPass(
            method=entry.method,
            domain=domain,
            authserv_id=receipt.authserv_id or receipt.receiver,
            configured=is_configured(receipt, q.settings),
            temporary=_temporary(entry.method, domain, notes),
        )
        for receipt, entry, domain in passing
        if _counts(receipt, entry, domain, q.domain, notes) and _aligned(q, entry.method, domain)
    ]
    return tuple(dict.fromkeys(found))


_Entry = tuple[Receipt, RecordedResult, str]
"""What a server noted of an identity, and the identity's domain."""


def _entries(receipts: tuple[Receipt, ...]) -> Iterator[_Entry]:
    for receipt in receipts:
        for entry in receipt.results:
            if domain := _domain(entry, receipt):
                yield receipt, entry, domain


class _Notes(msgspec.Struct, frozen=True, kw_only=True):
    """What the receiver noted, and what we found of the same."""

    entries: tuple[_Entry, ...]
    spf: tuple[SpfEvidence, ...]
    dkim: tuple[DkimEvidence, ...]
    old: bool  # DNS may have changed since
    returned_to: str | None  # domain of MAIL FROM as another trusted field than a result has it


def _domain(entry: RecordedResult, receipt: Receipt) -> str | None:
    """Whose pass it is. SPF: of MAIL FROM alone, since a pass of HELO says nothing of the author."""
    said = entry.properties
    match entry.method:
        case "spf" if receipt.standard == RECEIVED_SPF:
            text = receipt.mail_from or "" if said.get("identity", "mailfrom").lower() == "mailfrom" else ""
        case "spf":
            text = said.get("smtp.mailfrom") or said.get("smtp.mail") or ""
        case "dkim":
            text = said.get("header.d") or said.get("header.i") or ""
        case "dmarc":
            text = said.get("header.from") or receipt.header_from or ""
        case _:
            return None
    return domain_of(text) if "@" in text and not text.startswith("@") else dns_name(text.removeprefix("@"))


def _returned_to(q: Inquiry) -> str | None:
    """The domain of Return-Path above the boundary hop, else of the boundary hop's own envelope-from."""
    for field in q.message.fields[: max(0, q.first_below_boundary() - 1)]:
        if field.name == "return-path":
            return domain_of(field.unfolded[:1000].decode("utf-8", "replace").strip())
    path = q.path()
    index = path.boundary.hop_index if path.boundary else None
    sender = path.hops[index].envelope_from if index is not None else None
    return domain_of(sender) if sender else None


def _counts(receipt: Receipt, entry: RecordedResult, domain: str, author: str | None, notes: _Notes) -> bool:
    match entry.method:
        case "spf":
            return _spf_counts(domain, notes)
        case "dkim":
            return _dkim_counts(domain, entry, notes)
        case _:
            return domain == author and _dmarc_counts(receipt, notes)


def _aligned(q: Inquiry, method: str, domain: str) -> bool:
    """Alignment with D; where DNS cannot say, the organizations by the Public Suffix List do."""
    if q.domain is None:
        return False
    fact = q.aligned(domain, strict=q.strict(method))
    if fact is OPEN:
        return organizational_domain_psl(domain) == organizational_domain_psl(q.domain)
    return fact.yes


def _spf_counts(domain: str, notes: _Notes) -> bool:
    """Ours could not be had or DNS has changed; nothing the receiver noted contradicts it, nor does the envelope."""
    contradicted = any(
        entry.method == "spf" and named == domain and entry.result is not Result.PASS
        for _, entry, named in notes.entries
    )
    if contradicted or notes.returned_to not in (None, domain):
        return False
    ours = next((s.result.result for s in notes.spf if s.result.domain == domain), None)
    return ours in (None, Result.TEMPERROR) or (notes.old and ours is not Result.PASS)


def _dkim_counts(domain: str, entry: RecordedResult, notes: _Notes) -> bool:
    """The signature that was meant can stand in; where none is named, every one of that domain must.

    A signature is free to write: one that cannot be checked may not lend its pass to another that does not hold.
    """
    selector = (entry.properties.get("header.s") or "").lower()
    of_domain = [one for one in notes.dkim if one.result.domain == domain]
    meant = [one for one in of_domain if (one.result.selector or "").lower() == selector] if selector else of_domain
    return bool(meant) and all(_stands_in(one, notes.old) for one in meant)


def _stands_in(dkim: DkimEvidence, old: bool) -> bool:
    """It covers the whole message, and our check could not be had or is undone by DNS alone."""
    result = dkim.result
    if not dkim.fully_signed:
        return False
    if result.body_hash_ok is False and result.verifiability is not Verifiability.BYTES_LOST:
        return False
    replaced = result.body_hash_ok is True and result.signature_ok is False
    return result.verifiability in _NOT_TO_BE_HAD or (old and replaced)


def _dmarc_counts(receipt: Receipt, notes: _Notes) -> bool:
    """DMARC alone, where the server does not say by what, and every one of ours that could be meant can stand in."""
    if any(entry.method in ("spf", "dkim") and entry.result is Result.PASS for entry in receipt.results):
        return False
    own = [one for one in notes.dkim if one.aligned.may_be]
    if any(not _stands_in(one, notes.old) for one in own):
        return False
    return bool(own) or any(s.aligned.may_be and s.result.result is Result.TEMPERROR for s in notes.spf)


def _temporary(method: str, domain: str, notes: _Notes) -> bool:
    """Ours only failed for now: whoever asks again may get it, so the note is worth less until then."""
    by_spf = (
        s.result.reason == SpfReason.DNS_FAILED for s in notes.spf if method != "dkim" and s.result.domain == domain
    )
    by_dkim = (
        one.result.verifiability is Verifiability.TEMPORARY
        for one in notes.dkim
        if method != "spf" and (one.result.domain == domain or method == "dmarc")
    )
    return any(by_spf) or any(by_dkim)


def with_replaced_keys(signatures: tuple[DkimResult, ...], passes: tuple[RecordedPass, ...]) -> tuple[DkimResult, ...]:
    """The results, where a recorded pass stands in for a signature that only another key can have broken."""
    domains = {one.domain for one in passes if one.method == "dkim"}
    if not domains:
        return signatures
    return tuple(
        msgspec.structs.replace(one, verifiability=Verifiability.KEY_REPLACED)
        if one.domain in domains and one.body_hash_ok is True and one.signature_ok is False
        else one
        for one in signatures
    )
