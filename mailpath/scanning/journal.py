"""What a scan has done so far, in `FILE.part` beside its output, so that the same command goes on after any end.

The first line says which run it is; each further one names a row that is in the output: its identity, how far the
output reached with it, its digest, and for outputs that are made at the end the row itself. A row is journalled after
it was written; so what the output holds beyond the last journalled row is cut off, and judged again.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from mailpath.scanning.rows import Digest, Row

__all__ = ["Entry", "Journal", "Run"]

_FORM = "mailpath-scan/1"


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """The first line. `arguments` is everything that a row depends on, `now` the clock of the run that began."""

    form: str = _FORM
    arguments: tuple[str, ...]
    now: datetime


class Entry(msgspec.Struct, frozen=True, array_like=True):
    identity: str
    end: int
    digest: Digest
    row: msgspec.Raw = msgspec.Raw(b"null")


_run = msgspec.json.Decoder(Run)
_entry = msgspec.json.Decoder(Entry)
_encoder = msgspec.json.Encoder()


class Journal:
    """The journal of the output at `output`. Nothing is read or written before `resume` or `begin`.

    `with_rows` keeps the rows themselves, for outputs that are made of them at the end.
    """

    def __init__(self, output: Path, *, with_rows: bool) -> None:
        self.path = output.with_name(f"{output.name}.part")
        self._with_rows = with_rows
        self._stream: BinaryIO | None = None

    def unfinished(self) -> Run | None:
        """The run that left a journal here; None where there is none, or no readable one."""
        try:
            with self.path.open("rb") as stream:
                found = _run.decode(stream.readline())
        except (OSError, msgspec.MsgspecError):
            return None
        return found if found.form == _FORM else None

    def begin(self, run: Run) -> None:
        """A new journal, wholly there or not at all. Raises OSError."""
        fresh = self.path.with_name(f"{self.path.name}.new")
        fresh.write_bytes(_encoder.encode(run) + b"\n")
        fresh.replace(self.path)
        self._stream = self.path.open("ab")

    def entries(self) -> Iterator[Entry]:
        """What was journalled, in order, up to the first line that is not whole."""
        for _, entry in self._lines():
            yield entry

    def resume(self, reached: int) -> tuple[int, Counter[str]]:
        """Go on with this journal, whose output now reaches to `reached`.

        Entries beyond that are dropped. Gives how far the output is good, and how often each identity was done.
        Raises OSError.
        """
        good = 0
        done: Counter[str] = Counter()
        size = 0
        for size_so_far, entry in self._lines():
            if entry.end > reached:
                break
            size, good = size_so_far, entry.end
            done[entry.identity] += 1
        self._stream = self.path.open("r+b")
        if size == 0:
            size = len(self._stream.readline())
        self._stream.truncate(size)
        self._stream.seek(0, os.SEEK_END)
        return good, done

    def _lines(self) -> Iterator[tuple[int, Entry]]:
        """Each entry with where it ends in the file."""
        with self.path.open("rb") as stream:
            at = len(stream.readline())
            for line in stream:
                at += len(line)
                if not line.endswith(b"\n"):
                    return
                try:
                    yield at, _entry.decode(line)
                except msgspec.MsgspecError:
                    return

    def add(self, rows: Sequence[tuple[Row, int]]) -> None:
        """Rows that are in the output, each with how far it reaches then. Raises OSError."""
        assert self._stream is not None
        lines = [
            _encoder.encode(Entry(row.identity, end, row.digest, msgspec.Raw(row.line if self._with_rows else b"null")))
            for row, end in rows
        ]
        if lines:
            self._stream.write(b"\n".join(lines) + b"\n")
            self._stream.flush()

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def finish(self) -> None:
        """The output is complete: nothing is left to go on with."""
        self.close()
        self.path.unlink(missing_ok=True)
