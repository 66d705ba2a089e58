"""Four-valued facts: what is known, what cannot be known, and what a question that failed would still decide."""

from enum import StrEnum

from mailpath.values.vocabulary import YesNo

__all__ = ["NO", "OPEN", "UNKNOWN", "YES", "Fact", "all_of", "any_of", "fact", "not_"]


class Fact(StrEnum):
    """A fact that a rule may need.

    `UNKNOWN` cannot be known (only claimed, say) and matches nothing. `OPEN` is temporary trouble: the question
    failed or was not recorded, and its answer could be yes as well as no. Rule 9 is about `OPEN`.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    OPEN = "open"

    @property
    def yes(self) -> bool:
        return self is YES

    @property
    def no(self) -> bool:
        return self is NO

    @property
    def may_be(self) -> bool:
        """Yes, or temporary trouble that could still turn out as yes."""
        return self is YES or self is OPEN

    @property
    def word(self) -> YesNo:
        """As the report says it: an open fact is unknown."""
        return YesNo.YES if self is YES else YesNo.NO if self is NO else YesNo.UNKNOWN


YES, NO, UNKNOWN, OPEN = Fact.YES, Fact.NO, Fact.UNKNOWN, Fact.OPEN
"""By names of their own: a message takes some hundred of them, and Python 3.11 finds a member through its enum in ten
times the time of a name."""


def fact(known: bool) -> Fact:
    """What is known: yes or no."""
    return YES if known else NO


def all_of(*facts: Fact) -> Fact:
    """Yes only where all are; one no decides, and what cannot be known never matches."""
    if NO in facts:
        return NO
    if UNKNOWN in facts:
        return UNKNOWN
    return OPEN if OPEN in facts else YES


def any_of(*facts: Fact) -> Fact:
    """Yes where one is."""
    if YES in facts:
        return YES
    if OPEN in facts:
        return OPEN
    return UNKNOWN if UNKNOWN in facts else NO


def not_(fact: Fact) -> Fact:
    return NO if fact is YES else YES if fact is NO else fact
