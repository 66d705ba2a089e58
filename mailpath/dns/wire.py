"""A DNS message read from its bytes (RFC 1035 section 4.1): only what an answer is made of.

dnspython reads every record of every section into objects, which costs more than all the rest of asking; it is used
here for the data of rare types, and in the tests as the oracle.
"""

import struct
from ipaddress import IPv6Address

import dns.exception
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import msgspec

from mailpath.dns.owner import name_of
from mailpath.dns.query import HEADER
from mailpath.dns.record_text import record_text, text_record

__all__ = ["CNAME", "NS", "SOA", "A", "Record", "WireMessage", "data_text", "minimum_of", "read_message", "target_of"]

A, NS, CNAME, SOA, PTR, MX, TXT, AAAA, OPT, TLSA = 1, 2, 5, 6, 12, 15, 16, 28, 41, 52
_MALFORMED = (dns.exception.DNSException, ValueError, IndexError, KeyError, TypeError, struct.error)
_IN = 1
_LONGEST_NAME = 254  # bytes without the root
_POINTER = 0xC0
_MOST_POINTERS = 127  # of one name: a label between any two; a long chain in each of thousands of records costs seconds
_FIXED = struct.Struct("!HHIH")  # type, class, ttl, length
_HEAD = struct.Struct("!HHHHHH")
_HIGHEST_TTL = 0x7FFFFFFF  # RFC 2181 section 8: above it, zero
_TO_THE_QUESTION = b"\xc0\x0c"


class Record(msgspec.Struct, frozen=True):
    """One record of class IN: the owner in wire form, lower case, without the root; where its data is."""

    name: bytes
    kind: int
    ttl: int
    at: int
    end: int


class WireMessage(msgspec.Struct, frozen=True, kw_only=True):
    """`question` is the question section's bytes, lower case; empty where there is none."""

    raw: bytes
    id: int
    flags: int
    rcode: int
    question: bytes
    answer: tuple[Record, ...]
    authority: tuple[Record, ...]


def read_message(raw: bytes) -> WireMessage | None:
    """None where the bytes are no message. One that says that it was truncated may end early. Never raises."""
    try:
        return _read(raw)
    except _MALFORMED:
        return None


def _read(raw: bytes) -> WireMessage:
    id_, flags, questions, answers, authorities, extras = _HEAD.unpack_from(raw)
    rcode, at = flags & 15, HEADER
    if questions > 1:
        raise ValueError("more than one question")
    asked = b""
    if questions:
        asked, at = _name(raw, at)
        if at + 4 > len(raw):
            raise ValueError("cut in the question")
        question = asked + b"\x00" + raw[at : at + 4]
        at += 4
    if flags & 0x0200:  # truncated: the records do not count
        return WireMessage(
            raw=raw, id=id_, flags=flags, rcode=rcode, question=question if questions else b"", answer=(), authority=()
        )
    answer, at = _records(raw, at, answers, asked)
    authority, at = _records(raw, at, authorities, asked)
    for _ in range(extras):
        at, kind, _, ttl, length = _head(raw, at)
        if kind == OPT:
            rcode |= ttl >> 24 << 4
        at += length
    if at > len(raw):
        raise ValueError("cut in a record")
    return WireMessage(
        raw=raw,
        id=id_,
        flags=flags,
        rcode=rcode,
        question=question if questions else b"",
        answer=answer,
        authority=authority,
    )


def _head(raw: bytes, at: int) -> tuple[int, int, int, int, int]:
    """Where the data of the record at `at` begins, and its type, class, ttl and length; the owner is passed over."""
    while (length := raw[at]) and length < _POINTER:
        if length > 63:
            raise ValueError("no label")
        at += 1 + length
    at += 2 if length else 1
    return (at + _FIXED.size, *_FIXED.unpack_from(raw, at))


