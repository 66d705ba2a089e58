"""`winmail.dat` ([MS-OXTNEF]): the files and messages that an Exchange sender packed into one part of its own format.

Every length in it may lie: what goes past the end ends the reading, and a message in a message in a message ends at a
depth. A message in it has its transport headers as a text, as in a `.msg`, so it is `reconstructed`.
"""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from mailpath.inputs.compound import Entry
from mailpath.inputs.msg import AttachedFile, Outlook, message_of

__all__ = ["MAGIC", "read_tnef"]

MAGIC = b"\x78\x9f\x3e\x22"

_MAX_ATTRIBUTES = 5000
_MAX_PROPERTIES = 2000
_MAX_DEPTH = 10
_ATTRIBUTE = struct.Struct("<BII")
_MAPI, _NEW_ATTACHMENT, _ATTACHMENT_MAPI = 0x00069003, 0x00069002, 0x00069005
_TITLE, _CONTENTS, _BODY, _SUBJECT = 0x00018010, 0x0006800F, 0x0002800C, 0x00018004
_FIXED = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_STRING_8, _STRING, _OBJECT, _BINARY, _TIME, _INTEGER = 30, 31, 13, 258, 64, 3
_PLAIN_BODY, _PLAIN_SUBJECT, _HTML, _FILE_NAMES, _OBJECT_DATA, _MEDIA_TYPE = (
    0x1000, 0x0037, 0x1013, (0x3707, 0x3704, 0x3001), 0x3701, 0x370E,
)  # fmt: skip
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

_Values = dict[tuple[int, int], bytes]  # (tag, type) -> the first value


@dataclass(frozen=True, slots=True)
class _Properties:
    """The properties of one object as `inputs.msg` asks for them."""

    values: _Values

    def raw_text(self, tag: int) -> bytes | None:
        wide = self.values.get((tag, _STRING))
        return wide.decode("utf-16-le", "replace").encode("utf-8") if wide is not None else self._narrow(tag)

    def text(self, tag: int) -> str | None:
        wide = self.values.get((tag, _STRING))
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0") or None
        narrow = self._narrow(tag)
        return narrow.decode("cp1252", "replace").rstrip("\0") or None if narrow is not None else None

    def number(self, tag: int) -> int | None:
        value = self.values.get((tag, _INTEGER))
        return int.from_bytes(value, "little") if value is not None else None

    def time(self, tag: int) -> datetime | None:
        value = self.values.get((tag, _TIME))
        try:
            return _EPOCH + timedelta(microseconds=int.from_bytes(value, "little") // 10) if value is not None else None
        except OverflowError:
            return None

    def html(self) -> tuple[bytes, str] | None:
        kept = self.values.get((_HTML, _BINARY))
        return (kept, "utf-8") if kept else None

    def storages(self, prefix: str) -> list[Entry]:  # recipients are a table of their own here
        return []

    def inside(self, storage: Entry, *, header_bytes: int) -> "_Properties":
        return _Properties({})

    def _narrow(self, tag: int) -> bytes | None:
        return self.values.get((tag, _STRING_8))


def read_tnef(raw: bytes) -> Outlook | str:
    """What a `winmail.dat` holds, or why it cannot be read. `Outlook.raw` is the message's own text. Never raises."""
    return _message(raw, _MAX_DEPTH) if raw.startswith(MAGIC) else "is no TNEF file"


def _message(raw: bytes, depth: int) -> Outlook:
    values: _Values = {}
    attachments: list[tuple[dict[int, bytes], _Values]] = []
    at = 6
    for _ in range(_MAX_ATTRIBUTES):
        if at + _ATTRIBUTE.size > len(raw):
            break
        level, attribute, length = _ATTRIBUTE.unpack_from(raw, at)
        at += _ATTRIBUTE.size
        if level not in (1, 2) or at + length > len(raw):
            break
        content = raw[at : at + length]
        at += length + 2
        if attribute == _MAPI:
            values = _properties(content) | values
        elif attribute == _BODY:
            values.setdefault((_PLAIN_BODY, _STRING_8), content)
        elif attribute == _SUBJECT:
            values.setdefault((_PLAIN_SUBJECT, _STRING_8), content)
        elif attribute == _NEW_ATTACHMENT:
            attachments.append(({}, {}))
        elif level == 2 and attachments:
            if attribute == _ATTACHMENT_MAPI:
                attachments[-1][1].update(_properties(content))
            else:
                attachments[-1][0].setdefault(attribute, content)
    files: list[AttachedFile] = []
    messages: list[Outlook] = []
    for attributes, more in attachments:
        embedded = more.get((_OBJECT_DATA, _OBJECT), b"")[16:]
        if embedded.startswith(MAGIC) and depth:
            messages.append(_message(embedded, depth - 1))
            continue
        properties = _Properties(more)
        name = next((text for tag in _FILE_NAMES if (text := properties.text(tag))), None)
        name = name or attributes.get(_TITLE, b"").rstrip(b"\0").decode("cp1252", "replace") or None
        contents = attributes.get(_CONTENTS) or more.get((_OBJECT_DATA, _BINARY))
        if contents:
            files.append(AttachedFile(name=name, media_type=properties.text(_MEDIA_TYPE), raw=contents))
    return Outlook(raw=message_of(_Properties(values)), files=tuple(files), messages=tuple(messages))


def _properties(raw: bytes) -> _Values:
    """The values of one property list (section 2.1.3.4), as far as it can be followed."""
    values: _Values = {}
    try:
        (count,) = struct.unpack_from("<I", raw)
        at = 4
        for _ in range(min(count, _MAX_PROPERTIES)):
            kind, tag = struct.unpack_from("<HH", raw, at)
            at += 4
            if tag >= 0x8000:
                at = _past_name(raw, at)
            value, at = _value(raw, at, kind)
            values.setdefault((tag, kind), value)
    except (struct.error, ValueError):
        pass
    return values


def _past_name(raw: bytes, at: int) -> int:
    (by_text,) = struct.unpack_from("<I", raw, at + 16)
    at += 20
    if not by_text:
        return at + 4
    (length,) = struct.unpack_from("<I", raw, at)
    return at + 4 + _padded(length)


def _value(raw: bytes, at: int, kind: int) -> tuple[bytes, int]:
    """The first value of a property and where the next one begins. ValueError for a kind that is not known."""
    single = kind & 0xEFFF
    fixed = _FIXED.get(single)
    if fixed is not None and kind == single:
        return raw[at : at + fixed], at + fixed
    (count,) = struct.unpack_from("<I", raw, at)
    at += 4
    first = b""
    for number in range(min(count, _MAX_PROPERTIES)):
        if fixed is not None:
            length = fixed
        elif single in (_STRING_8, _STRING, _OBJECT, _BINARY):
            (length,) = struct.unpack_from("<I", raw, at)
            at += 4
        else:
            raise ValueError(kind)
        if at + length > len(raw):
            raise ValueError(length)
        first = raw[at : at + length] if number == 0 else first
        at += _padded(length)
    return first, at


def _padded(length: int) -> int:
    return (length + 3) & ~3
