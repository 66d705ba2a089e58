"""`mailpath triage`: complaints to cases with answers, most urgent first."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailpath.cli.answers import answers_of, record_may_be_written, spec_of, write_record
from mailpath.cli.commands import app_of
from mailpath.cli.engine import EngineOption, JobsOption, SchedulerOption, at_once, cluster_of, scheduler_of
from mailpath.cli.exit_codes import ExitCode, combined
from mailpath.cli.faults import FaultLog
from mailpath.cli.named_urls import refuse_unusable
from mailpath.cli.notes import Notes, say
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions, ReceiverOptions, chosen_flags
from mailpath.cli.scan_input import jobs_of
from mailpath.cli.writing import WriteError, chosen_format, looks, opened, output_place
from mailpath.configuration import Configuration, read_configuration
from mailpath.dns.protocol import Dns
from mailpath.inputs import STANDARD_INPUT
from mailpath.inputs.mailboxes import unopenable
from mailpath.scanning.chunks import Place, places_below
from mailpath.scanning.engine import ClusterError
from mailpath.triage.heap import Heap
from mailpath.triage.queue import Triage
from mailpath.triage.work import Task
from mailpath.values.settings import SettingError, Settings

if TYPE_CHECKING:
    from mailpath.scanning.dask import Cluster

__all__ = ["APP"]

_TRIAGE = "The queue"
_EXIT_CODES = (
    "Ends with 0 where nothing in the queue needs anyone, 1 where something does, 4 where a PATH does not exist or "
    "cannot be opened, 5 where something inside could not be read or processed, 2 for wrong usage."
)
_WITH_DRAFTS = ("json", "jsonl", "markdown", "html")
Text = str | None


def triage(
    path: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            show_default=False,
            help="Complaints: a maildir, an mbox, a folder, an archive or single mails; imaps://USER@HOST/FOLDER; - is "
            "standard input.",
        ),
    ],
    case: Annotated[
        Text,
        typer.Option("--case", metavar="N", rich_help_panel=_TRIAGE, help="Show only the Nth case, with its drafts."),
    ] = None,
    folders: Annotated[
        Text,
        typer.Option(
            "--folders",
            metavar="DIR",
            rich_help_panel=_TRIAGE,
            help="Write a folder for each case below DIR: case.md, case.json, the drafts as .eml to open in a mail "
            "program, an abuse report. Nothing is sent.",
        ),
    ] = None,
    state: Annotated[
        Text,
        typer.Option(
            "--state",
            metavar="FILE",
            rich_help_panel=_TRIAGE,
            help="Remember cases and answered complaints in FILE (sqlite): known cases keep their ids, and nothing is "
            "answered twice.",
        ),
    ] = None,
    new: Annotated[
        bool,
        typer.Option(
            "--new", metavar="", rich_help_panel=_TRIAGE, help="With --state: only what changed since last time."
        ),
    ] = False,
    jobs: JobsOption = None,
    engine: EngineOption = None,
    scheduler: SchedulerOption = None,
    *,
    receiver: ReceiverOptions,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Turn complaints ("is this real?", "stop this spam") into cases: cause, proof, who must act, drafts."""
    configuration = read_configuration(chosen_flags(receiver, known, dns, output), now=datetime.now(UTC))
    notes = Notes(quiet=output.quiet, verbose=output.verbose)
    FaultLog.begin(verbose=output.verbose)
    if new and state is None:
        raise SettingError("--new needs --state FILE")
    workers = jobs_of(jobs)
    at_scheduler = scheduler_of(engine, scheduler)
    number = _number(case)
    refuse_unusable(path)
    codes: set[ExitCode] = set()
    for one in path:
        problem = None if one == STANDARD_INPUT else unopenable(one)
        if problem is not None:
            notes.note(f"{one}: {problem}")
            codes.add(ExitCode.UNREADABLE)
    inputs = (*path, *(dns.dns or ()), *([] if state is None else [state]))
    record_may_be_written(dns.record, output=output.output, never=inputs)
    if output.output is not None:
        output_place(output.output, inputs)  # said before the work rather than after it
    spec = spec_of(dns, configuration, record=dns.record is not None)
    source = answers_of(spec)
    begin = partial(FaultLog.begin, verbose=output.verbose)
    task = Task(dns=spec, settings=configuration.settings, begin=begin)
    if folders is not None and Path(folders).exists() and not Path(folders).is_dir():
        raise SettingError(f"--folders {folders}: is a file, no folder")
    name = chosen_format(output, configuration).name
    with cluster_of(at_scheduler) as cluster:  # said before anything is written
        _state_may_be_used(state)
        try:
            heap = _heap(path, task, source, cluster, at_once(jobs, workers, cluster))
        except ClusterError as error:  # nobody may take what is there for the whole: there is no queue
            say(str(error))
            return ExitCode.FAULT
    found = _triage(heap, task.settings, source, state)
    shown = folders is not None or name in _WITH_DRAFTS
    with _remembered(
        found,
        state,
        new=new,
        shown=shown,
        only_looks=number is not None and folders is None,
        configuration=configuration,
    ) as done:
        if number is not None and number > len(done.queue.cases):
            raise SettingError(f"--case {number}: the last one is {len(done.queue.cases)}")
        if folders is not None:
            _write_folders(folders, done, configuration)
        with opened(output.output, never=inputs) as stream:
            from mailpath.outputs.queue import write_queue

            write_queue(name, done.queue, stream, looks(output, configuration), only=number)
    write_record(dns.record, source)
    codes |= {ExitCode.ATTENTION} if done.needs_someone else set()
    codes |= {ExitCode.FAULT} if done.fault else set()
    return combined(codes)


