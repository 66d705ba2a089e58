"""What the from-clause says of the client: the name behind `from`, and what comments and brackets add.

Here it is only told which mark each value carries. Which name is the HELO and which one was looked up depends on the
server that writes, and is decided by the dialect.
"""

import re
from typing import NamedTuple

from mailpath.trace.addresses import NO_NAMES, address, bare_name, host_name
from mailpath.trace.tokens import Kind, Token, Tokens, tokens

__all__ = ["PLAIN", "Client", "read_client"]


class Client(NamedTuple):
    """The client as written.

    `name` is the text behind `from` without brackets (None where there is none), `literal` whether it is an address
    in brackets. `looked_up` is a host name that stands before the address in a comment. `marked_helo` carries a HELO
    mark ("" where the mark is there and nothing behind it). `ip` is the address, normalised, from anywhere but a
    HELO; `ip_in_name` says that only the name shows it. `verified`: the server says that it confirmed the name.
    `glued`: the only comment stands directly at the name.
    """

    name: str | None
    literal: bool
    looked_up: str | None
    marked_helo: str | None
    ip: str | None
    ip_in_name: bool
    verified: bool
    glued: bool


# `(looked-up [address])`, with or without an ident before the name
PLAIN = re.compile(
    r"(?:[^\s()\[\]@]{1,80}@)?([A-Za-z0-9_.-]{1,255})? ?\[([0-9A-Fa-f.:]{3,45}|IPv6:[0-9A-Fa-f.:]{2,45})\]"
)
_HELO_WORDS = frozenset(("HELO", "EHLO", "LHLO", "HELLO"))
_HELO_KEYS = frozenset(("helo", "ehlo", "lhlo"))
# Comments that speak of the session and not of the client's place. `account` is CommuniGate's and adds HELO or address.
_SESSION = re.compile(
    r"(?:using|version=|no client|client (?:did|cn)|not auth|auth|smtp-?auth|tls|ssl|cipher|squirrelmail|nasmail|envelope"
    r"|return-path|sender|mailfrom|original mail|user|uid|misconfigured|firewalled|cn=|from userid|signed|proxying)",
    re.IGNORECASE,
)


class _Seen:
    """What was found so far; the first of a kind counts."""

    __slots__ = ("helo", "ip", "looked_up", "plain", "verified")

    def __init__(self) -> None:
        self.ip: str | None = None
        self.looked_up: str | None = None
        self.helo: str | None = None
        self.plain = False  # whether `ip` is from a comment of the usual shape
        self.verified = False


def read_client(clause: Tokens) -> Client:
    """The client that a from-clause describes; never fails."""
    seen = _Seen()
    name: str | None = None
    literal: str | None = None
    previous = ""
    comments = 0
    nothing_known = False
    for number, token in enumerate(clause):
        kind = token.kind
        if kind is Kind.COMMENT:
            comments += 1
            nothing_known = nothing_known or token.text.lower() in NO_NAMES
            _comment(seen, token.text)
        elif number == 0:
            name = bare_name(token.text)
            literal = address(token.text) if kind is Kind.BRACKET else None
        elif kind is Kind.BRACKET:
            seen.ip = seen.ip or address(token.text)
        elif kind is Kind.QUOTED and previous in ("be", "HELO"):
            seen.helo = token.text  # smap: claiming to be "name"
        else:
            previous = token.text
    if literal and seen.helo is not None and clause[1:] and not _address_only(clause):
        seen.ip = literal
    in_name = seen.ip is None
    if in_name and not nothing_known:  # `[192.0.2.1] (unknown)`: the literal is what the client said
        seen.ip = literal or (address(name) if name else None)
    return Client(
        name,
        literal is not None,
        seen.looked_up,
        seen.helo,
        seen.ip,
        in_name,
        seen.verified,
        comments == 1 and len(clause) > 1 and clause[1].kind is Kind.COMMENT and clause[0].end == clause[1].start,
    )


def _address_only(clause: Tokens) -> bool:
    """Whether a bracketed name is followed by a comment that begins with a bracketed address: that one is the client's
    then (`[192.0.2.1] ([198.51.100.2] helo=x)`), otherwise the name is (`[192.0.2.1] (helo=x)`)."""
    return any(token.kind is Kind.COMMENT and token.text[:1] == "[" for token in clause[1:])


def _comment(seen: _Seen, text: str) -> None:
    match = PLAIN.fullmatch(text)
    if match and match[1] not in _HELO_WORDS and (found := address(match[2])):
        # the last one counts: Postfix writes a HELO as it came, comments in it included
        if seen.ip is None or seen.plain:
            seen.ip, seen.looked_up, seen.plain = found, host_name(match[1]) or seen.looked_up, True
    elif " " not in text and (found := address(text)):
        seen.ip = seen.ip or found
    elif text[:8].lower() == "account ":
        _parts(seen, text.partition(" ")[2].partition(" ")[2])
    elif not _SESSION.match(text):
        _parts(seen, text)


def _parts(seen: _Seen, text: str) -> None:
    """A comment of an uncommon shape: an address in brackets or bare, a host name before it, HELO marks.

    What stands behind a HELO mark is the client's own text, so that no address is taken from there.
    """
    parts = tokens(text)
    host = ""
    known = seen.ip is not None
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        if part.kind is Kind.WORD:
            key, equals, value = part.text.partition("=")
            if equals and key.lower() in _HELO_KEYS:
                seen.helo = seen.helo if seen.helo is not None else value or _shown(following)
                return
            if part.text in _HELO_WORDS:
                seen.helo = seen.helo if seen.helo is not None else _shown(following)
                return
            if part.text == "verified" and (known or seen.ip):
                seen.verified = True
        elif part.kind is Kind.QUOTED and part.text[:5] in ("EHLO ", "HELO "):
            seen.helo = part.text[5:].strip()  # ZMailer
            return
        if seen.ip is None and (found := _place(part, number, len(parts))):
            seen.ip = found
            seen.looked_up = seen.looked_up or host_name(host)
        elif part.kind is Kind.WORD and ":" not in part.text.rpartition("@")[2]:
            host = part.text
    if seen.ip is None and len(parts) <= 2 and seen.looked_up is None and "." in host and parts[-1].kind in _NAMED:
        seen.looked_up = host_name(host)


_NAMED = (Kind.WORD, Kind.BRACKET)


def _shown(token: Token | None) -> str:
    if token is None:
        return ""
    return f"[{token.text}]" if token.kind is Kind.BRACKET else token.text.rstrip(",;")


def _place(part: Token, number: int, count: int) -> str | None:
    """The address a part of a comment shows: in brackets, behind an ident (`user@192.0.2.1`), or bare.

    A bare one counts as the first part, or as the second of two: elsewhere a number is a version or a count.
    """
    if part.kind is Kind.BRACKET:
        return address(part.text)
    if part.kind is not Kind.WORD:
        return None
    text = part.text
    if "@" in text:
        return address(text.rpartition("@")[2])
    if number == 0 or (number == 1 and count == 2):
        return address(text.rstrip(","))
    return None
