"""JSON Lines: a domain a line, in the order they come."""

from collections.abc import Iterable
from typing import BinaryIO

from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.format import Options
from mailpath.outputs.json import to_json
from mailpath.values.audit import DomainReport

__all__ = ["FORMAT"]


def _write(reports: Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    for report in reports:
        stream.write(to_json(report) + b"\n")


FORMAT = DomainFormat(name="jsonl", endings=(".jsonl", ".ndjson"), write=_write)
