"""Text from mail made fit for a screen: nothing in it can move the cursor, turn the reading direction or hide.

Everything that Python does not call printable (controls, bidi and zero-width formats, line and paragraph separators,
surrogates, private and unassigned characters) is shown as an escape, and so are letters that draw nothing.
"""

import re
import unicodedata

__all__ = ["LIMIT", "escaped", "visible", "width_of"]

LIMIT = 400  # characters of one value
_MOST_MARKS = 2  # combining marks on one letter; piles of them paint over other lines

# Letters and marks without ink that count as printable: Hangul fillers, Braille blank, joiners, variation selectors.
_INKLESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0") | frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
)
_SPACES = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def visible(text: str, limit: int = LIMIT) -> str:
    """`text` on one line, at most `limit` characters before escaping, with a mark of omission where it was longer."""
    cut = text if len(text) <= limit else text[: max(limit - 1, 0)]
    if not (cut.isascii() and cut.isprintable()):
        cut = "".join(_shown(cut))
    return cut if len(text) <= limit else cut + "…"


def _shown(text: str) -> list[str]:
    out = []
    marks = 0
    for char in _SPACES.sub(" ", text):
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        plain = char.isprintable() and char not in _INKLESS and marks <= _MOST_MARKS
        out.append(char if plain else escaped(char))
    return out


def escaped(char: str) -> str:
    """The character's number in the notation of Python and JSON: `\\x1b`, `\\u202e`, `\\U000e0041`."""
    if char in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[char]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def width_of(text: str) -> int:
    """Columns of a terminal that visible text takes: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
