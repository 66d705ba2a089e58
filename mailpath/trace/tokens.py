"""A Received field body to tokens: what stands in comments, brackets, angles and quotes, and the words between.

Meaning comes later. One pass, linear for every input: a character is looked at a bounded number of times, and an
opening bracket, angle or quote without its end is an ordinary character.
"""

import re
from enum import IntEnum
from itertools import islice
from typing import NamedTuple

__all__ = ["MAX_ANALYSED_CHARS", "MAX_MARKS", "Kind", "Token", "Tokens", "clean", "tokens"]

MAX_ANALYSED_CHARS = 1 << 16  # what stands behind is kept in the hop's raw text and not read
# Blanks, brackets, quotation marks and semicolons; what stands behind so many is not read either. It must be more than
# any server takes as a HELO (Postfix and Sendmail 2,048 characters), which could pass for the whole field else.
MAX_MARKS = 8000


class Kind(IntEnum):
    COMMENT = 1
    BRACKET = 2
    ANGLE = 3
    QUOTED = 4
    SEMICOLON = 5
    WORD = 6


class Token(NamedTuple):
    """`text` is without the marks around it; `start` and `end` are positions of the whole token, marks included."""

    kind: Kind
    text: str
    start: int
    end: int


Tokens = tuple[Token, ...]

_CONTROLS = dict.fromkeys((*range(32), 127)) | dict.fromkeys(map(ord, "\t\n\v\f\r"), 32)
_BLANKS = re.compile("  +")
_MARK = re.compile(r'[ ()\[\]<>";]')
# `a]b` and `x"y` are words: only a mark that has its end opens something. An angle may hold a quoted local part or an
# address literal, and neither ends at a mark inside it. Words between two marks are taken together and split later.
_TOKEN = re.compile(
    r"(\([^()\\]*\))"
    r"|(\[[^\[\]]*\])"
    r'|(<[^<>();"\[]*(?:(?:"[^"<>\\]*(?:\\[^<>][^"<>\\]*)*"|\[[^\[\]<>]*\])[^<>();"\[]*)*>)'
    r'|("[^"()\[\];]*")'
    r"|(;)"
    r"|([()])"
    r'|([^()\[<";]+|[\[<"])'
)
_PAREN_GROUP = 6
_KINDS = (Kind.WORD, Kind.COMMENT, Kind.BRACKET, Kind.ANGLE, Kind.QUOTED, Kind.SEMICOLON)
_PAREN = re.compile(r"\\.|[()]")


def clean(text: str) -> str:
    """The body on one line, runs of blanks made one, controls (NUL too) left out, no longer than what is analysed."""
    text = text[:MAX_ANALYSED_CHARS]
    if not text.isprintable():
        text = text.translate(_CONTROLS)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    text = text.strip(" ")
    if len(text) > MAX_MARKS and (mark := next(islice(_MARK.finditer(text), MAX_MARKS, None), None)):
        return text[: mark.start()].rstrip(" ")
    return text


def tokens(text: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """The tokens of a cleaned text between two positions, in order. A comment is one token with all that nests in it; a
    parenthesis that has no partner is passed over."""
    stop = len(text) if stop is None else stop
    found: list[Token] = []
    closes: dict[int, int] | None = None
    words_from = -1  # words may have several pieces: `a` and `[` of `a[b`, where nothing closes the bracket
    behind_comment = 0
    for match in _TOKEN.finditer(text, start, stop):
        begin, end = match.span()
        if begin < behind_comment:
            continue
        group = match.lastindex or 0
        if group > _PAREN_GROUP:
            words_from = begin if words_from < 0 else words_from
            continue
        if words_from >= 0:
            _words(found, text, words_from, begin)
            words_from = -1
        if group == _PAREN_GROUP:
            closes = _partners(text, start, stop) if closes is None else closes
            close = closes.get(begin)
            if close is None:
                continue
            end = behind_comment = close + 1
            group = 1
        found.append(Token(_KINDS[group], text[begin + 1 : end - 1], begin, end))
    if words_from >= 0:
        _words(found, text, words_from, stop)
    return found


def _words(found: list[Token], text: str, start: int, stop: int) -> None:
    for word in text[start:stop].split(" "):
        if word:
            end = start + len(word)
            found.append(Token(Kind.WORD, word, start, end))
            start = end + 1
        else:
            start += 1


def _partners(text: str, start: int, stop: int) -> dict[int, int]:
    """For each opening parenthesis that is closed: where. Quoted ones (`\\(`) are ordinary (RFC 5322 section 3.2.1)."""
    opened: list[int] = []
    closes: dict[int, int] = {}
    for match in _PAREN.finditer(text, start, stop):
        mark = match[0]
        if mark == "(":
            opened.append(match.start())
        elif mark == ")" and opened:
            closes[opened.pop()] = match.start()
    return closes
