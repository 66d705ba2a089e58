"""The one protocol through which DNS comes in."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

from mailpath.values.answers import Answer, Question

__all__ = ["ConcurrentDns", "Dns", "Foresight", "Memory", "Noting", "Remembrance", "ask_all", "memory_of", "shared"]


T = TypeVar("T")


class Dns(Protocol):
    """A source of DNS answers. `ask` never raises: trouble is an answer with status failed.

    CNAMEs are followed inside the source; the records of an answer are those of the question's own type. A source may
    have an attribute `at_hand` that is true: its answers cost no waiting, so that it is asked one by one. One whose
    answers never change may have `remembered` as well (a `dns.remembered.Remembered`): work over them is kept there.
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


Remembrance = tuple[object, dict[Question, Answer]]
"""A result and the answers it rests on."""


class Memory(Protocol):
    """A view of a source whose answers never change. `recall` gives a result that was kept for any message, and counts
    the answers it rests on as used; None where there is none."""

    def recall(self, key: Hashable, /) -> Remembrance | None: ...

    def keep(self, key: Hashable, result: object, answers: dict[Question, Answer], /) -> None: ...


def memory_of(dns: Dns) -> Memory | None:
    return dns if hasattr(dns, "recall") else None  # type: ignore[return-value]


class Noting:
    """Passes questions on and keeps the answers, so that a result can be kept with what it rests on."""

    __slots__ = ("_dns", "answers")

    def __init__(self, dns: Dns) -> None:
        self._dns = dns
        self.answers: dict[Question, Answer] = {}

    def ask(self, question: Question, /) -> Answer:
        answer = self.answers[question] = self._dns.ask(question)
        return answer

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        answers = ask_all(self._dns, questions)
        self.answers.update(zip(questions, answers, strict=True))
        return answers

    def recall(self, key: Hashable, /) -> Remembrance | None:
        """What is kept may rest on other results that are kept."""
        memory = memory_of(self._dns)
        found = memory.recall(key) if memory else None
        if found is not None:
            self.answers.update(found[1])
        return found

    def keep(self, key: Hashable, result: object, answers: dict[Question, Answer], /) -> None:
        if memory := memory_of(self._dns):
            memory.keep(key, result, answers)


def shared(dns: Dns, key: Hashable, work: Callable[[Dns], T]) -> T:
    """`work`, which depends on nothing but its key and DNS: done once for all messages, where the source can."""
    memory = memory_of(dns)
    if memory is None:
        return work(dns)
    kept = memory.recall(key)
    if kept is not None:
        return kept[0]  # type: ignore[return-value]
    noting = Noting(dns)
    found = work(noting)
    memory.keep(key, found, noting.answers)
    return found
