"""A view of a source that has its answers at hand, where what was worked out for one message serves others."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

from mailpath.dns.protocol import Answers, Dns, Memory, Noting, Remembrance
from mailpath.dns.remembered import Remembered
from mailpath.values.answers import Answer, Question

__all__ = ["Asked", "OnTheSpot", "Pending", "for_question"]

T = TypeVar("T")
Asked = dict[Question, object]  # an ordered set


class Pending(Exception):  # noqa: N818 - no error but a pause
    """Raised into a verifier whose question is not answered yet; never leaves `Rounds`."""


class OnTheSpot:
    """What verifiers see of a source that has its answers at hand: nothing is missed but past the bound.

    `given` are the answers that the message has so far, `known` those that others have, `noted` the questions past the
    bound of `most`, `values` what the message has worked out; all of them belong to its `Rounds`.
    """

    __slots__ = ("_asked", "_given", "_known", "_most", "_noted", "_remembered", "_values", "foresight")

    def __init__(
        self,
        dns: Dns,
        given: Answers,
        known: Answers,
        noted: Asked,
        values: dict[Hashable, object],
        *,
        most: int,
    ) -> None:
        self._asked = _exactly(dns)
        self._given, self._known, self._noted, self._values = given, known, noted, values
        self._remembered: Remembered | None = getattr(dns, "remembered", None)
        self._most = most
        self.foresight = None

    @property
    def memory(self) -> Memory | None:
        return self if self._remembered is not None else None  # not kept: what holds itself is let go late

    def ask(self, question: Question, /) -> Answer:
        answer = self._given.get(question)
        if answer is None:
            if len(self._given) >= self._most:
                self._noted[question] = None
                raise Pending(question)
            answer = self._known.get(question)
            if answer is None:
                answer = self._known[question] = self._asked(question)
            self._given[question] = answer
        return answer

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        return [self.ask(question) for question in questions]

    def shared(self, key: Hashable, work: Callable[[Dns], T], /) -> T:
        values = self._values
        if key in values:
            return values[key]  # type: ignore[return-value]
        remembered = self._remembered
        if remembered is None:
            found = work(self)
        else:
            kept = remembered.get(key)
            if kept is None:
                noting = Noting(self._asked, remembered)
                kept = work(noting), noting.answers
                remembered.keep(key, kept)
            self._use(kept[1])
            found = kept[0]  # type: ignore[assignment]
        values[key] = found
        return found

    def recall(self, key: Hashable, /) -> Remembrance | None:
        kept = self._remembered.get(key) if self._remembered is not None else None
        if kept is not None:
            self._use(kept[1])
        return kept

    def noting(self) -> Noting:
        assert self._remembered is not None
        return Noting(self._asked, self._remembered)

    def keep(self, key: Hashable, result: object, answers: Answers, /) -> None:
        if self._remembered is not None:
            self._remembered.keep(key, (result, answers))
        self._use(answers)

    def _use(self, answers: Answers) -> None:
        """Answers that a result rests on are this message's own, and count against its bound."""
        given = self._given
        if len(given) + len(answers) <= self._most:
            given.update(answers)
        else:
            for question in answers:
                self.ask(question)


def for_question(question: Question, answer: Answer) -> Answer:
    """A caller's own source may answer in another spelling; here an answer is found by the question as it was asked."""
    return answer if answer.question == question else replace(answer, question=question)


def _exactly(dns: Dns) -> Callable[[Question], Answer]:
    """`dns.ask`, so that an answer is found by the question as it was asked."""
    ask = dns.ask

    def asked(question: Question) -> Answer:
        answer = ask(question)
        return answer if answer.question is question else for_question(question, answer)

    return asked
