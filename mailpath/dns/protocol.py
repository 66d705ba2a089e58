"""The one protocol through which DNS comes in."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from mailpath.values.answers import Answer, Question

__all__ = ["ConcurrentDns", "Dns", "Foresight", "ask_all"]


class Dns(Protocol):
    """A source of DNS answers. `ask` never raises: trouble is an answer with status failed.

    CNAMEs are followed inside the source; the records of an answer are those of the question's own type. A source may
    have an attribute `at_hand` that is true: its answers cost no waiting, so that it is asked one by one.
    """

    def ask(self, question: Question, /) -> Answer: ...


class ConcurrentDns(Dns, Protocol):
    """A source that answers many questions at once faster than one after the other."""

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]: ...


class Foresight(Protocol):
    """Where a verifier may say what it is about to ask (`foresight` of a view): it saves rounds, no more."""

    def peek(self, question: Question) -> Answer | None: ...

    def seed(self, questions: Iterable[Question]) -> None: ...


def ask_all(dns: Dns, questions: Sequence[Question]) -> Sequence[Answer]:
    """One answer for each question, in their order; concurrently where the source can."""
    # not isinstance: a protocol's check at run time costs as much as a dictionary of answers
    together: Callable[[Sequence[Question]], Sequence[Answer]] | None = getattr(dns, "ask_all", None)
    return together(questions) if together else [dns.ask(question) for question in questions]
