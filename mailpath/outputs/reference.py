"""The reference pages of the documentation, made from the types of the report and what `meanings` says of them.

`tests/outputs/test_reference.py` holds `docs/report.md` and `docs/columns.md` against these; run it with
`--rewrite-golden` to write them anew.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from mailpath.outputs.columns import columns
from mailpath.outputs.meanings import FIELDS, WORDS
from mailpath.values.reasons import FactValue
from mailpath.values.report import Report

__all__ = ["columns_page", "report_page", "types_of"]

Held = type[msgspec.Struct] | type[StrEnum]

_REPORT_INTRO = """# The report

What `mailpath check --json`, `--format jsonl` and `mailpath.to_json` write, one object a message. `mailpath schema`
prints the JSON Schema (2020-12) of it. Names are snake_case, times RFC 3339 in UTC, durations in seconds; what is
absent is `null`, never `""`. Fields are only ever added.

In Python the attributes have the same names, but for `hop.with_` and `hop.for_`.

(Made from the types by `mailpath/outputs/reference.py`.)
"""
_COLUMNS_INTRO = """# The columns of a row

`csv`, `parquet` and `sqlite` hold one row a message: every scalar field of the [report](report.md) with `_` for the
dots, and a few columns for its lists. Columns are only ever added; each may be null (an empty cell in csv).

In csv a cell in which a spreadsheet would see a formula gets a `'` before the sign, characters that do not print stand
as escapes (`\\u202e`), and cells end after 8,000 characters: use jsonl, parquet or sqlite to compute with.

(Made from the types by `mailpath/outputs/columns.py`.)
"""


def types_of(root: type[msgspec.Struct]) -> tuple[Held, ...]:
    """The structs and closed lists below a type, in the order in which they occur."""
    found: dict[Held, None] = {root: None}
    for each in _below(root):
        found.setdefault(each)
    return tuple(found)


def _below(holder: type[msgspec.Struct]) -> Iterator[Held]:
    for hint in get_type_hints(holder, include_extras=True).values():
        for each in _leaves(hint):
            if issubclass(each, StrEnum):
                yield each
            elif issubclass(each, msgspec.Struct):
                yield each
                yield from _below(each)


def _leaves(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and get_origin(hint) is None:
        yield hint
    for each in get_args(hint) if get_origin(hint) is not Literal else ():
        yield from _leaves(each)


def report_page() -> str:
    return "\n".join((_REPORT_INTRO, *map(_section, types_of(Report))))


def _section(held: Held) -> str:
    if issubclass(held, StrEnum):
        rows = [f"| `{word}` | {WORDS[f'{held.__name__}.{word}']} |" for word in held]
        return "\n".join((f"## {held.__name__}", "", "| word | meaning |", "| --- | --- |", *rows, ""))
    hints = get_type_hints(held, include_extras=True)
    rows = [
        f"| `{field.encode_name}` | {_spelled(hints[field.name])} | {FIELDS[f'{held.__name__}.{field.encode_name}']} |"
        for field in msgspec.structs.fields(held)
    ]
    return "\n".join((f"## {held.__name__}", "", "| field | type | meaning |", "| --- | --- | --- |", *rows, ""))


def _spelled(hint: object) -> str:
    if hint == FactValue:
        return "text, number, true, false, null or list of text"
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _spelled(inner[0])
    if origin is Literal:
        return " ".join(f"`{each}`" for each in inner)
    if origin in (Union, UnionType):
        kept = " or ".join(_spelled(each) for each in inner if each is not NoneType)
        return f"{kept} or null" if NoneType in inner else kept
    if origin is tuple:
        return f"list of {_spelled(inner[0])}"
    if origin is dict:
        return f"object of {_spelled(inner[1])}"
    plain: dict[object, str] = {str: "text", int: "integer", float: "number", bool: "true or false", datetime: "time"}
    if hint in plain:
        return plain[hint]
    assert isinstance(hint, type)
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def columns_page() -> str:
    rows = [f"| `{column.name}` | {column.kind} | {column.meaning} |" for column in columns()]
    return "\n".join((_COLUMNS_INTRO, "| column | type | meaning |", "| --- | --- | --- |", *rows, ""))
