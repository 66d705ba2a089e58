"""What every output of a scan is: rows are added in order, and how far they reach is known at any time."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mailpath.values.report import Report

__all__ = ["Looks", "MissingExtraError", "Sheet", "SheetKind"]


class MissingExtraError(Exception):
    """An output needs a package that is not installed; the text names the extra that brings it."""


class Sheet(Protocol):
    """One output file. Every method may raise OSError.

    A position is a number that grows with every row; what it counts (bytes, rows) is the sheet's own.
    """

    def begin(self) -> None:
        """Empty, whatever was there."""

    def reached(self) -> int:
        """Up to where an output of an earlier run goes; less than 0 where nothing can be gone on with."""

    def go_on(self, position: int) -> None:
        """Keep what is there up to `position` and add behind it."""

    def add(self, lines: Sequence[bytes]) -> Sequence[int]:
        """Write rows; the position behind each."""

    def cut(self, position: int) -> None:
        """Leave a valid file with the rows up to `position`, and let go of it."""

    def finish(self, rows: Iterable[bytes]) -> None:
        """All rows are there; `rows` gives them once more, for what is made at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What a sheet may need beside its rows: the language of its words, and which domains are ours."""

    lang: str = "en"
    own_domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetKind:
    """`render` makes a row's bytes of a report, `make` the sheet of a file.

    `at_the_end`: the file is made of the journal's rows when all are there. `head` is what stands before the rows where
    these can also be streamed, None where they cannot.
    """

    name: str
    render: Callable[[Report], bytes]
    make: Callable[[Path, Looks], Sheet]
    at_the_end: bool = False
    head: bytes | None = None
