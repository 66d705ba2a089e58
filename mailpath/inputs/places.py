"""Where messages lie: folders and the files in them, and messages on a server. Nothing is opened here."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from mailpath.inputs.item import Item, Unread

__all__ = ["Entry", "Fetcher", "Folder", "FolderKind", "Listing", "Remote"]


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


class Fetcher(Protocol):
    """Gets messages of one named URL from a server, several at once.

    Both methods give one answer for each message wanted, in their order; or fewer, the last of which is an `Unread`
    with `lost`, and from then on nothing more. They never raise.
    """

    @property
    def lost(self) -> bool: ...

    def heads(self, wanted: "Sequence[Remote]", /) -> Iterator[Item | Unread]:
        """Only the header fields that tell the time of a message."""

    def items(self, wanted: "Sequence[Remote]", /) -> Iterator[Item | Unread]:
        """The bytes of the messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A message on a server, not fetched yet: `file` and `key` are what it is called, now and in a later run.

    `size_bytes` is what the server says, `at` what the fetcher knows it by.
    """

    file: str
    key: str | None
    at: str
    size_bytes: int
    fetcher: Fetcher
