"""Lines of a terminal from words: wrapping, columns and shortening by the columns that characters take."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from mailpath.outputs.visible import width_of

__all__ = ["Line", "Span", "Style", "columns", "hanging", "padded", "plain", "shortened", "wrapped"]


class Style(StrEnum):
    """What a piece of a line is; colours are chosen in one place (`outputs/text.py`)."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    BAD = "bad"
    UNSURE = "unsure"


class Span(NamedTuple):
    text: str
    style: Style = Style.PLAIN


Line = tuple[Span, ...]


def plain(text: str, style: Style = Style.PLAIN) -> Line:
    return (Span(text, style),)


def padded(text: str, width: int) -> str:
    return text + " " * max(0, width - width_of(text))


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at blanks; only a word that is longer than a line is cut."""
    lines = []
    current, used = "", 0
    for word in text.split():
        size = width_of(word)
        if current and used + 1 + size <= width:
            current, used = f"{current} {word}", used + 1 + size
            continue
        if current:
            lines.append(current)
        *full, current = _pieces(word, width) if size > width else (word,)
        lines += full
        used = width_of(current)
    if current:
        lines.append(current)
    return lines


def _pieces(word: str, width: int) -> list[str]:
    pieces, start, used = [], 0, 0
    for at, char in enumerate(word):
        size = width_of(char)
        if used + size > width and at > start:
            pieces.append(word[start:at])
            start, used = at, 0
        used += size
    return [*pieces, word[start:]]


def shortened(name: str, width: int, dots: str = "…") -> str:
    """A name cut in its middle to `width` columns; the end, which holds the domain, keeps the larger part."""
    if width_of(name) <= width:
        return name
    room = max(width - len(dots), 2)
    head = _start(name, room // 3)
    tail = _start(name[::-1], room - width_of(head))[::-1]
    return head + dots + tail


def _start(text: str, width: int) -> str:
    used = 0
    for at, char in enumerate(text):
        used += width_of(char)
        if used > width:
            return text[:at]
    return text


def hanging(first: Sequence[Span], text: str, width: int, style: Style = Style.PLAIN) -> list[Line]:
    """`text` wrapped to the right of `first`, later lines indented under it."""
    indent = sum(width_of(span.text) for span in first)
    lines = wrapped(text, max(width - indent, 20)) or [""]
    return [
        (*first, Span(lines[0], style)),
        *((Span(" " * indent), Span(each, style)) for each in lines[1:]),
    ]


def columns(rows: Iterable[tuple[str, str]], width: int, indent: int = 2) -> list[Line]:
    """Labels on the left, values wrapped on the right."""
    kept = list(rows)
    widest = max((width_of(label) for label, _ in kept), default=0)
    lines: list[Line] = []
    for label, value in kept:
        lines += hanging((Span(" " * indent), Span(padded(label, widest + 2), Style.FAINT)), value, width)
    return lines
