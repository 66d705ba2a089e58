"""A directory tree of files, each a message or a mailbox of its own: any folder that is no maildir."""

import os
import re
from collections.abc import Iterator

from mailpath.inputs.places import Entry, Folder, FolderKind, Listing
from mailpath.inputs.printable import printable

__all__ = ["KIND", "beside", "is_doubtful", "is_folder", "is_maildir", "skipped"]

_MAIL_ENDINGS = (".eml", ".msg", ".mbox", ".mbx", ".gz", ".zip")
_INDEX_FILES = re.compile(  # what servers and mail programs keep beside mail
    r"dovecot[.-].*|dovecot|courier(imap|pop3d).*|maildir(folder|size|lock)|subscriptions"
    r"|.*\.sqlite3?-(journal|wal|shm)"  # of a scan's own output, while it is written
    r"|.*\.(lock|msf)"  # of an mbox: somebody writes it just now; Thunderbird's index
)
_OTHER_ENDINGS = (  # lies beside mail and is none; read all the same where it begins as mail does
    *(".json", ".jsonl", ".csv", ".tsv", ".parquet", ".sqlite", ".sqlite3", ".db", ".part", ".zone", ".toml", ".yaml"),
    *(".yml", ".html", ".htm", ".xml", ".css", ".js", ".md", ".rst", ".py", ".sh", ".log", ".ini", ".cfg", ".sieve"),
    *(".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".doc", ".docx", ".xls", ".xlsx", ".ppt"),
    *(".pptx", ".odt", ".ods", ".odp", ".ics", ".vcf", ".exe", ".dll"),
)


def is_maildir(path: str) -> bool:
    """A folder `cur` and one of the other two: copies often lack an empty `tmp` or `new`."""
    cur, new, tmp = (os.path.join(path, name) for name in ("cur", "new", "tmp"))  # noqa: PTH118  # a million times
    return os.path.isdir(cur) and (os.path.isdir(new) or os.path.isdir(tmp))  # noqa: PTH112


def is_folder(found: "os.DirEntry[str]") -> bool:
    try:
        return found.is_dir()
    except OSError:  # a link that leads round to itself: opening it will say so
        return False


def skipped(name: str) -> bool:
    """Hidden, or an index file. A message may well be called `dovecot-problem.eml`."""
    return name.startswith(".") or (_INDEX_FILES.fullmatch(name) is not None and not name.endswith(_MAIL_ENDINGS))


def beside(folder: Folder, *, without: tuple[str, ...] = ()) -> Listing:
    """The files and folders in `folder`, sorted by name, but for folders called as in `without`.

    A hidden folder counts where it is a maildir: that is how Maildir++ calls its subfolders.
    """
    files: list[str] = []
    folders: list[Folder] = []
    with os.scandir(folder.path) as found:
        for one in found:
            if not is_folder(one):
                if not skipped(one.name):
                    files.append(one.name)
            elif one.name not in without and (not one.name.startswith(".") or is_maildir(one.path)):
                folders.append(_inner(folder, one.name))
    files.sort()
    return Listing(
        entries=_entries(folder, files),
        folders=tuple(sorted(folders, key=lambda one: one.path)),
    )


def _inner(folder: Folder, name: str) -> Folder:
    return Folder(
        path=os.path.join(folder.path, name),  # noqa: PTH118
        below=f"{folder.below}{name}/",
        beside_maildir=folder.beside_maildir,
    )


def _entries(folder: Folder, names: list[str]) -> Iterator[Entry]:
    for name in names:
        yield Entry(
            path=os.path.join(folder.path, name),  # noqa: PTH118
            key=printable(folder.below + name),
            doubtful=is_doubtful(name, beside_maildir=folder.beside_maildir),
        )


def is_doubtful(name: str, *, beside_maildir: bool) -> bool:
    """Whether the name of a file says that it is no mail."""
    bare = name.lower().removesuffix(".gz")
    return not bare.endswith(_MAIL_ENDINGS) if beside_maildir else bare.endswith(_OTHER_ENDINGS)


KIND = FolderKind(name="tree", recognises=lambda _: True, listing=beside)
