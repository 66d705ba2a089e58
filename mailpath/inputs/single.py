"""One named file, or standard input, as bytes of bounded size."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from mailpath.inputs.bounds import MAX_MESSAGE_BYTES
from mailpath.inputs.item import InputError
from mailpath.inputs.printable import printable

__all__ = ["opened", "read_bounded"]

_KINDS = (
    (stat.S_ISDIR, "is a directory; mailpath scan reads what is in it"),
    (stat.S_ISFIFO, "is a pipe, no file; name it - to read standard input"),
    (stat.S_ISSOCK, "is a socket, no file"),
    (stat.S_ISCHR, "is a device, no file; name it - to read standard input"),
    (stat.S_ISBLK, "is a device, no file"),
)
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """The regular file at `path`. Nothing else is opened: a pipe could wait for ever, a device never end.

    Raises InputError, also for what goes wrong while it is read.
    """
    file = printable(path)
    try:
        _refuse_special(file, os.stat(path).st_mode)  # noqa: PTH116  # Path("") would be "."
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            _refuse_special(file, os.fstat(stream.fileno()).st_mode)  # it may have been swapped meanwhile
            yield stream
    except OSError as error:
        raise InputError(file, _why(error)) from None
    except ValueError:  # a NUL in the name
        raise InputError(file, "no file can have this name") from None


def read_bounded(stream: BinaryIO, file: str) -> bytes:
    """Everything up to `MAX_MESSAGE_BYTES`; InputError where there is more."""
    chunks: list[bytes] = []
    room = MAX_MESSAGE_BYTES + 1
    try:
        while room > 0 and (chunk := stream.read(min(room, 1 << 20))):
            chunks.append(chunk)
            room -= len(chunk)
    except OSError as error:
        raise InputError(file, _why(error)) from None
    if room <= 0:
        raise InputError(file, f"is larger than {MAX_MESSAGE_BYTES >> 20} MiB, the most that is read")
    return b"".join(chunks)


def _refuse_special(file: str, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    for test, problem in _KINDS:
        if test(mode):
            raise InputError(file, problem)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "may not be read (no permission)"
    return f"cannot be read ({(error.strerror or type(error).__name__).lower()})"
