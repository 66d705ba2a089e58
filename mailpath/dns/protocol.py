"""The one protocol through which DNS comes in."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from mailpath.values.answers import Answer, Question

__all__ = ["ConcurrentDns", "Dns", "ask_all"]


class Dns(Protocol):
    """A source of DNS answers. `ask` never raises: trouble is an answer with status failed.

    CNAMEs are followed inside the source; the records of an answer are those of the question's own type.
    """

    def ask(self, question: Question, /) -> Answer: ...


@runtime_checkable
class ConcurrentDns(Protocol):
    """A source that answers many questions at once faster than one after the other."""

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]: ...


def ask_all(dns: Dns, questions: Sequence[Question]) -> Sequence[Answer]:
    """One answer for each question, in their order; concurrently where the source can."""
    if isinstance(dns, ConcurrentDns):
        return dns.ask_all(questions)
    return [dns.ask(question) for question in questions]
