"""Compound files and Outlook messages written from dicts, for tests: [MS-CFB] version 3, [MS-OXMSG]."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime

__all__ = ["Tree", "compound_file", "fixed_properties", "outlook"]

Tree = Mapping[str, "bytes | Tree"]

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT_MARK, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class _Writer:
    def __init__(self) -> None:
        self.sectors: list[bytes] = []
        self.fat: list[int] = []
        self.mini = bytearray()
        self.mini_fat: list[int] = []
        self.entries: list[list[object]] = []

    def big(self, raw: bytes) -> int:
        """Store in sectors of their own; where it starts."""
        first = len(self.sectors)
        pieces = [raw[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(raw), _SECTOR)]
        self.sectors += pieces
        self.fat += [first + number + 1 for number in range(len(pieces))]
        if pieces:
            self.fat[-1] = _END
        return first if pieces else _END

    def small(self, raw: bytes) -> int:
        first = len(self.mini_fat)
        count = -(-len(raw) // _MINI)
        self.mini += raw.ljust(count * _MINI, b"\0")
        self.mini_fat += [first + number + 1 for number in range(count)]
        if count:
            self.mini_fat[-1] = _END
        return first if count else _END

    def add(self, name: str, kind: int, start: int, size: int) -> int:
        self.entries.append([name, kind, _NONE, _NONE, _NONE, start, size])
        return len(self.entries) - 1

    def tree(self, content: Tree) -> int:
        """The entries of one storage as a balanced tree; its top."""
        numbers = []
        for name in sorted(content, key=lambda each: (len(each), each.upper())):
            value = content[name]
            if isinstance(value, bytes):
                start = self.small(value) if len(value) < _CUTOFF else self.big(value)
                numbers.append(self.add(name, 2, start, len(value)))
            else:
                number = self.add(name, 1, 0, 0)
                numbers.append(number)
                self.entries[number][4] = self.tree(value)
        return self.balanced(numbers)

    def balanced(self, numbers: list[int]) -> int:
        if not numbers:
            return _NONE
        middle = len(numbers) // 2
        self.entries[numbers[middle]][2] = self.balanced(numbers[:middle])
        self.entries[numbers[middle]][3] = self.balanced(numbers[middle + 1 :])
        return numbers[middle]


def _entry(name: str, kind: int, left: int, right: int, child: int, start: int, size: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", wide, len(wide), kind, 1, left, right, child, start, size)


def compound_file(content: Tree) -> bytes:
    writer = _Writer()
    root = writer.add("Root Entry", 5, _END, 0)
    writer.entries[root][4] = writer.tree(content)
    writer.entries[root][5:] = [writer.big(bytes(writer.mini)), len(writer.mini)]
    mini_fat = writer.big(struct.pack(f"<{len(writer.mini_fat)}I", *writer.mini_fat))
    directory = writer.big(b"".join(_entry(*one) for one in writer.entries))  # type: ignore[arg-type]
    count = 1
    while count * 128 < len(writer.fat) + count:
        count += 1
    assert count <= 109, "larger than these tests need"
    first_fat = len(writer.sectors)
    fat = [*writer.fat, *[_FAT_MARK] * count]
    fat += [_FREE] * (count * 128 - len(fat))
    writer.sectors += [struct.pack("<128I", *fat[at : at + 128]) for at in range(0, len(fat), 128)]
    header = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    mini_sectors = -(-len(writer.mini_fat) // 128)
    header += struct.pack("<9I", 0, count, directory, 0, _CUTOFF, mini_fat, mini_sectors, _END, 0)
    header += struct.pack("<109I", *range(first_fat, first_fat + count), *[_FREE] * (109 - count))
    return header + b"".join(writer.sectors)


def fixed_properties(header_bytes: int, **values: int | datetime) -> bytes:
    """The stream of numbers and times; a name is `t` and the tag in hex."""
    rows = bytes(header_bytes)
    for name, value in values.items():
        tag = int(name[1:], 16)
        if isinstance(value, datetime):
            rows += struct.pack("<HHIQ", 0x40, tag, 6, int((value - _EPOCH).total_seconds()) * 10_000_000)
        else:
            rows += struct.pack("<HHIQ", 0x03, tag, 6, value)
    return rows


def outlook(
    texts: Mapping[int, str], *, more: Tree | None = None, header_bytes: int = 32, **fixed: int | datetime
) -> Tree:
    """One message object: Unicode texts by tag, other streams and storages, numbers and times."""
    content: dict[str, bytes | Tree] = {
        f"__substg1.0_{tag:04X}001F": text.encode("utf-16-le") for tag, text in texts.items()
    }
    content["__properties_version1.0"] = fixed_properties(header_bytes, **fixed)
    return content | dict(more or {})
