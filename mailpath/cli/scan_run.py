"""One run of `scan`, put together: where rows come from, where they go, and what is counted on the way."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from mailpath.cli.answers import answers_of, write_record
from mailpath.cli.exit_codes import ExitCode, of_row
from mailpath.cli.faults import FaultLog
from mailpath.cli.notes import Notes, say
from mailpath.cli.options import OutputOptions
from mailpath.cli.progress import Progress
from mailpath.cli.scan_input import Selection
from mailpath.cli.scan_left import Left
from mailpath.cli.scan_output import KeptFile
from mailpath.cli.writing import looks, looks_beside, opened, output_place, write_error
from mailpath.configuration import Configuration, Origin
from mailpath.dns.protocol import Dns
from mailpath.dns.recording import RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.inputs import Unread
from mailpath.outputs import Options, by_ending, by_name
from mailpath.outputs.json import from_json, to_json
from mailpath.outputs.scan_summary import scan_summary
from mailpath.outputs.sheets import Looks, MissingExtraError, SheetKind, sheet_by_ending, sheet_by_name
from mailpath.scanning.chunks import Chunk, Place, chunks, fetched, heads_within
from mailpath.scanning.collection import collect_seldom
from mailpath.scanning.engine import ClusterError, Engine, engine_and_chunks
from mailpath.scanning.job import Job, Judge
from mailpath.scanning.journal import Run
from mailpath.scanning.rows import Row
from mailpath.scanning.run import left_over, rows_of, until_lost
from mailpath.scanning.tally import Tally
from mailpath.values.report import Report
from mailpath.values.settings import SettingError
from mailpath.version import __version__

if TYPE_CHECKING:
    from mailpath.scanning.dask import Cluster

__all__ = ["ScanRun"]

Rows = Iterable[Sequence[Row]]


def _nothing(report: Report) -> bytes:
    return b""


@dataclass(kw_only=True)
class ScanRun:
    configuration: Configuration
    output: OutputOptions
    spec: DnsSpec
    record: str | None
    picked: Selection
    keep: Callable[[Report], bool] | None
    jobs: int | None  # None: as many as the cluster has room for
    cluster: "Cluster | None"
    notes: Notes
    tally: Tally = field(default_factory=Tally)
    codes: set[ExitCode] = field(default_factory=set)
    _left: Left | None = field(default=None, init=False)
    _lost: list[Unread] = field(default_factory=list)

    def run(self) -> set[ExitCode]:
        """Everything; what came up. SettingError before anything is written, WriteError or ClusterError later."""
        collect_seldom()
        self._progress = Progress(self.configuration.settings.lang, shown=not self.output.quiet)
        source = answers_of(self.spec)
        kind, name = self._shape()
        file = self.output.output
        place = None if file is None else output_place(file, self._never())
        try:
            if kind is not None and file is not None and place is not None and (place.is_file() or not place.exists()):
                self._to_file(place, file, kind, source)
            elif kind is not None:
                self._to_stream(kind, source)
            elif name == "text":
                self._as_summary(source)
            else:
                self._through_format(name, source)
        finally:
            self._progress.clear()
        write_record(self.record, source)
        return self.codes

    def _never(self) -> tuple[str, ...]:
        return (*self.picked.paths, *self.spec.files)

    def _shape(self) -> tuple[SheetKind | None, str]:
        """The kind of rows, or else the name of a format that is made of whole reports."""
        chosen = self.configuration
        name = chosen.format
        file = self.output.output
        try:
            if file is not None and chosen.chosen["format"].origin is not Origin.FLAG:
                if (kind := sheet_by_ending(file)) is not None:
                    return kind, kind.name
                if (found := by_ending(file)) is not None:
                    return None, found.name
                name = name if chosen.was_given("format") else "jsonl"
            if name in ("json", "jsonl", "csv"):
                return sheet_by_name("csv" if name == "csv" else "jsonl"), name
        except MissingExtraError as missing:
            raise SettingError(f"--output {file}: {missing}") from None
        return None, name

    # Where rows go

    def _to_file(self, place: Path, file: str, kind: SheetKind, source: Dns) -> None:
        settings = self.configuration.settings
        assert settings.now is not None
        run = Run(arguments=self._arguments(kind), now=settings.now)
        kept = KeptFile(place, file, kind, run, Looks(lang=settings.lang, own_domains=settings.own_domains), self.notes)
        for rows in kept.earlier():
            self._count(rows, quietly=True)
        self._progress.earlier = self.tally.messages
        try:
            for rows in kept.written(self._rows(kind.render, source, kept), self._lost):
                self._count(rows)
        except KeyboardInterrupt:
            self._progress.clear()
            self.notes.note(f"{file}: the same command goes on where it is stopped now")
            raise
        except ClusterError as error:
            raise ClusterError(f"{error}; {file}: the same command goes on where it is stopped now") from None
        self._tell_lost(file)
        self._summary_beside()

    def _tell_lost(self, file: str) -> None:
        """A server that cannot be reached ends a scan that can be gone on with."""
        for one in self._lost:
            self._progress.clear()
            say(f"{one.file}: {one.error}")
            say(f"{file}: the same command goes on where it is stopped now")
            self.codes.add(ExitCode.FAULT)

    def _to_stream(self, kind: SheetKind, source: Dns) -> None:
        if kind.head is None:
            raise SettingError(f"--output {self.output.output}: a {kind.name} file cannot be written to a device")
        with self._stream() as stream:
            stream.write(kind.head)
            for rows in self._rows(kind.render, source):
                stream.write(b"".join(row.line for row in rows))
                stream.flush()
                self._count(rows)
        if self.output.output is not None or sys.stderr.isatty():
            self._summary_beside()

    def _as_summary(self, source: Dns) -> None:
        for rows in self._rows(_nothing, source):
            self._count(rows)
        self._progress.clear()
        with self._stream() as stream:
            stream.write(self._summary(looks(self.output, self.configuration)))

    def _through_format(self, name: str, source: Dns) -> None:
        with self._stream() as stream:
            reports = self._reports(self._rows(to_json, source))
            by_name(name).write(reports, stream, looks(self.output, self.configuration))

    def _reports(self, found: Rows) -> Iterator[Report]:
        for rows in found:
            self._count(rows)
            for row in rows:
                yield from_json(row.line)

    @contextmanager
    def _stream(self) -> Iterator[BinaryIO]:
        try:
            with opened(self.output.output, never=self._never()) as stream:
                yield stream
        except OSError as error:
            raise write_error(self.output.output or "standard output", error) from None

    # Where rows come from

    def _rows(self, render: Callable[[Report], bytes], source: Dns, kept: KeptFile | None = None) -> Rows:
        settings = self.configuration.settings
        places = self.picked.places()
        limit = self.picked.limit
        if kept is not None:
            settings = replace(settings, now=kept.now)
            limit = None if limit is None else max(limit - kept.done.total(), 0)
        if self._progress.shown and self.picked.sample is None:
            self._left = Left(self.picked.paths)
            self._left.start()
            places = self._left.reached(places)
        if kept is not None:
            places = left_over(places, kept.done)
        if self._left is not None:
            places = self._left.handed(places)
        if not self.picked.period.is_open and self.picked.sample is None:
            places = heads_within(places, self.picked.period.holds)
        places = fetched(places, limit=limit)
        if kept is not None:
            places = until_lost(places, self._lost)
        job = Job(
            dns=self.spec,
            settings=settings,
            render=render,
            keep=self.keep,
            period=self.picked.period,
            limit=limit,
            begin=partial(FaultLog.begin, verbose=self.output.verbose),
        )
        engine, cut = self._engine(job, source, places)
        recorded = source.recording.add if isinstance(source, RecordingDns) else None
        return rows_of(engine, cut, limit=limit, recorded=recorded)

    def _engine(self, job: Job, source: Dns, places: Iterable[Place]) -> tuple[Engine, Iterable[Chunk]]:
        if self.cluster is not None:
            from mailpath.scanning.dask import Dask

            return Dask(self.cluster, job, most=self.jobs), chunks(places, growing=True, limit=job.limit)
        jobs = self.jobs or 1
        cut = chunks(places, growing=jobs > 1, limit=job.limit)
        return engine_and_chunks(job, Judge(job, source), cut, jobs=jobs)

    def _arguments(self, kind: SheetKind) -> tuple[str, ...]:
        """Everything that a row depends on but for the messages themselves."""
        settings = replace(self.configuration.settings, now=None)
        picked = replace(self.picked, limit=None)  # a larger limit goes on behind a smaller one
        return (
            __version__,
            kind.name,
            repr(settings),
            repr(msgspec.structs.replace(self.spec, record=False)),
            repr(picked),
            repr(self.keep),
        )

    # What is counted, and said beside

    def _count(self, rows: Sequence[Row], *, quietly: bool = False) -> None:
        for row in rows:
            digest = row.digest
            self.tally.add(digest)
            self.codes.add(of_row(digest.verdict, digest.confidence, digest.error))
            if digest.error is not None and not quietly:
                self._progress.clear()
                name = ": ".join(part for part in (digest.file, digest.key) if part)
                self.notes.note(f"{name}: {digest.error}")
        self._progress.tell(self.tally, self._seconds_left())

    def _seconds_left(self) -> float | None:
        """By bytes; where only so many rows are wanted, by rows if that is sooner."""
        left = self._left.seconds() if self._left is not None else None
        judged = self.tally.messages - self._progress.earlier
        if self.picked.limit is None or not judged:
            return left
        by_rows = max(self.picked.limit - self.tally.messages, 0) * self._progress.seconds / judged
        return by_rows if left is None else min(left, by_rows)

    def _summary(self, looks: Options) -> bytes:
        return scan_summary(
            self.tally,
            looks,
            seconds=self._progress.seconds,
            earlier=self._progress.earlier,
            own_domains=self.configuration.settings.own_domains,
        )

    def _summary_beside(self) -> None:
        self._progress.clear()
        if not self.output.quiet:
            sys.stderr.write(self._summary(looks_beside(self.configuration)).decode("utf-8", "replace"))
