"""The file of a scan with its journal: what is begun, gone on with, and finished."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from mailpath.cli.notes import Notes
from mailpath.cli.writing import write_error
from mailpath.inputs import Unread
from mailpath.outputs.sheets import Looks, SheetKind
from mailpath.scanning.journal import Journal, Run
from mailpath.scanning.rows import Row
from mailpath.scanning.run import written
from mailpath.values.settings import SettingError

__all__ = ["KeptFile"]


class KeptFile:
    """One output file. `now` is the clock of the run: of the earlier one, where that is gone on with.

    `done` says how often each message has a row already.
    """

    def __init__(self, place: Path, name: str, kind: SheetKind, run: Run, looks: Looks, notes: Notes) -> None:
        """`name` is what the user called the file. Raises SettingError where nothing can be written there."""
        self._name = name
        self._sheet = kind.make(place, looks)
        self._journal = Journal(place, with_rows=kind.at_the_end)
        self.done: Counter[str] = Counter()
        self.now: datetime = run.now
        try:
            self._position = self._prepared(run, notes)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise SettingError(f"--output {name}: cannot be written ({why})") from None

    def _prepared(self, run: Run, notes: Notes) -> int:
        unfinished = self._journal.unfinished()
        reached = self._sheet.reached()
        if unfinished is not None and unfinished.arguments == run.arguments and reached >= 0:
            good, self.done = self._journal.resume(reached)
            self._sheet.go_on(good)
            self.now = unfinished.now
            notes.note(f"{self._name}: going on behind {self.done.total()} messages of an earlier run")
            return good
        if unfinished is not None:
            notes.note(f"{self._name}: the unfinished scan in it was of other paths or settings; it begins anew")
        self._journal.path.unlink(missing_ok=True)
        self._sheet.begin()
        self._journal.begin(run)
        return 0

    def earlier(self) -> Iterator[Sequence[Row]]:
        """What an earlier run wrote, without the bytes of the rows. To be read before anything is written."""
        for entry in self._journal.entries():
            yield (Row(entry.identity, b"", entry.digest),)

    def written(self, found: Iterable[Sequence[Row]], lost: Sequence[Unread]) -> Iterator[Sequence[Row]]:
        """Write rows and hand them on; then finish the file, unless something is in `lost` by then.

        Raises WriteError, and leaves something to go on with.
        """
        try:
            yield from written(found, self._sheet, self._journal, self._position, lost)
            if lost:
                return
            self._sheet.finish(bytes(entry.row) for entry in self._journal.entries())
            self._journal.finish()
        except OSError as error:
            raise write_error(self._name, error) from None
