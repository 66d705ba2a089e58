"""Canonical forms of a message (RFC 6376 section 3.4), each made once and kept for every signature that needs it.

All of it is linear in the size of the message: what a crafted body costs is what its bytes cost.
"""

import re
from hashlib import sha1, sha256
from typing import Literal

from mailpath.message.fields import Field, Message

__all__ = [
    "CanonicalMessage",
    "Form",
    "HashName",
    "canonical_lines",
    "digest_of",
    "end_of_text",
    "relaxed_body",
    "relaxed_field",
    "signature_field",
    "simple_body",
]

Form = Literal["simple", "relaxed"]
HashName = Literal["sha256", "sha1"]

_HASHES = {"sha256": sha256, "sha1": sha1}
_BLANKS = re.compile(rb" {2,}")
_CRLF = b"\r\n"
_SMALL_BODY = 1 << 20
_MANY_LINES = _CRLF * 2048


class CanonicalMessage:
    """A message's canonical fields and bodies. `hashed_bytes` counts what body hashing has cost so far."""

    __slots__ = ("_bodies", "_fields", "_hashes", "hashed_bytes", "message")

    def __init__(self, message: Message) -> None:
        self.message = message
        self._fields: dict[int, bytes] = {}
        self._bodies: dict[str, memoryview] = {}
        self._hashes: dict[tuple[str, str, int | None], bytes] = {}
        self.hashed_bytes = 0

    def field(self, field: Field, form: Form) -> bytes:
        """One field with its final CRLF."""
        if form == "simple":
            return field.raw if field.raw.endswith(_CRLF) else field.raw + _CRLF
        known = self._fields.get(field.offset)
        if known is None:
            known = self._fields[field.offset] = relaxed_field(field.name, field.value)
        return known

    def body(self, form: Form) -> memoryview:
        known = self._bodies.get(form)
        if known is None:
            make = simple_body if form == "simple" else relaxed_body
            known = self._bodies[form] = make(self.message.wire, self.message.body_offset)
        return known

    def body_hash(self, form: Form, hash_name: HashName, length: int | None = None) -> bytes:
        """The digest of the canonical body, or of its first `length` bytes (`l=`)."""
        body = self.body(form)
        if length is not None and length >= len(body):
            length = None
        key = (form, hash_name, length)
        known = self._hashes.get(key)
        if known is None:
            signed = body if length is None else body[:length]
            self.hashed_bytes += len(signed)
            known = self._hashes[key] = digest_of(signed, hash_name)
        return known


def digest_of(text: memoryview, hash_name: HashName) -> bytes:
    return _HASHES[hash_name](text).digest()


def relaxed_field(name: str, value: bytes) -> bytes:
    """Section 3.4.2: name in lower case, unfolded, each run of blanks one space, none at the ends."""
    text = value.replace(_CRLF, b"").replace(b"\t", b" ")
    if b"  " in text:
        text = _BLANKS.sub(b" ", text)
    return name.encode("ascii") + b":" + text.strip(b" ") + _CRLF


def simple_body(wire: bytes, start: int) -> memoryview:
    """Section 3.4.3: no blank lines at the end; an empty body is one line end."""
    end = end_of_text(wire, start, len(wire))
    if wire.startswith(_CRLF, end):
        return memoryview(wire)[start : end + 2]
    return memoryview(wire[start:end] + _CRLF)


def relaxed_body(wire: bytes, start: int) -> memoryview:
    """Section 3.4.4: blanks as in fields, none at the end of a line; no blank lines at the end; empty stays empty."""
    text = wire
    if wire.find(b" ", start) >= 0 or wire.find(b"\t", start) >= 0:  # base64 has none, and is the bulk of large mail
        text = _relaxed_lines(wire[start:])
        start = 0
    end = end_of_text(text, start, len(text))
    if end == start:
        return memoryview(b"")
    if text.startswith(_CRLF, end):
        return memoryview(text)[start : end + 2]
    return memoryview(text[start:end] + _CRLF)


def canonical_lines(text: bytes, form: Form) -> bytes:
    """Whole lines of a body in canonical form, blank ones at the end still there."""
    return text if form == "simple" else _relaxed_lines(text)


def _relaxed_lines(text: bytes) -> bytes:
    if b"\t" in text:
        text = text.replace(b"\t", b" ")
    if b" " not in text:
        return text
    return _single_blanks(text).replace(b" \r\n", _CRLF).removesuffix(b" ")


def _single_blanks(text: bytes) -> bytes:
    """Each run of spaces as one. Splitting is twice as fast as the pattern, and needs memory for every word."""
    if b"  " not in text:
        return text
    if len(text) > _SMALL_BODY:
        return _BLANKS.sub(b" ", text)
    first = b" " if text.startswith(b" ") else b""
    return first + b" ".join(filter(None, text.split(b" ")))


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
        return relaxed_field(field.name, value).removesuffix(_CRLF)
    return field.raw[: field.raw.index(b":") + 1] + value


def _without_b(value: bytes) -> bytes:
    tags = value.split(b";")
    for at, tag in enumerate(tags):
        name, equals, _ = tag.partition(b"=")
        if equals and name.strip(b" \t\r\n") == b"b":
            tags[at] = name + equals
            break
    return b";".join(tags)
