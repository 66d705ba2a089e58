"""Everything below a path, message by message: maildirs, mboxes, trees, archives, single files, in any mix."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from os import fstat, scandir, stat
from os.path import lexists
from stat import S_ISDIR
from typing import BinaryIO

from mailpath.inputs import unpacked
from mailpath.inputs.item import STANDARD_INPUT, InputError, Item, Unread
from mailpath.inputs.mbox import KIND as MBOX
from mailpath.inputs.mbox import begins_mbox, split
from mailpath.inputs.places import Entry
from mailpath.inputs.printable import printable
from mailpath.inputs.single import opened, read_bounded
from mailpath.inputs.window import Reader

__all__ = ["holds_many", "messages_below", "read_entry", "unopenable"]

_FIRST = 1 << 20  # most messages are read in one go
_SNIFFED = 4096
_GZIP, _ZIP = b"\x1f\x8b\x08", (b"PK\x03\x04", b"PK\x05\x06")
_MAIL_NAMES = (
    rb"return-path|received|delivered-to|x-[a-z-]{1,60}|envelope-to|from|to|cc|date|subject|message-id|mime-version|"
    rb"content-type|dkim-signature|arc-[a-z-]{1,40}|authentication-results|received-spf|reply-to|sender|list-[a-z]{1,20}"
)
_BEGINS_AS_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]{0,100}(?:%b)[ \t]{0,9}:" % _MAIL_NAMES, re.IGNORECASE)


def messages_below(path: str, *, standard_input: BinaryIO | None = None) -> Iterator[Item | Unread]:
    """The messages of a file or of everything below a folder, in a stable order, one by one. Never raises.

    What cannot be read is a row of its own. `-` is `standard_input` where that is given.
    """
    if path == STANDARD_INPUT and standard_input is not None:
        yield from _from_standard_input(standard_input)
    elif _is_folder(path):
        from mailpath.inputs.walk import entries

        for entry in entries(path):
            if isinstance(entry, Entry):
                yield from read_entry(entry)
            else:
                yield entry
    else:
        yield from read_entry(Entry(path=path))


def unopenable(path: str) -> str | None:
    """Why nothing can be read at a path that was named (it does not exist, or may not be opened), or None."""
    try:
        if _is_folder(path):
            scandir(path).close()
        else:
            with opened(path):
                pass
    except InputError as error:
        return error.problem
    except OSError as error:
        from mailpath.inputs.walk import why_unlisted

        return why_unlisted(error)
    return None


def holds_many(entry: Entry) -> bool:
    """Whether the file may hold more than one message, by its first bytes; no for one that cannot be read."""
    if entry.in_maildir:
        return False
    try:
        with opened(entry.path) as stream:
            head = stream.read(_SNIFFED)
    except InputError:
        return False
    return head.startswith((_GZIP, *_ZIP)) or begins_mbox(head) is not None


def read_entry(entry: Entry) -> Iterator[Item | Unread]:
    """The messages in one file. Never raises."""
    path = entry.path
    for _ in range(3):  # a message of a maildir may be renamed between any two steps
        try:
            with opened(path) as stream:
                yield from _opened(stream, entry, path)
            return
        except InputError as error:
            problem = error.problem
        moved = _moved(path) if entry.in_maildir else None
        if moved is None or moved == path:
            break
        path = moved
    if entry.doubtful:
        return
    if entry.key is not None and not lexists(path):
        problem = "was removed meanwhile"
    yield Unread(file=printable(path), key=entry.key, error=problem)


def _moved(path: str) -> str | None:
    from mailpath.inputs.maildir import renamed

    return renamed(path)


def _opened(stream: BinaryIO, entry: Entry, path: str) -> Iterator[Item | Unread]:
    wanted = min(_FIRST, fstat(stream.fileno()).st_size + 1)  # no more memory than needed: most messages are small
    head = stream.read(wanted)
    start = None if entry.in_maildir else begins_mbox(head)
    if entry.doubtful and start is None and not _BEGINS_AS_MAIL.match(head):
        return
    whole = Item(file=printable(path), key=entry.key, raw=b"")
    box = Item(file=whole.file, key=None, raw=b"")  # messages in one file are told apart by their place in it
    if start is not None:
        from mailpath.inputs.still_size import Still

        stream.seek(0)
        still = Still(stream, path)
        yield from split(still, box, start=start)
        if still.shrank:
            yield Unread(file=box.file, key=None, error="became shorter while it was read, so messages may be missing")
    elif head.startswith(_ZIP) and not entry.in_maildir:
        from mailpath.inputs.zip import members

        yield from _members(members(stream, box), around=("zip",))
    elif head.startswith(_GZIP) and not entry.in_maildir and (start := _packed_mbox(head)) is not None:
        stream.seek(0)
        yield from _expanded(stream, box, start)
    elif head.startswith(_GZIP) and not entry.in_maildir:
        yield from _members(_loaded(head, stream if len(head) == wanted else None, whole))
    else:
        yield from _loaded(head, stream if len(head) == wanted else None, whole)


def _from_standard_input(stream: BinaryIO) -> Iterator[Item | Unread]:
    """A pipe is read front to back and once."""
    item = Item(file=STANDARD_INPUT, key=None, raw=b"")
    try:
        head = stream.read(_FIRST)
        begun = _Begun(head, stream)
        start = begins_mbox(head)
        packed = _packed_mbox(head) if head.startswith(_GZIP) else None
        if start is not None:
            yield from split(begun, item, start=start)
        elif packed is not None:
            yield from _expanded(begun, item, packed)
        else:
            yield from _members(_loaded(head, stream if len(head) == _FIRST else None, item))
    except InputError as error:
        yield Unread(file=item.file, key=None, error=error.problem)
    except OSError as error:
        yield Unread(file=item.file, key=None, error=f"cannot be read ({(error.strerror or '').lower()})")


class _Begun:
    """A stream of which the first bytes have been read."""

    def __init__(self, head: bytes, stream: Reader) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        head, self._head = self._head[:size], self._head[size:]
        return head or self._stream.read(size)


def _packed_mbox(head: bytes) -> int | None:
    from mailpath.inputs.gz_stream import first_bytes

    return begins_mbox(first_bytes(head, _SNIFFED))


def _expanded(packed: Reader, box: Item, start: int) -> Iterator[Item | Unread]:
    from mailpath.inputs.gz_stream import GzStream

    yield from split(GzStream(packed, box.file), box, start=start)


def _loaded(head: bytes, rest: BinaryIO | None, item: Item) -> Iterator[Item | Unread]:
    """One message, or an archive small enough to be held as a whole."""
    raw = head if rest is None else head + read_bounded(rest, item.file)
    return unpacked(replace(item, raw=raw))


def _members(found: Iterable[Item | Unread], around: tuple[str, ...] = ()) -> Iterator[Item | Unread]:
    """The members of an archive, whatever each is in turn; an mbox is one by its content here too."""
    for member in found:
        for one in unpacked(member, around=around) if isinstance(member, Item) else (member,):
            if isinstance(one, Item) and one.format is None and begins_mbox(one.raw[:_SNIFFED]) is not None:
                yield from MBOX.items(one)
            else:
                yield one


def _is_folder(path: str) -> bool:
    try:
        return S_ISDIR(stat(path).st_mode)  # noqa: PTH116  # Path("") would be "."
    except (OSError, ValueError):
        return False
