"""Bytes to a `Message`: where each header field stands, what its bytes are, and what is odd about the block.

Nothing is decoded here. RFC 5322 section 2.2 and 3.5; what real mail does beyond it is taken in and listed as defects.
"""

import re
from collections.abc import Iterator, KeysView
from functools import lru_cache
from typing import NamedTuple

import msgspec

from mailpath.message.header_in_text import header_in, without_quotes
from mailpath.values.vocabulary import Fidelity, SourceFormat

__all__ = ["MAX_FIELDS", "MAX_HEADER_BYTES", "MAX_MESSAGE_BYTES", "Defect", "Field", "Message", "read_message"]

MAX_MESSAGE_BYTES = 64 << 20
MAX_HEADER_BYTES = 1 << 20
MAX_FIELDS = 2000
_MAX_DEFECTS = 100

_NAME = re.compile(rb"([!-9;-~]{1,256}+)[ \t]*+:")
# A whole field with its name and its value, at a line's beginning only: what is no field is passed over at once.
_USUAL_FIELD = re.compile(rb"(?<![^\n])(([!-9;-~]{1,256}+)[ \t]*+:([^\n]*+(?:\n[ \t][^\n]*+)*+)\n)")
_MBOX_FROM = re.compile(rb">?From [^\r\n]*\r?\n")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # byte order marks
_FEWEST = 2  # fields: what has less is hardly a message as it was received
_LINE_LIMIT = 998  # RFC 5322 section 2.1.1


class Defect(msgspec.Struct, frozen=True):
    """Something a message has that RFC 5322 does not allow. `code` is stable; `offset` counts bytes in `wire`."""

    code: str
    offset: int


