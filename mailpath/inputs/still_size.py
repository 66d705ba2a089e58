"""How much of an mbox is read: what was complete when it was opened, whoever appends to it meanwhile."""

import os
from contextlib import suppress
from time import sleep
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["Still"]

_WAIT_S = 0.05
_TRIES = 20


class Still:
    """The first bytes of a file, as many as it had when nobody wrote to it.

    A program that delivers holds a lock on the file (fcntl or flock) or has a file `NAME.lock` beside it; it is waited
    for, at most a second, since such a file may be left over. No lock is held while the mailbox is read: delivery
    goes on.
    """

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self._stream = stream
        for _ in range(_TRIES):
            if not _is_written(stream.fileno(), path):
                break
            sleep(_WAIT_S)
        self._left = os.fstat(stream.fileno()).st_size - stream.tell()

    def read(self, size: int, /) -> bytes:
        chunk = self._stream.read(min(size, self._left)) if self._left > 0 else b""
        self._left -= len(chunk)
        return chunk

    @property
    def shrank(self) -> bool:
        """Whether there was less to read than the file had at first. Asked when it has been read to its end."""
        return self._left > 0


def _is_written(number: int, path: str) -> bool:
    if os.path.lexists(f"{path}.lock"):
        return True
    if fcntl is None:
        return False
    for lock in (fcntl.lockf, fcntl.flock):
        try:
            lock(number, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            if isinstance(error, BlockingIOError | PermissionError):
                return True
            continue  # locks of this kind are not supported there
        with suppress(OSError):
            lock(number, fcntl.LOCK_UN)
    return False
