"""A gzip file read front to back in bounded memory, for what may be larger than one message: an mbox."""

import zlib

from mailpath.inputs.bounds import MAX_RATIO
from mailpath.inputs.gz import MAX_MEMBERS
from mailpath.inputs.item import InputError
from mailpath.inputs.window import Reader

__all__ = ["GzStream", "first_bytes"]

_MAGIC = b"\x1f\x8b\x08"
_STEP = 1 << 16
_SMALL = 1 << 20  # bytes that may expand as they like
_WITH_GZIP_HEADER = 31
_MEMBER_BYTES = 1 << 10  # tiny members cost more time than they have bytes; bgzip's have 64 kB


def first_bytes(packed: bytes, at_most: int) -> bytes:
    """What the beginning of a gzip file expands to; nothing where it is damaged."""
    try:
        return zlib.decompressobj(_WITH_GZIP_HEADER).decompress(packed, at_most)
    except zlib.error:
        return b""


class GzStream:
    """The expanded bytes of `packed`. `read` raises InputError where it is damaged, ends early or is a bomb."""

    def __init__(self, packed: Reader, file: str) -> None:
        self._packed = packed
        self._file = file
        self._unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
        self._waiting = b""
        self._in = 0
        self._out = 0
        self._members = 1

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes; none at the end."""
        while not self._unpacker.eof or self._next_member():
            more = bool(self._waiting) or self._fill()
            try:
                chunk = self._unpacker.decompress(self._waiting, size)
            except zlib.error:
                raise InputError(self._file, "the gzip file is damaged") from None
            self._waiting = self._unpacker.unconsumed_tail
            if chunk:
                self._out += len(chunk)
                self._refuse_bombs()
                return chunk
            if not more and not self._unpacker.eof:
                raise InputError(self._file, "the gzip file ends too early")
        return b""

    def _refuse_bombs(self) -> None:
        if self._out > _SMALL and self._out > self._in * MAX_RATIO:
            raise InputError(self._file, f"expands to more than {MAX_RATIO} times its size, as no mail does")

    def _fill(self) -> bool:
        chunk = self._packed.read(_STEP)
        self._in += len(chunk)
        self._waiting += chunk
        return bool(chunk)

    def _next_member(self) -> bool:
        """Go on to the next member; what follows the last one and is none is passed over, as gzip itself does."""
        self._waiting = self._unpacker.unused_data
        while len(self._waiting) < len(_MAGIC) and self._fill():
            pass
        if not self._waiting.startswith(_MAGIC):
            return False
        self._members += 1
        if self._members > MAX_MEMBERS + self._in // _MEMBER_BYTES:
            raise InputError(self._file, "the gzip file has more members than is read")
        self._unpacker = zlib.decompressobj(_WITH_GZIP_HEADER)
        return True
