"""A file packed by gzip (RFC 1952): one or several members after each other, which together are one file."""

import zlib
from collections.abc import Iterator
from dataclasses import replace

from mailpath.inputs.bounds import too_much
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.kind import Kind

__all__ = ["KIND", "MAX_MEMBERS", "gunzip"]

MAX_MEMBERS = 1000

_MAGIC = b"\x1f\x8b\x08"
_STEP = 1 << 16
_WITH_GZIP_HEADER = 31
_ENDS_EARLY = "the gzip file ends too early"
_DAMAGED = "the gzip file is damaged"


def gunzip(packed: bytes) -> tuple[bytes, str | None]:
    """The expanded bytes and None, or nothing and what is wrong with the packed ones.

    What follows the last member is passed over, as gzip itself does.
    """
    out: list[bytes] = []
    size = at = members = 0
    try:
        while packed.startswith(_MAGIC, at):
            members += 1
            unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
            while not unpacker.eof:
                chunk = unpacker.decompress(packed[at : at + _STEP], _STEP)
                if not chunk and at >= len(packed) and not unpacker.eof:
                    return b"", _ENDS_EARLY
                at = min(at + _STEP, len(packed)) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
                size += len(chunk)
                out.append(chunk)
                if problem := too_much(size, len(packed)):
                    return b"", problem
            if members == MAX_MEMBERS:
                return b"", f"the gzip file has more than {MAX_MEMBERS} members"
    except zlib.error:
        return b"", _DAMAGED
    return b"".join(out), None


def _items(packed: Item) -> Iterator[Item | Unread]:
    raw, problem = gunzip(packed.raw)
    if problem is not None:
        yield Unread(file=packed.file, key=packed.key, error=problem)
    else:
        yield replace(packed, raw=raw)


KIND = Kind(name="gz", items=_items)
