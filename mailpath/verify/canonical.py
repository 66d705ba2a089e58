"""Canonical forms of a message (RFC 6376 section 3.4).

Fields are made canonical once and kept. A body goes by in pieces: all digests that signatures want of one form are
taken in one pass, and no copy of it is held. All of it is linear in the size of the message: what a crafted body costs
is what its bytes cost.
"""

import re
from collections.abc import Iterator
from hashlib import sha1, sha256
from typing import Literal

from mailpath.message.fields import Field, Message

__all__ = [
    "CanonicalMessage",
    "Form",
    "HashName",
    "canonical_body",
    "canonical_field",
    "canonical_lines",
    "end_of_text",
    "relaxed_field",
    "signature_field",
]

Form = Literal["simple", "relaxed"]
HashName = Literal["sha256", "sha1"]

_HASHES = {"sha256": sha256, "sha1": sha1}
_BLANKS = re.compile(rb" {2,}")
_FIRST_B = re.compile(rb"[ \t\r\n]*+b[ \t\r\n]*+=")
_LATER_B = re.compile(rb";[ \t\r\n]*+b[ \t\r\n]*+=")
_CRLF = b"\r\n"
_PIECE = 1 << 16  # bytes of a body that are made canonical at a time; more where a line is longer
_MANY_LINES = _CRLF * 2048


class CanonicalMessage:
    """A message's canonical fields, and the digests of its body. `hashed_bytes` counts what body hashing has cost."""

    __slots__ = ("_digests", "_places", "_relaxed", "_simple", "_sizes", "_wanted", "hashed_bytes", "message")

    def __init__(self, message: Message) -> None:
        self.message = message
        self._relaxed: dict[str, tuple[bytes, ...]] = {}
        self._simple: dict[str, tuple[bytes, ...]] = {}
        self._places: dict[int, bytes] = {}
        self._wanted: dict[Form, dict[HashName, set[int]]] = {"simple": {}, "relaxed": {}}
        self._digests: dict[tuple[Form, HashName, int | None], bytes] = {}
        self._sizes: dict[Form, int] = {}
        self.hashed_bytes = 0

    def field(self, field: Field, form: Form) -> bytes:
        """One field of the message, with its final CRLF."""
        if form == "simple":
            return canonical_field(field, form)
        known = self._places.get(field.offset)
        if known is None:
            known = self._places[field.offset] = relaxed_field(field.name, field.value)
        return known

    def relaxed(self, name: str) -> tuple[bytes, ...]:
        """Every field of a name in relaxed form, in the order of the message."""
        known = self._relaxed.get(name)
        if known is None:
            found = self.message.all(name)
            if len(found) == 1:  # as nearly all
                known = (relaxed_field(name, found[0].value),)
            else:
                known = tuple([relaxed_field(name, one.value) for one in found])
            self._relaxed[name] = known
        return known

    def simple(self, name: str) -> tuple[bytes, ...]:
        """Every field of a name in simple form, in the order of the message."""
        known = self._simple.get(name)
        if known is None:
            known = self._simple[name] = tuple([canonical_field(one, "simple") for one in self.message.all(name)])
        return known

    def want(self, form: Form, hash_name: HashName, length: int | None = None) -> None:
        """Say that this digest will be asked for, so that it is taken along with others."""
        lengths = self._wanted[form].setdefault(hash_name, set())
        if length is not None:
            lengths.add(length)

    def body_hash(self, form: Form, hash_name: HashName, length: int | None = None) -> bytes:
        """The digest of the canonical body, or of its first `length` bytes (`l=`), of all of it where it is shorter."""
        key = (form, hash_name, length)
        if key not in self._digests:
            self.want(*key)
            self._pass_over(form)
        return self._digests[key]

    def body_size(self, form: Form) -> int:
        """Bytes of the canonical body."""
        if form not in self._sizes:
            self._pass_over(form)
        return self._sizes[form]

    def _pass_over(self, form: Form) -> None:
        """Take every digest that is wanted of one form."""
        wanted, self._wanted[form] = self._wanted[form], {}
        states = [(name, _HASHES[name](), sorted(lengths)) for name, lengths in wanted.items()]
        size = 0
        for piece in canonical_body(self.message.wire, self.message.body_offset, form):
            before, size = size, size + len(piece)
            for name, state, lengths in states:
                while lengths and lengths[0] < size:
                    shorter = state.copy()
                    shorter.update(piece[: lengths[0] - before])
                    self.hashed_bytes += lengths[0] - before
                    self._digests[form, name, lengths.pop(0)] = shorter.digest()
                state.update(piece)
                self.hashed_bytes += len(piece)
        self._sizes[form] = size
        for name, state, lengths in states:
            whole = state.digest()
            for length in (None, *lengths):
                self._digests[form, name, length] = whole


