"""JSON Lines: a report a line, in the order they come."""

from collections.abc import Iterable
from typing import BinaryIO

from mailpath.outputs.format import Format, Options
from mailpath.outputs.json import to_json
from mailpath.values.report import Report

__all__ = ["FORMAT", "line"]


def line(report: Report) -> bytes:
    """One row with its line end."""
    return to_json(report) + b"\n"


def _write(reports: Iterable[Report], stream: BinaryIO, options: Options) -> None:
    for report in reports:
        stream.write(line(report))


FORMAT = Format(name="jsonl", endings=(".jsonl", ".ndjson"), write=_write)
