"""What servers recorded at receipt against what we found, and why the two part.

A record in the claimed zone is only that: anyone could have written it. Words are compared as far as they mean the
same in both: SPF word by word, DKIM and ARC by passed, failed or absent, DMARC for our author domain only. Where we
could not evaluate a method, or the record is about something else, nothing is said: `agrees` is null.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from mailpath.receipts import RECEIVED_SPF, Receipt
from mailpath.values.names import dns_name, ip_address
from mailpath.values.results import AuthResults, DkimResult, Recorded, RecordedResult, SpfResult
from mailpath.values.vocabulary import Provenance, Result, SpfScope, Verifiability, Zone

__all__ = ["Cause", "compare"]

_CHANGES_S = 2 * 86400  # younger than this, DNS is taken to say what it said at receipt (verdicts, "Recorded")

_WORDS = {"hardfail": Result.FAIL, "bestguesspass": Result.NONE}  # of old SPF filters; Microsoft: no DMARC record


class Cause(StrEnum):
    """Why a record and our result part (`Recorded.cause`); each has a sentence `recorded_<cause>`."""

    KEY_GONE = "key_gone"
    KEY_REPLACED = "key_replaced"
    CHANGED_AFTER_RECEIPT = "changed_after_receipt"
    OTHER_HOST_JUDGED = "other_host_judged"
    OTHER_DMARC = "other_dmarc"
    TRUSTED_ARC = "trusted_arc"
    CLAIMED_ONLY = "claimed_only"
    DNS_CHANGED = "dns_changed"
    NOT_EVALUATED = "not_evaluated"


class _Compared(msgspec.Struct, frozen=True):
    """One entry: `agrees` None where it cannot be told, then `cause` may say why."""

    agrees: bool | None
    difference: str | None = None
    cause: Cause | None = None


class _Ours(msgspec.Struct, frozen=True, kw_only=True):
    """What we found, and how far it can be held against a record."""

    results: AuthResults
    client_ip: str | None
    old: bool  # DNS may have changed since the receipt
    bytes_lost: bool


_AGREES = _Compared(True)
_SILENT = _Compared(None)
_NOT_EVALUATED = _Compared(None, cause=Cause.NOT_EVALUATED)


def compare(
    receipts: Sequence[Receipt],
    zones: Sequence[Zone],
    results: AuthResults,
    *,
    client_ip: str | None,
    age_seconds: int | None,
    bytes_lost: bool = False,
) -> tuple[Recorded, ...]:
    """Every receipt as the report shows it, in the same order. `zones` has the zone of each.

    `client_ip` is the sending host, `age_seconds` the age of the message (None: unknown, and then no difference is
    put down to DNS), `bytes_lost` whether the bytes are no longer those received.
    """
    ours = _Ours(
        results=results,
        client_ip=client_ip,
        old=age_seconds is not None and age_seconds > _CHANGES_S,
        bytes_lost=bytes_lost,
    )
    return tuple(_recorded(receipt, zone, ours) for receipt, zone in zip(receipts, zones, strict=True))


def _recorded(receipt: Receipt, zone: Zone, ours: _Ours) -> Recorded:
    server = receipt.authserv_id or (receipt.receiver if receipt.standard == RECEIVED_SPF else None)
    outcome = _outcome(list(_compared(receipt, ours)), claimed=zone is Zone.CLAIMED)
    return Recorded(
        authserv_id=server,
        zone=zone,
        standard=receipt.standard,
        results=receipt.results,
        agrees=outcome.agrees,
        difference=outcome.difference,
        cause=outcome.cause,
        provenance=Provenance.CLAIMED if zone is Zone.CLAIMED else Provenance.RECORDED,
    )


def _outcome(found: list[_Compared], *, claimed: bool) -> _Compared:
    """One difference is a difference; of several the first that has a cause, SPF and DKIM before DMARC."""
    differences = [one for one in found if one.agrees is False]
    if differences:
        first = next((one for one in differences if one.cause), differences[0])
        return _Compared(False, first.difference, Cause.CLAIMED_ONLY if claimed else first.cause)
    if any(one.agrees for one in found):
        return _AGREES
    return next((one for one in found if one.cause), _SILENT)


def _compared(receipt: Receipt, ours: _Ours) -> Iterator[_Compared]:
    entries = [(entry, word) for entry in receipt.results if (word := _word(entry)) is not None]
    below: list[_Compared] = []  # SPF and DKIM: what DMARC rests on
    for entry, word in entries:
        if entry.method == "spf":
            below.append(_spf(receipt, entry, word, ours))
        elif entry.method == "dkim":
            below.append(_dkim(entry, word, ours))
    yield from below
    by_arc = any(entry.method == "arc" and word is Result.PASS for entry, word in entries)
    for entry, word in entries:
        if entry.method == "dmarc":
            yield _dmarc(receipt, entry, word, ours, below, by_arc=by_arc)
        elif entry.method == "arc":
            yield _arc(word, ours)


def _word(entry: RecordedResult) -> Result | None:
    """A word that can be compared: trouble of theirs cannot."""
    word = entry.result or _WORDS.get(entry.raw_result.lower())
    return None if word is Result.TEMPERROR else word


def _difference(method: str, theirs: Result, found: Result, cause: Cause | None) -> _Compared:
    return _Compared(False, f"{method}_{theirs}_found_{found}", cause)


# SPF


def _spf(receipt: Receipt, entry: RecordedResult, word: Result, ours: _Ours) -> _Compared:
    """Our result for the same identity; the client must be the same too, where the record names one."""
    found = _our_spf(receipt, entry, ours.results.spf)
    if found is None:
        return _SILENT if ours.results.spf else _NOT_EVALUATED
    if found.result is Result.TEMPERROR:
        return _NOT_EVALUATED
    theirs, host = ip_address(receipt.client_ip or ""), ip_address(ours.client_ip or "")
    elsewhere = theirs is not None and host is not None and theirs != host
    if found.result is word:
        return _Compared(None, cause=Cause.OTHER_HOST_JUDGED) if elsewhere else _AGREES
    cause = Cause.OTHER_HOST_JUDGED if elsewhere else Cause.DNS_CHANGED if ours.old else None
    return _difference("spf", word, found.result, cause)


def _our_spf(receipt: Receipt, entry: RecordedResult, spf: Sequence[SpfResult]) -> SpfResult | None:
    said = entry.properties
    sender = said.get("smtp.mailfrom") or said.get("smtp.mail") or said.get("envelope-from") or receipt.mail_from
    helo = said.get("smtp.helo") or said.get("helo") or receipt.helo
    if not sender and not helo:  # it can only mean the one there is
        return spf[0] if spf else None
    by_helo = said.get("identity", "").lower() == "helo" or not (sender or "").strip("<>")
    scope, domain = (SpfScope.HELO, _domain(helo)) if by_helo else (SpfScope.MFROM, _domain(sender))
    return next((one for one in spf if one.scope is scope and one.domain == domain and domain), None)


def _domain(text: str | None) -> str | None:
    return dns_name((text or "").strip("<> ").rpartition("@")[2])


# DKIM


def _dkim(entry: RecordedResult, word: Result, ours: _Ours) -> _Compared:
    signatures = ours.results.dkim
    if word is Result.NONE:
        if all(one.result is Result.NEUTRAL for one in signatures):  # what cannot be read is none to many servers
            return _AGREES
        return _difference("dkim", word, _best(signatures).result, Cause.CHANGED_AFTER_RECEIPT)
    same = _same_signature(entry, signatures)
    if not same:  # taken out since, or past our bound
        return _NOT_EVALUATED
    passed = word is Result.PASS
    if any((one.result is Result.PASS) is passed and one.result is not Result.TEMPERROR for one in same):
        return _AGREES
    found = _best(same)
    if found.result is Result.TEMPERROR:
        return _NOT_EVALUATED
    return _difference("dkim", word, found.result, _why_dkim(found, passed=passed, ours=ours))


def _best(signatures: Sequence[DkimResult]) -> DkimResult:
    """A pass, else what could be checked, else the first."""
    order = {Result.PASS: 0, Result.TEMPERROR: 2}
    return min(signatures, key=lambda one: order.get(one.result, 1))


def _same_signature(entry: RecordedResult, signatures: Sequence[DkimResult]) -> list[DkimResult]:
    """Our results for the signature an entry is about; all of them where it names no domain."""
    said = entry.properties
    domain = _domain(said.get("header.d") or said.get("header.i"))
    selector = said.get("header.s", "").lower()
    of_domain = [one for one in signatures if domain is None or one.domain == domain]
    return [one for one in of_domain if selector and (one.selector or "").lower() == selector] or of_domain


def _why_dkim(found: DkimResult, *, passed: bool, ours: _Ours) -> Cause | None:
    """Why a signature that passed there does not here, or the other way round."""
    if not passed:
        return Cause.DNS_CHANGED if ours.old else None
    if found.verifiability in (Verifiability.KEY_GONE, Verifiability.KEY_REVOKED):
        return Cause.KEY_GONE
    if found.verifiability is Verifiability.KEY_REPLACED:
        return Cause.KEY_REPLACED
    if found.verifiability is Verifiability.BYTES_LOST or ours.bytes_lost or found.body_hash_ok is False:
        return Cause.CHANGED_AFTER_RECEIPT
    if found.signature_ok is False:
        return Cause.KEY_REPLACED if ours.old and found.body_hash_ok else Cause.CHANGED_AFTER_RECEIPT
    return None


# DMARC and ARC


def _dmarc(
    receipt: Receipt,
    entry: RecordedResult,
    word: Result,
    ours: _Ours,
    below: list[_Compared],
    *,
    by_arc: bool,
) -> _Compared:
    found = ours.results.dmarc
    if found is None or found.domain is None or found.result is Result.TEMPERROR:
        return _NOT_EVALUATED
    author = _domain(entry.properties.get("header.from") or receipt.header_from)
    if word not in (Result.PASS, Result.FAIL, Result.NONE) or author not in (None, found.domain):
        return _SILENT
    if found.result is word:
        return _AGREES
    cause = next((one.cause for one in below if one.agrees is False and one.cause), None)
    if found.rfc7489 is not None and found.rfc7489.result is word:
        cause = Cause.OTHER_DMARC
    elif by_arc and word is Result.PASS:
        cause = Cause.TRUSTED_ARC
    elif cause is None and ours.old:
        cause = Cause.DNS_CHANGED
    return _difference("dmarc", word, found.result, cause)


def _arc(word: Result, ours: _Ours) -> _Compared:
    """A server checks the chain before it adds a set of its own: `none` there says nothing about ours."""
    found = ours.results.arc
    if found is None or found.result is Result.TEMPERROR:
        return _NOT_EVALUATED
    if found.result is word:
        return _AGREES
    if word is not Result.PASS or found.result is Result.NONE:
        return _SILENT
    return _difference("arc", word, found.result, Cause.CHANGED_AFTER_RECEIPT if ours.bytes_lost else None)
