"""Everything below a path, message by message: maildirs, mboxes, trees, archives, single files, URLs, in any mix."""

from collections.abc import Iterator
from os import fstat, scandir, stat
from os.path import lexists
from stat import S_ISDIR
from typing import BinaryIO

from mailpath.inputs.item import STANDARD_INPUT, InputError, Item, Unread
from mailpath.inputs.mbox import begins_mbox, split
from mailpath.inputs.places import Entry
from mailpath.inputs.printable import printable
from mailpath.inputs.single import opened
from mailpath.inputs.streamed import (
    FIRST_BYTES,
    GZIP,
    SNIFFED,
    ZIP,
    begins_as_mail,
    expanded,
    loaded,
    members,
    packed_mbox,
    streamed,
)
from mailpath.inputs.urls import is_url, local_path, url_places, why_url_unopenable

__all__ = ["holds_many", "messages_below", "read_entry", "unopenable"]


def messages_below(path: str, *, standard_input: BinaryIO | None = None) -> Iterator[Item | Unread]:
    """The messages of a file or of everything below a folder, in a stable order, one by one. Never raises.

    What cannot be read is a row of its own. `-` is `standard_input` where that is given.
    """
    path = local_path(path)
    if path == STANDARD_INPUT and standard_input is not None:
        yield from _from_standard_input(standard_input)
    elif is_url(path):
        yield from _at_url(path)
    elif _is_folder(path):
        from mailpath.inputs.walk import entries

        for entry in entries(path):
            if isinstance(entry, Entry):
                yield from read_entry(entry)
            else:
                yield entry
    else:
        yield from read_entry(Entry(path=path))


def _at_url(url: str) -> Iterator[Item | Unread]:
    from mailpath.inputs.remote import fetched

    for _, one in fetched((0, what) for what in url_places(url)):
        if not isinstance(one, Entry):  # no URL gives one
            yield one


def unopenable(path: str) -> str | None:
    """Why nothing can be read at a path that was named (it does not exist, or may not be opened), or None."""
    path = local_path(path)
    if is_url(path):
        return why_url_unopenable(path)
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
            head = stream.read(SNIFFED)
    except InputError:
        return False
    return head.startswith((GZIP, *ZIP)) or begins_mbox(head) is not None


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
    wanted = min(FIRST_BYTES, fstat(stream.fileno()).st_size + 1)  # no more memory than needed: most messages are small
    head = stream.read(wanted)
    start = None if entry.in_maildir else begins_mbox(head)
    if entry.doubtful and start is None and not begins_as_mail(head):
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
    elif head.startswith(ZIP) and not entry.in_maildir:
        from mailpath.inputs.zip import members as zip_members

        yield from members(zip_members(stream, box), around=("zip",))
    elif head.startswith(GZIP) and not entry.in_maildir and (start := packed_mbox(head)) is not None:
        stream.seek(0)
        yield from expanded(stream, box, start)
    elif head.startswith(GZIP) and not entry.in_maildir:
        yield from members(loaded(head, stream if len(head) == wanted else None, whole))
    else:
        yield from loaded(head, stream if len(head) == wanted else None, whole)


def _from_standard_input(stream: BinaryIO) -> Iterator[Item | Unread]:
    """A pipe is read front to back and once."""
    item = Item(file=STANDARD_INPUT, key=None, raw=b"")
    try:
        yield from streamed(stream, item, item)
    except InputError as error:
        yield Unread(file=item.file, key=None, error=error.problem)
    except OSError as error:
        yield Unread(file=item.file, key=None, error=f"cannot be read ({(error.strerror or '').lower()})")


def _is_folder(path: str) -> bool:
    try:
        return S_ISDIR(stat(path).st_mode)  # noqa: PTH116  # Path("") would be "."
    except (OSError, ValueError):
        return False
