"""Four-valued facts: what is known, what cannot be known, and what a question that failed would still decide."""

from enum import StrEnum

from mailpath.values.vocabulary import YesNo

__all__ = ["Fact", "all_of", "any_of", "not_"]


class Fact(StrEnum):
    """A fact that a rule may need.

    `UNKNOWN` cannot be known (only claimed, say) and matches nothing. `OPEN` is temporary trouble: the question
    failed or was not recorded, and its answer could be yes as well as no. Rule 9 is about `OPEN`.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    OPEN = "open"

    @classmethod
    def of(cls, known: bool) -> "Fact":
        return cls.YES if known else cls.NO

    @property
    def yes(self) -> bool:
        return self is Fact.YES

    @property
    def no(self) -> bool:
        return self is Fact.NO

    @property
    def may_be(self) -> bool:
        """Yes, or temporary trouble that could still turn out as yes."""
        return self in (Fact.YES, Fact.OPEN)

    @property
    def word(self) -> YesNo:
        """As the report says it: an open fact is unknown."""
        return YesNo.YES if self is Fact.YES else YesNo.NO if self is Fact.NO else YesNo.UNKNOWN


_YES, _NO, _UNKNOWN, _OPEN = Fact.YES, Fact.NO, Fact.UNKNOWN, Fact.OPEN


def all_of(*facts: Fact) -> Fact:
    """Yes only where all are; one no decides, and what cannot be known never matches."""
    if _NO in facts:
        return _NO
    if _UNKNOWN in facts:
        return _UNKNOWN
    return _OPEN if _OPEN in facts else _YES


def any_of(*facts: Fact) -> Fact:
    """Yes where one is."""
    if _YES in facts:
        return _YES
    if _OPEN in facts:
        return _OPEN
    return _UNKNOWN if _UNKNOWN in facts else _NO


def not_(fact: Fact) -> Fact:
    return _NO if fact is _YES else _YES if fact is _NO else fact
