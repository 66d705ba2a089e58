"""Tokens of a Received field to its clauses (RFC 5321 section 4.4): what follows `from`, `by`, `with`, and so on.

A keyword counts only as a word of its own outside comments, in any case, also directly behind a closing mark (`)by`).
The date is looked for behind the last semicolon that has one, else at the end of the field; clauses behind it are read too (Courier
writes `id` there, some `for`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from mailpath.message.dates import FoundDate, find_date
from mailpath.trace.tokens import Kind, Token, clean, tokens

__all__ = ["Clauses", "read_clauses"]

_KEYWORDS = frozenset(
    ("from", "by", "with", "id", "for", "via", "envelope-from", "envelope-sender", "envelope-from:", "envelope-sender:")
)
_ENVELOPE = frozenset(("envelope-from", "envelope-sender", "envelope-from:", "envelope-sender:"))
_MAX_DATE_TRIES = 4  # semicolons looked behind, from the last one
_END_CHARS = 200  # how far before the end a date without a semicolon begins

Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """The clauses of one field, each as its tokens without the keyword; empty where it is absent or empty.

    `text` is the cleaned body. `loose` stands before the first keyword. `sender` is the value of a second `from` or of
    `envelope-from` outside comments. `comments` are the texts of all comments outside others, in order.
    """

    text: str
    loose: Tokens
    from_: Tokens
    by: Tokens
    with_: Tokens
    id: Tokens
    for_: Tokens
    via: Tokens
    sender: Tokens
    comments: tuple[str, ...]
    date: FoundDate | None
    has_from: bool

    def word(self, name: str) -> str:
        """The first word of a clause, "" where there is none."""
        clause: Tokens = getattr(self, name)
        return clause[0].text if clause and clause[0].kind is not Kind.COMMENT else ""


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
    return Clauses(
        text=text,
        loose=tuple(loose),
        from_=tuple(clauses.get("from", ())),
        by=tuple(clauses.get("by", ())),
        with_=tuple(clauses.get("with", ())),
        id=tuple(clauses.get("id", ())),
        for_=tuple(clauses.get("for", ())),
        via=tuple(clauses.get("via", ())),
        sender=tuple(clauses.get("sender", ())),
        comments=tuple(token.text for token in found if token.kind is Kind.COMMENT),
        date=date,
        has_from="from" in clauses,
    )


def _split_at_date(text: str, found: list[Token]) -> tuple[FoundDate | None, list[Token], list[Token]]:
    """The date, the tokens before it and the tokens behind it."""
    semicolons = [number for number, token in enumerate(found) if token.kind is Kind.SEMICOLON]
    for number in semicolons[: -_MAX_DATE_TRIES - 1 : -1]:
        date = find_date(text, found[number].end)
        if date is not None:
            return date, found[:number], [token for token in found[number + 1 :] if token.start >= date.end]
    start = max(0, len(text) - _END_CHARS)
    while (date := find_date(text, start)) is not None:
        around = next((one for one in found if one.kind is not Kind.WORD and one.start < date.start < one.end), None)
        if around is None:
            before = [token for token in found if token.end <= date.start]
            return date, before, [token for token in found if token.start >= date.end]
        start = around.end
    if semicolons:
        number = semicolons[-1]
        if len(found) == number + 1 or found[number + 1].text.lower() not in _KEYWORDS:
            return None, found[:number], []  # what stands there is a date that cannot be read
    return None, found, []


def _distribute(found: Sequence[Token], clauses: dict[str, list[Token]], loose: list[Token]) -> None:
    current = loose
    keyword = ""
    last = len(found) - 1
    for number, token in enumerate(found):
        if token.kind is Kind.SEMICOLON:
            continue
        if token.kind is not Kind.WORD or len(token.text) > 16 or (word := token.text.lower()) not in _KEYWORDS:
            current.append(token)
            continue
        if token.glued and number and found[number - 1].kind is Kind.WORD:
            current.append(token)
            continue
        if not current and keyword in ("from", "by") and _is_value(found, number, last):
            current.append(token)  # a host that calls itself `by` or `with`
            continue
        if word == "from" and keyword == "from":
            continue  # `from name from [address]`
        keyword = _clause_name(word, clauses)
        current = clauses.setdefault(keyword, [])


def _is_value(found: Sequence[Token], number: int, last: int) -> bool:
    """Whether a keyword directly behind `from` or `by` is the name that was to come: what follows it tells."""
    if number == last:
        return False
    after = found[number + 1]
    return after.kind in (Kind.COMMENT, Kind.BRACKET) or (
        after.kind is Kind.WORD and after.text.lower() in ("by", "with") and found[number].text.lower() != "by"
    )


def _clause_name(word: str, clauses: dict[str, list[Token]]) -> str:
    """Where the words behind this keyword go: the first clause of a kind counts, a later one is kept apart."""
    if word in _ENVELOPE:
        return "sender" if "sender" not in clauses else "again"
    if word == "from" and "from" in clauses:
        return "sender" if "sender" not in clauses else "again"
    return "again" if word in clauses else word
