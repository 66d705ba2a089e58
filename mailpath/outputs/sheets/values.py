"""A row as a JSON array of the values of its columns: how rows of tables come from workers and stand in a journal."""

from collections.abc import Sequence

import msgspec

from mailpath.outputs.columns import Value, row
from mailpath.outputs.headline import needs_attention
from mailpath.outputs.json import to_json
from mailpath.values.report import Report

__all__ = ["Plain", "as_line", "from_values", "to_values", "with_report"]

Plain = str | int | bool | None

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[list[Plain]] = msgspec.json.Decoder(list[Plain])


def to_values(report: Report) -> bytes:
    """One line without its end, in the order of `columns()`; times as in JSON, lone surrogates as U+FFFD."""
    return as_line(row(report))


def with_report(report: Report) -> bytes:
    """As `to_values`, with one value more: the whole report as JSON where the message needs attention, else null."""
    whole = to_json(report).decode() if needs_attention(report.verdict) else None
    return as_line((*row(report), whole))


def as_line(values: Sequence[Value]) -> bytes:
    """Values in the order of `columns()` as one line without its end."""
    try:
        return _encoder.encode(values)
    except UnicodeEncodeError:
        return _encoder.encode([_mended(value) if isinstance(value, str) else value for value in values])


def from_values(line: bytes) -> Sequence[Plain]:
    """The values again, times as text."""
    return _decoder.decode(line)


def _mended(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
