"""What every audited record is: a section of the report, and one function that judges it."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from mailpath.domain.asking import Asking
from mailpath.domain.subject import Subject
from mailpath.values.audit import Finding

__all__ = ["Audited", "Record"]

Value = msgspec.Struct | tuple[msgspec.Struct, ...]


class Audited(NamedTuple):
    """The section's value and what is wrong with it."""

    value: Value
    findings: tuple[Finding, ...]


class Record(NamedTuple):
    """`field` is the report's; `audit` asks what it needs and never raises on what it is answered."""

    field: str
    audit: Callable[[Subject, Asking], Audited]
