"""The one protocol through which DNS comes in."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

from mailpath.dns.remembered import Remembered
from mailpath.values.answers import Answer, Question

__all__ = [
    "Answers",
    "ConcurrentDns",
    "Dns",
    "Foresight",
    "Memory",
    "Noting",
    "Remembrance",
    "ask_all",
    "memory_of",
    "shared",
]


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


Answers = dict[Question, Answer]
Remembrance = tuple[object, Answers]
"""A result and the answers it rests on."""


class Noting:
    """A view of a source whose answers never change, for one piece of work: it keeps the answers, so that the result
    can be kept with what it rests on. What was kept before is used, and counts as the work's own."""

    __slots__ = ("_asked", "_remembered", "answers")

    def __init__(self, asked: Callable[[Question], Answer], remembered: Remembered) -> None:
        self._asked = asked
        self._remembered = remembered
        self.answers: Answers = {}

    def ask(self, question: Question, /) -> Answer:
        answer = self.answers.get(question)
        if answer is None:
            answer = self.answers[question] = self._asked(question)
        return answer

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        return [self.ask(question) for question in questions]

    def recall(self, key: Hashable, /) -> Remembrance | None:
        kept = self._remembered.get(key)
        if kept is not None:
            self.answers.update(kept[1])
        return kept

    @property
    def memory(self) -> "Noting":
        return self

    def noting(self) -> "Noting":
        return Noting(self._asked, self._remembered)

    def keep(self, key: Hashable, result: object, answers: Answers, /) -> None:
        self._remembered.keep(key, (result, answers))
        self.answers.update(answers)

    def shared(self, key: Hashable, work: Callable[[Dns], T], /) -> T:
        kept = self.recall(key)
        if kept is not None:
            return kept[0]  # type: ignore[return-value]
        noting = Noting(self._asked, self._remembered)
        found = work(noting)
        self.keep(key, found, noting.answers)
        return found


class Memory(Protocol):
    """A view of a source whose answers never change. `recall` gives a result that was kept for any message, and counts
    the answers it rests on as used; None where there is none. Work that is to be kept is done over `noting`."""

    def recall(self, key: Hashable, /) -> Remembrance | None: ...

    def noting(self) -> Noting: ...

    def keep(self, key: Hashable, result: object, answers: Answers, /) -> None: ...


def memory_of(dns: Dns) -> Memory | None:
    memory: Memory | None = getattr(dns, "memory", None)
    return memory


def shared(dns: Dns, key: Hashable, work: Callable[[Dns], T]) -> T:
    """`work`, which depends on nothing but its key and DNS: done once for all messages where answers never change, and
    once for a message where they have to be waited for."""
    sharing: Callable[[Hashable, Callable[[Dns], T]], T] | None = getattr(dns, "shared", None)
    return work(dns) if sharing is None else sharing(key, work)
