"""DNS answers from files: one, or several asked in order."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from mailpath.dns.recent import Recent
from mailpath.dns.remembered import Remembered
from mailpath.dns.sniff import read_table
from mailpath.dns.table import Table, ask_tables
from mailpath.values.answers import Answer, Question

__all__ = ["ChainDns", "SnapshotDns"]

_MOST_GIVEN = 60_000  # answers of late that are kept as they were put together, and as many older ones


class ChainDns:
    """Answers from several files of contract section 4: the first that knows the name, or is complete for it, answers.

    A file that is not complete and holds another type of the name only does not know the answer, so the next is asked.
    Aliases are followed from one file into the next. Raises DnsFileError at construction; pickled as its paths, and a
    worker that is given them reads each file once.
    """

    at_hand = True

    def __init__(self, paths: Sequence[str | os.PathLike[str]]) -> None:
        self._paths = tuple(os.fspath(path) for path in paths)
        self._tables = tuple(_table(path) for path in self._paths)
        self._given: Recent[Question, Answer] = Recent(_MOST_GIVEN)
        self.remembered = Remembered()

    def ask(self, question: Question, /) -> Answer:
        answer = self._given.get(question)
        if answer is None:
            answer = ask_tables(self._tables, question)
            self._given.keep(question, answer)
        return answer

    def __getstate__(self) -> tuple[str, ...]:
        return tuple(str(Path(path).absolute()) for path in self._paths)

    def __setstate__(self, paths: tuple[str, ...]) -> None:
        ChainDns.__init__(self, paths)


class SnapshotDns(ChainDns):
    """Answers from one file of contract section 4, of whatever kind it is. Raises DnsFileError at construction."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__((path,))


def _table(path: str) -> Table:
    try:
        state = Path(path).stat()
    except (OSError, ValueError):
        return read_table(path)  # says what is wrong
    if not state.st_size:  # a pipe cannot be read twice, but nor can its answers change
        return read_table(path)
    return _read_once(str(Path(path).absolute()), state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=8)
def _read_once(path: str, inode: int, size: int, mtime_ns: int) -> Table:
    return read_table(path)
