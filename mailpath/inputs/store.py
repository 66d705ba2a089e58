"""What `fsspec` reads, behind one type. This is the only file that imports it.

Each of its some dozens of kinds of storage brings a library of its own and fails in its own way; here every failure is
a `StoreError` of one line.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mailpath.inputs.printable import printable

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["Store", "StoreError", "Stored", "missing"]

_EXTRA = "pip install 'mailpath[fsspec]'"
_LONGEST = 200
_GUESS = 1 << 20


class StoreError(Exception):
    """Something cannot be read, and why."""


class Stored(NamedTuple):
    """`at` is what the store knows it by, `name` its last part; `size_bytes` is a guess where the store says none."""

    at: str
    name: str
    size_bytes: int
    is_folder: bool


def missing(url: str) -> str | None:
    """What has to be installed, or that nothing would do, before this kind of URL can be read."""
    try:
        from fsspec import get_filesystem_class
    except ImportError:
        return f"reading it needs fsspec: {_EXTRA}"
    for part in url.split("::"):
        scheme = part.partition("://")[0]
        try:
            get_filesystem_class(scheme)
        except ImportError as error:
            return f"reading it needs another package: {_said(error)}"
        except ValueError:
            return f'"{printable(scheme)}" is no kind of place that can be read'
    return None


class Store:
    """The storage that a URL names; `root` is what it names there. StoreError where there is no way to it."""

    def __init__(self, url: str) -> None:
        """A URL may be chained, as in `zip://INNER::s3://BUCKET/ARCHIVE.zip`."""
        _, *self._around = url.split("::")
        with _failures():
            from fsspec.core import url_to_fs

            self._files: AbstractFileSystem
            self.root: str
            self._files, self.root = url_to_fs(url)

    def url_of(self, at: str) -> str:
        """Of a thing in it, fit to print."""
        return printable("::".join((self._files.unstrip_protocol(at), *self._around)))

    def is_folder(self, at: str) -> bool:
        """Whether it is one. StoreError where there is nothing at all."""
        with _failures():
            return bool(self._files.info(at)["type"] == "directory")

    def listed(self, folder: str) -> Sequence[Stored]:
        """What lies in a folder, by name. Links that lead to folders are left out: they may lead round."""
        with _failures():
            found = [_stored(one) for one in self._files.ls(folder, detail=True) if not _leads_away(one)]
            here = folder.rstrip("/")
            return sorted((one for one in found if one.name and one.at.rstrip("/") != here), key=lambda one: one.name)

    def beginnings(self, wanted: Sequence[tuple[str, int]]) -> Sequence[bytes | str]:
        """The first bytes of files, as many as are wanted of each; or why they cannot be had. Asked for together."""
        if not wanted:
            return ()
        try:
            found = self._files.cat_ranges(
                [at for at, _ in wanted], [0] * len(wanted), [most for _, most in wanted], on_error="return"
            )
        except Exception:  # noqa: BLE001  # a kind of storage that cannot: then one by one
            return [self._beginning(at, most) for at, most in wanted]
        return [
            bytes(one) if isinstance(one, bytes | bytearray) else self._beginning(at, most)
            for one, (at, most) in zip(found, wanted, strict=True)
        ]

    def _beginning(self, at: str, most: int) -> bytes | str:
        try:
            with self.opened(at) as stream:
                chunks: list[bytes] = []
                while most > 0 and (chunk := stream.read(most)):
                    chunks.append(chunk)
                    most -= len(chunk)
                return b"".join(chunks)
        except StoreError as error:
            return str(error)

    @contextmanager
    def opened(self, at: str) -> Iterator[BinaryIO]:
        with _failures(), self._files.open(at, "rb") as stream:
            yield stream


@contextmanager
def _failures() -> Iterator[None]:
    from mailpath.inputs.item import InputError

    try:
        yield
    except (StoreError, InputError):
        raise
    except FileNotFoundError:
        raise StoreError("there is no such file") from None
    except PermissionError:
        raise StoreError("may not be read (no permission)") from None
    except Exception as fault:  # noqa: BLE001  # each kind of storage has errors of its own
        raise StoreError(f"cannot be read ({_said(fault)})") from None


def _said(fault: Exception) -> str:
    text = printable(" ".join(str(fault).split())) or type(fault).__name__
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _stored(found: dict[str, object]) -> Stored:
    at, size = str(found["name"]), found.get("size")
    return Stored(
        at=at,
        name=at.rstrip("/").rpartition("/")[2],
        size_bytes=size if isinstance(size, int) and size >= 0 else _GUESS,
        is_folder=found["type"] == "directory",
    )


def _leads_away(found: dict[str, object]) -> bool:
    return bool(found.get("islink")) and found["type"] == "directory"
