"""Tokens of a Received field to its clauses (RFC 5321 section 4.4): what follows `from`, `by`, `with`, and so on.

A keyword counts only as a word of its own outside comments, in any case, also directly behind a closing mark (`)by`).
The date is looked for behind the last semicolon that has one, else at the end of the field; clauses behind it are read
too (Courier writes `id` there, some `for`).
"""

import re
from typing import NamedTuple

from mailpath.message.dates import FoundDate, find_date, read_date
from mailpath.trace.client import PLAIN
from mailpath.trace.tokens import MAX_ANALYSED_CHARS, Kind, Token, Tokens, clean, tokens

__all__ = ["KEYWORDS", "Clauses", "read_clauses"]

_ENVELOPE = ("envelope-from", "envelope-sender", "envelope-from:", "envelope-sender:")
# `tls` is RFC 8314 section 4.3. As servers write them: lower case, capitals (simta), or a capital first.
_WORDS = ("from", "by", "with", "id", "for", "via", "tls", *_ENVELOPE)
KEYWORDS = {form: word for word in _WORDS for form in (word, word.upper(), word.capitalize())}
_LINE_BY = re.compile(r"\n[ \t]{1,80}by[ \t]", re.IGNORECASE)
_MAX_DATE_TRIES = 4  # semicolons looked behind, from either end
_END_CHARS = 200  # how far before the end a date without a semicolon begins


