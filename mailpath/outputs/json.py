"""A report as one JSON object, back again, and the JSON Schema of it. The only other user of msgspec is `values/`."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

import msgspec

from mailpath.outputs.format import Format, Options
from mailpath.values.audit import DomainReport
from mailpath.values.case import Case, Queue
from mailpath.values.report import Report

__all__ = ["FORMAT", "KINDS", "from_json", "schema", "to_json", "write_json"]

KINDS = ("report", "triage", "case", "domain")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Report)


def to_json(report: Report | Queue | Case | DomainReport) -> bytes:
    """One object, UTF-8, no line end: snake_case names, null for what is absent, times in UTC with `Z`.

    A lone surrogate (a file name, or bytes of DNS, that are not UTF-8) cannot stand in UTF-8 and is written as U+FFFD.
    """
    try:
        return _encoder.encode(report)
    except UnicodeEncodeError:
        return _encoder.encode(_without_surrogates(msgspec.to_builtins(report)))


def _without_surrogates(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else _mended(value)
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(each) for each in value]
    return value


def _mended(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def from_json(raw: bytes) -> Report:
    """The report that `to_json` wrote. Unknown names are passed over, so that an older version reads a newer one's.

    Raises ValueError where the bytes are no report.
    """
    try:
        return _decoder.decode(raw)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"not a report: {error}") from None


def schema(kind: str = "report") -> bytes:
    """The JSON Schema (2020-12) of one kind of output, made from the types, indented. KeyError for an unknown kind.

    Every field is required; further fields are allowed, since later versions may add some.
    """
    from inspect import cleandoc

    from mailpath.outputs.domain.meanings import FIELDS as OF_DOMAINS
    from mailpath.outputs.meanings import FIELDS
    from mailpath.outputs.queue_meanings import FIELDS as OF_QUEUES

    root = {"report": Report, "triage": Queue, "case": Case, "domain": DomainReport}[kind]
    _, defs = msgspec.json.schema_components((root,), ref_template="#/$defs/{name}")
    for name, each in defs.items():
        if "description" in each:
            each["description"] = " ".join(cleandoc(each["description"]).split())
        for field, about in each.get("properties", {}).items():
            if (meaning := (FIELDS | OF_DOMAINS | OF_QUEUES).get(f"{name}.{field}")) is not None:
                about["description"] = meaning
    whole = {"$schema": _DIALECT, **defs.pop(root.__name__), "$defs": defs}
    return msgspec.json.format(_encoder.encode(whole), indent=2) + b"\n"


def write_json(reports: Iterable[Report] | Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    """One report: one object. Several: one object a line (contract section 2, fine print)."""
    remaining: Iterator[Report | DomainReport] = iter(reports)
    if options.indent:
        first = list(islice(remaining, 2))
        if len(first) == 1:
            stream.write(msgspec.json.format(to_json(first[0]), indent=2) + b"\n")
            return
        remaining = chain(first, remaining)
    for report in remaining:
        stream.write(to_json(report) + b"\n")


FORMAT = Format(name="json", endings=(".json",), write=write_json)
