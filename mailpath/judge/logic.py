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


def all_of(*facts: Fact) -> Fact:
    """Yes only where all are; one no decides, and what cannot be known never matches."""
    for decisive in (Fact.NO, Fact.UNKNOWN, Fact.OPEN):
        if decisive in facts:
            return decisive
    return Fact.YES


def any_of(*facts: Fact) -> Fact:
    """Yes where one is."""
    for decisive in (Fact.YES, Fact.OPEN, Fact.UNKNOWN):
        if decisive in facts:
            return decisive
    return Fact.NO


def not_(fact: Fact) -> Fact:
    return Fact.NO if fact is Fact.YES else Fact.YES if fact is Fact.NO else fact
