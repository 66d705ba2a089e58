"""A stream seen through a window that moves forward: offsets count in the stream, memory only holds the window."""

import re
from typing import Protocol

__all__ = ["Reader", "Window"]

_STEP = 1 << 20


class Reader(Protocol):
    """What can be read front to back. Fewer bytes than asked for are no end, none are."""

    def read(self, size: int, /) -> bytes: ...


class Window:
    """`start` and `end` are the offsets of what is in memory."""

    __slots__ = ("_buffer", "_ended", "_stream", "start")

    def __init__(self, stream: Reader, start: int = 0) -> None:
        self._stream = stream
        self._buffer = bytearray()
        self._ended = False
        self.start = start

    @property
    def end(self) -> int:
        return self.start + len(self._buffer)

    def more(self) -> bool:
        """Read on; False at the end of the stream, for good."""
        chunk = b"" if self._ended else self._stream.read(_STEP)
        self._ended = not chunk
        self._buffer += chunk
        return bool(chunk)

    def reach(self, offset: int) -> bool:
        """Have everything up to `offset` in memory; False where the stream ends before."""
        while self.end < offset:
            if not self.more():
                return False
        return True

    def forget(self, before: int) -> None:
        """Let go of what stands before an offset, or some of it."""
        count = before - self.start
        if count > _STEP or count >= len(self._buffer):  # the rest is not moved for each message
            del self._buffer[:count]
            self.start = before

    def cut(self, start: int, end: int) -> bytes:
        """What stands from `start` to `end`, as far as it is in memory."""
        first, last = max(0, start - self.start), max(0, end - self.start)
        return memoryview(self._buffer)[first:last].tobytes()

    def find(self, wanted: bytes, start: int, end: int | None = None) -> int:
        """The offset of `wanted` in what is in memory from `start` on, or -1."""
        last = len(self._buffer) if end is None else max(0, end - self.start)
        found = self._buffer.find(wanted, max(0, start - self.start), last)
        return found if found < 0 else found + self.start

    def search(self, pattern: "re.Pattern[bytes]", start: int) -> tuple[int, int] | None:
        """Where the first match from `start` on stands."""
        match = pattern.search(self._buffer, max(0, start - self.start))
        return None if match is None else (match.start() + self.start, match.end() + self.start)

    def matches(self, pattern: "re.Pattern[bytes]", at: int) -> bool:
        return pattern.match(self._buffer, at - self.start) is not None
