"""A Received field body to tokens: what stands in comments, brackets, angles and quotes, and the words between.

Meaning comes later. One pass, linear for every input: a character is looked at a bounded number of times, and an
opening bracket, angle or quote without its end is an ordinary character.
"""

import re
from enum import IntEnum
from typing import NamedTuple

__all__ = ["MAX_ANALYSED_CHARS", "Kind", "Token", "clean", "tokens"]

MAX_ANALYSED_CHARS = 1 << 16  # what stands behind is kept in the hop's raw text and not read


class Kind(IntEnum):
    WORD = 0
    COMMENT = 1
    BRACKET = 2
    ANGLE = 3
    QUOTED = 4
    SEMICOLON = 5


class Token(NamedTuple):
    """`text` is without the marks around it. `glued`: no blank stands before it. `start` and `end` are positions of the
    whole token, marks included, in the cleaned text."""

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool


_CONTROLS = dict.fromkeys((*range(32), 127)) | dict.fromkeys(b"\t\n\x0b\x0c\r", " ")
_BLANKS = re.compile("  +")
# `a]b` and `x"y` are words: only a mark that has its end opens something.
_TOKEN = re.compile(
    r"(?P<comment>\([^()\\]*\))"
    r"|(?P<bracket>\[[^\[\]]*\])"
    r"|(?P<angle><[^<>();]*>)"
    r'|(?P<quoted>"[^"()\[\];]*")'
    r"|(?P<semicolon>;)"
    r"|(?P<paren>[()])"
    r'|(?P<word>[^ ()\[<";]+|[\[<"])'
)
_KINDS = {
    "comment": Kind.COMMENT,
    "bracket": Kind.BRACKET,
    "angle": Kind.ANGLE,
    "quoted": Kind.QUOTED,
    "semicolon": Kind.SEMICOLON,
}
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
    word_start = -1  # a word may have several pieces: `a` and `[` of `a[b`, where nothing closes the bracket
    position = 0
    length = len(text)
    match_at = _TOKEN.match
    while position < length:
        match = match_at(text, position)
        name = match.lastgroup if match else None
        if name == "word":
            if word_start < 0:
                word_start = position
            position = match.end() if match else length
            continue
        if word_start >= 0:
            found.append(Token(Kind.WORD, text[word_start:position], word_start, position, _glued(text, word_start)))
            word_start = -1
        if match is None:  # a blank
            position += 1
            continue
        end = match.end()
        if name == "paren":
            closes = _partners(text) if closes is None else closes
            end = closes.get(position, position) + 1
            if end == position + 1:  # no partner
                position = end
                continue
            name = "comment"
        inner = text[position:end] if name == "semicolon" else text[position + 1 : end - 1]
        found.append(Token(_KINDS[name or ""], inner, position, end, _glued(text, position)))
        position = end
    if word_start >= 0:
        found.append(Token(Kind.WORD, text[word_start:], word_start, length, _glued(text, word_start)))
    return found


def _glued(text: str, position: int) -> bool:
    return position > 0 and text[position - 1] != " "


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
