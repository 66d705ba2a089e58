"""A compound file ([MS-CFB], "OLE"): a small file system in one file, read with bounds at every step.

Every number in such a file may lie. No chain is followed for longer than there are sectors, no entry is visited twice,
nothing recurses, and what is missing at the end of a stream is missing from the result.
"""

import struct
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from sys import byteorder

__all__ = ["MAGIC", "MAX_ENTRIES", "BrokenError", "CompoundFile", "Entry"]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 20_000  # streams and storages; a message of 500 recipients and 100 attachments has about 10,000

_HEADER = struct.Struct("<8s16xHHHHH6x9I")
_HEADER_BYTES = 512
_IN_HEADER = 109  # sector numbers of the FAT that stand in the header
_ENTRY = struct.Struct("<64sHBxIII36xIQ")
_ENTRY_BYTES = 128
_MINI_BYTES = 64
_LAST_SECTOR = 0xFFFFFFFA  # larger ones are marks: free, end of chain
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class BrokenError(Exception):
    """The bytes are no compound file, or one that cannot be followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A stream of `size` bytes, or a storage with the entries in it by their lower-case names."""

    name: str
    is_stream: bool
    start: int
    size: int
    children: "dict[str, Entry]" = field(repr=False)


class CompoundFile:
    """`root` is the storage that holds all. Raises BrokenError at construction."""

    def __init__(self, raw: bytes) -> None:
        self._raw = memoryview(raw)
        if len(raw) < _HEADER_BYTES:
            raise BrokenError("too short")
        head = _HEADER.unpack_from(raw)
        magic, _, version, order, shift, mini_shift, _, fat_sectors, directory, _, self._cutoff = head[:11]
        mini_fat, _, difat, _ = head[11:]
        if magic != MAGIC or order != 0xFFFE or (version, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            raise BrokenError("no header of a compound file")
        self._sector_bytes = 1 << shift
        self._sectors = max(0, -(-len(raw) // self._sector_bytes) - 1)
        self._fat = self._table(self._fat_sectors(raw, fat_sectors, difat))
        self._mini_fat = self._table(self._chain(mini_fat))
        entries = self._entries(directory, wide_sizes=version == 4)
        self.root = entries[0]
        self._mini: bytes | None = None

    def read(self, stream: Entry, at_most: int) -> bytes:
        """The first bytes of a stream, no more than `at_most`."""
        size = min(stream.size, at_most)
        if stream.size >= self._cutoff:
            return self._contents(stream.start, size)
        if self._mini is None:
            self._mini = self._contents(self.root.start, min(self.root.size, len(self._raw)))
        chunks = islice(_followed(self._mini_fat, stream.start), -(-size // _MINI_BYTES))
        return b"".join(self._mini[at * _MINI_BYTES : (at + 1) * _MINI_BYTES] for at in chunks)[:size]

    def _sector(self, number: int) -> memoryview:
        start = (number + 1) * self._sector_bytes
        return self._raw[start : start + self._sector_bytes]

    def _chain(self, start: int) -> Iterator[int]:
        return _followed(self._fat, start)

    def _contents(self, start: int, size: int) -> bytes:
        sectors = islice(self._chain(start), -(-size // self._sector_bytes))
        return b"".join(map(self._sector, sectors))[:size]

    def _fat_sectors(self, raw: bytes, count: int, difat: int) -> list[int]:
        """Where the FAT is: the first numbers stand in the header, more in a chain of sectors of their own."""
        per_sector = self._sector_bytes // 4
        most = self._sectors // per_sector + 1  # one FAT entry for each sector of the file
        numbers = list(struct.unpack_from(f"<{_IN_HEADER}I", raw, _HEADER_BYTES - 4 * _IN_HEADER))
        while difat <= _LAST_SECTOR and len(numbers) < min(count, most):
            *more, difat = _numbers(self._sector(difat), per_sector)
            numbers += more
        return [number for number in numbers[: min(count, most)] if number <= _LAST_SECTOR]

    def _table(self, sectors: Iterable[int]) -> "array[int]":
        raw = b"".join(self._sector(one) for one in sectors if one < self._sectors)
        table = array("I")
        table.frombytes(raw[: len(raw) // 4 * 4])
        if byteorder == "big":
            table.byteswap()
        return table

    def _entries(self, start: int, *, wide_sizes: bool) -> list[Entry]:
        raw = self._contents(start, (MAX_ENTRIES + 1) * _ENTRY_BYTES)
        if len(raw) > MAX_ENTRIES * _ENTRY_BYTES:
            raise BrokenError("too many entries")
        records = [_ENTRY.unpack_from(raw, at) for at in range(0, len(raw) - _ENTRY_BYTES + 1, _ENTRY_BYTES)]
        if not records or records[0][2] != _ROOT:
            raise BrokenError("no root entry")
        entries = [
            Entry(
                name=name[: max(0, min(64, length) - 2)].decode("utf-16-le", "replace"),
                is_stream=kind == _STREAM,
                start=first,
                size=size if wide_sizes else size & 0xFFFFFFFF,
                children={},
            )
            for name, length, kind, _, _, _, first, size in records
        ]
        seen = {0}
        open_storages = [0]
        while open_storages:
            storage = open_storages.pop()
            for child in _siblings(records, records[storage][5], seen):
                entries[storage].children.setdefault(entries[child].name.lower(), entries[child])
                if records[child][2] == _STORAGE:
                    open_storages.append(child)
        return entries


def _siblings(
    records: list[tuple[bytes, int, int, int, int, int, int, int]], top: int, seen: set[int]
) -> Iterator[int]:
    """The entries of one storage: a tree over left and right, its order of no interest."""
    open_entries = [top]
    while open_entries:
        number = open_entries.pop()
        if number in seen or number >= len(records):
            continue
        seen.add(number)
        open_entries += records[number][3:5]
        yield number


def _followed(table: "array[int]", start: int) -> Iterator[int]:
    """The sectors of one chain; at most as many as there are, so that a ring ends too."""
    for _ in range(len(table)):
        if start >= len(table):
            return
        yield start
        start = table[start]


def _numbers(sector: memoryview, count: int) -> tuple[int, ...]:
    if len(sector) < 4 * count:
        raise BrokenError("a sector is missing")
    return struct.unpack_from(f"<{count}I", sector)
