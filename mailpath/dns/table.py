"""A source whose answers are all held in memory, and the one way to ask such sources: in order, through aliases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from mailpath.dns.owner import owner_name
from mailpath.values.answers import NOT_RECORDED, Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["AT", "HTTPS_GET", "MAX_ALIASES", "Alias", "Held", "Table", "alias_target", "ask_tables", "only_as_held"]

HTTPS_GET = "HTTPS-GET"  # no DNS type but a fetched text
AT = "@"  # in the type of a question to one certain name server: `MX@192.0.2.53`

MAX_ALIASES = 16  # CNAME and DNAME steps of one question; resolvers stop at 8 to 17


def only_as_held(type: str) -> bool:
    """Types that have no aliases and that no source is complete for: it holds an answer, or nothing is known."""
    return type == HTTPS_GET or AT in type


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """What a table knows about one name and type; fields as in `Answer`."""

    status: DnsStatus
    ttl: int | None
    records: tuple[str, ...]
    source: str
    asked_at: datetime | None


class Alias(msgspec.Struct, frozen=True, kw_only=True):
    """The name asked is an alias (CNAME, or a name below a DNAME): ask for `target` instead."""

    target: str
    ttl: int | None
    source: str


def alias_target(cname: Held) -> str:
    """The name a found CNAME or DNAME points to, as `owner_name` writes it."""
    return "" if cname.records[0] == "." else cname.records[0]


class Table(Protocol):
    """Names and their records. `look` takes a name of `owner_name` and a type in capitals; None is *not recorded*.

    It never answers a question for CNAME itself with an `Alias`.
    """

    def look(self, name: str, type: str, /) -> Held | Alias | None: ...


def ask_tables(tables: Sequence[Table], question: Question) -> Answer:
    """The answer of the first table that knows, aliases followed across all of them; ttl is the smallest on the way."""
    name, kind = owner_name(question.name), question.type.upper()
    seen = {name}
    ttls: list[int] = []
    while True:
        found = _first(tables, name, kind)
        if found is None:
            return _failed(question, NOT_RECORDED)
        if found.ttl is not None:
            ttls.append(found.ttl)
        if isinstance(found, Held):
            return Answer(
                question=question,
                status=found.status,
                ttl=min(ttls, default=None),
                records=found.records,
                source=found.source,
                asked_at=found.asked_at,
            )
        name = found.target
        if name in seen:
            return _failed(question, f"{found.source}: CNAME loop at {name}")
        if len(seen) > MAX_ALIASES:
            return _failed(question, f"{found.source}: more than {MAX_ALIASES} CNAMEs")
        seen.add(name)


def _first(tables: Sequence[Table], name: str, type: str) -> Held | Alias | None:
    """The first table's word. A failure that only says "not recorded" (a replayed report) leaves it to the others."""
    unknown: Held | None = None
    for table in tables:
        found = table.look(name, type)
        if isinstance(found, Held) and found.status is DnsStatus.FAILED and found.source == NOT_RECORDED:
            unknown = unknown or found
        elif found is not None:
            return found
    return unknown


def _failed(question: Question, source: str) -> Answer:
    return Answer(question=question, status=DnsStatus.FAILED, ttl=None, records=(), source=source, asked_at=None)
