"""What the from-clause says of the client: the name behind `from`, and what comments and brackets add.

Here it is only told which mark each value carries. Which name is the HELO and which one was looked up depends on the
server that writes, and is decided by the dialect: it also knows whether the server marks a HELO at all. Where it does
not, a mark is the client's own text and means nothing.
"""

import re
from typing import NamedTuple

from mailpath.trace.addresses import NO_NAMES, address, bare_name, host_name
from mailpath.trace.tokens import Kind, Token, Tokens, tokens

__all__ = ["PLAIN", "SESSION", "Client", "read_client", "read_unmarked_client"]


class Client(NamedTuple):
    """The client as written.

    `name` is the text behind `from` without brackets (None where there is none), `literal` the address if it is one in
    brackets, `stated` the address if it is one at all and no comment says that nothing is known. `looked_up` is a host
    name that stands before the address in a comment. `marked_helo` carries a HELO mark ("" where the mark is there and
    nothing behind it). `ip` is the address in a comment or bracket behind the name. `verified`: the server says that it
    confirmed the name. `glued`: the only comment stands directly at the name. `bracketed`: a comment begins with an
    address in brackets. All addresses are normalised.
    """

    name: str | None
    literal: str | None
    stated: str | None
    looked_up: str | None
    marked_helo: str | None
    ip: str | None
    verified: bool
    glued: bool
    bracketed: bool


# `(looked-up [address])`, with or without an ident before the name
PLAIN = re.compile(
    r"(?:[^\s()\[\]@]{1,80}@)?([A-Za-z0-9_.-]{1,255})? ?\[((?:IPv6:)?[0-9A-Fa-f.:]{2,45})(?:%[\w.-]{1,32})?\]"
)
_HELO_WORDS = frozenset(("HELO", "EHLO", "LHLO", "HELLO"))
_HELO_KEYS = frozenset(("helo", "ehlo", "lhlo"))
# Comments that speak of the session and not of the client's place. CommuniGate's `account` adds HELO or address.
SESSION = re.compile(
    r"(?:using|version=|no client|client (?:did|cn)|not auth|auth|smtp-?auth|tls|ssl|cipher|squirrelmail|nasmail"
    r"|envelope|return-path|sender|mailfrom|original mail|user|uid|misconfigured|firewalled|cn=|from userid|signed"
    r"|proxying)",
    re.IGNORECASE,
)


class _Seen:
    """What was found so far; the first of a kind counts. `marks`: whether HELO marks are the server's."""

    __slots__ = ("helo", "ip", "looked_up", "marks", "plain", "verified")

    def __init__(self, marks: bool) -> None:
        self.marks = marks
        self.ip: str | None = None
        self.looked_up: str | None = None
        self.helo: str | None = None
        self.plain = False  # whether `ip` is from a comment of the usual shape
        self.verified = False


def read_client(clause: Tokens) -> Client:
    """The client that a from-clause describes, with HELO marks; never fails."""
    return _read(clause, _Seen(True))


def read_unmarked_client(clause: Tokens) -> Client:
    """The same where the writing server marks no HELO."""
    return _read(clause, _Seen(False))


def _read(clause: Tokens, seen: _Seen) -> Client:
    name: str | None = None
    literal: str | None = None
    previous = ""
    comments: list[str] = []
    for number, token in enumerate(clause):
        kind = token.kind
        if kind is Kind.COMMENT:
            comments.append(token.text)
            _comment(seen, token.text)
        elif number == 0:
            name = bare_name(token.text)
            literal = address(token.text) if kind is Kind.BRACKET else None
        elif kind is Kind.BRACKET:
            seen.ip = seen.ip or address(token.text)
        elif kind is Kind.QUOTED and previous in ("be", "HELO") and seen.marks:
            seen.helo = token.text  # smap: claiming to be "name"
        else:
            previous = token.text
    stated = literal or (address(name) if name else None)
    if stated and any(text.lower() in NO_NAMES for text in comments):
        stated = None  # `[192.0.2.1] (unknown)`: what the client said
    return Client(
        name,
        literal,
        stated,
        seen.looked_up,
        seen.helo,
        seen.ip,
        seen.verified,
        len(comments) == 1 and len(clause) > 1 and clause[0].end == clause[1].start and clause[1].text == comments[0],
        any(text[:1] == "[" for text in comments),
    )


def _comment(seen: _Seen, text: str) -> None:
    match = PLAIN.fullmatch(text)
    if match and not (seen.marks and match[1] in _HELO_WORDS) and (found := address(match[2])):
        # the last one counts: Postfix writes a HELO as it came, comments and brackets in it included
        if seen.ip is None or seen.plain or not seen.marks:
            seen.ip, seen.looked_up, seen.plain = found, host_name(match[1]) or seen.looked_up, True
    elif " " not in text and (found := address(text)):
        seen.ip = seen.ip or found
    elif text[:8].lower() == "account " and seen.marks:
        _parts(seen, text.partition(" ")[2].partition(" ")[2])
    elif not SESSION.match(text):
        _parts(seen, text)


def _parts(seen: _Seen, text: str) -> None:
    """A comment of an uncommon shape: an address in brackets or bare, a host name before it, HELO marks.

    What stands behind a HELO mark is the client's own text, so that no address is taken from there.
    """
    parts = tokens(text)
    host = ""
    known = seen.ip is not None
    for number, part in enumerate(parts):
        if seen.marks and (helo := _marked(part, parts[number + 1 : number + 2])) is not None:
            seen.helo = helo if seen.helo is None else seen.helo
            return
        if part.text == "verified" and (known or seen.ip):
            seen.verified = True
        if seen.ip is None and (found := _place(part, number, len(parts))):
            seen.ip = found
            seen.looked_up = seen.looked_up or host_name(host)
        elif part.kind is Kind.WORD and ":" not in part.text.rpartition("@")[2]:
            host = part.text
    if seen.ip is None and seen.looked_up is None and "." in host and len(parts) <= 2 and parts[-1].kind in _NAMED:
        seen.looked_up = host_name(host)  # LSMTP: `(looked-up)`; OpenSMTPD: `(host [local])`


_NAMED = (Kind.WORD, Kind.BRACKET)


def _marked(part: Token, following: list[Token]) -> str | None:
    """The HELO where a part of a comment begins it: `HELO x`, `helo=x`, ZMailer's `"EHLO x"`; None elsewhere."""
    text = part.text
    if part.kind is Kind.WORD:
        key, equals, value = text.partition("=")
        if equals and key.lower() in _HELO_KEYS:
            return value or _shown(following)
        return _shown(following) if text in _HELO_WORDS else None
    return text[5:].strip() if part.kind is Kind.QUOTED and text[:5] in ("EHLO ", "HELO ") else None


def _shown(following: list[Token]) -> str:
    if not following:
        return ""
    token = following[0]
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
