"""Addresses as Received fields spell them, normalised; and names as they spell those."""

import re
from functools import lru_cache

from mailpath.values.names import ip_address

__all__ = ["NO_NAMES", "address", "bare_name", "host_name", "looks_like_version"]

# what servers write where they have no name for the client
NO_NAMES = frozenset(
    """unknown unverified verified softdnserr unknown.domain nodnsquery unresolved unavailable noreverse no-reverse-dns
    no_reverse nxdomain dnserror none null na n/a - ? no.name.available helo ehlo lhlo source""".split()  # noqa: SIM905
)
_IP4 = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:[.:]\d{1,5})?")
_NO_HOST = re.compile(r"[^\w.-]")
_IP6_WITH_PORT = re.compile(r"\[([^\[\]]*)\]:\d{1,5}")
_STARTS = frozenset("0123456789abcdefABCDEF:[(iI? ")
_LONGEST = 80


@lru_cache(maxsize=4096)
def address(text: str) -> str | None:
    """The address a text consists of, in normal form; None where it is none.

    Takes `192.0.2.1`, `[192.0.2.1]`, `192.0.2.1:25`, `192.0.2.1.2525` (Exim 3 writes the port so), `192.000.002.001`,
    `IPv6:2001:db8::1`, `fe80::1%6`, `::ffff:192.0.2.1` (as IPv4), `[2001:db8::1]:25`, `(192.0.2.1)` inside brackets
    (MDaemon).
    """
    if not 2 < len(text) <= _LONGEST or text[0] not in _STARTS:
        return None
    bare = text.strip("[]() ,")
    if match := _IP4.fullmatch(bare):
        parts = [int(part) for part in match.groups()]
        return "{}.{}.{}.{}".format(*parts) if max(parts) < 256 else None
    if ":" not in bare:
        return None
    if match := _IP6_WITH_PORT.fullmatch(text):
        bare = match[1]
    found = ip_address(bare)
    return str(found) if found else None


def looks_like_version(text: str) -> bool:
    """Whether four numbers are rather a version (`7.0.030.2`) than an address: padded ones, or all of them small."""
    parts = text.strip("() ").split(".")
    if len(parts) != 4:
        return False
    if any(len(part) > 1 and part[0] == "0" for part in parts):
        return True
    return all(part.isdigit() and int(part) < 64 for part in parts) and int(parts[0]) < 10


def bare_name(text: str) -> str | None:
    """A host name as written, without brackets, a final dot, or a comma behind it; None where nothing is left."""
    return text.strip("[]<>,; ").removesuffix(".") or None


def host_name(text: str | None) -> str | None:
    """A name that a server looked up: without an ident before it (`user@`) and a final dot.

    None where the text is an address, or a word that says that there is no name.
    """
    if not text:
        return None
    name = bare_name(text.rpartition("@")[2])
    if name is None or name.lower() in NO_NAMES or address(name) or _NO_HOST.search(name):
        return None
    return name