class Field(msgspec.Struct, frozen=True):
    """One header field.

    `name` is lower case ASCII, `raw_name` as written. `raw` is the whole field with its folding and final CRLF as
    it stands in `Message.wire` at `offset`; `value` is what follows the colon, folding kept, without the final CRLF.
    """

    name: str
    raw_name: bytes
    raw: bytes
    value: bytes
    offset: int

    @property
    def unfolded(self) -> bytes:
        """The value without line ends and without blanks at both ends (RFC 5322 section 2.2.3)."""
        value = self.value
        if b"\n" in value or b"\r" in value:
            value = value.replace(b"\r\n", b"").replace(b"\n", b"").replace(b"\r", b"")
        return value.strip(b" \t")


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message as bytes.

    `raw` is what was given; `wire` the same with CRLF line ends, without what is no part of the message (an mbox
    `From ` line, a byte order mark, quoting of pasted headers). Offsets count in `wire`; the body begins at
    `body_offset`. `fields` are in the order of the message, newest trace field first;
    `received` are the places of the Received fields among them;
    `complete` is false where the block went beyond a bound, so that fields behind it were not read.
    """

    raw: bytes
    wire: bytes
    fields: tuple[Field, ...]
    body_offset: int
    format: SourceFormat
    fidelity: Fidelity
    defects: tuple[Defect, ...]
    complete: bool
    received: tuple[int, ...]
    _by_name: dict[str, tuple[Field, ...]]

    @property
    def body(self) -> memoryview:
        return memoryview(self.wire)[self.body_offset :]

    def all(self, name: str) -> tuple[Field, ...]:
        """Every field of that name (lower case), in the order of the message."""
        return self._by_name.get(name, ())

    @property
    def names(self) -> KeysView[str]:
        """The names of its fields (lower case)."""
        return self._by_name.keys()

    def first(self, name: str) -> Field | None:
        found = self._by_name.get(name)
        return found[0] if found else None

    @property
    def bytes_lost(self) -> bool:
        """Whether the bytes are no longer those that were signed, so that a failing signature says nothing."""
        return self.fidelity is not Fidelity.ORIGINAL


def read_message(
    raw: bytes,
    *,
    format: SourceFormat | None = None,
    fidelity: Fidelity | None = None,
) -> Message:
    """Split a message; never raises. `format` and `fidelity` are given where the caller rebuilt the bytes (`.msg`)."""
    defects: list[Defect] = []
    text, quoted = _bare(raw)
    wire = _with_crlf(text, defects)
    usual = _usual_block(wire)
    block = usual or _split(wire, defects, joined=quoted)
    if len(block.fields) < _FEWEST and (meant := header_in(text[:MAX_HEADER_BYTES])) is not None:
        quoted = True
        wire = _with_crlf(meant + text[MAX_HEADER_BYTES:], defects)
        block = _split(wire, defects, joined=True)
    fields, body_offset, separated, complete = block
    if (nul := wire.find(b"\0", 0, body_offset)) >= 0:
        defects.append(Defect("nul_in_header", nul))
    by_name = _grouped(fields)
    alone = not separated or _body_is_missing(wire, body_offset, by_name)
    if not separated and fields:
        defects.append(Defect("no_body_separator", len(wire)))
    return Message(
        raw=raw,
        wire=wire,
        fields=fields,
        body_offset=body_offset,
        format=format or (SourceFormat.HEADERS if alone else SourceFormat.RFC5322),
        fidelity=fidelity or (Fidelity.QUOTED if quoted else Fidelity.HEADERS_ONLY if alone else Fidelity.ORIGINAL),
        defects=tuple(defects[:_MAX_DEFECTS]),
        complete=complete,
        received=tuple([at for at, field in enumerate(fields) if field.name == "received"]),
        _by_name=by_name,
    )


def _grouped(fields: tuple[Field, ...]) -> dict[str, tuple[Field, ...]]:
    groups: dict[str, tuple[Field, ...]] = {}
    several: dict[str, list[Field]] = {}
    for one in fields:
        name = one.name
        if name not in groups:
            groups[name] = (one,)
        elif name in several:
            several[name].append(one)
        else:
            several[name] = [*groups[name], one]
    groups.update((name, tuple(group)) for name, group in several.items())
    return groups


def _bare(raw: bytes) -> tuple[bytes, bool]:
    """The message without byte order mark, leading blank lines, mbox line and quoting; and whether it was pasted.

    Pasted headers are quoted by `>` or indented as a whole, so that their very first line begins so.
    """
    if raw.startswith(_UTF_16):  # pasted into an editor that saves so, or by a shell
        return _bare(raw.decode("utf-16", "replace").encode())[0], True
    text = raw.removeprefix(b"\xef\xbb\xbf")
    start = len(text) - len(text.lstrip(b"\r\n")) if text[:1] in (b"\r", b"\n") else 0
    text = text[start:] if start else text
    if match := _MBOX_FROM.match(text):
        text = text[match.end() :]
    head = text[:MAX_HEADER_BYTES]
    if text[:1] == b">" or text[:2] == b" >":
        return without_quotes(head) + text[MAX_HEADER_BYTES:], True
    indent = head[: len(head) - len(head.lstrip(b" \t"))]
    if 0 < len(indent) < 80 and _NAME.match(head, len(indent)):
        return head.replace(b"\n" + indent, b"\n")[len(indent) :] + text[MAX_HEADER_BYTES:], True
    return text, False


def _with_crlf(text: bytes, defects: list[Defect]) -> bytes:
    """CRLF for every line end. A text without any LF takes CR as its line end (old Mac files)."""
    if b"\r" not in text:
        return text.replace(b"\n", b"\r\n")
    feeds = text.count(b"\n")
    if not feeds:
        return text.replace(b"\r", b"\r\n")
    pairs = text.count(b"\r\n")
    if pairs == feeds:
        return text
    if pairs:
        defects.append(Defect("mixed_line_ends", 0))
        return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return text.replace(b"\n", b"\r\n")


def _lines(wire: bytes, end: int) -> Iterator[tuple[int, int]]:
    """Start and end (behind the CRLF) of each line before `end`."""
    start = 0
    while start < end:
        found = wire.find(b"\n", start, end)
        stop = end if found < 0 else found + 1
        yield start, stop
        start = stop


class _Block(NamedTuple):
    """Fields, where the body begins, whether an empty line separates it, and whether the whole block was read."""

    fields: tuple[Field, ...]
    body_offset: int
    separated: bool
    complete: bool


def _split(wire: bytes, defects: list[Defect], *, joined: bool) -> _Block:
    """The header block of a message.

    A line that is neither a field nor folded belongs to the field before it (`broken_line`): pasted and re-wrapped
    headers have such, and so has mail whose folding lost its blank. Before the first field it is skipped. A line
    that follows such junk and cannot be a header any more (no empty line before the limit) ends the block.
    """
    limit = min(len(wire), MAX_HEADER_BYTES)
    spans: list[tuple[int, int, re.Match[bytes]]] = []
    for start, stop in _lines(wire, limit):
        line_length = stop - start
        if wire[start:stop] in (b"\r\n", b"\n"):
            if not spans and not joined:
                continue  # blank lines behind skipped junk: the header has not begun
            return _Block(_fields(wire, spans), stop, True, True)
        if line_length > _LINE_LIMIT + 2 and len(defects) < _MAX_DEFECTS:
            defects.append(Defect("long_line", start))
        if wire[start] in b" \t":
            if spans:
                spans[-1] = (spans[-1][0], stop, spans[-1][2])
            else:
                defects.append(Defect("leading_junk", start))
            continue
        match = _NAME.match(wire, start, stop)
        if match and len(spans) < MAX_FIELDS:
            spans.append((start, stop, match))
        elif match:
            defects.insert(0, Defect("too_many_fields", start))
            return _Block(_fields(wire, spans), start, True, False)
        elif not spans:
            defects.append(Defect("leading_junk", start))
        elif _MBOX_FROM.match(wire, start, stop):
            defects.append(Defect("mbox_line_inside", start))
            spans[-1] = (spans[-1][0], stop, spans[-1][2])
        else:
            defects.append(Defect("broken_line", start))
            spans[-1] = (spans[-1][0], stop, spans[-1][2])
        if len(defects) > 10 * _MAX_DEFECTS:
            del defects[_MAX_DEFECTS:]
    if limit < len(wire):
        defects.insert(0, Defect("header_too_large", limit))
        return _Block(_fields(wire, spans), limit, True, False)
    return _Block(_fields(wire, spans), len(wire), False, True)


def _usual_block(wire: bytes) -> _Block | None:
    """As `_split`, of a block that has nothing odd; None for every other one."""
    end = wire.find(b"\r\n\r\n", 0, MAX_HEADER_BYTES) + 2
    found = _USUAL_FIELD.findall(wire, 0, end) if end >= 2 else ()
    if not found or len(found) > MAX_FIELDS:
        return None
    fields: list[Field] = []
    at = 0
    for raw, raw_name, value in found:
        size = len(raw)
        if size > _LINE_LIMIT and max(map(len, raw.split(b"\n"))) > _LINE_LIMIT + 1:
            return None
        fields.append(Field(_lower(raw_name), raw_name, raw, value[:-1], at))
        at += size
    # where bytes are missing, a line was passed over
    return _Block(tuple(fields), end + 2, True, True) if at == end else None


def _fields(wire: bytes, spans: list[tuple[int, int, re.Match[bytes]]]) -> tuple[Field, ...]:
    out = []
    for start, stop, match in spans:
        raw_name = match[1]
        colon = wire.index(b":", start + len(raw_name))
        end = stop - 2 if wire.startswith(b"\r\n", stop - 2) else stop - (wire[stop - 1] in b"\r\n")
        out.append(Field(_lower(raw_name), raw_name, wire[start:stop], wire[colon + 1 : end], start))
    return tuple(out)


@lru_cache(maxsize=1024)
def _lower(raw_name: bytes) -> str:
    return raw_name.decode("ascii").lower()


def _body_is_missing(wire: bytes, body_offset: int, by_name: dict[str, tuple[Field, ...]]) -> bool:
    """Headers saved with their empty line: nothing follows although the fields promise parts or bytes."""
    rest = memoryview(wire)[body_offset : body_offset + 64].tobytes()
    if rest.strip(b"\r\n \t") or len(wire) - body_offset > 64:
        return False
    kind = by_name.get("content-type", ())
    if kind and kind[0].value.strip().lower().startswith(b"multipart/"):
        return True
    lengths = by_name.get("content-length", ()) + by_name.get("lines", ())
    return any(one.unfolded.isdigit() and one.unfolded.strip(b"0") for one in lengths)
