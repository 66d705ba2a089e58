"""What every output format for domains is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from mailpath.outputs.format import Options
from mailpath.values.audit import DomainReport

__all__ = ["DomainFormat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainFormat:
    """`write(reports, stream, options)` takes reports as they come and writes bytes."""

    name: str
    endings: tuple[str, ...]
    write: Callable[[Iterable[DomainReport], BinaryIO, Options], None]