class Clauses(NamedTuple):
    """The clauses of one field, each as its tokens without the keyword; empty where it is absent or empty.

    `text` is the cleaned body, `lower` the same in lower case. `loose` stands before the first keyword. `sender` is the
    value of a second `from`, or of `envelope-from` outside comments. `comments` are the texts of all comments that
    are not inside others and not in the from-clause, in order; `client_comments` those of the from-clause.
    `protocol` and `by_name` are the first words of the with- and by-clause in lower case, "" where there is none.
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
    protocol: str
    by_name: str


def first_word(clause: Tokens) -> str:
    """The first token that is no comment, "" where there is none."""
    for token in clause:
        if token.kind is not Kind.COMMENT:
            return token.text
    return ""


def read_clauses(body: str) -> Clauses:
    """The clauses of a field body; never fails."""
    text = clean(body)
    anchor = _anchor(body) if "\n" in body else 0
    date, before, behind = _split_at_date(text, anchor)
    clauses, loose, late = _sorted(before, behind, anchor)
    from_ = tuple(clauses.pop("from", ()))
    by = tuple(clauses.get("by", ()))
    with_ = tuple(clauses.get("with", ()))
    comments = [one.text for part in (loose, *clauses.values()) for one in part if one.kind is Kind.COMMENT]
    if late:
        comments += [one.text for one in late if one.kind is Kind.COMMENT and not one.text.isalpha()]  # no zone's name
    via = clauses.get("via", ())
    if not via and (said := next((one for one in comments if one[:4].lower() == "via "), None)):
        via = tokens(said, 4)  # web.de: (via HTTP)
    return Clauses(
        text,
        text.lower(),
        tuple(loose),
        from_,
        by,
        with_,
        tuple(clauses.get("id", ())),
        tuple(clauses.get("for", ())),
        tuple(via),
        tuple(clauses.get("tls", ())),
        tuple(clauses.get("sender", ())),
        tuple(comments),
        tuple(one.text for one in from_ if one.kind is Kind.COMMENT),
        date,
        first_word(with_).partition(" ")[0].lower(),
        first_word(by).strip("[]<>,;").lower(),
    )


def _sorted(
    before: list[Token], behind: list[Token], anchor: int
) -> tuple[dict[str, list[Token]], list[Token], list[Token]]:
    """The tokens by clause, those before the first keyword, and those behind the date that no keyword claims."""
    clauses: dict[str, list[Token]] = {}
    loose: list[Token] = []
    late: list[Token] = []
    if anchor:
        _distribute_from([token for token in before if token.start < anchor], clauses, loose)
        before = [token for token in before if token.start >= anchor]
    _distribute(before, clauses, loose)
    if behind:
        _distribute(behind, clauses, late)
    if "from" not in clauses and loose and loose[0].kind is Kind.COMMENT and loose[0].text[:5].lower() == "from ":
        clauses["from"] = tokens(loose[0].text, 5)  # sendmail's own submission; NAVGW for every client
    return clauses, loose, late


def _anchor(body: str) -> int:
    """Where in the cleaned text the by-clause begins, told by a folded line that begins with it; 0 where none does.

    Postfix writes a HELO of several words as it came, so that a client can put a whole forged clause before the true
    one; but it cannot begin a line.
    """
    match = _LINE_BY.search(body, 0, MAX_ANALYSED_CHARS)
    head = clean(body[: match.start()]) if match else ""
    return len(head) + 1 if head else 0


def _split_at_date(text: str, anchor: int) -> tuple[FoundDate | None, list[Token], list[Token]]:
    """The date, the tokens before it and the tokens behind it."""
    semicolon = text.rfind(";", anchor)
    if semicolon >= 0 and text.find(";", anchor, semicolon) < 0:
        date = find_date(text, semicolon + 1)
        if date and date.start <= semicolon + 2 and _stands_free(text, date.end):
            rest = date.end < len(text)
            return date, tokens(text, 0, semicolon), tokens(text, date.end) if rest else []
    return _search_date(text, tokens(text), anchor)


def _stands_free(text: str, end: int) -> bool:
    """Whether what follows closes nothing that was opened before: then the semicolon is in no comment and no quotes."""
    rest = text[end:]
    return not rest or (rest.count("(") == rest.count(")") and not any(mark in rest for mark in '"]'))


def _search_date(text: str, found: list[Token], anchor: int) -> tuple[FoundDate | None, list[Token], list[Token]]:
    """As above, for fields with several semicolons or none, or a date of an uncommon form.

    The first semicolon that a date follows at once is it, else the last one that has a date anywhere behind it, else a
    date near the end of the field.
    """
    semicolons = [number for number, one in enumerate(found) if one.kind is Kind.SEMICOLON and one.start >= anchor]
    last_ones = semicolons[: -_MAX_DATE_TRIES - 1 : -1]
    for tries, at_once in ((semicolons[:_MAX_DATE_TRIES], True), (last_ones, False)):
        for number in tries:
            date = find_date(text, found[number].end)
            if date and (not at_once or date.start <= found[number].end + 1):
                return date, found[:number], _behind(found, number + 1, date.end)
    start = max(anchor, len(text) - _END_CHARS)
    while (date := find_date(text, start)) is not None:
        around = next((one for one in found if one.kind is not Kind.WORD and one.start < date.start < one.end), None)
        if around is None:
            before = [token for token in found if token.end <= date.start]
            return date, before, _behind(found, len(before), date.end)
        start = around.end
    if semicolons:
        number = semicolons[-1]
        if len(found) == number + 1 or found[number + 1].text not in KEYWORDS:
            rest = text[found[number].end :]
            late = read_date(rest) if "(" in rest else None  # a comment inside the date (RFC 5322 section 4.3)
            date = FoundDate(late, found[number].end, len(text)) if late else None
            return date, found[:number], []  # else what stands there is a date that cannot be read
    return None, found, []


def _behind(found: list[Token], number: int, end: int) -> list[Token]:
    if found[-1].start < end:
        return []
    return [token for token in found[number:] if token.start >= end]


def _distribute_from(found: list[Token], clauses: dict[str, list[Token]], loose: list[Token]) -> None:
    """What stands before a by-clause that is told by its line.

    A second `by` or a semicolon there is the client's own text, and so is a keyword that the server's comment on the
    address still follows. Then all of it is the from-clause. (`via SMTP` before `by` is a clause: no comment follows.)
    """
    forged = keyword = False
    for token in found[1:]:
        if token.kind is Kind.SEMICOLON:
            forged = True
        elif token.kind is Kind.WORD and (word := KEYWORDS.get(token.text)):
            keyword = True
            forged = forged or word == "by"
        elif token.kind is Kind.COMMENT and keyword and PLAIN.fullmatch(token.text):
            forged = True
    if forged and KEYWORDS.get(found[0].text) == "from":
        clauses["from"] = [token for token in found[1:] if token.kind is not Kind.SEMICOLON]
    else:
        _distribute(found, clauses, loose)


def _distribute(found: list[Token], clauses: dict[str, list[Token]], loose: list[Token]) -> None:
    current = loose
    keyword = ""
    for number, token in enumerate(found):
        word = KEYWORDS.get(token.text) if token.kind is Kind.WORD else None
        if word is None:
            if token.kind is not Kind.SEMICOLON:
                current.append(token)
        elif not current and keyword and _is_value(keyword, word, found, number):
            current.append(token)
        elif word != keyword or current:
            if word == "from" and keyword == "from":
                continue  # `from name from [address]`
            keyword = _clause_name(word, clauses)
            current = clauses.setdefault(keyword, [])


def _is_value(keyword: str, word: str, found: list[Token], number: int) -> bool:
    """Whether a keyword directly behind a keyword is a value: a host that calls itself `by`, TLS as protocol.

    What follows it tells.
    """
    if keyword == "with":
        return word == "tls"
    if keyword not in ("from", "by") or number + 1 == len(found):
        return False
    after = found[number + 1]
    if after.kind is Kind.WORD:
        return word not in ("by", keyword) and KEYWORDS.get(after.text) in ("by", "with")
    return after.kind in (Kind.COMMENT, Kind.BRACKET)


def _clause_name(word: str, clauses: dict[str, list[Token]]) -> str:
    """Where the words behind this keyword go: the first clause of a kind counts, a later one is kept apart."""
    if word in _ENVELOPE:
        return "sender" if "sender" not in clauses else "again"
    if word == "from" and "from" in clauses:
        return "sender" if "sender" not in clauses else "again"
    return "again" if word in clauses else word
