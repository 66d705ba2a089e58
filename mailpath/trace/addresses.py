"""Addresses as Received fields spell them, normalised; and names as they spell those."""

import re
from functools import lru_cache

from mailpath.values.names import ip_address

__all__ = ["address", "bare_name", "is_address"]

_IP4 = re.compile(r"\(?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:[.:]\d{1,5})?\)?")
_IP6_WITH_PORT = re.compile(r"\[([^\[\]]*)\]:\d{1,5}")
_LONGEST = 80


@lru_cache(maxsize=4096)
def address(text: str) -> str | None:
    """The address a text consists of, in normal form; None where it is none.

    Takes `192.0.2.1`, `[192.0.2.1]`, `192.0.2.1:25`, `192.0.2.1.2525` (Exim 3 writes the port so), `192.000.002.001`,
    `IPv6:2001:db8::1`, `fe80::1%6`, `::ffff:192.0.2.1` (as IPv4), `[2001:db8::1]:25`, `(192.0.2.1)` inside brackets (MDaemon),
    `?192.0.2.1?` (qmail, which writes `?` for brackets).
    """
    if not 2 < len(text) <= _LONGEST:
        return None
    text = text.strip(" ?,")
    first = text[:1]
    if not first or first not in "0123456789abcdefABCDEF:[(iI":
        return None
    if match := _IP4.fullmatch(text.strip("[]")):
        parts = [int(part) for part in match.groups()]
        return "{}.{}.{}.{}".format(*parts) if max(parts) < 256 else None
    if ":" not in text:
        return None
    if match := _IP6_WITH_PORT.fullmatch(text):
        text = match[1]
    found = ip_address(text.strip("()"))
    return str(found) if found else None


def is_address(text: str) -> bool:
    return address(text) is not None


def bare_name(text: str) -> str | None:
    """A host name as written, without brackets, a final dot, or a comma behind it; None where nothing is left."""
    text = text.strip("[]<>,; ").removesuffix(".")
    return text or None
