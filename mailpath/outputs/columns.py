"""The columns of one row a message, for csv, parquet and sqlite: derived from the types of the report.

Every scalar field becomes a column, named by its way with `_` for the dots. Lists become the few columns of
`_SUMMARIES`. Columns are only ever added.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from mailpath.outputs.meanings import FIELDS
from mailpath.scanning.carriage import delay_inside, delay_on_the_way, received_at, tls, tls_version
from mailpath.values.report import Report
from mailpath.values.results import DkimResult, SpfResult
from mailpath.values.vocabulary import Result, SpfScope

__all__ = ["Column", "Kind", "Value", "columns", "row"]

Value = str | int | bool | datetime | None


class Kind(StrEnum):
    """What a column holds; every column may be null."""

    TEXT = "text"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`words` are all values there can be, where they are a closed list."""

    name: str
    kind: Kind
    meaning: str
    read: Callable[[Report], Value]
    words: tuple[str, ...] = ()


@cache
def columns() -> tuple[Column, ...]:
    """All columns, scalar fields in the order of the report first."""
    return (*_scalars(Report, (), ()), *_SUMMARIES)


def row(report: Report) -> tuple[Value, ...]:
    """The values of one report in the order of `columns()`; times are aware, in UTC."""
    return tuple(column.read(report) for column in columns())


def _scalars(holder: type[msgspec.Struct], names: tuple[str, ...], attributes: tuple[str, ...]) -> Iterator[Column]:
    hints = get_type_hints(holder, include_extras=True)
    for field in msgspec.structs.fields(holder):
        held = _unwrapped(hints[field.name])
        below = (*names, field.encode_name), (*attributes, field.name)
        if isinstance(held, type) and issubclass(held, msgspec.Struct):
            yield from _scalars(held, *below)
        elif (kind := _kind(held)) is not None:
            meaning = FIELDS.get(f"{holder.__name__}.{field.encode_name}", "")
            yield Column(
                name="_".join(below[0]), kind=kind, meaning=meaning, read=_reader(below[1], held), words=_words(held)
            )


def _unwrapped(hint: object) -> object:
    """The type without `Annotated` and `| None`."""
    if get_origin(hint) in (Union, UnionType):
        kept = [each for each in get_args(hint) if each is not NoneType]
        return _unwrapped(kept[0]) if len(kept) == 1 else hint
    return _unwrapped(get_args(hint)[0]) if get_origin(hint) is Annotated else hint


def _kind(held: object) -> Kind | None:
    if get_origin(held) is Literal:
        return Kind.TEXT
    if not isinstance(held, type):
        return None
    for kind, types in ((Kind.TEXT, str), (Kind.BOOLEAN, bool), (Kind.INTEGER, int), (Kind.TIME, datetime)):
        if issubclass(held, types):
            return kind
    return None


def _words(held: object) -> tuple[str, ...]:
    if held is bool:
        return ("true", "false")
    if isinstance(held, type) and issubclass(held, StrEnum):
        return tuple(held)
    return tuple(str(one) for one in get_args(held)) if get_origin(held) is Literal else ()


def _reader(attributes: tuple[str, ...], held: object) -> Callable[[Report], Value]:
    """Reads down the attributes; null where an object on the way is null."""
    get = attrgetter(".".join(attributes))
    if isinstance(held, type) and issubclass(held, StrEnum):
        return lambda report: _plain(_found(get, report))
    return lambda report: _found(get, report)


def _found(get: Callable[[Report], Value], report: Report) -> Value:
    try:
        return get(report)
    except AttributeError:
        return None


def _plain(value: Value) -> Value:
    """Words of closed lists as plain text, which every writer of rows takes."""
    return str(value) if isinstance(value, str) else value


# The best of several: what could still become a pass stands before what could not.
_BEST = (
    Result.PASS,
    Result.POLICY,
    Result.TEMPERROR,
    Result.NEUTRAL,
    Result.SOFTFAIL,
    Result.FAIL,
    Result.PERMERROR,
    Result.NONE,
)


