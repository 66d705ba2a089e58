"""Every file below a folder: maildirs, trees, and any of them in each other."""

import os
from collections.abc import Iterator

from mailpath.inputs import maildir, tree
from mailpath.inputs.item import Unread
from mailpath.inputs.places import Entry, Folder
from mailpath.inputs.printable import printable

__all__ = ["FOLDERS", "MAX_DEPTH", "entries", "why_unlisted"]

FOLDERS = (maildir.KIND, tree.KIND)  # the first that recognises a folder reads it
MAX_DEPTH = 100  # folders in folders


def entries(path: str) -> Iterator[Entry | Unread]:
    """The files below the folder at `path`, in a stable order. Never raises.

    Links are followed, and a folder that is reached twice is read once, so that links round in a ring end.
    """
    seen: set[tuple[int, int]] = set()
    waiting = [Folder(path=path)]
    while waiting:
        folder = waiting.pop()
        try:
            state = os.stat(folder.path)  # noqa: PTH116
            if (state.st_dev, state.st_ino) in seen:
                continue
            seen.add((state.st_dev, state.st_ino))
            listing = next(kind for kind in FOLDERS if kind.recognises(folder)).listing(folder)
        except OSError as error:
            yield Unread(file=printable(folder.path), key=None, error=why_unlisted(error))
            continue
        yield from listing.entries
        if folder.below.count("/") < MAX_DEPTH:
            waiting += reversed(listing.folders)
        elif listing.folders:
            yield Unread(file=printable(folder.path), key=None, error=f"has folders more than {MAX_DEPTH} deep")


def why_unlisted(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "may not be listed (no permission)"
    if isinstance(error, FileNotFoundError):
        return "was removed meanwhile"
    return f"cannot be listed ({(error.strerror or type(error).__name__).lower()})"
