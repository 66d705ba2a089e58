"""`mailpath report`: the picture of a scan, from the sqlite file that it wrote."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.options import OutputOptions, chosen_flags
from mailpath.cli.writing import opened
from mailpath.configuration import Origin, read_configuration
from mailpath.outputs.picture import picture_page
from mailpath.outputs.sheets.sqlite import own_domains_in, rows_in
from mailpath.outputs.sheets.values import from_values
from mailpath.outputs.where import Where
from mailpath.outputs.where import where as conditions
from mailpath.values.settings import SettingError

__all__ = ["APP"]


def report(
    file: Annotated[
        str, typer.Argument(metavar="FILE", show_default=False, help="What mailpath scan --output FILE.sqlite wrote.")
    ],
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="FIELD=VALUE",
            help="Only rows with this value, such as verdict=spoofed or author_domain=firma.example; != for all "
            "others. May be repeated.",
        ),
    ] = None,
    *,
    output: OutputOptions,
) -> int:
    """Show a scan as one page: verdicts over time, who sends as us, the way mail takes, what needs attention."""
    configuration = read_configuration(chosen_flags(output), now=datetime.now(UTC))
    if configuration.chosen["format"].origin is Origin.FLAG and configuration.format != "html":
        raise SettingError(f"--format {configuration.format}: a report is html")
    keep = conditions(where or [])
    own = (*configuration.settings.own_domains, *_own_domains(file))
    with opened(output.output, never=(file,)) as stream:
        stream.writelines(picture_page(_rows(file, keep), configuration.settings.lang, dict.fromkeys(own)))
    return ExitCode.GOOD


def _own_domains(file: str) -> tuple[str, ...]:
    with _readable(file):
        return own_domains_in(Path(file))


def _rows(file: str, keep: Where | None) -> Iterator[bytes]:
    with _readable(file):
        for row in rows_in(Path(file)):
            if keep is None or keep.row(from_values(row)):
                yield row


@contextmanager
def _readable(file: str) -> Iterator[None]:
    if not Path(file).is_file():
        raise SettingError(f"report {file}: there is no such file")
    try:
        yield
    except sqlite3.Error as error:
        raise SettingError(f"report {file}: is no sqlite file of mailpath scan ({error})") from None


APP = app_of(report)
