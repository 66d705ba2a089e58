"""The JSON map of names that other tools of the field use as a DNS cache, and `ZoneDns` over it (contract section 4).

`{"name": {"TXT": ["v=spf1 -all"], "MX": [{"exchange": "mx.example", "priority": 10}], "A": ["192.0.2.1"]}}`. It is
complete: what it does not hold does not exist. The word "failed" in place of a type's list, or of a name's object,
makes that question fail. A name `*.example.net` is a wildcard (RFC 4592), a CNAME or DNAME an alias.
"""

from collections.abc import Mapping

from mailpath.dns.map_values import UnreadableError, map_records
from mailpath.dns.names_held import NamesHeld
from mailpath.dns.owner import owner_name, parents
from mailpath.dns.remembered import Remembered
from mailpath.dns.table import Alias, Held, alias_target, ask_tables, only_as_held
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["FAILED", "MapTable", "ZoneDns"]

FAILED = "failed"  # the word in place of records


class MapTable:
    """A map as a table. A name's records are read when it is first asked, so that a large map loads at once."""

    def __init__(self, mapping: Mapping[str, object], source: str) -> None:
        self._source = source
        self._raw: dict[str, object] = {}
        self._read: dict[str, dict[str, Held]] = {}
        self._nothing = {
            status: Held(status=status, ttl=None, records=(), source=source, asked_at=None)
            for status in (DnsStatus.NODATA, DnsStatus.NXDOMAIN)
        }
        for name, value in mapping.items():
            owner = owner_name(name)
            if owner in self._raw:  # `A.example` beside `a.example`
                value = _joined(self._raw[owner], value)
            self._raw[owner] = value
        self._names = NamesHeld(self._raw)

    def look(self, name: str, type: str, /) -> Held | Alias | None:
        held = self._held(name)
        if only_as_held(type):
            return held.get(type) or held.get(_ANY_TYPE) if held else None
        if held is None:
            if self._names.is_above(name):
                return self._without(DnsStatus.NODATA)
            if renamed := self._renamed(name):
                return renamed
            wildcard = self._names.wildcard_for(name)
            held = self._held(wildcard) if wildcard else None
            if held is None:
                return self._without(DnsStatus.NXDOMAIN)
        if type in held:
            return held[type]
        alias = held.get("CNAME")
        if alias and alias.status is DnsStatus.FOUND:
            return Alias(target=alias_target(alias), ttl=None, source=self._source)
        if alias and alias.status is DnsStatus.FAILED:
            return alias
        return held.get(_ANY_TYPE) or self._without(DnsStatus.NODATA)

    def _held(self, name: str) -> dict[str, Held] | None:
        """The records of a name by type; None where the map does not have the name."""
        if name in self._read:
            return self._read[name]
        if name not in self._raw:
            return None
        raw = self._raw[name]
        if raw is None:
            held: dict[str, Held] = {}
        elif isinstance(raw, Mapping):
            held = {word.upper(): self._records(word.upper(), value) for word, value in _texts(raw).items()}
        else:
            held = {_ANY_TYPE: self._failed("" if raw == FAILED else ": no object of record types")}
        self._read[name] = held
        return held

    def _records(self, type: str, value: object) -> Held:
        if value == FAILED:
            return self._failed("")
        try:
            records = map_records(type, value)
        except UnreadableError as trouble:
            return self._failed(f": {trouble}")
        if not records:
            return self._without(DnsStatus.NODATA)
        return Held(status=DnsStatus.FOUND, ttl=None, records=records, source=self._source, asked_at=None)

    def _renamed(self, name: str) -> Alias | None:
        """A name below a DNAME is renamed (RFC 6672 section 2.2)."""
        for parent in parents(name):
            held = self._held(parent)
            dname = held.get("DNAME") if held else None
            if dname and dname.status is DnsStatus.FOUND:
                target = alias_target(dname)
                stem = name[: -len(parent) - 1]
                return Alias(target=f"{stem}.{target}" if target else stem, ttl=None, source=self._source)
        return None

    def _without(self, status: DnsStatus) -> Held:
        return self._nothing[status]

    def _failed(self, why: str) -> Held:
        return Held(
            status=DnsStatus.FAILED, ttl=None, records=(), source=f"{self._source}{why or ': failed'}", asked_at=None
        )


_ANY_TYPE = ""  # key of what holds for every type of a name


def _texts(mapping: Mapping[object, object]) -> dict[str, object]:
    """The object of a name, by words for types; a caller's mapping may have others as keys."""
    return {str(key): value for key, value in mapping.items()}


def _joined(first: object, second: object) -> object:
    """Two objects of one name, spelled twice: the first spelling of a type wins."""
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return {**second, **first}
    return first


class ZoneDns:
    """Answers from a JSON map (see the module's text). Never raises on what the map holds; picklable."""

    at_hand = True

    def __init__(self, mapping: Mapping[str, object], *, source: str = "map") -> None:
        self._mapping = mapping
        self._source = source
        self._tables = (MapTable(mapping, source),)
        self.remembered = Remembered()

    def ask(self, question: Question, /) -> Answer:
        return ask_tables(self._tables, question)

    def __getstate__(self) -> tuple[Mapping[str, object], str]:
        return self._mapping, self._source

    def __setstate__(self, state: tuple[Mapping[str, object], str]) -> None:
        mapping, source = state
        self.__init__(mapping, source=source)  # type: ignore[misc]
