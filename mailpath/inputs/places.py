"""Where messages lie on disk: folders, and the files in them that are read. Nothing is opened here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mailpath.inputs.item import Unread

__all__ = ["Entry", "Folder", "FolderKind", "Listing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A directory. `path` opens it, `below` is its path below the one that was named ("" for that one itself).

    `beside_maildir`: inside a maildir, where servers keep files of their own among those of the user.
    """

    path: str
    below: str = ""
    beside_maildir: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file that holds a message, or many.

    `path` opens it; `key` is what its message is called where it holds one, None for a file that was itself named.
    `in_maildir`: it is one message whatever its first bytes say, and may be renamed meanwhile.
    `doubtful`: its name says that it is no mail, so it is read only where its first line says that it is.
    """

    path: str
    key: str | None = None
    in_maildir: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a folder holds, both in a stable order: first the entries are read, then the folders."""

    entries: Iterable[Entry | Unread]
    folders: tuple[Folder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderKind:
    """A kind of directory. `listing` may raise OSError where the folder cannot be listed."""

    name: str
    recognises: Callable[[Folder], bool]
    listing: Callable[[Folder], Listing]
