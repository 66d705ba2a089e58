"""A file that can only be made when all its rows are there: until then they are in the journal."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

__all__ = ["AtTheEnd"]


class AtTheEnd:
    """Every position is 0: what the journal holds is there. The file comes into being as a whole."""

    def __init__(self, path: Path, write: Callable[[Path, Iterable[bytes]], None]) -> None:
        self._path = path
        self._write = write

    def begin(self) -> None:
        return

    def reached(self) -> int:
        return 0

    def go_on(self, position: int) -> None:
        return

    def add(self, lines: Sequence[bytes]) -> Sequence[int]:
        return [0] * len(lines)

    def cut(self, position: int) -> None:
        return

    def finish(self, rows: Iterable[bytes]) -> None:
        made = self._path.with_name(f"{self._path.name}.part.new")
        try:
            self._write(made, rows)
            made.replace(self._path)
        finally:
            made.unlink(missing_ok=True)
