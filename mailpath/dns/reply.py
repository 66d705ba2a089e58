"""A nameserver's reply: whether it belongs to the question, and what it says."""

from collections.abc import Iterable
from enum import Enum, auto

import dns.rcode
import msgspec

from mailpath.dns.owner import name_of
from mailpath.dns.query import Query
from mailpath.dns.table import MAX_ALIASES
from mailpath.dns.wire import CNAME, NS, SOA, Record, WireMessage, data_text, minimum_of, read_message, target_of
from mailpath.values.vocabulary import DnsStatus

__all__ = [
    "GARBAGE",
    "NOT_AUTHORITATIVE",
    "REFERRAL",
    "Oddity",
    "Said",
    "does_not_know_edns",
    "read_reply",
    "said",
    "said_of_its_own",
]

GARBAGE, REFERRAL, NOT_AUTHORITATIVE = "garbage", "referral", "not authoritative"  # the words in `Answer.source`
_RESPONSE, _OPCODE, _TRUNCATED = 0x8000, 0x7800, 0x0200
_AUTHORITATIVE, _RECURSION = 0x0400, 0x0080
_ANSWERS = (dns.rcode.NOERROR, dns.rcode.NXDOMAIN)
_NO_EDNS = (dns.rcode.FORMERR, dns.rcode.NOTIMP, dns.rcode.BADVERS)


class Oddity(Enum):
    """What else than a reply to our question may arrive."""

    UNRELATED = auto()  # another id, question or opcode: a late, forged or lying packet, to be ignored
    BROKEN = auto()  # no DNS message
    TRUNCATED = auto()  # ask again over TCP


def read_reply(query: Query, raw: bytes) -> WireMessage | Oddity:
    """The message in a packet from the server that was asked. Never raises."""
    reply = read_message(raw)
    if reply is None:
        return Oddity.BROKEN
    if not _belongs(query, reply):
        return Oddity.UNRELATED
    return Oddity.TRUNCATED if reply.flags & _TRUNCATED else reply


def _belongs(query: Query, reply: WireMessage) -> bool:
    """Id, opcode and question (RFC 5452 section 4). An error may come back without the question, but
    that a name does not exist is no error: it is an answer to one."""
    if reply.id != int.from_bytes(query.raw[:2]) or not reply.flags & _RESPONSE or reply.flags & _OPCODE:
        return False
    return reply.question == query.question if reply.question else reply.rcode not in _ANSWERS


def does_not_know_edns(query: Query, reply: WireMessage) -> bool:
    """Whether the server is to be asked again without it (RFC 6891 section 7)."""
    return query.edns and reply.rcode in _NO_EDNS


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply says. `trouble` is a word such as `servfail` and then the status is failed; `target` is a name to
    ask on for, where the server followed an alias only part of the way, and then the status means nothing."""

    status: DnsStatus
    ttl: int | None = None
    records: tuple[str, ...] = ()
    target: str | None = None
    trouble: str | None = None


def said(reply: WireMessage, query: Query) -> Said:
    """Follow the aliases in the answer section to the records of the type asked (RFC 1034 section 3.6.2)."""
    if reply.rcode not in _ANSWERS:
        return _failed(dns.rcode.to_text(dns.rcode.Rcode.make(reply.rcode)).lower())
    sets: dict[tuple[bytes, int], list[Record]] = {}
    for one in reply.answer:
        sets.setdefault((one.name, one.kind), []).append(one)
    name, kind = query.name, query.kind
    ttls: list[int] = []
    seen = {name}
    while (found := sets.get((name, kind))) is None:
        alias = sets.get((name, CNAME))
        if alias is None:
            return _without_records(reply, name, ttls, asked_on=len(seen) > 1)
        target = target_of(reply, alias[0])
        if target is None:
            return _failed(GARBAGE)
        ttls.append(alias[0].ttl)
        name = target
        if name in seen:
            return _failed("CNAME loop")
        if len(seen) > MAX_ALIASES:
            return _failed("too many CNAMEs")
        seen.add(name)
    texts = [data_text(reply, one) for one in found]
    records = {text for text in texts if text is not None}
    if not records:
        return _failed(GARBAGE)
    return Said(status=DnsStatus.FOUND, ttl=min([*ttls, *(one.ttl for one in found)]), records=_ordered(records))


def said_of_its_own(reply: WireMessage, query: Query) -> Said:
    """What a name server says of a zone that it should hold: only its own word counts (RFC 1034 section 4.3.1). Asked
    for name servers, one that holds the zone above names those that the name is delegated to."""
    if reply.rcode in _ANSWERS and not reply.flags & _AUTHORITATIVE:
        servers = [one for one in reply.authority if one.kind == NS]
        below = [one for one in servers if query.kind == NS and one.name == query.name]
        texts = {text for one in below if (text := data_text(reply, one))}
        if texts:
            return Said(status=DnsStatus.FOUND, ttl=min(one.ttl for one in below), records=_ordered(texts))
        return _failed(REFERRAL if servers else NOT_AUTHORITATIVE)
    result = said(reply, query)
    return result if result.target is None else _failed("alias")


def _ordered(records: Iterable[str]) -> tuple[str, ...]:
    """Servers give them in changing order: here MX and SRV come by preference, all others by their text."""

    def rank(record: str) -> tuple[int, str]:
        first = record.partition(" ")[0]
        return int(first) if first.isdigit() else 0, record

    return tuple(sorted(records, key=rank))


def _without_records(reply: WireMessage, name: bytes, ttls: list[int], *, asked_on: bool) -> Said:
    soa = next((one for one in reply.authority if one.kind == SOA), None)
    if soa is not None:  # RFC 2308 section 5
        minimum = minimum_of(reply, soa)
        ttls = [*ttls, soa.ttl, *(() if minimum is None else (minimum,))]
    ttl = min(ttls, default=None)
    if reply.rcode == dns.rcode.NXDOMAIN:
        return Said(status=DnsStatus.NXDOMAIN, ttl=ttl)
    if soa is None and asked_on:
        return Said(status=DnsStatus.FAILED, ttl=ttl, target=name_of(name))
    if soa is None and _is_referral(reply):
        return _failed(REFERRAL)
    return Said(status=DnsStatus.NODATA, ttl=ttl)


def _is_referral(reply: WireMessage) -> bool:
    """The server does not look names up for us, and says nothing about this one but whom else to ask."""
    knows = reply.flags & (_AUTHORITATIVE | _RECURSION)
    return not knows and any(one.kind == NS for one in reply.authority)


def _failed(trouble: str) -> Said:
    return Said(status=DnsStatus.FAILED, trouble=trouble)