def _records(raw: bytes, at: int, count: int, asked: bytes) -> tuple[tuple[Record, ...], int]:
    found = []
    for _ in range(count):
        if raw[at : at + 2] == _TO_THE_QUESTION:  # nearly all
            name, at = asked, at + 2
        else:
            name, at = _name(raw, at)
        kind, kind_class, ttl, length = _FIXED.unpack_from(raw, at)
        at += _FIXED.size
        if at + length > len(raw):
            raise ValueError("cut in a record")
        if kind_class == _IN:
            found.append(Record(name, kind, ttl if ttl <= _HIGHEST_TTL else 0, at, at + length))
        at += length
    return tuple(found), at


def _name(raw: bytes, at: int) -> tuple[bytes, int]:
    """The name at `at` (RFC 1035 section 4.1.4), and where what follows it begins. Pointers lead back only, so that
    they end, and there are not more of them than a name has labels."""
    parts, size, end, lowest, pointers = [], 0, 0, at, 0
    while length := raw[at]:
        if length < 64:
            size += 1 + length
            if size > _LONGEST_NAME or at + length >= len(raw):
                raise ValueError("no name")
            parts.append(raw[at : at + 1 + length])
            at += 1 + length
        elif length >= _POINTER:
            target = (length & 0x3F) << 8 | raw[at + 1]
            end = end or at + 2
            pointers += 1
            if target >= lowest or pointers > _MOST_POINTERS:
                raise ValueError("a pointer that leads nowhere")
            at = lowest = target
        else:
            raise ValueError("no label")
    return b"".join(parts).lower(), end or at + 1  # a length is below 64, so no letter


def target_of(message: WireMessage, record: Record) -> bytes | None:
    """The name that the data of a CNAME, NS or PTR record is, in wire form."""
    try:
        name, end = _name(message.raw, record.at)
    except _MALFORMED:
        return None
    return name if end == record.end else None


def minimum_of(message: WireMessage, soa: Record) -> int | None:
    """The last number of a SOA record: how long a negative answer counts (RFC 2308 section 5)."""
    if soa.end - soa.at < 22:  # two names and five numbers
        return None
    return min(int.from_bytes(message.raw[soa.end - 4 : soa.end]), _HIGHEST_TTL)


def data_text(message: WireMessage, record: Record) -> str | None:
    """The data in the presentation form of `record_text`; None where it is none of its type. Never raises."""
    try:
        return _text(message.raw, record)
    except _MALFORMED:
        return None


def _text(raw: bytes, record: Record) -> str | None:
    kind, at, end = record.kind, record.at, record.end
    if kind == A and end - at == 4:
        return f"{raw[at]}.{raw[at + 1]}.{raw[at + 2]}.{raw[at + 3]}"
    if kind == TXT:
        return text_record(_strings(raw, at, end))
    if kind == MX and end - at > 2:
        name, after = _name(raw, at + 2)
        return f"{int.from_bytes(raw[at : at + 2])} {name_of(name) or '.'}" if after == end else None
    if kind in (CNAME, NS, PTR):
        name, after = _name(raw, at)
        return (name_of(name) or ".") if after == end else None
    if kind == AAAA and end - at == 16:
        return record_text("AAAA", str(IPv6Address(raw[at:end])))
    if kind == TLSA and end - at > 3:  # also one that cannot work (dnspython refuses it): a finding of the audit
        return f"{raw[at]} {raw[at + 1]} {raw[at + 2]} {raw[at + 3 : end].hex()}"
    rdata = dns.rdata.from_wire(dns.rdataclass.IN, dns.rdatatype.RdataType.make(kind), raw, at, end - at)
    return record_text(dns.rdatatype.to_text(dns.rdatatype.RdataType.make(kind)), rdata.to_text())


def _strings(raw: bytes, at: int, end: int) -> list[bytes]:
    found = []
    while at < end:
        after = at + 1 + raw[at]
        if after > end:
            raise ValueError("cut in a string")
        found.append(raw[at + 1 : after])
        at = after
    if not found:
        raise ValueError("no string")
    return found
