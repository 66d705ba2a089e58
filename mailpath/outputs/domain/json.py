"""A report about a domain as one JSON object, several as one object a line; and back again, for `--baseline`."""

from collections.abc import Iterator

import msgspec

from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.json import write_json
from mailpath.values.audit import DomainReport

__all__ = ["FORMAT", "domain_from_json", "reports_in"]

_decoder = msgspec.json.Decoder(DomainReport)


def domain_from_json(raw: bytes) -> DomainReport:
    """What `to_json` wrote; unknown names are passed over. ValueError where the bytes are no such report."""
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


FORMAT = DomainFormat(name="json", endings=(".json",), write=write_json)
