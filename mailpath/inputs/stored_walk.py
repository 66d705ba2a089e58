"""Every file below a place in a store, by the rules that hold on disk: maildirs, trees, any of them in each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailpath.inputs.item import Unread
from mailpath.inputs.maildir import OWN_FOLDERS, is_message, unique_name
from mailpath.inputs.printable import printable
from mailpath.inputs.store import Store, Stored, StoreError
from mailpath.inputs.tree import is_doubtful, skipped
from mailpath.inputs.walk import MAX_DEPTH

__all__ = ["StoredFile", "files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """As `places.Entry`; `at` is what the store knows it by."""

    at: str
    size_bytes: int
    key: str | None = None
    in_maildir: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    at: str
    below: str = ""
    beside_maildir: bool = False


def files(store: Store) -> Iterator[StoredFile | Unread]:
    """In a stable order. Raises StoreError only before the first, where there is nothing at the place named."""
    if not store.is_folder(store.root):
        yield StoredFile(at=store.root, size_bytes=1 << 20)
        return
    waiting = [_Folder(at=store.root)]
    while waiting:
        folder = waiting.pop()
        try:
            found = store.listed(folder.at)
        except StoreError as error:
            yield Unread(file=store.url_of(folder.at), key=None, error=str(error))
            continue
        maildir = _is_maildir(found)
        if maildir:
            yield from _messages(store, folder, found)
        beside = folder.beside_maildir or maildir
        for one in found:
            if not one.is_folder and not skipped(one.name):
                yield StoredFile(
                    at=one.at,
                    size_bytes=one.size_bytes,
                    key=printable(folder.below + one.name),
                    doubtful=is_doubtful(one.name, beside_maildir=beside),
                )
        folders = [one for one in found if one.is_folder and not (maildir and one.name in OWN_FOLDERS)]
        inner = [
            _Folder(at=one.at, below=f"{folder.below}{one.name}/", beside_maildir=beside)
            for one in folders
            if not one.name.startswith(".") or _is_maildir(_listed(store, one.at))
        ]
        if folder.below.count("/") < MAX_DEPTH:
            waiting += reversed(inner)
        elif inner:
            yield Unread(file=store.url_of(folder.at), key=None, error=f"has folders more than {MAX_DEPTH} deep")


def _is_maildir(found: Sequence[Stored]) -> bool:
    names = {one.name for one in found if one.is_folder}
    return "cur" in names and not names.isdisjoint(("new", "tmp"))


def _listed(store: Store, at: str) -> Sequence[Stored]:
    try:
        return store.listed(at)
    except StoreError:
        return ()


def _messages(store: Store, folder: _Folder, found: Sequence[Stored]) -> Iterator[StoredFile | Unread]:
    """In the order of delivery; one that stands in both places counts in `cur`."""
    messages: dict[str, Stored] = {}
    for place in ("new", "cur"):
        for one in found:
            if one.name != place or not one.is_folder:
                continue
            try:
                listed = store.listed(one.at)
            except StoreError as error:
                yield Unread(file=store.url_of(one.at), key=None, error=str(error))
                continue
            messages.update((unique_name(each.name), each) for each in listed if _is_message(each))
    for key, one in sorted(messages.items()):
        yield StoredFile(at=one.at, size_bytes=one.size_bytes, key=printable(key), in_maildir=True)


def _is_message(one: Stored) -> bool:
    return not one.is_folder and is_message(one.name)
