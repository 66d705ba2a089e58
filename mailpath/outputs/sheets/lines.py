"""jsonl and csv: a line a row, whole lines in one write."""

from collections.abc import Iterable, Sequence
from io import FileIO
from itertools import accumulate
from pathlib import Path

from mailpath.outputs.csv import header
from mailpath.outputs.csv import line as csv_line
from mailpath.outputs.jsonl import line as json_line
from mailpath.outputs.sheets.sheet import Looks, SheetKind

__all__ = ["SHEETS", "LinesSheet"]


class LinesSheet:
    """Positions count bytes of the file."""

    def __init__(self, path: Path, head: bytes = b"") -> None:
        self._path = path
        self._head = head
        self._stream: FileIO | None = None
        self._end = 0

    def begin(self) -> None:
        self._stream = FileIO(self._path, "w")
        self._end = 0
        self._write(self._head)

    def reached(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return -1

    def go_on(self, position: int) -> None:
        if position < len(self._head):
            self.begin()
            return
        self._stream = FileIO(self._path, "r+")
        self._stream.truncate(position)
        self._stream.seek(position)
        self._end = position

    def add(self, lines: Sequence[bytes]) -> Sequence[int]:
        ends = list(accumulate(map(len, lines), initial=self._end))[1:]
        self._write(b"".join(lines))
        return ends

    def _write(self, block: bytes) -> None:
        assert self._stream is not None
        left = memoryview(block)
        while left:  # a disk that fills up takes a part
            left = left[self._stream.write(left) :]
        self._end += len(block)

    def cut(self, position: int) -> None:
        if self._stream is not None:
            self._stream.truncate(max(position, len(self._head)))
            self._stream.close()

    def finish(self, rows: Iterable[bytes]) -> None:
        assert self._stream is not None
        self._stream.close()


def _jsonl(path: Path, looks: Looks) -> LinesSheet:
    return LinesSheet(path)


def _csv(path: Path, looks: Looks) -> LinesSheet:
    return LinesSheet(path, header())


SHEETS = (
    SheetKind(name="jsonl", render=json_line, make=_jsonl, head=b""),
    SheetKind(name="csv", render=csv_line, make=_csv, head=header()),
)
