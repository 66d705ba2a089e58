"""What every worker of a scan is told, and what it does with a chunk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from mailpath.dns.protocol import Dns
from mailpath.dns.recording import Recording, RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.inputs.item import Item, Unread
from mailpath.scanning.chunks import CHUNK_MESSAGES, Chunk, found_at
from mailpath.scanning.collection import collect_between_chunks
from mailpath.scanning.judging import kept_answers, reports
from mailpath.scanning.rows import Outcome, Row, row_of
from mailpath.scanning.selection import ALWAYS, Period
from mailpath.values.report import Report
from mailpath.values.settings import Settings

__all__ = ["Job", "Judge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Crosses to workers, so everything in it can be pickled.

    `render` makes the row's bytes of a report; `keep` says whether there is to be a row at all; `limit` is how many
    rows are wanted in all, None for every one; `begin` is called once in each worker.
    """

    dns: DnsSpec
    settings: Settings
    render: Callable[[Report], bytes]
    keep: Callable[[Report], bool] | None = None
    period: Period = ALWAYS
    limit: int | None = None
    begin: Callable[[], object] | None = None


class Judge:
    """One process's way from chunks to rows; its DNS source and answers live as long as it does."""

    def __init__(self, job: Job, dns: Dns | None = None) -> None:
        """`dns` in place of what the job says to build. Raises what `DnsSpec.build` raises."""
        self._job = job
        source = job.dns.build() if dns is None else dns
        self._recording: Recording | None = source.recording if isinstance(source, RecordingDns) else None
        self._dns = kept_answers(source)
        self._at_once = min(job.limit or 1, CHUNK_MESSAGES)  # where only some messages have a row

    def __call__(self, chunk: Chunk) -> Outcome:
        """Never raises: whatever a message does to us is a row. Ends early where it has all rows that are wanted."""
        found = self._found(chunk)
        rows = self._rows(found) if self._job.limit is None else self._wanted_rows(found, self._job.limit)
        collect_between_chunks()
        return Outcome(rows, self._recording.take_new() if self._recording else ())

    def _wanted_rows(self, found: Iterator[tuple[int, Item | Unread]], limit: int) -> list[Row]:
        """Neither reads nor judges what is not needed. Where some messages have no row, nobody knows how many those
        are: then twice as many each time, so that questions still go out together in a long search."""
        rows: list[Row] = []
        while len(rows) < limit and (first := next(found, None)) is not None:
            few = self._at_once if self._job.keep is not None else limit - len(rows)
            rows += self._rows(chain((first,), islice(found, few - 1)))
            self._at_once = min(2 * self._at_once, CHUNK_MESSAGES)
        return rows

    def _rows(self, found: Iterator[tuple[int, Item | Unread]]) -> list[Row]:
        job = self._job
        return [
            row_of(path_index, report, job.render(report))
            for path_index, report in reports(found, dns=self._dns, settings=job.settings)
            if job.keep is None or job.keep(report)
        ]

    def _found(self, chunk: Chunk) -> Iterator[tuple[int, Item | Unread]]:
        if self._job.period.is_open:
            return found_at(chunk)
        return (one for one in found_at(chunk) if self._job.period.holds(one[1]))
