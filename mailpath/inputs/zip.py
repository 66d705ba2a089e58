"""A zip archive: its members one after the other. Nothing is unpacked to disk: a member's name is a label, no path."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from mailpath.inputs.bounds import MAX_EXPANDED_BYTES, MAX_MEMBERS, too_much
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.kind import Kind
from mailpath.inputs.printable import printable

__all__ = ["KIND", "members"]

_MAX_DIRECTORY_BYTES = 8 << 20
_STEP = 1 << 18
_ENCRYPTED = 0x1  # APPNOTE.TXT section 4.4.4
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others cannot be expanded in bounded steps
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, OverflowError)
_MAC_EXTRAS = "__MACOSX/"  # resource forks that the Finder adds beside each file
_LEFTOVERS = (".ds_store", "thumbs.db", "desktop.ini")  # of file managers, in any folder


class _Guarded(io.RawIOBase):
    """A file of which no single read is larger than an honest directory: zipfile reads that in one go."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        raw = self._stream.read(size if 0 <= size <= _MAX_DIRECTORY_BYTES else _MAX_DIRECTORY_BYTES + 1)
        if len(raw) > _MAX_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("a read that no honest archive needs")
        return raw


def members(stream: BinaryIO, archive: Item) -> Iterator[Item | Unread]:
    """The files in the archive, in its order; `archive` says what the rows are called, its `raw` is not looked at."""
    try:
        opened = zipfile.ZipFile(_Guarded(stream))
        listed = [one for one in opened.infolist() if not one.is_dir() and not _is_extra(one.filename)]
    except _BROKEN:
        yield Unread(file=archive.file, key=archive.key, error="the zip archive is damaged")
        return
    if len(listed) > MAX_MEMBERS:
        yield Unread(file=archive.file, key=archive.key, error=f"the zip archive holds more than {MAX_MEMBERS} files")
        return
    if not listed:
        yield Unread(file=archive.file, key=archive.key, error="the zip archive holds no file")
    expanded = 0
    for one in listed:
        raw, problem = _member(opened, one)
        key = _key(archive, one)
        expanded += len(raw)
        if expanded > MAX_EXPANDED_BYTES:
            limit = MAX_EXPANDED_BYTES >> 20
            yield Unread(file=archive.file, key=key, error=f"the zip archive expands to more than {limit} MiB")
            return
        if problem is not None:
            yield Unread(file=archive.file, key=key, error=problem)
        else:
            yield replace(archive, key=key, raw=raw)


def _is_extra(name: str) -> bool:
    return name.startswith(_MAC_EXTRAS) or name.rpartition("/")[2].lower() in _LEFTOVERS


def _member(opened: zipfile.ZipFile, one: zipfile.ZipInfo) -> tuple[bytes, str | None]:
    """What the member expands to, as far as it was read, and what is wrong with it; declared sizes are not trusted."""
    if one.flag_bits & _ENCRYPTED:
        return b"", "is encrypted in the zip archive"
    if one.compress_type not in _READ:
        return b"", "is packed in the zip archive by a method that is not read"
    out: list[bytes] = []
    size = 0
    try:
        with opened.open(one) as stream:
            while chunk := stream.read(_STEP):
                size += len(chunk)
                out.append(chunk)
                if problem := too_much(size, one.compress_size):
                    return b"".join(out), problem
    except _BROKEN:
        return b"".join(out), "is damaged in the zip archive"
    return b"".join(out), None


def _key(archive: Item, one: zipfile.ZipInfo) -> str:
    name = printable(one.filename)
    return f"{archive.key}/{name}" if archive.key else name


def _items(packed: Item) -> Iterator[Item | Unread]:
    return members(io.BytesIO(packed.raw), packed)


KIND = Kind(name="zip", items=_items)
