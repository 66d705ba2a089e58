"""`--where FIELD=VALUE`: which reports become rows, by the columns of a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from mailpath.outputs.columns import Column, Kind, Value, columns
from mailpath.outputs.sheets.values import Plain
from mailpath.values.report import Report
from mailpath.values.settings import SettingError

__all__ = ["Condition", "Where", "where"]

_WORD_LISTS = ("reason_codes", "dkim_domains")  # columns of several words: one of them is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One column against the values that are asked for; without `wanted`, against all others."""

    column: str
    values: tuple[str, ...]
    wanted: bool

    def holds(self, report: Report) -> bool:
        return self._met(_by_name()[self.column].read(report))

    def holds_row(self, values: Sequence[Plain]) -> bool:
        """Of a row as it was written, in the order of `columns()`."""
        number = _places()[self.column]
        return self._met(_read_again(columns()[number].kind, values[number]))

    def _met(self, value: Value) -> bool:
        held = _words(self.column, value)
        return any(one in held for one in self.values) is self.wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Every condition has to hold. Crosses to workers."""

    conditions: tuple[Condition, ...]

    def __call__(self, report: Report) -> bool:
        return all(condition.holds(report) for condition in self.conditions)

    def row(self, values: Sequence[Plain]) -> bool:
        """The same of a row as it was written."""
        return all(condition.holds_row(values) for condition in self.conditions)


def where(texts: list[str]) -> Where | None:
    """The conditions as written: `FIELD=VALUE`, `FIELD!=VALUE`; one field given twice: either value.

    FIELD is a column, its name in the report (`identifiers.author_domain`), or the end of one where only one column
    ends so (`author_domain`). An empty VALUE is null. Raises SettingError, also for a word that the column never holds.
    """
    found: dict[tuple[str, bool], list[str]] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.strip("! "):
            raise SettingError(f"--where {text}: is not FIELD=VALUE, such as verdict=spoofed")
        column = _column(name.removesuffix("!").strip())
        value = value.strip().lower()
        if column.words and value not in ("", *column.words):  # a slip of the pen must not look like "there are none"
            raise SettingError(f"--where {text}: {column.name} is one of {', '.join(column.words)}, or empty")
        found.setdefault((column.name, not name.endswith("!")), []).append(value)
    conditions = tuple(
        Condition(column=name, values=tuple(values), wanted=wanted) for (name, wanted), values in found.items()
    )
    return Where(conditions=conditions) if conditions else None


@cache
def _by_name() -> dict[str, Column]:
    return {column.name: column for column in columns()}


@cache
def _places() -> dict[str, int]:
    return {column.name: number for number, column in enumerate(columns())}


def _read_again(kind: Kind, value: Plain) -> Value:
    """A value as it was before it was written: files know times as texts, sqlite yes and no as 1 and 0."""
    if value is None:
        return None
    if kind is Kind.BOOLEAN:
        return bool(value)
    try:
        return datetime.fromisoformat(value) if kind is Kind.TIME and isinstance(value, str) else value
    except ValueError:
        return value


def _column(name: str) -> Column:
    spelled = name.lower().replace(".", "_").replace("-", "_")
    named = _by_name()
    if spelled in named:
        return named[spelled]
    ending = [column for column in columns() if column.name.endswith(f"_{spelled}")]
    if len(ending) == 1:
        return ending[0]
    if ending:
        raise SettingError(f"--where {name}: could be {', '.join(column.name for column in ending)}")
    raise SettingError(f"--where {name}: there is no such field; docs/columns.md has them all")


def _words(column: str, value: Value) -> tuple[str, ...]:
    match value:
        case None:
            return ("",)
        case bool():
            return ("true" if value else "false",)
        case datetime():
            return (value.isoformat().replace("+00:00", "z").lower(), value.date().isoformat())
        case str() if column in _WORD_LISTS:
            return tuple(value.lower().split())
        case _:
            return (str(value).lower(),)
