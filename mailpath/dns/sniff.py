"""Which kind of DNS source a file is, told by its content, and the table it makes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from mailpath.dns.errors import DnsFileError
from mailpath.dns.map import FAILED, MapTable
from mailpath.dns.snapshot import SCHEMA, Entry, EntryError, SnapshotTable, evidence_of, read_entries
from mailpath.dns.table import Table

__all__ = ["MAX_FILE_BYTES", "read_table"]

MAX_FILE_BYTES = 256 << 20
_FAMILY = SCHEMA.partition("/")[0] + "/"
_BLANKS = re.compile(r"[ \t\r\n]*")  # RFC 8259 section 2
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # byte order marks
_FIRST = 1 << 16  # bytes looked at before the rest is read


def read_table(path: str) -> Table:
    """The answers of a snapshot, a report, JSONL of reports, a JSON map or a zone file. Raises DnsFileError."""
    text = _text(path, _raw(path))
    begin = text.lstrip()
    label = Path(path).name
    if not begin:
        raise DnsFileError(path, "is empty")
    if begin[0] not in "{[":
        from mailpath.dns.zone import read_zone  # late: it brings dnspython

        return read_zone(text, path, f"zone {label}")
    try:
        return _json_table(text, path, label)
    except EntryError as trouble:
        raise DnsFileError(path, str(trouble)) from None
    except RecursionError:
        raise DnsFileError(path, "JSON nested too deeply") from None


def _raw(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(_FIRST)
            text = b"\0" not in raw or raw[:2] in _UTF_16
            if text:
                raw += stream.read(MAX_FILE_BYTES + 1 - len(raw))
    except OSError as trouble:
        raise DnsFileError(path, trouble.strerror or "cannot be read") from None
    except ValueError:  # a NUL in the path
        raise DnsFileError(path, "is no file name") from None
    if not text:
        raise DnsFileError(path, "is no text")
    if len(raw) > MAX_FILE_BYTES:
        raise DnsFileError(path, f"is larger than {MAX_FILE_BYTES >> 20} MiB")
    return raw


def _text(path: str, raw: bytes) -> str:
    """UTF-8, or UTF-16 with a byte order mark (output redirected in PowerShell). Other bytes of a zone file's comments
    and strings are kept as `surrogateescape` has them; in JSON they are an error."""
    try:
        if raw[:2] in _UTF_16:
            return raw.decode("utf-16")
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        json = raw.lstrip()[:1] in (b"{", b"[")
        return raw.decode("utf-8", "strict" if json else "surrogateescape")
    except UnicodeDecodeError:
        raise DnsFileError(path, "is no UTF-8 text") from None


def _json_table(text: str, path: str, label: str) -> Table:
    values = _values(text, path)
    first = next(values)
    others = list(islice(values, 1))
    if not others and isinstance(first, Mapping):
        return _one(first, path, label)
    rows = first if not others and isinstance(first, list) else chain((first,), others, values)
    return SnapshotTable(_evidence(rows, path), f"report {label}", complete=False)


def _values(text: str, path: str) -> Iterator[object]:
    """The JSON values of a text one after the other, as JSONL has them; at least one."""
    import json  # late: `check` without a DNS file needs it nowhere

    decoder = json.JSONDecoder()
    at = _BLANKS.match(text).end()  # type: ignore[union-attr]
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except ValueError as trouble:
            raise DnsFileError(path, f"broken JSON: {trouble}") from None
        yield value
        at = _BLANKS.match(text, at).end()  # type: ignore[union-attr]


def _evidence(rows: Iterable[object], path: str) -> Iterator[Entry]:
    for number, row in enumerate(rows, 1):
        evidence = evidence_of(row) if isinstance(row, Mapping) else None
        if evidence is None:
            raise DnsFileError(path, f"value {number} of several is no report")
        yield from evidence


def _one(value: Mapping[str, object], path: str, label: str) -> Table:
    """One JSON object: a snapshot, a report, or a map."""
    schema = value.get("schema")
    if schema == SCHEMA or (schema is None and isinstance(value.get("answers"), list)):
        complete = value.get("complete") is True
        return SnapshotTable(read_entries(value.get("answers")), f"snapshot {label}", complete=complete)
    if isinstance(schema, str) and schema.startswith(_FAMILY):
        raise DnsFileError(path, f"schema {schema!r} is not known here, {SCHEMA} is")
    if (evidence := evidence_of(value)) is not None:
        return SnapshotTable(evidence, f"report {label}", complete=False)
    for name, types in value.items():
        if not isinstance(types, Mapping) and types != FAILED and types is not None:
            raise DnsFileError(path, f"no snapshot, no report, and no map: {name!r} holds no object of record types")
    return MapTable(value, f"map {label}")
