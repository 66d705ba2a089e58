"""A Received field body to tokens: what stands in comments, brackets, angles and quotes, and the words between.

Meaning comes later. One pass, linear for every input: a character is looked at a bounded number of times, and an
opening bracket, angle or quote without its end is an ordinary character.
"""

import re
from enum import IntEnum
from typing import NamedTuple

__all__ = ["MAX_ANALYSED_CHARS", "Kind", "Token", "Tokens", "clean", "tokens"]

MAX_ANALYSED_CHARS = 1 << 16  # what stands behind is kept in the hop's raw text and not read


class Kind(IntEnum):
    """Numbers are those of the groups of `_TOKEN`."""

    COMMENT = 1
    BRACKET = 2
    ANGLE = 3
    QUOTED = 4
    SEMICOLON = 5
    WORD = 7


class Token(NamedTuple):
    """`text` is without the marks around it. `glued`: no blank stands before it. `start` and `end` are positions of
    the whole token, marks included, in the text."""

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool


Tokens = tuple[Token, ...]

_CONTROLS = dict.fromkeys((*range(32), 127)) | dict.fromkeys(map(ord, "\t\n\v\f\r"), 32)
_BLANKS = re.compile("  +")
# `a]b` and `x"y` are words: only a mark that has its end opens something. An angle may hold a quoted local part or an
# address literal, and neither ends at a mark inside it.
_TOKEN = re.compile(
    r"(\([^()\\]*\))"
    r"|(\[[^\[\]]*\])"
    r'|(<[^<>();"\[]*(?:(?:"[^"<>\\]*(?:\\[^<>][^"<>\\]*)*"|\[[^\[\]<>]*\])[^<>();"\[]*)*>)'
    r'|("[^"()\[\];]*")'
    r"|(;)"
    r"|([()])"
    r'|([^ ()\[<";]+|[\[<"])'
)
_PAREN_GROUP = 6
_KINDS = {int(kind): kind for kind in Kind}
_PAREN = re.compile(r"\\.|[()]")


def clean(text: str) -> str:
    """The body on one line, runs of blanks made one, controls (NUL too) left out, no longer than what is analysed."""
    text = text[:MAX_ANALYSED_CHARS]
    if not text.isprintable():
        text = text.translate(_CONTROLS)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return text.strip(" ")


def tokens(text: str) -> list[Token]:
    """All tokens of a cleaned text, in order. A comment is one token with all that nests in it; a parenthesis that
    has no partner is passed over."""
    found: list[Token] = []
    closes: dict[int, int] | None = None
    word_start = word_end = -1  # a word may have several pieces: `a` and `[` of `a[b`, where nothing closes the bracket
    behind_comment = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < behind_comment:
            continue
        group = match.lastindex or 0
        if group == Kind.WORD:
            if start == word_end:
                word_end = end
                continue
            if word_start >= 0:
                found.append(_word(text, word_start, word_end))
            word_start, word_end = start, end
            continue
        if word_start >= 0:
            found.append(_word(text, word_start, word_end))
            word_start = word_end = -1
        if group == _PAREN_GROUP:
            if closes is None:
                closes = _partners(text)
            close = closes.get(start)
            if close is None:
                continue
            end = behind_comment = close + 1
            group = Kind.COMMENT
        inner = ";" if group == Kind.SEMICOLON else text[start + 1 : end - 1]
        found.append(Token(_KINDS[group], inner, start, end, start > 0 and text[start - 1] != " "))
    if word_start >= 0:
        found.append(_word(text, word_start, word_end))
    return found


def _word(text: str, start: int, end: int) -> Token:
    return Token(Kind.WORD, text[start:end], start, end, start > 0 and text[start - 1] != " ")


def _partners(text: str) -> dict[int, int]:
    """For each opening parenthesis that is closed: where. Quoted ones (`\\(`) are ordinary (RFC 5322 section 3.2.1)."""
    opened: list[int] = []
    closes: dict[int, int] = {}
    for match in _PAREN.finditer(text):
        mark = match[0]
        if mark == "(":
            opened.append(match.start())
        elif mark == ")" and opened:
            closes[opened.pop()] = match.start()
    return closes
