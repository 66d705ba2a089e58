"""`mailpath domain`: what domains publish, judged, with records that mend it."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer

from mailpath.cli.answers import answers_of, record_may_be_written, spec_of, write_record
from mailpath.cli.commands import app_of
from mailpath.cli.domain_input import Wanted, baselines_of, named_domains, subjects_of
from mailpath.cli.exit_codes import ExitCode, combined
from mailpath.cli.faults import FaultLog
from mailpath.cli.notes import Notes
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions, ReceiverOptions, chosen_flags, given_of
from mailpath.cli.writing import looks, opened, refuse_ending_of_scan
from mailpath.configuration import Configuration, Origin, read_configuration
from mailpath.dns.protocol import Dns
from mailpath.outputs.domain import DomainFormat, by_ending, by_name
from mailpath.values.audit import ChangeKind, DomainReport, Severity
from mailpath.values.settings import SettingError

__all__ = ["APP", "code_of"]

_EXIT_CODES = (
    "Ends with 0 where there is nothing above a hint, 1 where there are errors or warnings, or with --baseline a "
    "change in who may send or a weakening, 3 where a needed question had no answer, 2 for wrong usage, 5 for a fault "
    "of mailpath."
)
_WHAT = "What is looked at"
_OF_MESSAGES = frozenset(  # options of check and scan, which a script may hand to every command
    ("own_domain", "trust", "authserv_id", "trust_sealer", "client_ip", "helo", "mail_from", "at", "dmarc", "enrich")
)
Text = str | None
Texts = list[str] | None


def domain(
    domain: Annotated[Texts, typer.Argument(metavar="DOMAIN...", show_default=False, help="The domains.")] = None,
    domains_from: Annotated[
        Text,
        typer.Option(
            "--domains-from",
            metavar="FILE",
            rich_help_panel=_WHAT,
            help="Read more domains from FILE, one a line; - is standard input. # begins a remark.",
        ),
    ] = None,
    selector: Annotated[
        Texts,
        typer.Option(
            "--selector",
            metavar="NAME",
            rich_help_panel=_WHAT,
            help="A DKIM selector in use: without a usable key there, that is a finding. May be repeated.",
        ),
    ] = None,
    from_scan: Annotated[
        Text,
        typer.Option(
            "--from-scan",
            metavar="FILE",
            rich_help_panel=_WHAT,
            help="The output of a scan (.jsonl): which hosts were seen sending as the domain, which selectors live.",
        ),
    ] = None,
    baseline: Annotated[
        Text,
        typer.Option(
            "--baseline",
            metavar="FILE",
            rich_help_panel=_WHAT,
            help="An earlier output of this command (json or jsonl): say what changed since.",
        ),
    ] = None,
    https: Annotated[
        bool,
        typer.Option(
            "--https",
            metavar="",
            rich_help_panel=_WHAT,
            help="Fetch MTA-STS policies over HTTPS. Without it they are not known, unless --dns has them.",
        ),
    ] = False,
    each_name_server: Annotated[
        bool,
        typer.Option(
            "--each-name-server",
            metavar="",
            rich_help_panel=_WHAT,
            help="Ask every name server of the zone itself, and say where they disagree. Without it one answer counts.",
        ),
    ] = False,
    *,
    receiver: ReceiverOptions,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Audit what a domain publishes: MX, SPF, DMARC, DKIM, MTA-STS, TLS-RPT, its hosts; with tried records to mend it.

    Run it regularly: with --baseline it says what changed (docs/domain.md has the lines for cron and systemd).
    """
    configuration = read_configuration(chosen_flags(receiver, known, dns, output), now=datetime.now(UTC))
    notes = Notes(quiet=output.quiet, verbose=output.verbose)
    if idle := given_of(_OF_MESSAGES, receiver, known, dns):
        notes.note(f"domain: no effect of {', '.join(idle)}: what a domain publishes is the same for every message")
    FaultLog.begin(verbose=output.verbose)
    inputs = (*(dns.dns or ()), *_named(baseline, from_scan, domains_from))
    record_may_be_written(dns.record, output=output.output, never=inputs)
    if each_name_server and configuration.settings.offline:
        raise SettingError("--each-name-server: opens connections, which --offline forbids")
    if https and (dns.dns or configuration.settings.offline):
        raise SettingError("--https: opens connections, which --dns and --offline forbid")
    names = named_domains(domain, domains_from)
    wanted = Wanted(selectors=tuple(selector or ()), from_scan=from_scan, https=https, each_server=each_name_server)
    subjects = subjects_of(names, wanted)
    baselines = baselines_of(baseline)
    if baselines is not None:
        for one in [one for one in names if one not in baselines]:
            notes.note(f"--baseline {baseline}: holds nothing about {one}, so it is compared with nothing")
    source = _source(dns, configuration, https=https, each_name_server=each_name_server)
    from mailpath.domain.one_domain import audit  # late: the verifiers are loaded once all arguments are sound

    reports = audit(subjects, dns=source, settings=configuration.settings, baselines=baselines)
    codes: set[ExitCode] = set()
    with opened(output.output, never=inputs) as stream:
        chosen(output, configuration).write(
            _noted(reports, codes, notes, len(names)), stream, looks(output, configuration)
        )
    write_record(dns.record, source)
    return combined(codes)


def _named(*files: str | None) -> list[str]:
    return [one for one in files if one is not None and one != "-"]


def chosen(output: OutputOptions, configuration: Configuration) -> DomainFormat:
    """What the command line says, else what the output file's ending says, else what is set."""
    if output.output is not None and configuration.chosen["format"].origin is not Origin.FLAG:
        found = by_ending(output.output)
        if found is not None:
            return found
        refuse_ending_of_scan(output.output)
    return by_name(configuration.format)


def _source(dns: DnsOptions, configuration: Configuration, *, https: bool, each_name_server: bool) -> Dns:
    source = answers_of(spec_of(dns, configuration, record=False))
    if each_name_server and not dns.dns:  # a file answers for them too, where it was recorded so
        from mailpath.dns.at_server import NameServerDns

        source = NameServerDns(source, configuration.timeout_s)
    if https:
        from mailpath.domain.fetch import FetchingDns

        source = FetchingDns(source, configuration.timeout_s)
    if dns.record is not None:
        from mailpath.dns.recording import RecordingDns

        source = RecordingDns(source)
    return source


def _noted(reports: Iterable[DomainReport], codes: set[ExitCode], notes: Notes, total: int) -> Iterator[DomainReport]:
    for number, report in enumerate(reports, 1):
        codes.add(code_of(report))
        if report.error is not None:
            notes.note(f"{report.domain}: {report.error}")
        notes.detail(f"{report.domain}: {report.grade}, {len(report.evidence)} answers used")
        if number % 500 == 0:
            notes.note(f"{number} of {total} domains")
        yield report


def code_of(report: DomainReport) -> ExitCode:
    if report.error is not None:
        return ExitCode.FAULT
    serious = any(one.severity is not Severity.INFO for one in report.findings)
    if serious or any(one.kind is not ChangeKind.DIFFERENCE for one in report.changes or ()):
        return ExitCode.ATTENTION
    return ExitCode.UNSURE if report.unanswered else ExitCode.GOOD


APP = app_of(domain, epilog=_EXIT_CODES, without_effect=_OF_MESSAGES)
