"""One chunk after the other, in this process."""

from collections.abc import Callable, Iterable, Iterator
from typing import Generic

from mailpath.scanning.chunks import Chunk
from mailpath.scanning.work import Made, Outcome

__all__ = ["Serial"]


class Serial(Generic[Made]):
    def __init__(self, judge: Callable[[Chunk], Outcome[Made]]) -> None:
        self._judge = judge

    def run(self, chunks: Iterable[Chunk], /) -> Iterator[Outcome[Made]]:
        return map(self._judge, chunks)
