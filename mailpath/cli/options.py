"""Every option that several commands share, declared once (contract section 1).

Options come in groups: a group is a frozen value whose fields are the options, and a command takes groups as parameters
(`commands.takes`). Nothing here has a default but "not given": defaults belong to
`configuration`, which knows which of flag, environment and file wins.
"""

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import Field, dataclass, fields
from typing import Annotated, get_args

import typer

from mailpath.configuration import Chosen, flag
from mailpath.values.settings import SettingError

__all__ = [
    "GROUPS",
    "DnsOptions",
    "Group",
    "MessageOptions",
    "OutputOptions",
    "ReceiverOptions",
    "chosen_flags",
    "given_of",
    "said_to_do_nothing",
]

Texts = list[str] | None

_DNS = "DNS: where answers come from"
_RECEIVER = "The receiving side: whose word counts"
_MESSAGE = "This message: what is known better than it says"
_OUTPUT = "Output"
_NOTHING = "Accepted as everywhere, without effect here"
_STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1")


@dataclass(frozen=True, slots=True, kw_only=True)
class DnsOptions:
    """Where DNS answers come from."""

    dns: Annotated[
        Texts,
        typer.Option(
            "--dns",
            metavar="FILE",
            rich_help_panel=_DNS,
            help="Answer every DNS question from FILE and open no connection at all. FILE is what --record wrote, a "
            "report, a zone file or a JSON map. Given twice, files are asked in order.",
        ),
    ] = None
    record: Annotated[
        str | None,
        typer.Option(
            "--record",
            metavar="FILE",
            rich_help_panel=_DNS,
            help="Save every DNS question and answer of this run to FILE, ready for --dns.",
        ),
    ] = None
    offline: Annotated[
        bool,
        typer.Option(
            "--offline",
            metavar="",
            rich_help_panel=_DNS,
            help="Ask no DNS: judge from the message and from what the receiving servers wrote into it.",
        ),
    ] = False
    nameserver: Annotated[
        Texts,
        typer.Option(
            "--nameserver",
            metavar="ADDR[:PORT]",
            rich_help_panel=_DNS,
            help="The resolver to ask, in place of the system's. May be repeated.",
        ),
    ] = None
    timeout: Annotated[
        str | None,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            rich_help_panel=_DNS,
            help="How long one DNS question may take. Default 5.",
        ),
    ] = None
    enrich: Annotated[
        Texts,
        typer.Option(
            "--enrich",
            metavar="asn,dnsbl,abuse",
            rich_help_panel=_DNS,
            help="Ask DNS for more about the sending host: its network, block lists, who takes complaints. Off by "
            "default, since it tells those services what you look at.",
        ),
    ] = None

    def flags(self) -> Iterator[Chosen]:
        if self.offline and self.dns:
            raise SettingError("--offline and --dns: only one of them can hold")
        if self.offline:
            yield flag("offline", "true")
        elif self.dns:
            yield flag("offline", "false", place="--dns")
        yield from _given(nameservers=self.nameserver, timeout=self.timeout, enrich=self.enrich)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverOptions:
    """Whose word counts: the receiving organisation."""

    own_domain: Annotated[
        Texts,
        typer.Option(
            "--own-domain",
            metavar="DOMAIN",
            rich_help_panel=_RECEIVER,
            help="A domain that is ours. Mail from it is looked at as our own. May be repeated.",
        ),
    ] = None
    trust: Annotated[
        Texts,
        typer.Option(
            "--trust",
            metavar="HOST-OR-NET",
            rich_help_panel=_RECEIVER,
            help="A mail server of ours, as its Received lines name it: a host (mx.example.net), all hosts of a domain "
            "(.example.net), an address or a network. May be repeated.",
        ),
    ] = None
    authserv_id: Annotated[
        Texts,
        typer.Option(
            "--authserv-id",
            metavar="NAME",
            rich_help_panel=_RECEIVER,
            help="The name under which our server writes Authentication-Results. May be repeated.",
        ),
    ] = None
    trust_sealer: Annotated[
        Texts,
        typer.Option(
            "--trust-sealer",
            metavar="DOMAIN",
            rich_help_panel=_RECEIVER,
            help="A forwarder or list whose ARC seal we believe. May be repeated.",
        ),
    ] = None

    def flags(self) -> Iterator[Chosen]:
        yield from _given(own_domains=self.own_domain, trust=self.trust)
        yield from _given(authserv_ids=self.authserv_id, trust_sealer=self.trust_sealer)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOptions:
    """What is known about a message beyond its bytes, and how it is judged."""

    client_ip: Annotated[
        str | None,
        typer.Option(
            "--client-ip",
            metavar="ADDR",
            rich_help_panel=_MESSAGE,
            help="The host that handed it over, say from a server log.",
        ),
    ] = None
    helo: Annotated[
        str | None,
        typer.Option(
            "--helo", metavar="NAME", rich_help_panel=_MESSAGE, help="The name that host gave in HELO or EHLO."
        ),
    ] = None
    mail_from: Annotated[
        str | None,
        typer.Option(
            "--mail-from",
            metavar="ADDRESS",
            rich_help_panel=_MESSAGE,
            help="The envelope sender (MAIL FROM); <> for a bounce.",
        ),
    ] = None
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="TIME",
            rich_help_panel=_MESSAGE,
            help="Judge signatures as of TIME, such as 2026-03-01T12:00:00Z or 2026-03-01 (UTC). Default: when our "
            "server took the message.",
        ),
    ] = None
    dmarc: Annotated[
        str | None,
        typer.Option(
            "--dmarc",
            metavar="rfc9989|rfc7489",
            rich_help_panel=_MESSAGE,
            help="Which DMARC decides. Where both differ the report says so. Default rfc9989.",
        ),
    ] = None

    def flags(self) -> Iterator[Chosen]:
        yield from _given(client_ip=self.client_ip, helo=self.helo, mail_from=self.mail_from)
        yield from _given(at=self.at, dmarc=self.dmarc)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputOptions:
    """What is written, where, in which language."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            rich_help_panel=_OUTPUT,
            help="text, json, jsonl, markdown, html or csv. Default text.",
        ),
    ] = None
    json: Annotated[
        bool,
        typer.Option(
            "--json", metavar="", rich_help_panel=_OUTPUT, help="Short for --format json: one object for each message."
        ),
    ] = False
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            rich_help_panel=_OUTPUT,
            help="Write to FILE instead of the terminal (- is standard output). Without --format its ending chooses: "
            ".json, .jsonl, .md, .html, .csv.",
        ),
    ] = None
    lang: Annotated[
        str | None,
        typer.Option(
            "--lang",
            metavar="en|de",
            rich_help_panel=_OUTPUT,
            help="Language of the words in text, markdown and html. Default: that of the terminal.",
        ),
    ] = None
    no_color: Annotated[
        bool,
        typer.Option(
            "--no-color", metavar="", rich_help_panel=_OUTPUT, help="No colours. The same as setting NO_COLOR."
        ),
    ] = False
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", metavar="", rich_help_panel=_OUTPUT, help="No notes beside the result, only errors."
        ),
    ] = False
    verbose: Annotated[
        bool,
        typer.Option(
            "--verbose",
            "-v",
            metavar="",
            rich_help_panel=_OUTPUT,
            help="Notes beside the result: which rule decided, how many DNS answers it took, more about errors.",
        ),
    ] = False

    def __post_init__(self) -> None:
        if self.output in _STANDARD_OUTPUT:
            object.__setattr__(self, "output", None)

    def flags(self) -> Iterator[Chosen]:
        if self.output == "":
            raise SettingError("--output: a file name is needed")
        if self.json and self.format not in (None, "json"):
            raise SettingError(f"--json and --format {self.format}: only one of them can hold")
        if self.json:
            yield flag("format", "json", place="--json")
        else:
            yield from _given(format=self.format)
        if self.no_color:
            yield flag("color", "never")
        yield from _given(lang=self.lang)


Group = DnsOptions | ReceiverOptions | MessageOptions | OutputOptions
GROUPS: tuple[type[Group], ...] = (DnsOptions, ReceiverOptions, MessageOptions, OutputOptions)


def chosen_flags(*groups: Group) -> list[Chosen]:
    """What was given on the command line, for `configuration`. SettingError where it contradicts itself."""
    return [one for group in groups for one in group.flags()]


def given_of(names: Collection[str], *groups: Group) -> list[str]:
    """Those of the named options that stand on the command line, as they are written there."""
    return [
        f"--{one.name.replace('_', '-')}"
        for group in groups
        for one in fields(group)
        if one.name in names and getattr(group, one.name) != one.default
    ]


def said_to_do_nothing(option: "Field[object]") -> object:
    """The type of an option of a group for a command on which it has no effect, with a help text that says so."""
    kind, shown = get_args(option.type)
    shown = copy(shown)
    shown.help, shown.rich_help_panel = "Changes nothing.", _NOTHING
    return Annotated[kind, shown]


def _given(**values: str | list[str] | None) -> Iterator[Chosen]:
    for name, value in values.items():
        if isinstance(value, str):
            yield flag(name, value)
        elif value:
            yield flag(name, *value)
