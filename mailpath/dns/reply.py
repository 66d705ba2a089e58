"""A nameserver's reply: whether it belongs to the question, and what it says."""

import struct
from collections.abc import Iterable
from enum import Enum, auto

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import msgspec

from mailpath.dns.owner import owner_name
from mailpath.dns.record_text import record_text
from mailpath.dns.table import MAX_ALIASES
from mailpath.values.vocabulary import DnsStatus

__all__ = ["GARBAGE", "Oddity", "Said", "read_reply", "said"]

GARBAGE = "garbage"  # the word in `Answer.source`
_MALFORMED = (dns.exception.DNSException, ValueError, IndexError, KeyError, TypeError, struct.error)


class Oddity(Enum):
    """What else than a reply to our question may arrive."""

    UNRELATED = auto()  # another id, question or opcode: a late, forged or lying packet, to be ignored
    BROKEN = auto()  # no DNS message
    TRUNCATED = auto()  # ask again over TCP


def read_reply(query: dns.message.Message, raw: bytes) -> dns.message.Message | Oddity:
    """The message in a packet from the server that was asked. Never raises."""
    try:
        reply = dns.message.from_wire(raw, ignore_trailing=True, raise_on_truncation=True)
    except dns.message.Truncated as trouble:
        partial: dns.message.Message = trouble.message()  # type: ignore[no-untyped-call]
        return Oddity.TRUNCATED if _belongs(query, partial) else Oddity.UNRELATED
    except _MALFORMED:
        return Oddity.BROKEN
    return reply if _belongs(query, reply) else Oddity.UNRELATED


def _belongs(query: dns.message.Message, reply: dns.message.Message) -> bool:
    """Id, opcode and question (RFC 5452 section 4). An error may come back without the question."""
    return bool(query.is_response(reply)) and (bool(reply.question) or reply.rcode() != dns.rcode.NOERROR)


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply says. `trouble` is a word such as `servfail` and then the status is failed; `target` is a name to
    ask on for, where the server followed an alias only part of the way, and then the status means nothing."""

    status: DnsStatus
    ttl: int | None = None
    records: tuple[str, ...] = ()
    target: str | None = None
    trouble: str | None = None


def said(reply: dns.message.Message, name: dns.name.Name, kind: dns.rdatatype.RdataType) -> Said:
    """Follow the aliases in the answer section to the records of the type asked (RFC 1034 section 3.6.2)."""
    rcode = reply.rcode()
    if rcode not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        return _failed(dns.rcode.to_text(rcode).lower())
    sets = {(one.name, one.rdtype): one for one in reversed(reply.answer) if one.rdclass == dns.rdataclass.IN and one}
    ttls: list[int] = []
    seen = {name}
    while (found := sets.get((name, kind))) is None:
        alias = sets.get((name, dns.rdatatype.CNAME))
        if alias is None:
            return _without_records(reply, name, ttls, asked_on=len(seen) > 1)
        ttls.append(alias.ttl)
        name = alias[0].target
        if name in seen:
            return _failed("CNAME loop")
        if len(seen) > MAX_ALIASES:
            return _failed("too many CNAMEs")
        seen.add(name)
    kind_text = dns.rdatatype.to_text(kind)
    records = {text for rdata in found if (text := record_text(kind_text, rdata.to_text())) is not None}
    if not records:
        return _failed(GARBAGE)
    return Said(status=DnsStatus.FOUND, ttl=min([*ttls, found.ttl]), records=_ordered(records))


def _ordered(records: Iterable[str]) -> tuple[str, ...]:
    """Servers give them in changing order: here MX and SRV come by preference, all others by their text."""

    def rank(record: str) -> tuple[int, str]:
        first = record.partition(" ")[0]
        return int(first) if first.isdigit() else 0, record

    return tuple(sorted(records, key=rank))


def _without_records(reply: dns.message.Message, name: dns.name.Name, ttls: list[int], *, asked_on: bool) -> Said:
    soa = next((one for one in reply.authority if one.rdtype == dns.rdatatype.SOA and one), None)
    if soa is not None:  # RFC 2308 section 5
        ttls = [*ttls, soa.ttl, soa[0].minimum]
    ttl = min(ttls, default=None)
    if reply.rcode() == dns.rcode.NXDOMAIN:
        return Said(status=DnsStatus.NXDOMAIN, ttl=ttl)
    if soa is None and asked_on:
        return Said(status=DnsStatus.FAILED, ttl=ttl, target=owner_name(name.to_text()))
    if soa is None and _is_referral(reply):
        return _failed("referral")
    return Said(status=DnsStatus.NODATA, ttl=ttl)


def _is_referral(reply: dns.message.Message) -> bool:
    """The server does not look names up for us, and says nothing about this one but whom else to ask."""
    knows = reply.flags & (dns.flags.AA | dns.flags.RA)
    return not knows and any(one.rdtype == dns.rdatatype.NS for one in reply.authority)


def _failed(trouble: str) -> Said:
    return Said(status=DnsStatus.FAILED, trouble=trouble)
