"""What in a Received field is the server's own word, and not a text that the client chose.

A client chooses its HELO, its envelope sender and the local part of a recipient, and a quoted local part may hold
blanks, parentheses and whole clauses; many servers write all three as they came. So only comments whose place shows
that the server speaks are taken, up to the first text that can hold more than an address.
"""

import re
from typing import NamedTuple

from mailpath.trace.addresses import address
from mailpath.trace.clauses import Clauses
from mailpath.trace.tokens import Kind, Token, Tokens

__all__ = ["ENVELOPE", "MAX_CHARS", "MAX_COMMENTS", "client_comments", "client_text", "comments_before", "words_before"]

MAX_CHARS = 1200  # of one comment
MAX_COMMENTS = 24

_HELO = re.compile(r"(?:^|(?<=[\s(]))(?:HELO|EHLO|LHLO)\b|helo=")
_BRACKETED = re.compile(r"\[(?:IPv6:)?[0-9A-Fa-f.:]{2,45}(?:%[\w.-]{1,32})?\]")
ENVELOPE = re.compile(
    r"\((?:envelope-(?:from|sender)|return-path|smtp\.mailfrom|original mail from|mailfrom|for)\b", re.IGNORECASE
)
_PLAIN_ADDRESS = re.compile(r'[:= ]{0,3}<?[^\s()<>"\\]*>?\)')  # nothing quoted: no blank, no parenthesis


class _Said(NamedTuple):
    """A comment, bracket or HELO mark of the from-clause: the text before the mark, the mark ("" for none), what it is.

    A mark outside comments is what is left of one whose parentheses the HELO has unbalanced.
    """

    text: str
    mark: str
    place: bool
    comment: bool


def client_comments(clause: Tokens, limit: int) -> list[tuple[str, bool]]:
    """The server's words in comments of the from-clause before `limit`, and whether each is the one with the address.

    The server speaks from the last comment or bracket with an address on: what stands before it may be a HELO as it
    came. Behind a HELO mark it no longer does, but for `(HELO x) (address)` of qmail and its kin.
    """
    behind = clause if clause and clause[0].kind is Kind.COMMENT else clause[1:]  # behind the name, if there is one
    found = [token for token in behind if token.kind in (Kind.COMMENT, Kind.BRACKET) or _HELO.match(token.text)]
    if len(found) > MAX_COMMENTS:
        return []  # no server writes so many: which of them are its own cannot be told
    said = [_said(token) for token in found if token.start < limit]
    literal = bool(clause) and clause[0].kind is Kind.BRACKET  # CommuniGate: `[192.0.2.1] (HELO x)`
    last = max((number for number, one in enumerate(said) if one.place), default=-1)
    start = 0
    for number, one in enumerate(said):
        if one.place:
            start = number
        if one.mark and (one.place or literal or not one.comment or one.mark == "helo=" or number >= last):
            said = said[: number + 1]
            break
    return [(one.text, one.place) for one in said[start:] if one.comment]


def _said(token: Token) -> _Said:
    text, comment = token.text[:MAX_CHARS], token.kind is Kind.COMMENT
    mark = _HELO.search(text)
    own = text[: mark.start()] if mark else text
    return _Said(own, mark[0] if mark else "", _is_place(token.kind, own), comment)


def _is_place(kind: Kind, text: str) -> bool:
    """Whether a comment or bracket holds the client's address, whatever stands beside it (`(may be forged)`)."""
    if kind is Kind.BRACKET:
        return address(text) is not None
    return _BRACKETED.search(text) is not None or address(text.partition(" ")[0].rpartition("@")[2]) is not None


def client_text(clauses: Clauses) -> int:
    """Where in the cleaned text the first envelope address begins that may hold more than an address.

    What stands behind may be the client's, a comment or a keyword of its own. The end of the text where there is none.
    """
    limit = len(clauses.text)
    for clause in (clauses.for_, clauses.sender):
        if clause and any(not _is_plain(token) for token in clause):
            limit = min(limit, clause[0].start)
    for match in ENVELOPE.finditer(clauses.text, 0, limit):
        if not _PLAIN_ADDRESS.match(clauses.text, match.end()):
            return match.start()
    return limit


def _is_plain(token: Token) -> bool:
    """An angle that closes holds nothing that could end it; a word without quotation marks holds no blank."""
    if token.kind is Kind.WORD:
        return not any(mark in token.text for mark in '"<>\\')
    return token.kind in (Kind.ANGLE, Kind.COMMENT)


def comments_before(clauses: Clauses, limit: int) -> list[str]:
    """The comments of the clauses that a server fills by itself, in front of a position."""
    clauses_of_the_server = (clauses.loose, clauses.by, clauses.with_, clauses.id, clauses.tls)
    found = [
        token.text[:MAX_CHARS]
        for clause in clauses_of_the_server
        for token in clause
        if token.kind is Kind.COMMENT and token.start < limit
    ]
    return found[:MAX_COMMENTS]


def words_before(clause: Tokens, limit: int) -> list[str]:
    """The words of a clause outside comments and quotation marks, in front of a position."""
    return [token.text for token in clause if token.kind is Kind.WORD and token.start < limit]
