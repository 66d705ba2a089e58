"""A report about a domain as one JSON object, several as one object a line; and back again, for `--baseline`."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

import msgspec

from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.format import Options
from mailpath.values.audit import DomainReport

__all__ = ["FORMAT", "domain_from_json", "domain_to_json", "reports_in"]

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(DomainReport)


def domain_to_json(report: DomainReport) -> bytes:
    """One object, UTF-8, no line end. What DNS holds is bytes: a surrogate that stands for one is written as U+FFFD."""
    try:
        return _encoder.encode(report)
    except UnicodeEncodeError:
        return _encoder.encode(_mended(msgspec.to_builtins(report)))


def _mended(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _mended(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(each) for each in value]
    return value


def domain_from_json(raw: bytes) -> DomainReport:
    """What `domain_to_json` wrote; unknown names are passed over. ValueError where the bytes are no such report."""
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"not a report about a domain: {error}") from None


def reports_in(raw: bytes) -> Iterator[DomainReport]:
    """The reports of an earlier output: one object (also over several lines), one a line, or a list. ValueError."""
    text = raw.strip()
    if text.startswith(b"["):
        try:
            yield from msgspec.json.decode(text, type=list[DomainReport])
        except (msgspec.DecodeError, RecursionError) as error:
            raise ValueError(f"not a list of reports about domains: {error}") from None
        return
    lines = text.splitlines()
    if len(lines) > 1 and lines[0].rstrip().endswith(b"}"):
        yield from (domain_from_json(line) for line in lines if line.strip())
    elif text:
        yield domain_from_json(text)


def _write(reports: Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    remaining = iter(reports)
    if options.indent:
        first = list(islice(remaining, 2))
        if len(first) == 1:
            stream.write(msgspec.json.format(domain_to_json(first[0]), indent=2) + b"\n")
            return
        remaining = chain(first, remaining)
    for report in remaining:
        stream.write(domain_to_json(report) + b"\n")


FORMAT = DomainFormat(name="json", endings=(".json",), write=_write)
