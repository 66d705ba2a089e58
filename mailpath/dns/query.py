"""A question as it goes over the wire (RFC 1035 section 4.1, RFC 6891)."""

import secrets
from collections.abc import Sequence

import dns.exception
import dns.name
import dns.rdatatype
import msgspec

__all__ = ["HEADER", "Query", "kind_of", "make_query"]

HEADER = 12  # bytes before the question
_UDP_PAYLOAD = 1232  # bytes: fits an IPv6 packet without fragments (DNS flag day 2020)
_ONE_QUESTION = b"\x00\x01\x00\x00\x00\x00"
_IN = b"\x00\x01"
_OPT = b"\x00\x00\x29" + _UDP_PAYLOAD.to_bytes(2) + bytes(6)  # root, OPT, payload, no flags, no options
_RECURSION, _NO_FLAGS = b"\x01\x00", b"\x00\x00"


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """`name` is the owner in wire form, lower case, without the root; `raw` the whole message, its id first. The id is
    random, and so is the port that it leaves from: a forger has to guess both (RFC 5452)."""

    name: bytes
    kind: int
    raw: bytes
    edns: bool

    @property
    def question(self) -> bytes:
        """The question section."""
        return self.raw[HEADER : HEADER + len(self.name) + 5]

    def plain(self) -> "Query":
        """The same without EDNS, for servers that do not know it."""
        return _query(self.name, self.kind, self.raw[2:4], edns=False)


def make_query(labels: Sequence[bytes], kind: int, *, recursion: bool = True) -> Query:
    """Ask for records of a type; without `recursion` for what the server itself holds. Raises ValueError where the
    labels are no domain name."""
    try:
        dns.name.Name([*labels, b""])  # holds the rules: no empty label, 63 bytes each, 255 in all
    except dns.exception.DNSException as error:
        raise ValueError(str(error)) from None
    name = b"".join(bytes((len(label),)) + label for label in labels).lower()
    return _query(name, kind, _RECURSION if recursion else _NO_FLAGS, edns=True)


def _query(name: bytes, kind: int, flags: bytes, *, edns: bool) -> Query:
    extra = b"\x00\x01" if edns else b"\x00\x00"
    head = secrets.token_bytes(2) + flags + _ONE_QUESTION + extra
    raw = head + name + b"\x00" + kind.to_bytes(2) + _IN + (_OPT if edns else b"")
    return Query(name=name, kind=kind, raw=raw, edns=edns)


def kind_of(type: str) -> int | None:
    """The number of a type such as `TXT` or `TYPE65280`; None where it is none."""
    try:
        return int(dns.rdatatype.from_text(type))
    except (dns.rdatatype.UnknownRdatatype, ValueError):
        return None
