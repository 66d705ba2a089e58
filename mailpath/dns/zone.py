"""A zone file in the standard master format (RFC 1035 section 5), read by dnspython.

A file may hold several zones (`$ORIGIN`, an SOA each). It is complete for the zones whose SOA it holds, except below a
delegation; what else it holds is an answer, what else it does not hold was not recorded.
"""

import re

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.tokenizer
import dns.transaction
import dns.zonefile

from mailpath.dns.errors import DnsFileError
from mailpath.dns.names_held import NamesHeld
from mailpath.dns.owner import owner_name, parents
from mailpath.dns.record_text import record_text
from mailpath.dns.table import Alias, Held, alias_target, only_as_held
from mailpath.values.vocabulary import DnsStatus

__all__ = ["ZoneTable", "read_zone"]

_MOST_GENERATED = 20_000  # records made by $GENERATE in one file
_UNDECODED = re.compile("[\udc80-\udcff]")  # a byte that was no UTF-8 (`surrogateescape`)
_TROUBLE = (dns.exception.DNSException, ValueError, OverflowError)  # of dnspython's reader
_DEFAULT_TTL_S = 3600  # where a file states none at all; BIND would refuse it

_Sets = dict[str, dict[str, tuple[int, list[dns.rdata.Rdata]]]]


class ZoneTable:
    """Zones as a table: owner name, type, then ttl and data."""

    def __init__(self, sets: _Sets, source: str) -> None:
        self._sets = sets
        self._source = source
        self._apexes = {name for name, types in sets.items() if "SOA" in types}
        self._names = NamesHeld(sets)
        self._read: dict[tuple[str, str], Held] = {}

    def look(self, name: str, type: str, /) -> Held | Alias | None:
        if only_as_held(type):
            return None
        above = parents(name)
        apex = next((one for one in (name, *above, "") if one in self._apexes), None)
        if name in self._sets:
            delegated = apex is not None and self._is_cut(name) and type != "DS"
            return self._at(name, type) or (
                self._without(DnsStatus.NODATA) if apex is not None and not delegated else None
            )
        for parent in above:
            if apex is not None and len(parent) > len(apex) and self._is_cut(parent):
                return None
            if dname := self._held(parent, "DNAME"):
                target, stem = alias_target(dname), name[: -len(parent) - 1]
                return Alias(target=f"{stem}.{target}" if target else stem, ttl=dname.ttl, source=self._source)
        if apex is None:
            return None
        if self._names.is_above(name):
            return self._without(DnsStatus.NODATA)
        if wildcard := self._names.wildcard_for(name):
            return self._at(wildcard, type) or self._without(DnsStatus.NODATA)
        return self._without(DnsStatus.NXDOMAIN)

    def _is_cut(self, name: str) -> bool:
        """Whether the zone is delegated at `name`: name servers and no SOA."""
        return name not in self._apexes and "NS" in self._sets.get(name, ())

    def _at(self, name: str, type: str) -> Held | Alias | None:
        """What an owner has for a type, its CNAME included; None where it has neither."""
        held = self._held(name, type)
        if held or type == "CNAME":
            return held
        cname = self._held(name, "CNAME")
        return Alias(target=alias_target(cname), ttl=cname.ttl, source=self._source) if cname else None

    def _held(self, name: str, type: str) -> Held | None:
        key = name, type
        if key in self._read:
            return self._read[key]
        found = self._sets.get(name, {}).get(type)
        if found is None:
            return None
        ttl, data = found
        texts = [record_text(type, rdata.to_text()) for rdata in data]
        records = tuple(dict.fromkeys(text for text in texts if text is not None))
        self._read[key] = Held(
            status=DnsStatus.FOUND if records else DnsStatus.FAILED,
            ttl=ttl,
            records=records,
            source=self._source if records else f"{self._source}: {type} record cannot be read",
            asked_at=None,
        )
        return self._read[key]

    def _without(self, status: DnsStatus) -> Held:
        return Held(status=status, ttl=None, records=(), source=self._source, asked_at=None)


class _Zones(dns.transaction.TransactionManager):
    """What dnspython's reader asks about the zone it reads: any names at all, nothing made relative."""

    def origin_information(self) -> tuple[dns.name.Name | None, bool, dns.name.Name | None]:
        return dns.name.root, False, dns.name.root

    def get_class(self) -> dns.rdataclass.RdataClass:
        return dns.rdataclass.IN


class _Records(dns.transaction.Transaction):
    """Takes the records that the reader finds. dnspython's own transactions search all records for each one added."""

    def __init__(self, most: int) -> None:
        super().__init__(_Zones())
        self.sets: _Sets = {}
        self._room = most

    def check_put_rdataset(self, check: object) -> None:
        """A CNAME beside other data is no reason to refuse a file: the data that was asked for wins."""

    def add(self, *args: object) -> None:
        name, ttl, rdata = args
        assert isinstance(name, dns.name.Name)
        assert isinstance(ttl, int)
        assert isinstance(rdata, dns.rdata.Rdata)
        self._room -= 1
        if self._room < 0:
            raise ValueError("too many records are generated")
        types = self.sets.setdefault(owner_name(name.to_text()), {})
        kind = dns.rdatatype.to_text(rdata.rdtype)
        known_ttl, data = types.get(kind) or (ttl, [])
        data.append(rdata)
        types[kind] = min(ttl, known_ttl), data  # RFC 2181 section 5.2: one ttl for all

    def _set_origin(self, origin: dns.name.Name) -> None:
        """Each `$ORIGIN`; the reader keeps it."""


def read_zone(text: str, path: str, source: str) -> ZoneTable:
    """The zones of a master file as text. Raises DnsFileError, which names the line."""
    text = _UNDECODED.sub(lambda match: f"\\{ord(match[0]) - 0xDC00:03d}", text)
    try:
        sets = _read(text, default_ttl_s=None)
    except _TROUBLE as trouble:
        try:  # a file without any ttl, as people write them by hand
            sets = _read(text, default_ttl_s=_DEFAULT_TTL_S) if "TTL" in str(trouble) else {}
        except _TROUBLE as other:
            trouble = other
            sets = {}
        if not sets:
            raise DnsFileError(path, f"no JSON, and no zone file: {_said(trouble)}") from None
    if not sets:
        raise DnsFileError(path, "holds no DNS records")
    if "SOA" in sets.get("", ()):
        raise DnsFileError(path, "a zone of the root: $ORIGIN is missing")
    return ZoneTable(sets, source)


def _read(text: str, *, default_ttl_s: int | None) -> _Sets:
    records = _Records(text.count("\n") + 1 + _MOST_GENERATED)
    reader = dns.zonefile.Reader(
        dns.tokenizer.Tokenizer(text, "line", idna_codec=dns.name.IDNA_2008_UTS_46),
        dns.rdataclass.IN,
        records,
        allow_directives=("$ORIGIN", "$TTL", "$GENERATE"),
        default_ttl=default_ttl_s,
    )
    reader.read()
    return records.sets


def _said(trouble: Exception) -> str:
    """dnspython names the place as `file:line: text`, often the line behind."""
    return str(trouble).replace("line:", "near line ", 1)
