"""A new SPF record: the old one with the smallest change, tried before it is offered."""

from collections.abc import Callable

import msgspec

from mailpath.dns.overlay import overlay
from mailpath.dns.protocol import Dns, shared
from mailpath.records import spf as records
from mailpath.remedy.lookups import MAX_LOOKUPS, tree_lookups
from mailpath.values.answers import Question
from mailpath.values.presentation import quoted_strings, txt_bytes
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import Result
from mailpath.verify import spf

__all__ = ["Envelope", "Proposal", "address_term", "closed_by_fail", "with_term"]

_STRING_BYTES = 255  # of one character-string (RFC 1035 section 3.3)
_LONGEST_KEPT = 600  # characters of an envelope; for longer ones each message tries anew


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """What SPF is judged for: the client and the names it gave."""

    ip: str
    helo: str
    mail_from: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A whole record for the TXT at `name`, and what SPF says with it."""

    name: str
    record: str
    term: str
    result: SpfResult
    lookups_after: int


def address_term(ip: str) -> str:
    """The smallest mechanism that lists one host."""
    return f"ip6:{ip}" if ":" in ip else f"ip4:{ip}"


def with_term(domain: str, term: str, envelope: Envelope, dns: Dns) -> Proposal | None:
    """The record of `domain` with `term` in front, where SPF passes with it by that term and the whole tree stays
    within ten lookups. None where it does not, where the record is broken in another way, or an answer is missing.

    A domain without a record gets one that ends in `~all`, so that nothing else of its mail is refused at once.
    """
    return _once(("with term", domain, term), envelope, dns, lambda dns: _with_term(domain, term, envelope, dns))


def _with_term(domain: str, term: str, envelope: Envelope, dns: Dns) -> Proposal | None:
    found = _current(domain, dns)
    if found is None:
        return None
    old, others = found
    head, _, rest = old.partition(" ")
    new = f"{head} {term} {rest.strip()}".rstrip() if old else f"v=spf1 {term} ~all"
    changed = _changed(domain, others, new, dns)
    lookups = tree_lookups(domain, changed)
    if lookups is None or lookups > MAX_LOOKUPS:
        return None
    result = spf.evaluate(envelope.ip, envelope.helo, envelope.mail_from, changed)
    if result.result is not Result.PASS or result.mechanism != term or result.via:
        return None
    return Proposal(name=domain, record=new, term=term, result=result, lookups_after=lookups)


def closed_by_fail(domain: str, envelope: Envelope, dns: Dns) -> Proposal | None:
    """The record of `domain` with `-all` in place of its softer `all`, where SPF then says fail."""
    return _once(("closed by fail", domain), envelope, dns, lambda dns: _closed_by_fail(domain, envelope, dns))


def _once(
    what: tuple[str, ...], envelope: Envelope, dns: Dns, work: Callable[[Dns], Proposal | None]
) -> Proposal | None:
    """A change that many messages of one sender would have tried alike."""
    if len(envelope.helo) + len(envelope.mail_from) > _LONGEST_KEPT:
        return work(dns)
    return shared(dns, (*what, envelope.ip, envelope.helo, envelope.mail_from), work)


def _closed_by_fail(domain: str, envelope: Envelope, dns: Dns) -> Proposal | None:
    found = _current(domain, dns)
    if found is None or not found[0]:
        return None
    old, others = found
    closing = records.parse(old).closing
    if closing is None or closing.qualifier == "-":
        return None
    end = closing.position + len(closing.text)
    new = old[: closing.position] + "-all" + old[end:]
    changed = _changed(domain, others, new, dns)
    lookups = tree_lookups(domain, changed)
    result = spf.evaluate(envelope.ip, envelope.helo, envelope.mail_from, changed)
    if result.result is not Result.FAIL or lookups is None or lookups > MAX_LOOKUPS:
        return None
    return Proposal(name=domain, record=new, term="-all", result=result, lookups_after=lookups)


def _current(domain: str, dns: Dns) -> tuple[str, tuple[str, ...]] | None:
    """The SPF record ("" where there is none) and the other TXT records beside it; None where it cannot be changed."""
    answer = dns.ask(Question(domain, "TXT"))
    if answer.failed:
        return None
    raw = [txt_bytes(record) for record in answer.records]
    texts = records.spf_records(raw)
    if len(texts) > 1 or (texts and records.parse(texts[0]).defects):
        return None
    others = tuple(record for record, text in zip(answer.records, raw, strict=True) if not records.is_spf(text))
    return texts[0] if texts else "", others


def _changed(domain: str, others: tuple[str, ...], record: str, dns: Dns) -> Dns:
    raw = record.encode("latin-1", "replace")
    chunks = [raw[at : at + _STRING_BYTES] for at in range(0, len(raw), _STRING_BYTES)]
    return overlay(dns, {(domain, "TXT"): (*others, quoted_strings(chunks))})
