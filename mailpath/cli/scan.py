"""`mailpath scan`: whole mailboxes, a row a message, and what stands out in twenty lines."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from mailpath.cli.answers import record_may_be_written, spec_of
from mailpath.cli.commands import app_of
from mailpath.cli.engine import EngineOption, JobsOption, SchedulerOption, at_once, cluster_of, scheduler_of
from mailpath.cli.exit_codes import ExitCode, combined
from mailpath.cli.faults import FaultLog
from mailpath.cli.notes import Notes, say
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions, ReceiverOptions, chosen_flags
from mailpath.cli.scan_input import jobs_of, named_paths, selection
from mailpath.cli.scan_run import ScanRun
from mailpath.configuration import read_configuration
from mailpath.outputs.where import where as conditions
from mailpath.scanning.engine import ClusterError

__all__ = ["APP"]

_PICK = "Which messages"
_EXIT_CODES = (
    "Ends with 0 where every message came from a host its author's domain stands behind, 1 where one needs attention, "
    "3 where one could not be told, 4 where a PATH does not exist or cannot be opened, 5 where a message inside could "
    "not be read or processed (it is a row with an error), 2 for wrong usage."
)
Text = str | None
Texts = list[str] | None


def scan(
    path: Annotated[
        Texts,
        typer.Argument(
            metavar="PATH...",
            show_default=False,
            help="A maildir, an mbox, a folder of messages, an archive or a single message, in any mix; "
            "imaps://USER@HOST/FOLDER reads a mailbox on a server and changes nothing there; - reads standard input.",
        ),
    ] = None,
    files_from: Annotated[
        Text,
        typer.Option(
            "--files-from",
            metavar="FILE",
            rich_help_panel=_PICK,
            help="Read more PATHs from FILE, one a line; - is standard input.",
        ),
    ] = None,
    since: Annotated[
        Text,
        typer.Option(
            "--since",
            metavar="TIME",
            rich_help_panel=_PICK,
            help="Only messages received at TIME or later, such as 2026-03-01.",
        ),
    ] = None,
    until: Annotated[
        Text, typer.Option("--until", metavar="TIME", rich_help_panel=_PICK, help="Only messages received before TIME.")
    ] = None,
    limit: Annotated[
        Text, typer.Option("--limit", metavar="N", rich_help_panel=_PICK, help="Stop after N rows.")
    ] = None,
    sample: Annotated[
        Text, typer.Option("--sample", metavar="N", rich_help_panel=_PICK, help="Only N messages, picked at random.")
    ] = None,
    seed: Annotated[
        Text, typer.Option("--seed", metavar="N", rich_help_panel=_PICK, help="Another random sample. Default 0.")
    ] = None,
    where: Annotated[
        Texts,
        typer.Option(
            "--where",
            metavar="FIELD=VALUE",
            rich_help_panel=_PICK,
            help="Only rows with this value, such as verdict=spoofed or author_domain=firma.example; != for all "
            "others. May be repeated.",
        ),
    ] = None,
    jobs: JobsOption = None,
    engine: EngineOption = None,
    scheduler: SchedulerOption = None,
    *,
    receiver: ReceiverOptions,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Judge whole mailboxes: a row for each message, and a summary of what needs attention.

    With --output FILE the ending says what is written: .jsonl, .csv, .sqlite, .parquet, .html. A scan that was
    stopped goes on where it was when it is started again with the same options.
    """
    started = datetime.now(UTC)
    configuration = read_configuration(chosen_flags(receiver, known, dns, output), now=started)
    notes = Notes(quiet=output.quiet, verbose=output.verbose)
    for name in configuration.unknown_variables:
        notes.note(f"{name} in the environment is no setting of mailpath")
    FaultLog.begin(verbose=output.verbose)
    workers = jobs_of(jobs)
    at_scheduler = scheduler_of(engine, scheduler)
    paths, all_there = named_paths(path, files_from)
    picked = selection(paths, since=since, until=until, limit=limit, sample=sample, seed=seed)
    record_may_be_written(dns.record, output=output.output, never=(*paths, *(dns.dns or ())))
    keep = conditions(where or [])
    with cluster_of(at_scheduler) as cluster:
        run = ScanRun(
            configuration=configuration,
            output=output,
            spec=spec_of(dns, configuration, record=dns.record is not None),
            record=dns.record,
            picked=picked,
            keep=keep,
            jobs=at_once(jobs, workers, cluster),
            cluster=cluster,
            notes=notes,
        )
        try:
            codes = run.run()
        except ClusterError as error:  # nobody may take what is there for the whole
            say(str(error))
            return ExitCode.FAULT
    return combined(codes if all_there else {*codes, ExitCode.UNREADABLE})


APP = app_of(scan, epilog=_EXIT_CODES)
