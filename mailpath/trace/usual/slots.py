"""The places in a field whose text a server takes from outside: which texts may stand in for which.

A field of a usual form is read by the full reader once, with a stand-in at each of these places; every further field
that differs from it only there is filled in. So a text may only be replaced if the full reader takes it for nothing
but what the stand-in is: each class here keeps away what any pattern of the full reader could see in it. What is of no
class goes to the full reader.
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from mailpath.trace.addresses import NO_NAMES, address
from mailpath.trace.clauses import KEYWORDS
from mailpath.trace.client import SESSION
from mailpath.trace.dialects import DIALECTS
from mailpath.trace.dialects.exim import EXIM_ID
from mailpath.trace.server_words import ENVELOPE
from mailpath.trace.session import LOGIN_HINTS, SENDER_HINTS, TLS_HINTS

__all__ = [
    "BY",
    "BY_6TO4",
    "BY_LABEL",
    "DATE",
    "FOR",
    "HELO",
    "IDS",
    "IPS",
    "LOGIN",
    "MARKED",
    "RDNS",
    "SENDER",
    "Host",
    "Said",
    "host",
    "ident",
    "is_login",
    "is_mailbox",
    "is_sender",
    "place",
    "said",
]


class Said(IntEnum):
    """What a text is that a client calls itself, or that is written for its name."""

    NAME = 0  # two labels or more
    WORD = 1  # one label
    LITERAL = 2  # [192.0.2.1]
    LITERAL_6 = 3  # [IPv6:2001:db8::1]
    FIXED = 4  # one of the few words that stand for themselves
    OTHER = 5


# Stand-ins by `Said`. None of them may hold another one, or a word that any pattern knows.
HELO = ("qz1a.qzqz.example", "qz1b", "[192.0.2.201]", "[IPv6:2001:DB8:f5f5::201]")
MARKED = ("qz2a.qzqz.example", "qz2b", "[192.0.2.202]", "[IPv6:2001:DB8:f5f5::202]")
RDNS = ("qz3a.qzqz.example", "qz3b")
IPS = (("192.0.2.204", "2001:db8:f5f5::204"), ("192.0.2.205", "2001:db8:f5f5::205"))  # of the client, of the writer
BY = "qz6a.qzqz.example"
BY_LABEL = "qz6b"
BY_6TO4 = "2002:0a05:f5f5::206"
IDS = ("QZ7AF00F5A", "1qZ7af-0qZ7af-qZ")  # any, Exim's
FOR = "qz8a@qzqz.example"
LOGIN = "qz5a"
SENDER = "qz9a@qzqz.example"
DATE = "21 Sep 2026 10:00:03 +0000"

_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"  # in normal form: not padded
_IP4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_LITERAL_6 = re.compile(r"\[IPv6:[0-9A-Fa-f:]{2,39}\]")
_FIXED = frozenset(("unknown", "localhost"))
# What patterns of the full reader look for in comments, in the from-clause, or anywhere in the text.
_WORDS = ("exim", "smtpsvc", "helo", "ehlo", "lhlo", "hello", "softdnserr", "verified")
_HINTS = (*TLS_HINTS, *LOGIN_HINTS, *SENDER_HINTS, *_WORDS)
_COMMENT_HINTS = ("exim", *TLS_HINTS)
_NAME_HINT = re.compile("|".join(re.escape(hint) for hint in _HINTS if _NAME.fullmatch(hint)))  # a name holds no others
_IP6 = re.compile(r"[0-9A-Fa-f:]{2,39}")
_6TO4 = re.compile(r"2002:[0-9a-f:]{2,34}")
_MAILBOX = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9_.-]{1,190}")
_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/+-]{4,99}")
# Ends of names by which a writer is known
_KNOWN_HOSTS = tuple({end for dialect in DIALECTS for end in dialect.hosts})
_KNOWN_HEADS = ("filter", "gmailapi", "2002:")  # and beginnings
_ODD_ID_LENGTHS = frozenset((24, 26, 50))  # of Mailgun's, Courier's; EXIM_ID has an own stand-in


@lru_cache(maxsize=4096)
def said(text: str) -> Said:
    """Of which class a text of at most 255 characters is."""
    if text in _FIXED:
        return Said.FIXED
    if text[:1] == "[":
        if _IP4.fullmatch(text[1:-1]) and text[-1] == "]":
            return Said.LITERAL
        return Said.LITERAL_6 if _LITERAL_6.fullmatch(text) and _is_6(text[6:-1]) else Said.OTHER
    if not _is_plain(text):
        return Said.OTHER
    return Said.NAME if "." in text else Said.WORD


def _is_plain(text: str) -> bool:
    """Whether a text is a name to every pattern: no keyword, no word for no name, no address, nothing that is known."""
    lower = text.lower()
    return not (
        _NAME.fullmatch(text) is None
        or lower in NO_NAMES
        or lower in KEYWORDS
        or lower == text.upper()  # no letter in it
        or _NAME_HINT.search(lower)
        or SESSION.match(text)
        or ENVELOPE.match("(" + text)
    )


@lru_cache(maxsize=4096)
def place(text: str) -> tuple[str, bool] | None:
    """An address of at most 45 characters without marks around it, in normal form, and whether it is of IPv6; None
    where it is of no usual form."""
    if _IP4.fullmatch(text):
        return text, False
    normal = address(text) if _IP6.fullmatch(text) and _is_6(text) else None
    return (normal, True) if normal else None


def _is_6(text: str) -> bool:
    return ":" in text and "::ffff:" not in text.lower() and bool(address(text)) and ":" in (address(text) or "")


class Host(NamedTuple):
    """The name of the host that wrote a field, with a stand-in where there is one (`replaced`), and its address."""

    shown: str
    replaced: bool
    ip: str | None


@lru_cache(maxsize=4096)
def host(text: str) -> Host:
    """A name of at most 255 characters behind `by`.

    Recognisers look at the ends of names (`Dialect.hosts`), at none longer than three labels, and for `filter` and
    `gmailapi` at the beginning. So a name with no such end does not matter, and of a longer one, of which providers
    have thousands, its first label does not.
    """
    if text[:5] == "2002:" and _6TO4.fullmatch(text) and _is_6(text):
        return Host(BY_6TO4, True, address(text))
    lower = text.lower()
    if said(text) is Said.NAME and not lower.startswith(_KNOWN_HEADS):
        if not ("." + lower).endswith(_KNOWN_HOSTS):
            return Host(BY, True, None)
        rest = text.partition(".")[2]
        if rest.count(".") >= 2:
            return Host(f"{BY_LABEL}.{rest}", True, None)
    return Host(text, False, None)


def ident(text: str) -> str | None:
    """The stand-in for what follows `id`, None where it is of no usual form."""
    if not _ID.fullmatch(text) or len(text) in _ODD_ID_LENGTHS:
        return None
    lower = text.lower()
    if "auth" in lower or "smtpsvc" in lower or lower.startswith("envelope"):
        return None
    return IDS[1] if text[6:7] == "-" and EXIM_ID.fullmatch(text) else IDS[0]


def is_mailbox(text: str) -> bool:
    """A recipient that is nothing but an address."""
    return _MAILBOX.fullmatch(text) is not None


def is_sender(text: str) -> bool:
    """An envelope sender that may stand in a comment."""
    if _MAILBOX.fullmatch(text) is None:
        return False
    lower = text.lower()
    for hint in _COMMENT_HINTS:  # noqa: SIM110 - a loop is half as dear as a generator here
        if hint in lower:
            return False
    return True


@lru_cache(maxsize=4096)
def is_login(text: str) -> bool:
    """The user of a comment `Authenticated sender: USER`, of at most 255 characters."""
    lower = text.lower()
    known = _NAME.fullmatch(text) or _MAILBOX.fullmatch(text)
    return known is not None and not any(hint in lower for hint in _HINTS)
