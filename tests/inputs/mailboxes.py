"""Mailboxes written for tests, as the programs that own the formats write them."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from mailpath.inputs import Item, Unread
from mailpath.inputs.mailboxes import messages_below

__all__ = ["FROM", "Slowly", "content", "maildir", "mbox", "mboxcl", "rows", "tree", "zipped"]

FROM = b"From sender@example.org Mon Mar  2 10:00:00 2026"


class Slowly(io.BytesIO):
    """Gives few bytes at a time, and knows the most that was ever asked for."""

    def __init__(self, raw: bytes, step: int) -> None:
        super().__init__(raw)
        self._step = step
        self.asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size > 0
        self.asked = max(self.asked, size)
        return super().read(min(size, self._step))


def mbox(messages: Iterable[bytes], *, line_end: bytes = b"\n", first: bytes = FROM) -> bytes:
    """mboxrd: every line that begins with `From `, quoted or not, gets a `>`."""
    return b"".join(
        first + line_end + re.sub(rb"^(>*From )", rb">\1", one, flags=re.MULTILINE) + line_end for one in messages
    )


def mboxcl(messages: Iterable[tuple[bytes, bytes]]) -> bytes:
    """mboxcl2 of headers and bodies: nothing is quoted, Content-Length tells where a body ends."""
    return b"".join(
        FROM + b"\n" + header + b"Content-Length: %d\n\n" % len(body) + body + b"\n" for header, body in messages
    )


def maildir(path: Path, *, new: dict[str, bytes] | None = None, cur: dict[str, bytes] | None = None) -> Path:
    for name, content in (("new", new or {}), ("cur", cur or {}), ("tmp", {})):
        tree(path / name, content)
    return path


def tree(path: Path, files: dict[str, bytes]) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, raw in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    return path


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return path


def content(found: Iterable[Item | Unread]) -> list[bytes | str]:
    return [one.raw if isinstance(one, Item) else one.error for one in found]


def rows(path: Path) -> Sequence[tuple[str, str | None, bytes | str]]:
    """What is below a path: file (its path below `path`), key, and bytes or error."""
    found = list(messages_below(str(path)))
    files = [one.file.removeprefix(str(path)).removeprefix("/") for one in found]
    return [(file, one.key, what) for file, one, what in zip(files, found, content(found), strict=True)]
