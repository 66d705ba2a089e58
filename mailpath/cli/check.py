"""`mailpath check`: messages named on the command line, judged one after the other."""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from mailpath.cli.answers import answers_of, record_may_be_written, spec_of, write_record
from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode, combined, of_report
from mailpath.cli.faults import FaultLog
from mailpath.cli.hints import hint
from mailpath.cli.named_urls import refuse_unusable
from mailpath.cli.notes import Notes
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions, ReceiverOptions, chosen_flags
from mailpath.cli.writing import chosen_format, looks, opened
from mailpath.configuration import read_configuration
from mailpath.inputs import STANDARD_INPUT, Item, Unread, messages
from mailpath.many_messages import check_items
from mailpath.values.report import Report

__all__ = ["APP"]

_EXIT_CODES = (
    "Ends with 0 where every message came from a host its author's domain stands behind, 1 where one needs attention, "
    "3 where one could not be told, 4 where a file could not be read, 2 for wrong usage, 5 for a fault of mailpath."
)


def check(
    message: Annotated[
        list[str],
        typer.Argument(
            metavar="MESSAGE",
            show_default=False,
            help="The message as a file: .eml or other text, Outlook .msg, .gz or .zip of these, headers alone, also "
            "pasted ones. - reads standard input.",
        ),
    ],
    unwrap: Annotated[
        bool,
        typer.Option(
            "--unwrap",
            metavar="",
            help="Judge the message attached to this one (forwarded as attachment, abuse report).",
        ),
    ] = False,
    *,
    receiver: ReceiverOptions,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Say which host handed a message over, whether the author's domain stands behind it, and what to do."""
    configuration = read_configuration(chosen_flags(receiver, known, dns, output), now=datetime.now(UTC))
    notes = Notes(quiet=output.quiet, verbose=output.verbose)
    for name in configuration.unknown_variables:
        notes.note(f"{name} in the environment is no setting of mailpath")
    FaultLog.begin(verbose=output.verbose)
    refuse_unusable(message)
    inputs = (*message, *(dns.dns or ()))
    record_may_be_written(dns.record, output=output.output, never=inputs)
    source = answers_of(spec_of(dns, configuration, record=dns.record is not None))
    codes: set[ExitCode] = set()
    found = _items(message, unwrap, notes)
    reports = _noted(check_items(found, dns=source, settings=configuration.settings), codes, notes)
    with opened(output.output, never=inputs) as stream:
        chosen_format(output, configuration).write(reports, stream, looks(output, configuration))
    write_record(dns.record, source)
    return combined(codes)


def _items(named: Iterable[str], unwrap: bool, notes: Notes) -> Iterator[Item | Unread]:
    for name in named:
        if name == STANDARD_INPUT and sys.stdin.isatty():
            notes.note("reading the message from the terminal; Ctrl-D ends it")
        for one in messages(name, standard_input=sys.stdin.buffer, unwrap=unwrap):
            if isinstance(one, Item) and (better := hint(one, unwrap=unwrap)) is not None:
                notes.note(f"{': '.join(part for part in (one.file, one.key) if part)}: {better}")
            yield one


def _noted(reports: Iterable[Report], codes: set[ExitCode], notes: Notes) -> Iterator[Report]:
    """The reports as they pass by: what they mean for the exit code, and what is to be said beside them."""
    for report in reports:
        codes.add(of_report(report))
        name = ": ".join(part for part in (report.source.file, report.source.key) if part)
        if report.source.error is not None:
            notes.note(f"{name}: {report.source.error}")
        else:
            answers = len(report.evidence)
            notes.detail(
                f"{name}: rule {report.rule} decided {report.verdict}, {report.confidence}; {answers} DNS answers"
            )
        yield report


APP = app_of(check, epilog=_EXIT_CODES)
