"""`mailpath report`: the picture of a scan, from the sqlite file that it wrote."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from mailpath.cli.commands import app_of
from mailpath.cli.exit_codes import ExitCode
from mailpath.cli.options import OutputOptions, chosen_flags
from mailpath.cli.writing import opened
from mailpath.configuration import Origin, read_configuration
from mailpath.outputs.picture_html import picture_page
from mailpath.outputs.sheets.sqlite import rows_in
from mailpath.values.settings import SettingError

__all__ = ["APP"]


def report(
    file: Annotated[
        str, typer.Argument(metavar="FILE", show_default=False, help="What mailpath scan --output FILE.sqlite wrote.")
    ],
    *,
    output: OutputOptions,
) -> int:
    """Show a scan as one page: verdicts over time, who sends in whose name, what needs attention."""
    configuration = read_configuration(chosen_flags(output), now=datetime.now(UTC))
    if configuration.chosen["format"].origin is Origin.FLAG and configuration.format != "html":
        raise SettingError(f"--format {configuration.format}: a report is html")
    with opened(output.output, never=(file,)) as stream:
        stream.writelines(picture_page(_rows(file), configuration.settings.lang))
    return ExitCode.GOOD


def _rows(file: str) -> Iterator[bytes]:
    if not Path(file).is_file():
        raise SettingError(f"report {file}: there is no such file")
    try:
        yield from rows_in(Path(file))
    except sqlite3.Error as error:
        raise SettingError(f"report {file}: is no sqlite file of mailpath scan ({error})") from None


APP = app_of(report)
