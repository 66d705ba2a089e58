"""Mail wherever `fsspec` can read: `s3://BUCKET/FOLDER`, `sftp://`, `https://`, `zip://` and many more.

The same things count as mailboxes as on disk: folders of files, maildirs, mboxes, archives. Single messages are fetched
some at a time; an mbox is read front to back as it comes, a zip archive at its places. Needs the extra `fsspec`.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO

from mailpath.inputs.bounds import MAX_EXPANDED_BYTES, MAX_MESSAGE_BYTES
from mailpath.inputs.item import InputError, Item, Unread
from mailpath.inputs.mbox import begins_mbox
from mailpath.inputs.places import Remote
from mailpath.inputs.printable import printable
from mailpath.inputs.single import read_bounded
from mailpath.inputs.store import Store, StoreError, missing
from mailpath.inputs.stored_walk import StoredFile, files
from mailpath.inputs.streamed import GZIP, SNIFFED, ZIP, begins_as_mail, members, streamed
from mailpath.inputs.url_kind import UrlKind

__all__ = ["KIND"]

_SNIFFED_AT_ONCE = 100  # files whose first bytes are asked for together
_HEAD_BYTES = 1 << 16  # trace fields and date stand near the top
_STEP = 1 << 20
_TOO_LARGE = f"is larger than {MAX_MESSAGE_BYTES >> 20} MiB, the most that is read"


class _Files:
    """A `places.Fetcher` of what lies below one URL. `lost` is never set: a file that cannot be read is a row."""

    lost = False

    def __init__(self, store: Store) -> None:
        self._store = store

    def heads(self, wanted: Sequence[Remote], /) -> Iterator[Item | Unread]:
        yield from self._answers(wanted, _HEAD_BYTES)

    def items(self, wanted: Sequence[Remote], /) -> Iterator[Item | Unread]:
        yield from self._answers(wanted, MAX_MESSAGE_BYTES + 1)

    def _answers(self, wanted: Sequence[Remote], most: int) -> Iterator[Item | Unread]:
        found = self._store.beginnings([(one.at, most) for one in wanted])
        for one, raw in zip(wanted, found, strict=True):
            if isinstance(raw, str):
                yield Unread(file=one.file, key=one.key, error=raw)
            elif len(raw) > MAX_MESSAGE_BYTES:
                yield Unread(file=one.file, key=one.key, error=_TOO_LARGE)
            else:
                yield Item(file=one.file, key=one.key, raw=raw)


def _places(url: str) -> Iterator[Item | Remote | Unread]:
    """Never raises."""
    try:
        store = Store(url)
        fetcher = _Files(store)
        waiting: list[StoredFile] = []
        for one in files(store):
            if isinstance(one, Unread):
                yield from _sorted_out(store, fetcher, waiting)
                waiting = []
                yield one
                continue
            waiting.append(one)
            if len(waiting) == _SNIFFED_AT_ONCE:
                yield from _sorted_out(store, fetcher, waiting)
                waiting = []
        yield from _sorted_out(store, fetcher, waiting)
    except StoreError as error:
        yield Unread(file=printable(url), key=None, error=str(error))


def _sorted_out(store: Store, fetcher: _Files, found: Sequence[StoredFile]) -> Iterator[Item | Remote | Unread]:
    """Single messages as references, and whatever is in files that hold many. What a file is shows in its bytes."""
    asked = [one for one in found if not one.in_maildir]
    heads = dict(zip((one.at for one in asked), store.beginnings([(one.at, SNIFFED) for one in asked]), strict=True))
    for one in found:
        head = heads.get(one.at, b"")
        file = store.url_of(one.at)
        if isinstance(head, str):
            if not one.doubtful:
                yield Unread(file=file, key=one.key, error=head)
        elif begins_mbox(head) is not None or head.startswith((GZIP, *ZIP)):
            yield from _many(store, one, file, head)
        elif not one.doubtful or begins_as_mail(head):
            yield Remote(file=file, key=one.key, size_bytes=one.size_bytes, fetcher=fetcher, at=one.at)


def _many(store: Store, one: StoredFile, file: str, head: bytes) -> Iterator[Item | Unread]:
    whole = Item(file=file, key=one.key, raw=b"")
    box = replace(whole, key=None)
    try:
        with store.opened(one.at) as stream:
            if not head.startswith(ZIP):
                yield from streamed(stream, whole, box)
                return
            from mailpath.inputs.zip import members as zip_members

            with _seekable(stream, file) as archive:
                yield from members(zip_members(archive, box), around=("zip",))
    except StoreError as error:
        yield Unread(file=file, key=one.key, error=str(error))
    except InputError as error:
        yield Unread(file=file, key=one.key, error=error.problem)


@contextmanager
def _seekable(stream: BinaryIO, file: str) -> Iterator[BinaryIO]:
    """The stream itself, or where it can only be read on, a copy for as long as it is needed."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        room = MAX_EXPANDED_BYTES
        while chunk := stream.read(_STEP):
            room -= len(chunk)
            if room < 0:
                raise InputError(
                    file, f"is larger than {MAX_EXPANDED_BYTES >> 20} MiB, the most that is kept for reading"
                )
            copy.write(chunk)
        copy.seek(0)
        yield copy


def _unopenable(url: str) -> str | None:
    try:
        store = Store(url)
        store.is_folder(store.root)
    except StoreError as error:
        return str(error)
    return None


def _single(url: str) -> bytes:
    try:
        store = Store(url)
        if store.is_folder(store.root):
            raise InputError(printable(url), "is a directory; mailpath scan reads what is in it")
        with store.opened(store.root) as stream:
            return read_bounded(stream, printable(url))
    except StoreError as error:
        raise InputError(printable(url), str(error)) from None


KIND = UrlKind(name="stored", places=_places, unopenable=_unopenable, unusable=missing, single=_single)