def _number(case: str | None) -> int | None:
    if case is None:
        return None
    if not (case.isascii() and case.isdigit() and 0 < int(case[:9]) < 1_000_000):
        raise SettingError(f"--case {case}: the number of a case is needed, counted from 1")
    return int(case)


def _heap(paths: list[str], task: Task, source: Dns, cluster: "Cluster | None", jobs: int | None) -> Heap:
    """`jobs`: chunks at once, None for as many as a cluster has room for."""
    from mailpath.triage.work import heap_of

    if cluster is None:
        return heap_of(_places(paths), task, dns=source, jobs=jobs or 1)
    from mailpath.scanning.dask import Dask

    return heap_of(_places(paths), task, dns=source, engine=Dask(cluster, task, most=jobs))


def _triage(heap: Heap, settings: Settings, source: Dns, state: str | None) -> Triage:
    from mailpath.scanning.judging import kept_answers
    from mailpath.triage.queue import queue_of

    asked = None if settings.offline else kept_answers(source)
    if state is None:
        return queue_of(heap, dns=asked, settings=settings)
    from mailpath.triage.state import history

    with _said(state), history(state, settings.now or datetime.now(UTC)) as known:
        return queue_of(heap, dns=asked, settings=settings, history=known)


@contextmanager
def _said(state: str) -> Iterator[None]:
    from mailpath.triage.state import StateError

    try:
        yield
    except StateError as error:
        raise SettingError(f"--state {state}: {error}") from None


def _state_may_be_used(state: str | None) -> None:
    """Said before the work rather than after it: SettingError."""
    if state is not None:
        from mailpath.triage.state import history

        with _said(state), history(state, datetime.now(UTC)):
            pass


def _places(paths: list[str]) -> Iterator[Place]:
    for number, one in enumerate(paths):
        if one == STANDARD_INPUT or unopenable(one) is None:
            yield from places_below(one, number, sys.stdin.buffer)


@contextmanager
def _remembered(
    done: Triage, state: str | None, *, new: bool, shown: bool, only_looks: bool, configuration: Configuration
) -> Iterator[Triage]:
    """What is to be written; the state file knows of it once it was. Who looks at one case changes nothing."""
    if state is None:
        yield done
        return
    from mailpath.triage.state import remembered

    now = configuration.settings.now or datetime.now(UTC)
    with (
        _said(state),
        suppress(_OnlyLookedError),
        remembered(done, state, only_new=new, now=now, drafts_go_out=shown) as applied,
    ):
        yield applied
        if only_looks:
            raise _OnlyLookedError


class _OnlyLookedError(Exception):
    """Ends the block of the state file without a change to it."""


def _write_folders(folders: str, done: Triage, configuration: Configuration) -> None:
    from mailpath.outputs.case_folders import write_folders

    try:
        write_folders(Path(folders), done, configuration.settings.lang, now=configuration.settings.now)
    except OSError as error:
        raise WriteError(f"--folders {folders}: {(error.strerror or str(error)).lower()}") from None


APP = app_of(triage, epilog=_EXIT_CODES)
