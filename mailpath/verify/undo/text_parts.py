"""Where the text of a body stands: the leaves of its multiparts, with their places in the body."""

import re
from collections.abc import Iterator

import msgspec

from mailpath.message.fields import MAX_HEADER_BYTES, Message, read_message
from mailpath.message.mime import content_type

__all__ = ["MAX_LEAVES", "Leaf", "Slice", "leaves", "part_header", "slices", "texts"]

MAX_LEAVES = 40
_MAX_DEPTH = 4
_AFTER_MARK = re.compile(rb"(--)?[ \t]{0,80}(?=\r\n|\Z)")


class Slice(msgspec.Struct, frozen=True):
    """One part between delimiter lines: `start` to `end` in the body, its own header included."""

    start: int
    end: int


class Leaf(msgspec.Struct, frozen=True):
    """One text of a body: `start` to `end` without the part's header, which begins at `head` (the body itself has none:
    `head` is `start`); `encoding` and `media_type` in lower case."""

    head: int
    start: int
    end: int
    media_type: str
    encoding: str


def slices(body: bytes, kind: bytes, start: int = 0, end: int | None = None) -> tuple[Slice, ...]:
    """The parts of a multipart body whose Content-Type is `kind`; none where it is no multipart."""
    found = content_type(kind)
    boundary = found.parameters.get("boundary", "").rstrip()
    if not found.media_type.startswith("multipart/") or not boundary:
        return ()
    stop = len(body) if end is None else end
    out: list[Slice] = []
    begun: int | None = None
    text = body if start == 0 and stop == len(body) else body[start:stop]
    for at, after, closes in _delimiters(text, b"--" + boundary.encode("utf-8", "replace")):
        if begun is not None:
            out.append(Slice(begun, start + at))
        begun = min(start + after + 2, stop)
        if closes or len(out) == MAX_LEAVES:
            break
    return tuple(out)


def _delimiters(text: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Lines that are delimiters: where the line end before each stands, where it ends, and whether it is the last."""
    if text.startswith(mark) and (end := _AFTER_MARK.match(text, len(mark))):
        yield 0, end.end(), end[1] is not None
    line = b"\r\n" + mark
    at = text.find(line)
    while at >= 0:
        end = _AFTER_MARK.match(text, at + len(line))
        if end:
            yield at, end.end(), end[1] is not None
        at = text.find(line, end.end() if end else at + 1)


def leaves(body: bytes, kind: bytes, encoding: bytes) -> tuple[Leaf, ...]:
    """The texts of a body, in order; a body without parts is one leaf."""
    out: list[Leaf] = []
    waiting = [(0, 0, len(body), kind, encoding, 0)]
    while waiting and len(out) < MAX_LEAVES:
        head, start, end, kind, encoding, depth = waiting.pop(0)
        parts = slices(body, kind, start, end) if depth < _MAX_DEPTH else ()
        if not parts:
            media_type = content_type(kind).media_type if kind else "text/plain"
            out.append(Leaf(head, start, end, media_type, encoding.strip().lower().decode("ascii", "replace")))
        waiting += [_inside(body, part, depth + 1) for part in parts]
    return tuple(sorted(out, key=lambda leaf: leaf.start))


def _inside(body: bytes, part: Slice, depth: int) -> tuple[int, int, int, bytes, bytes, int]:
    header, start = part_header(body, part)
    kind = header.first("content-type") if header else None
    encoding = header.first("content-transfer-encoding") if header else None
    return part.start, start, part.end, kind.value if kind else b"", encoding.value if encoding else b"", depth


def part_header(body: bytes, part: Slice) -> tuple[Message | None, int]:
    """The header of a part, None where it has none, and where in the body the part's own body begins."""
    if body.startswith(b"\r\n", part.start):
        return None, min(part.start + 2, part.end)
    limit = min(part.end, part.start + MAX_HEADER_BYTES)
    empty_line = body.find(b"\r\n\r\n", part.start, limit)
    end = limit if empty_line < 0 else empty_line + 4
    # read_message keeps the length: everything has CRLF line ends already
    header = read_message(body[part.start : end])
    return header, part.start + header.body_offset


def texts(found: tuple[Leaf, ...]) -> Iterator[Leaf]:
    return (leaf for leaf in found if leaf.media_type in ("text/plain", "text/html"))
