"""DNS asked in rounds: synchronous verifiers over a source that answers many questions at once.

A verifier runs against what is already known. A question that is not known is *noted* and interrupts that verifier;
when every verifier has been tried, all noted questions go out together, and what was interrupted runs again, until a
round notes nothing. Whether a result counts is read from the notes and not from the exception: pyspf swallows
exceptions in one place and would return an answer all the same.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from mailpath.dns.protocol import Dns, ask_all
from mailpath.values.answers import OVER_LIMIT, Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["MAX_QUESTIONS", "MAX_ROUNDS", "Pending", "Rounds", "settle"]

T = TypeVar("T")

MAX_QUESTIONS = 400  # of one message; RFC 7208 and RFC 9989 bound each protocol far below
MAX_ROUNDS = 64  # deepest legal chain: 10 SPF terms, each over a few CNAMEs; past it the rest is answered "over limit"


class Pending(Exception):  # noqa: N818 - no error but a pause
    """Raised into a verifier whose question is not answered yet; never leaves `Rounds`."""


class _View:
    """What one verifier sees of the known answers; keeps the questions it used and those it missed."""

    __slots__ = ("_known", "missed", "used")

    def __init__(self, known: dict[Question, Answer]) -> None:
        self._known = known
        self.used: dict[Question, None] = {}
        self.missed: dict[Question, None] = {}

    def ask(self, question: Question, /) -> Answer:
        answer = self._known.get(question)
        if answer is None:
            self.missed[question] = None
            raise Pending(question)
        self.used[question] = None
        return answer

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        """All answers, or one interruption that notes everything missing: a verifier that knows several questions
        at once saves a round for each."""
        missing = [question for question in questions if question not in self._known]
        if missing:
            self.missed.update(dict.fromkeys(missing))
            raise Pending(missing[0])
        return [self.ask(question) for question in questions]


class Rounds:
    """The DNS work of one message. `value` computes a thing once; `settle` drives all goals to their end."""

    def __init__(self, known: dict[Question, Answer] | None = None) -> None:
        self._known: dict[Question, Answer] = {} if known is None else known
        self._values: dict[Hashable, object] = {}
        self._used: dict[Question, None] = {}
        self._noted: dict[Question, None] = {}
        self._asked = 0
        self.rounds = 0

    def value(self, key: Hashable, work: Callable[[Dns], T]) -> T:
        """`work` over the known answers, kept under `key` once it missed none; raises Pending until then.

        Nested calls are allowed: work may ask for other values, each with questions of its own.
        """
        if key in self._values:
            return self._values[key]  # type: ignore[return-value]
        view = _View(self._known)
        try:
            result = work(view)
        except Pending:
            self._noted.update(view.missed)
            raise
        if view.missed:
            self._noted.update(view.missed)
            raise Pending
        self._values[key] = result
        self._used.update(view.used)
        return result

    def seed(self, questions: Iterable[Question]) -> None:
        """Questions likely to be asked: they save rounds, never change a result, and are no evidence until used."""
        self._noted.update((q, None) for q in questions if q not in self._known)

    def try_all(self, goals: Sequence[Callable[[], object]]) -> tuple[Question, ...]:
        """Try each goal; what is missing before all are done (empty: all are done)."""
        while True:
            for goal in goals:
                try:
                    goal()
                except Pending:
                    continue
            noted, self._noted = self._noted, {}
            missing = [question for question in noted if question not in self._known]
            if not missing:
                return ()
            self.rounds += 1
            room = max(0, MAX_QUESTIONS - self._asked) if self.rounds <= MAX_ROUNDS else 0
            self._asked += len(missing[:room])
            self.learn(map(_over_limit, missing[room:]))
            if room:
                return tuple(missing[:room])

    def learn(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            self._known.setdefault(answer.question, answer)

    @property
    def used(self) -> tuple[Answer, ...]:
        """Every answer that a kept value rests on, in the order of first use."""
        return tuple(self._known[question] for question in self._used)


def _over_limit(question: Question) -> Answer:
    return Answer(question=question, status=DnsStatus.FAILED, ttl=None, records=(), source=OVER_LIMIT, asked_at=None)


def settle(dns: Dns, work: Sequence[tuple[Rounds, Sequence[Callable[[], object]]]]) -> None:
    """Drive the goals of several messages to their end, each round's questions of all of them asked at once."""
    open_work = list(work)
    while open_work:
        missing: dict[Question, None] = {}
        still: list[tuple[Rounds, Sequence[Callable[[], object]]]] = []
        for rounds, goals in open_work:
            questions = rounds.try_all(goals)
            if questions:
                missing.update(dict.fromkeys(questions))
                still.append((rounds, goals))
        open_work = still
        if missing:
            answers = ask_all(dns, tuple(missing))
            for rounds, _ in open_work:
                rounds.learn(answers)
