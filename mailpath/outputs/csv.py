"""One row a message (RFC 4180, UTF-8, LF), for spreadsheets: no cell of it is ever run as a formula."""

import csv
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from io import StringIO
from typing import BinaryIO

from mailpath.outputs.columns import Value, columns, row
from mailpath.outputs.format import Format, Options
from mailpath.outputs.visible import visible
from mailpath.values.report import Report

__all__ = ["FORMAT", "cell", "header", "line"]

_LONGEST_CELL = 8000  # a spreadsheet takes 32,767 characters, and an escape can take ten for one

# What a spreadsheet takes for a formula: at the start of a cell, and after a semicolon, bar or quote, since with a
# German or French locale such a program splits cells there. Full-width signs are read as the plain ones by some.
_FORMULA = re.compile(r"""(^\s*|[;|"'\t]\s*)(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])""")
# Nearly every cell: printable ASCII that begins with a letter or digit, without what splits cells.
_HARMLESS = re.compile(r"[A-Za-z0-9<][ !#-&(-:<-{}~]{0,999}")


def header() -> bytes:
    return _line(column.name for column in columns())


def line(report: Report) -> bytes:
    """One row with its line end."""
    return _line(map(cell, row(report)))


def _line(cells: Iterable[str]) -> bytes:
    held = StringIO()
    csv.writer(held, lineterminator="\n").writerow(cells)
    return held.getvalue().encode("utf-8", "replace")


def cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case _ if _HARMLESS.fullmatch(value):
            return value
        case _:
            return _FORMULA.sub(r"\1'", visible(value, _LONGEST_CELL))


def _write(reports: Iterable[Report], stream: BinaryIO, options: Options) -> None:
    stream.write(header())
    for report in reports:
        stream.write(line(report))


FORMAT = Format(name="csv", endings=(".csv",), write=_write)
