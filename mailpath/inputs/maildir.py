"""A maildir: a file for each message, in `new` until a mail program has seen it, then in `cur` with flags in its name.

Subfolders in both styles: `.Folder` beside `cur` (Maildir++), and folders in folders. `tmp` is never read: what is in
it is not delivered yet. What else lies in a maildir (an mbox, single messages) is read where it is mail for certain.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from heapq import merge

from mailpath.inputs.item import Unread
from mailpath.inputs.places import Entry, Folder, FolderKind, Listing
from mailpath.inputs.printable import printable
from mailpath.inputs.tree import beside, is_folder, is_maildir

__all__ = ["KIND", "OWN_FOLDERS", "is_message", "renamed", "unique_name"]

OWN_FOLDERS = ("cur", "new", "tmp")
_INFO = (":2,", ":1,", ";2,", "!2,")  # `:` may not stand in names on Windows, where programs write one of the others


def unique_name(name: str) -> str:
    """The name without its flags: it stays the same while the message is read, flagged and moved to `cur`."""
    for mark in _INFO:
        if mark in name:
            return name[: name.rindex(mark)]
    return name


def renamed(path: str) -> str | None:
    """Where the message now is whose file was at `path` a moment ago; None where it is gone."""
    folder, name = os.path.split(path)
    key = unique_name(name)
    for place in ("cur", "new"):
        where = os.path.join(os.path.dirname(folder), place)  # noqa: PTH118, PTH120
        try:
            found = _by_key(where, os.stat(where).st_mtime_ns).get(key)  # noqa: PTH116
        except OSError:
            continue
        if found is not None:
            return os.path.join(where, found)  # noqa: PTH118
    return None


@lru_cache(maxsize=2)
def _by_key(path: str, mtime_ns: int) -> dict[str, str]:
    """Listed again only when the folder has changed: many messages may have been flagged at once."""
    return {unique_name(name): name for name in _names(path)}


def _names(path: str) -> list[str]:
    with os.scandir(path) as found:
        return [one.name for one in found if is_message(one.name) and not is_folder(one)]


def is_message(name: str) -> bool:
    """Whether a file of that name in `cur` or `new` is one, and not what a server keeps there."""
    return not name.startswith((".", "dovecot"))


def _messages(path: str) -> Iterator[Entry | Unread]:
    """In the order of delivery, as far as unique names begin with the time. No message twice: while they are listed
    one may go from `new` to `cur`, and a copied maildir may have a message with its old and its new flags."""
    listed: list[Iterable[tuple[str, str]]] = []
    for place in ("cur", "new"):  # where a message stands in both, cur is the later word
        where = os.path.join(path, place)  # noqa: PTH118
        try:
            names = sorted(sorted(_names(where)), key=unique_name)
        except FileNotFoundError:
            continue
        except OSError as error:
            yield Unread(file=printable(where), key=None, error=f"cannot be listed ({(error.strerror or '').lower()})")
            continue
        listed.append(_placed(where, names))
    last = None
    for key, file in merge(*listed, key=lambda one: one[0]):
        if key != last:
            yield Entry(path=file, key=printable(key), in_maildir=True)
        last = key


def _placed(where: str, names: list[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        yield unique_name(name), os.path.join(where, name)  # noqa: PTH118


def _listing(folder: Folder) -> Listing:
    rest = beside(replace(folder, beside_maildir=True), without=OWN_FOLDERS)

    def entries() -> Iterator[Entry | Unread]:
        yield from _messages(folder.path)
        yield from rest.entries

    return Listing(entries=entries(), folders=rest.folders)


KIND = FolderKind(name="maildir", recognises=lambda folder: is_maildir(folder.path), listing=_listing)
