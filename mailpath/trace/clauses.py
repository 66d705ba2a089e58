"""Tokens of a Received field to its clauses (RFC 5321 section 4.4): what follows `from`, `by`, `with`, and so on.

A keyword counts only as a word of its own outside comments, in any case, also directly behind a closing mark (`)by`).
The date is looked for behind the last semicolon that has one, else at the end of the field; clauses behind it are read
too (Courier writes `id` there, some `for`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mailpath.message.dates import FoundDate, find_date
from mailpath.trace.tokens import Kind, Token, Tokens, clean, tokens

__all__ = ["Clauses", "read_clauses"]

_ENVELOPE = ("envelope-from", "envelope-sender", "envelope-from:", "envelope-sender:")
# `tls` is RFC 8314 section 4.3
_KEYWORDS = frozenset(("from", "by", "with", "id", "for", "via", "tls", *_ENVELOPE))
_LONGEST_KEYWORD = max(map(len, _KEYWORDS))
_MAX_DATE_TRIES = 4  # semicolons looked behind, from the last one
_END_CHARS = 200  # how far before the end a date without a semicolon begins


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one field, each as its tokens without the keyword; empty where it is absent or empty.

    `text` is the cleaned body, `lower` the same in lower case. `loose` stands before the first keyword. `sender` is the
    value of a second `from`, or of `envelope-from` outside comments. `comments` are the texts of all comments that are not
    inside others and not in the from-clause, in order; `client_comments` those of the from-clause.
    """

    text: str
    lower: str
    loose: Tokens
    from_: Tokens
    by: Tokens
    with_: Tokens
    id: Tokens
    for_: Tokens
    via: Tokens
    tls: Tokens
    sender: Tokens
    comments: tuple[str, ...]
    client_comments: tuple[str, ...]
    date: FoundDate | None

    @property
    def protocol(self) -> str:
        """The first word of the with-clause, lower case."""
        return first_word(self.with_).lower()

    @property
    def by_name(self) -> str:
        """The first word of the by-clause, lower case."""
        return first_word(self.by).lower()

    @property
    def software(self) -> str:
        """What the writer says of its program, lower case: its comments but those of the session."""
        return " ".join(self.comments).lower()


def first_word(clause: Tokens) -> str:
    """The first token that is no comment, "" where there is none."""
    for token in clause:
        if token.kind is not Kind.COMMENT:
            return token.text
    return ""


def read_clauses(body: str) -> Clauses:
    """The clauses of a field body; never fails."""
    text = clean(body)
    found = tokens(text)
    date, before, behind = _split_at_date(text, found)
    clauses: dict[str, list[Token]] = {}
    loose: list[Token] = []
    _distribute(before, clauses, loose)
    if behind:
        _distribute(behind, clauses, [])
    if "from" not in clauses and loose and loose[0].kind is Kind.COMMENT and loose[0].text[:5].lower() == "from ":
        clauses["from"] = tokens(loose[0].text[5:])  # sendmail's own submission; NAVGW for every client
    from_ = tuple(clauses.get("from", ()))
    client_comments = {token.start: token.text for token in from_ if token.kind is Kind.COMMENT}
    return Clauses(
        text,
        text.lower(),
        tuple(loose),
        from_,
        tuple(clauses.get("by", ())),
        tuple(clauses.get("with", ())),
        tuple(clauses.get("id", ())),
        tuple(clauses.get("for", ())),
        tuple(clauses.get("via", ())),
        tuple(clauses.get("tls", ())),
        tuple(clauses.get("sender", ())),
        tuple(one.text for one in found if one.kind is Kind.COMMENT and one.start not in client_comments),
        tuple(client_comments.values()),
        date,
    )


def _split_at_date(text: str, found: list[Token]) -> tuple[FoundDate | None, list[Token], list[Token]]:
    """The date, the tokens before it and the tokens behind it."""
    semicolons = [number for number, token in enumerate(found) if token.kind is Kind.SEMICOLON]
    for number in semicolons[: -_MAX_DATE_TRIES - 1 : -1]:
        date = find_date(text, found[number].end)
        if date is not None:
            return date, found[:number], _behind(found, number + 1, date.end)
    start = max(0, len(text) - _END_CHARS)
    while (date := find_date(text, start)) is not None:
        around = next((one for one in found if one.kind is not Kind.WORD and one.start < date.start < one.end), None)
        if around is None:
            before = [token for token in found if token.end <= date.start]
            return date, before, _behind(found, len(before), date.end)
        start = around.end
    if semicolons:
        number = semicolons[-1]
        if len(found) == number + 1 or found[number + 1].text.lower() not in _KEYWORDS:
            return None, found[:number], []  # what stands there is a date that cannot be read
    return None, found, []


def _behind(found: list[Token], number: int, end: int) -> list[Token]:
    if found[-1].start < end:
        return []
    return [token for token in found[number:] if token.start >= end]


def _distribute(found: Sequence[Token], clauses: dict[str, list[Token]], loose: list[Token]) -> None:
    current = loose
    keyword = ""
    for number, token in enumerate(found):
        kind, text = token.kind, token.text
        if kind is not Kind.WORD or len(text) > _LONGEST_KEYWORD or (word := text.lower()) not in _KEYWORDS:
            if kind is not Kind.SEMICOLON:
                current.append(token)
        elif (token.glued and number and found[number - 1].kind is Kind.WORD) or (
            not current and keyword and _is_value(keyword, word, found, number)
        ):
            current.append(token)
        elif word != keyword or current:
            if word == "from" and keyword == "from":
                continue  # `from name from [address]`
            keyword = _clause_name(word, clauses)
            current = clauses.setdefault(keyword, [])


def _is_value(keyword: str, word: str, found: Sequence[Token], number: int) -> bool:
    """Whether a keyword directly behind a keyword is a value: a host that calls itself `by`, TLS as protocol.

    What follows it tells.
    """
    if keyword == "with":
        return word == "tls"
    if keyword not in ("from", "by") or number + 1 == len(found):
        return False
    after = found[number + 1]
    if after.kind is Kind.WORD:
        return word not in ("by", keyword) and after.text.lower() in ("by", "with")
    return after.kind in (Kind.COMMENT, Kind.BRACKET)


def _clause_name(word: str, clauses: dict[str, list[Token]]) -> str:
    """Where the words behind this keyword go: the first clause of a kind counts, a later one is kept apart."""
    if word in _ENVELOPE:
        return "sender" if "sender" not in clauses else "again"
    if word == "from" and "from" in clauses:
        return "sender" if "sender" not in clauses else "again"
    return "again" if word in clauses else word
