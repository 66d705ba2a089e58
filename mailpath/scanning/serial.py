"""One chunk after the other, in this process."""

from collections.abc import Iterable, Iterator

from mailpath.scanning.chunks import Chunk
from mailpath.scanning.job import Judge
from mailpath.scanning.rows import Outcome

__all__ = ["Serial"]


class Serial:
    def __init__(self, judge: Judge) -> None:
        self._judge = judge

    def run(self, chunks: Iterable[Chunk], /) -> Iterator[Outcome]:
        return map(self._judge, chunks)
