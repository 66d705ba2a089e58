"""A reason: a stable code and the values in its sentence."""

import msgspec

__all__ = ["FactValue", "Facts", "Reason"]

FactValue = str | int | float | bool | None | tuple[str, ...]
Facts = dict[str, FactValue]


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One fact that decided, or one finding about the path.

    `text` is the English sentence of `code`; a sentence in any language is made from `code` and `facts` alone.
    """

    code: str
    text: str
    facts: Facts
