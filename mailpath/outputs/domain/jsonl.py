"""JSON Lines: a domain a line, in the order they come."""

from collections.abc import Iterable
from typing import BinaryIO

from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.domain.json import domain_to_json
from mailpath.outputs.format import Options
from mailpath.values.audit import DomainReport

__all__ = ["FORMAT"]


def _write(reports: Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    for report in reports:
        stream.write(domain_to_json(report) + b"\n")


FORMAT = DomainFormat(name="jsonl", endings=(".jsonl", ".ndjson"), write=_write)
