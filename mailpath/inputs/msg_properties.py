"""The properties of one object in a `.msg` ([MS-OXMSG] section 2.4): texts, bytes, numbers and times by their tags."""

import codecs
import struct
from datetime import UTC, datetime, timedelta

from mailpath.inputs.compound import BrokenError, CompoundFile, Entry

__all__ = ["Budget", "Properties"]

_UNICODE, _EIGHT_BIT, _BINARY = "001f", "001e", "0102"
_INTEGER_32, _TIME = 0x0003, 0x0040
_MESSAGE_CODEPAGE, _INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
_HTML = 0x1013
_FIXED = struct.Struct("<HHI8s")
_LONGEST_FIXED = 1 << 16
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_CODECS = {65001: "utf-8", 20127: "ascii", 1200: "utf-16-le", 50220: "iso2022_jp", 51932: "euc_jp", 51949: "euc_kr"}
_CODECS |= {20866: "koi8_r", 21866: "koi8_u", 54936: "gb18030", 38598: "iso8859_8"}
_CODECS |= {28590 + part: f"iso8859_{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 15)}


class Budget:
    """How many bytes may still be read out of one file: streams that share their bytes cannot multiply them."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, raw: bytes) -> bytes:
        """`raw` itself; BrokenError where it is more than was left."""
        self.left -= len(raw)
        if self.left < 0:
            raise BrokenError("streams that hold more than the file")
        return raw


class Properties:
    """What is kept in one storage: the message itself, a recipient, an attachment or a message in it."""

    def __init__(self, file: CompoundFile, storage: Entry, budget: Budget, *, header_bytes: int) -> None:
        self._file = file
        self._storage = storage
        self._budget = budget
        self._fixed = self._read_fixed(header_bytes)
        self._codec = self._codepage()

    def raw_text(self, tag: int) -> bytes | None:
        """A text as bytes: UTF-8 where it was kept as Unicode, else the bytes that were kept."""
        wide = self._stream(tag, _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").encode("utf-8", "replace")
        return self._stream(tag, _EIGHT_BIT)

    def text(self, tag: int) -> str | None:
        """A text; None where it is not there or empty."""
        wide = self._stream(tag, _UNICODE)
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0") or None
        narrow = self._stream(tag, _EIGHT_BIT)
        return narrow.decode(self._codec, "replace").rstrip("\0") or None if narrow is not None else None

    def binary(self, tag: int) -> bytes | None:
        return self._stream(tag, _BINARY)

    def number(self, tag: int) -> int | None:
        value = self._fixed.get((tag, _INTEGER_32))
        return int.from_bytes(value[:4], "little") if value is not None else None

    def time(self, tag: int) -> datetime | None:
        """A FILETIME (100 ns since 1601) in UTC; None where it is not there or out of range."""
        value = self._fixed.get((tag, _TIME))
        try:
            return _EPOCH + timedelta(microseconds=int.from_bytes(value, "little") // 10) if value is not None else None
        except OverflowError:
            return None

    def html(self) -> tuple[bytes, str] | None:
        """The HTML text and its charset: kept as bytes, or as a text."""
        kept = self._stream(_HTML, _BINARY)
        if kept:
            return kept, self._codec
        text = self.text(_HTML)
        return (text.encode("utf-8", "replace"), "utf-8") if text else None

    def inside(self, storage: Entry, *, header_bytes: int) -> "Properties":
        """The properties of a storage within this one."""
        return Properties(self._file, storage, self._budget, header_bytes=header_bytes)

    def storages(self, prefix: str) -> list[Entry]:
        """The storages whose names begin so (lower case), by name."""
        children = self._storage.children
        return [children[name] for name in sorted(children) if name.startswith(prefix) and not children[name].is_stream]

    def _stream(self, tag: int, kind: str) -> bytes | None:
        entry = self._storage.children.get(f"__substg1.0_{tag:04x}{kind}")
        return self._read(entry) if entry is not None and entry.is_stream else None

    def _read(self, entry: Entry) -> bytes:
        return self._budget.spend(self._file.read(entry, self._budget.left + 1))

    def _read_fixed(self, header_bytes: int) -> dict[tuple[int, int], bytes]:
        entry = self._storage.children.get("__properties_version1.0")
        if entry is None or not entry.is_stream:
            return {}
        raw = self._budget.spend(self._file.read(entry, _LONGEST_FIXED))
        starts = range(header_bytes, len(raw) - _FIXED.size + 1, _FIXED.size)
        return {(tag, kind): value for kind, tag, _, value in (_FIXED.unpack_from(raw, at) for at in starts)}

    def _codepage(self) -> str:
        number = self.number(_MESSAGE_CODEPAGE) or self.number(_INTERNET_CODEPAGE) or 1252
        name = _CODECS.get(number, f"cp{number}")
        try:
            return codecs.lookup(name).name
        except LookupError:
            return "cp1252"
