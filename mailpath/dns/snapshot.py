"""A snapshot as `--record` writes it, and the `evidence` of reports, which is one too (contract section 4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from mailpath.dns.names_held import NamesHeld
from mailpath.dns.owner import owner_name
from mailpath.dns.record_text import record_text
from mailpath.dns.table import Alias, Held, alias_target, only_as_held
from mailpath.values.vocabulary import DnsStatus

__all__ = ["SCHEMA", "Entry", "EntryError", "SnapshotTable", "evidence_of", "read_entries"]

SCHEMA = "mailpath-dns/1"
_LONGEST_SOURCE = 200  # characters


class EntryError(ValueError):
    """An answer in a file that is none; the text says which and why."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One answer as the file has it, the name in its canonical form; `source` is null where the file has none."""

    name: str
    type: str
    status: DnsStatus
    ttl: int | None
    records: tuple[str, ...]
    source: str | None
    asked_at: datetime | None


class SnapshotTable:
    """Recorded answers as a table. The first answer to a question wins; one that failed gives way to one that did not.

    Complete: a name that is not held does not exist. Otherwise what is not held was not recorded.
    """

    def __init__(self, entries: Iterable[Entry], source: str, *, complete: bool) -> None:
        self._source = source
        self._complete = complete
        self._entries: dict[tuple[str, str], Entry] = {}
        self._read: dict[tuple[str, str], Held] = {}
        self._held_names: set[str] = set()
        self._existing: dict[str, None] = {}
        for entry in entries:
            self._add(entry)
        self._names = NamesHeld(self._existing)

    def _add(self, entry: Entry) -> None:
        key = entry.name, entry.type
        held = self._entries.get(key)
        if held is None or (held.status is DnsStatus.FAILED and entry.status is not DnsStatus.FAILED):
            self._entries[key] = entry
        if self._complete:
            self._held_names.add(entry.name)
            if entry.status is not DnsStatus.NXDOMAIN:
                self._existing[entry.name] = None

    def look(self, name: str, type: str, /) -> Held | Alias | None:
        found = self._held(name, type)
        if found or only_as_held(type):
            return found
        alias = self._held(name, "CNAME") if type != "CNAME" else None
        if alias and alias.status is DnsStatus.FOUND:
            return Alias(target=alias_target(alias), ttl=alias.ttl, source=self._source)
        if alias and alias.status is DnsStatus.FAILED:
            return alias
        return self._missing(name) if self._complete else None

    def _missing(self, name: str) -> Held:
        """Of a complete snapshot: nodata where the name is held, or has a name below it."""
        exists = name in self._existing or (name not in self._held_names and self._names.is_above(name))
        status = DnsStatus.NODATA if exists else DnsStatus.NXDOMAIN
        return Held(status=status, ttl=None, records=(), source=self._source, asked_at=None)

    def _held(self, name: str, type: str) -> Held | None:
        key = name, type
        entry = self._entries.get(key)
        if entry is None:
            return None
        if key not in self._read:
            self._read[key] = self._as_held(entry)
        return self._read[key]

    def _as_held(self, entry: Entry) -> Held:
        """With records in canonical form. Who failed at the time is kept, so that a replay gives the same reasons."""
        status, source = entry.status, self._source
        records: tuple[str, ...] = ()
        if status is DnsStatus.FAILED:
            source = entry.source or f"{source}: failed"
        elif status is DnsStatus.FOUND:
            shown = [record_text(entry.type, text) for text in entry.records]
            records = tuple(text for text in shown if text is not None)
            if len(records) < len(shown):
                status, records = DnsStatus.FAILED, ()
                source = f"{source}: {entry.type} record {entry.records[shown.index(None)][:60]!r} cannot be read"
            elif not records:
                status = DnsStatus.NODATA
        return Held(status=status, ttl=entry.ttl, records=records, source=source, asked_at=entry.asked_at)


def read_entries(answers: object) -> Iterator[Entry]:
    """The answers of a snapshot or an `evidence` list, as JSON has them. Raises EntryError."""
    if not isinstance(answers, Sequence) or isinstance(answers, str):
        raise EntryError("answers are no list")
    for number, answer in enumerate(answers, 1):
        if not isinstance(answer, Mapping):
            raise EntryError(f"answer {number} is no object")
        try:
            yield _entry(answer)
        except EntryError as trouble:
            raise EntryError(f"answer {number} {trouble}") from None


def _entry(answer: Mapping[str, object]) -> Entry:
    name, kind, ttl, source = answer.get("name"), answer.get("type"), answer.get("ttl"), answer.get("source")
    if not isinstance(name, str):
        raise EntryError("has no name")
    if not isinstance(kind, str) or not kind:
        raise EntryError("has no type")
    word = answer.get("status")
    status = _STATUSES.get(word) if isinstance(word, str) else None
    if status is None:
        raise EntryError(f"has none of the statuses {', '.join(DnsStatus)}")
    return Entry(
        name=owner_name(name),
        type=kind.upper(),
        status=status,
        ttl=ttl if isinstance(ttl, int) and not isinstance(ttl, bool) and ttl >= 0 else None,
        records=_records(answer.get("records")),
        source=source[:_LONGEST_SOURCE] if isinstance(source, str) and source else None,
        asked_at=_moment(answer.get("asked_at")),
    )


_STATUSES: dict[str, DnsStatus] = {status.value: status for status in DnsStatus}


def _records(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):  # the text of an HTTPS-GET, or a record alone
        return (value,)
    if not isinstance(value, Sequence):
        raise EntryError("has records that are no list")
    records = tuple(record for record in value if isinstance(record, str))
    if len(records) < len(value):
        raise EntryError("has a record that is no text")
    return records


def _moment(value: object) -> datetime | None:
    """An RFC 3339 time; one without an offset is UTC."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise EntryError("has an asked_at that is no time") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def evidence_of(report: Mapping[str, object]) -> Iterator[Entry] | None:
    """The evidence of a report, an audited domain, or of every case of a queue; None where it is none of them."""
    evidence = report.get("evidence")
    if isinstance(evidence, list):
        return read_entries(evidence)
    if isinstance(evidence, Mapping):  # a case holds the report of its best message
        return evidence_of(evidence)
    cases = report.get("cases")
    if isinstance(cases, list) and "complaints" in report:
        return (entry for case in cases if isinstance(case, Mapping) for entry in evidence_of(case) or ())
    return None