def canonical_field(field: Field, form: Form) -> bytes:
    """A field with its final CRLF."""
    if form == "relaxed":
        return relaxed_field(field.name, field.value)
    return field.raw if field.raw.endswith(_CRLF) else field.raw + _CRLF


def relaxed_field(name: str, value: bytes) -> bytes:
    """Section 3.4.2: name in lower case, unfolded, each run of blanks one space, none at the ends."""
    text = value.replace(_CRLF, b"").replace(b"\t", b" ")
    if b"  " in text:
        text = _BLANKS.sub(b" ", text)
    return name.encode("ascii") + b":" + text.strip(b" ") + _CRLF


def canonical_body(wire: bytes, start: int, form: Form) -> Iterator[bytes | memoryview]:
    """The canonical body from `start` on, in pieces.

    Simple (section 3.4.3): no blank lines at the end; an empty body is one line end. Relaxed (section 3.4.4): blanks as
    in fields, none at the end of a line; no blank lines at the end; empty stays empty.
    """
    if form == "simple":
        yield memoryview(wire)[start : end_of_text(wire, start, len(wire))]
        yield _CRLF
        return
    line_ends = 0  # held back, until it shows whether something follows
    begun = False
    while start < len(wire):
        stop = len(wire) if len(wire) - start <= _PIECE else wire.find(b"\n", start + _PIECE) + 1 or len(wire)
        lines, begins, ends = wire, start, stop
        if wire.find(b" ", start, stop) >= 0 or wire.find(b"\t", start, stop) >= 0:  # base64 has none
            lines = _relaxed_lines(wire[start:stop])
            begins, ends = 0, len(lines)
        end = end_of_text(lines, begins, ends)
        if end > begins:
            begun = True
            while line_ends:
                some = min(line_ends, len(_MANY_LINES) // 2)
                yield memoryview(_MANY_LINES)[: 2 * some]
                line_ends -= some
            yield lines if begins == 0 and end == len(lines) else memoryview(lines)[begins:end]
        line_ends += (ends - end) // 2
        start = stop
    if begun:
        yield _CRLF


def canonical_lines(text: bytes, form: Form) -> bytes:
    """Whole lines of a body in canonical form, blank ones at the end still there."""
    return text if form == "simple" else _relaxed_lines(text)


def _relaxed_lines(text: bytes) -> bytes:
    if b"\t" in text:
        text = text.replace(b"\t", b" ")
    if b" " not in text:
        return text
    pieces = _single_blanks(text).split(b" \r\n")  # not `replace`, which counts first
    return (_CRLF.join(pieces) if len(pieces) > 1 else pieces[0]).removesuffix(b" ")


def _single_blanks(text: bytes) -> bytes:
    """Each run of spaces as one; one at the very end may go. It is split where two meet: that is rarer than a space."""
    parts = text.split(b"  ")
    if len(parts) == 1:
        return text
    first = b" " if text.startswith(b" ") else b""
    return first + b" ".join(filter(None, [part.lstrip(b" ") for part in parts]))


def end_of_text(text: bytes, start: int, end: int) -> int:
    """Where the line ends at the end of a stretch of text begin."""
    while text.endswith(_MANY_LINES, start, end):
        end -= len(_MANY_LINES)
    while text.endswith(_CRLF, start, end):
        end -= 2
    return end


def signature_field(field: Field, form: Form) -> bytes:
    """A signature's own field as it is signed: `b=` without its value and the blanks around it, no final CRLF (3.7)."""
    value = _without_b(field.value)
    if form == "relaxed":
        return relaxed_field(field.name, value)[:-2]
    return field.raw[: field.raw.index(b":") + 1] + value


def _without_b(value: bytes) -> bytes:
    found = _FIRST_B.match(value) or _LATER_B.search(value)
    if found is None:
        return value
    end = value.find(b";", found.end())
    return value[: found.end()] + value[end:] if end >= 0 else value[: found.end()]
