"""`mailpath config`: every setting with its value and where it comes from; `mailpath config learn` proposes some."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.learn import learn
from mailpath.cli.options import DnsOptions, MessageOptions, OutputOptions, ReceiverOptions, chosen_flags
from mailpath.cli.writing import opened
from mailpath.configuration import Chosen, Configuration, Origin, read_configuration

__all__ = ["APP"]

_NOT_SET = "-"


def config(
    *,
    receiver: ReceiverOptions,
    known: MessageOptions,
    dns: DnsOptions,
    output: OutputOptions,
) -> int:
    """Show every setting with its value and where it comes from: flag, environment, file or default.

    With options it shows what a command with the same options would use.
    """
    configuration = read_configuration(chosen_flags(receiver, known, dns, output), now=datetime.now(UTC))
    asked = configuration.chosen["format"].origin is Origin.FLAG
    as_json = asked and configuration.format in ("json", "jsonl")
    text = _json(configuration) if as_json else "\n".join(_table(configuration))
    with opened(output.output) as stream:
        stream.write(text.encode("utf-8", "backslashreplace") + b"\n")
    return ExitCode.GOOD


def _table(configuration: Configuration) -> Iterator[str]:
    rows = [("setting", "value", "origin", "where")]
    rows += [(name, _shown(one), one.origin.value, one.place) for name, one in configuration.chosen.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]).rstrip()
    yield ""
    yield f"settings file: {configuration.file}{'' if configuration.file_found else ' (not there)'}"
    for name in configuration.unknown_variables:
        yield f"no setting of mailpath: {name}"


def _shown(one: Chosen) -> str:
    return " ".join(one.texts) or _NOT_SET


def _json(configuration: Configuration) -> str:
    settings = {
        name: {
            "value": list(one.texts) if one.key.many else one.text,
            "origin": one.origin.value,
            "place": one.place or None,
        }
        for name, one in configuration.chosen.items()
    }
    whole = {
        "file": str(configuration.file),
        "file_found": configuration.file_found,
        "settings": settings,
        "unknown_variables": list(configuration.unknown_variables),
    }
    return json.dumps(whole, indent=2)


APP = app_of(config, below=(learn,))
