"""What every worker of a scan is told, and what it does with a chunk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mailpath.dns.protocol import Dns
from mailpath.dns.recording import Recording, RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.inputs.item import Item, Unread
from mailpath.scanning.chunks import Chunk, found_at
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

    `render` makes the row's bytes of a report; `keep` says whether there is to be a row at all; `begin` is called
    once in each worker.
    """

    dns: DnsSpec
    settings: Settings
    render: Callable[[Report], bytes]
    keep: Callable[[Report], bool] | None = None
    period: Period = ALWAYS
    begin: Callable[[], object] | None = None


class Judge:
    """One process's way from chunks to rows; its DNS source and answers live as long as it does."""

    def __init__(self, job: Job, dns: Dns | None = None) -> None:
        """`dns` in place of what the job says to build. Raises what `DnsSpec.build` raises."""
        self._job = job
        source = job.dns.build() if dns is None else dns
        self._recording: Recording | None = source.recording if isinstance(source, RecordingDns) else None
        self._dns = kept_answers(source)

    def __call__(self, chunk: Chunk) -> Outcome:
        """Never raises: whatever a message does to us is a row."""
        job = self._job
        rows: list[Row] = []
        for path_index, report in reports(self._found(chunk), dns=self._dns, settings=job.settings):
            if job.keep is None or job.keep(report):
                rows.append(row_of(path_index, report, job.render(report)))
        collect_between_chunks()
        return Outcome(rows, self._recording.take_new() if self._recording else ())

    def _found(self, chunk: Chunk) -> Iterator[tuple[int, Item | Unread]]:
        if self._job.period.is_open:
            return found_at(chunk)
        return (one for one in found_at(chunk) if self._job.period.holds(one[1]))