def _spf(report: Report) -> SpfResult | None:
    found = report.auth_results.spf if report.auth_results else ()
    return next((each for each in found if each.scope is SpfScope.MFROM), found[0] if found else None)


def _spf_result(report: Report) -> Value:
    found = _spf(report)
    return found.result if found else None


def _spf_domain(report: Report) -> Value:
    found = _spf(report)
    return found.domain if found else None


def _signatures(report: Report) -> tuple[DkimResult, ...]:
    return report.auth_results.dkim if report.auth_results else ()


def _dkim_result(report: Report) -> Value:
    if report.auth_results is None:
        return None
    return min((each.result for each in _signatures(report)), key=_BEST.index, default=Result.NONE)


def _dkim_domains(report: Report) -> Value:
    return _joined(each.domain for each in _signatures(report) if each.domain)


def _arc_result(report: Report) -> Value:
    return report.auth_results.arc.result if report.auth_results and report.auth_results.arc else None


def _dmarc_result(report: Report) -> Value:
    return report.auth_results.dmarc.result if report.auth_results and report.auth_results.dmarc else None


def _hop_count(report: Report) -> Value:
    return len(report.path.hops) if report.path else None


def _reason_codes(report: Report) -> Value:
    return _joined(each.code for each in report.reasons)


def _action_facts(report: Report) -> str | None:
    """The facts as JSON, so that a sentence in any language can be made of the row alone."""
    facts = report.action.facts
    if not facts:
        return None
    try:
        return msgspec.json.encode(facts).decode()
    except UnicodeEncodeError:
        return None  # a lone surrogate among them: the English sentence stands


def _sending_host_name(report: Report) -> Value:
    host = report.sending_host
    return host.ptr[0] if host is not None and host.fcrdns and host.ptr else None


def _joined(items: Iterable[str]) -> str | None:
    return " ".join(dict.fromkeys(items)) or None


def _summary(name: str, kind: Kind, meaning: str, read: Callable[[Report], Value]) -> Column:
    return Column(name=name, kind=kind, meaning=meaning, read=lambda report: _plain(read(report)))


_SUMMARIES = (
    _summary("spf_result", Kind.TEXT, "SPF of MAIL FROM, else of HELO.", _spf_result),
    _summary("spf_domain", Kind.TEXT, "The domain of that.", _spf_domain),
    _summary("dkim_result", Kind.TEXT, "The best result of all signatures; `none` without one.", _dkim_result),
    _summary("dkim_domains", Kind.TEXT, "The signing domains, each once, separated by blanks.", _dkim_domains),
    _summary("arc_result", Kind.TEXT, "The result of the ARC chain.", _arc_result),
    _summary("dmarc_result", Kind.TEXT, "The result of DMARC.", _dmarc_result),
    _summary("hop_count", Kind.INTEGER, "Number of hops.", _hop_count),
    _summary("reason_codes", Kind.TEXT, "The codes of the reasons, each once, separated by blanks.", _reason_codes),
    _summary("received_at", Kind.TIME, "When the boundary took the message, else the newest server.", received_at),
    _summary("sending_host_name", Kind.TEXT, "The host's name where it is confirmed (FCrDNS).", _sending_host_name),
    _summary("tls", Kind.TEXT, "Whether the boundary took it over TLS, by its own word: yes, no or unknown.", tls),
    _summary("tls_version", Kind.TEXT, "The version of TLS then, such as `TLSv1.3`.", tls_version),
    _summary(
        "delay_seconds", Kind.INTEGER, "From the oldest dated hop to the newest, as hops claim.", delay_on_the_way
    ),
    _summary("delay_inside_seconds", Kind.INTEGER, "Of that, behind the boundary, in trusted servers.", delay_inside),
    _summary("action_facts", Kind.TEXT, "What `action_text` was made from, as a JSON object.", _action_facts),
)
