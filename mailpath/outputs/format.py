"""What every output format is: a name, the file endings that choose it, and one function that writes reports."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from mailpath.values.report import Report

__all__ = ["Format", "Options"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a caller may choose about the looks.

    `lang` is the language of every word a person reads (text, markdown, html). `width` (columns), `color`, `ascii`
    (no box characters) and `encoding` (of the terminal; what it cannot show is escaped) are for text alone; all
    other formats are UTF-8. `verbose` adds the deciding rule, raw fields and the DNS evidence and lifts most
    limits on long lists. `indent` lays a single JSON object out over several lines.
    """

    lang: str = "en"
    color: bool = False
    width: int = 80
    verbose: bool = False
    ascii: bool = False
    encoding: str = "utf-8"
    indent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`write(reports, stream, options)` takes reports as they come, writes bytes and keeps no report."""

    name: str
    endings: tuple[str, ...]
    write: Callable[[Iterable[Report], BinaryIO, Options], None]
