"""Tag lists, `name=value; name=value`, of DKIM signatures, DKIM keys and ARC fields (RFC 6376 section 3.2)."""

import re
from binascii import Error, a2b_base64
from collections.abc import Mapping

import msgspec

__all__ = ["TagList", "base64_value", "read_tags"]

_NAME = re.compile(rb"[A-Za-z][A-Za-z0-9_]*")
_TAG = re.compile(rb"(?<![^;])[ \t\r\n]*+([A-Za-z][A-Za-z0-9_]*+)[ \t\r\n]*+=[ \t\r\n]*+([^;]*+)")
_BLANKS = b" \t\r\n"


class TagList(msgspec.Struct, frozen=True):
    """`tags` by name, case kept, values without the blanks around them and without line ends.

    `fault`: `malformed_tags` (what is no tag, or an empty one between semicolons) or `duplicate_tag`; the tags before
    it are there all the same.
    """

    tags: Mapping[str, bytes]
    fault: str | None


def read_tags(raw: bytes) -> TagList:
    """Read a list; never raises. Linear in its length."""
    text = raw.replace(b"\r\n", b"")
    tags = {name.decode("ascii"): value.rstrip(_BLANKS) for name, value in _TAG.findall(text)}
    # as many as semicolons: all are tags and differ, and there is one behind each semicolon or in front of each
    between = text.count(b";")
    if len(tags) == between + 1 or (tags and len(tags) == between and not text.rpartition(b";")[2].strip(_BLANKS)):
        return TagList(tags, None)
    return _read_apart(text)


def _read_apart(text: bytes) -> TagList:
    """As `read_tags`, up to the first fault."""
    tags: dict[str, bytes] = {}
    parts = text.split(b";")
    if not parts[-1].strip(_BLANKS):
        parts.pop()
    for part in parts:
        name, equals, value = part.partition(b"=")
        name = name.strip(_BLANKS)
        if not equals or not _NAME.fullmatch(name):
            return TagList(tags, "malformed_tags")
        key = name.decode("ascii")
        if key in tags:
            return TagList(tags, "duplicate_tag")
        tags[key] = value.strip(_BLANKS)
    return TagList(tags, None if tags else "malformed_tags")


def base64_value(value: bytes) -> bytes | None:
    """The bytes of base64 with blanks anywhere in it; padding may be missing. None where it is none, or empty."""
    text = value.translate(None, _BLANKS)
    if len(text) % 4 in (2, 3):
        text += b"=" * (-len(text) % 4)
    try:
        return a2b_base64(text, strict_mode=True) or None
    except Error:
        return None
