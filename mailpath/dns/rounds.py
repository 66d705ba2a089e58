"""DNS asked in rounds: synchronous verifiers over a source that answers many questions at once.

A verifier runs against what is already known. A question that is not known is *noted* and interrupts that verifier;
when every verifier has been tried, all noted questions go out together, and what was interrupted runs again, until a
round notes nothing. Whether a result counts is read from the notes and not from the exception: pyspf swallows
exceptions in one place and would return an answer all the same.

A source that has its answers at hand (`at_hand`: a file, or none at all) is asked on the spot instead: the same answers
and the same bound, without a single repetition. Where it says that its answers never change (`remembered`), what was
worked out from them for one message is used for the next.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from mailpath.dns.on_the_spot import Asked, OnTheSpot, Pending, for_question
from mailpath.dns.protocol import Answers, Dns, Foresight, ask_all
from mailpath.values.answers import OVER_LIMIT, Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["MAX_QUESTIONS", "MAX_ROUNDS", "Pending", "Rounds", "settle"]

T = TypeVar("T")

MAX_QUESTIONS = 400  # of one message; RFC 7208 and RFC 9989 bound each protocol far below
MAX_ROUNDS = 128  # SPF's 10 terms over an MX and its 10 hosts, one after the other, are 111; no protocol goes deeper


class _View:
    """What one verifier sees of the known answers; keeps the questions it used and those it missed."""

    __slots__ = ("_rounds", "missed", "used")

    def __init__(self, rounds: "Rounds") -> None:
        self._rounds = rounds
        self.used: Answers = {}
        self.missed: Asked = {}

    def ask(self, question: Question, /) -> Answer:
        answer = self._rounds.answer_for(question)
        if answer is None:
            self.missed[question] = None
            raise Pending(question)
        self.used[question] = answer
        return answer

    @property
    def foresight(self) -> Foresight | None:
        """None where answers cost no waiting."""
        return None if self._rounds.on_the_spot else self._rounds

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        """All answers, or one interruption that notes everything missing: a verifier that knows several questions
        at once saves a round for each."""
        missing = [question for question in questions if self._rounds.answer_for(question) is None]
        if missing:
            self.missed.update(dict.fromkeys(missing))
            raise Pending(missing[0])
        return [self.ask(question) for question in questions]

    def shared(self, key: Hashable, work: Callable[[Dns], T], /) -> T:
        return self._rounds.value(key, work)


class Rounds:
    """The DNS work of one message. `value` computes a thing once; `settle` drives all goals to their end.

    `known` may be shared with other messages: it saves questions and never changes a result. That needs care only
    where a message asks for more than the bound, since which questions are refused must not depend on what others
    asked before: such a message starts again and is given answers round by round, as if nothing had been known.
    """

    def __init__(self, known: Answers | None = None) -> None:
        self._known: Answers = {} if known is None else known
        self._given: Answers = {}  # what this message has seen of it, and refusals
        self._values: dict[Hashable, object] = {}
        self._used: Answers = {}  # on the spot the same as what was given
        self._noted: Asked = {}
        self._seeds: Asked = {}
        self._interruptions = 0
        self._at_hand = False
        self._direct: OnTheSpot | None = None  # while answers are at hand and the bound is not passed
        self._awaited: tuple[Question, ...] | None = None  # None: not over the bound
        self._shown: tuple[Answer, ...] = ()  # of `used`
        self.rounds = 0

    def answer_for(self, question: Question) -> Answer | None:
        """What is known about a question; for the views."""
        answer = self._given.get(question)
        if answer is None and self._awaited is None:
            answer = self._known.get(question)
            if answer is not None:
                self._given[question] = answer
        return answer

    @property
    def on_the_spot(self) -> bool:
        """Whether answers are at hand, so that nothing is gained by asking early."""
        return self._at_hand

    @property
    def in_one_go(self) -> bool:
        """Whether every answer comes when it is asked for, so that nothing has to be tried beforehand."""
        return self._direct is not None

    def ask_on_the_spot(self, dns: Dns) -> None:
        """From now on an unknown question is asked at once; past the bound it is asked in rounds, as ever."""
        if self._at_hand:
            return
        self._at_hand = True
        if self._awaited is None:
            self._given = self._used = dict(self._used)
            self._direct = OnTheSpot(dns, self._given, self._known, self._noted, self._values, most=MAX_QUESTIONS)

    @property
    def kept(self) -> Mapping[Hashable, object]:
        """What `value` has computed so far, by its key: a short way for values that are asked for all the time."""
        return self._values

    def value(self, key: Hashable, work: Callable[[Dns], T]) -> T:
        """`work` over the known answers, kept under `key` once it missed none; raises Pending until then.

        Nested calls are allowed: work may ask for other values, each with questions of its own. Neither a result nor
        an exception counts while anything was missed, here or in a nested value.
        """
        if key in self._values:
            return self._values[key]  # type: ignore[return-value]
        if self._direct is not None:
            found = self._values[key] = work(self._direct)
            return found
        view = _View(self)
        before = self._interruptions
        try:
            result = work(view)
        except Exception:
            if self._interrupted(view, before):
                raise Pending from None
            raise
        if self._interrupted(view, before):
            raise Pending
        self._values[key] = result
        self._used.update(view.used)
        return result

    def shared(self, key: Hashable, work: Callable[[Dns], T]) -> T:
        """As `value`, for work that depends on nothing but its key and DNS, and asks for no other value: where answers
        are at hand it is done once for all messages."""
        return self.value(key, work) if self._direct is None else self._direct.shared(key, work)

    def _interrupted(self, view: _View, before: int) -> bool:
        if not view.missed and self._interruptions == before:
            return False
        self._noted.update(view.missed)
        self._interruptions += 1
        return True

    def seed(self, questions: Iterable[Question]) -> None:
        """Questions likely to be asked: they save rounds, never change a result, and are no evidence until used."""
        for question in questions:
            if len(self._seeds) < MAX_QUESTIONS:
                self._seeds[question] = None

    def peek(self, question: Question) -> Answer | None:
        """What is known by now, for seeds; looking does not use it."""
        return self._known.get(question)

    def try_all(self, goals: Sequence[Callable[[], object]]) -> tuple[Question, ...]:
        """Try each goal; what is to be asked before all are done (empty: all are done)."""
        while True:
            if self._awaited:
                self._given.update((q, self._known[q]) for q in self._awaited if q in self._known)
            for goal in goals:
                try:
                    goal()
                except Pending:
                    continue
            missing = [question for question in self._noted if question not in self._given]
            self._noted.clear()
            if self._awaited is None and len(self._given) + len(missing) > MAX_QUESTIONS:
                self._start_again()
                continue
            if not missing:
                return ()
            self.rounds += 1
            to_ask = self._admitted(missing)
            if to_ask:
                return to_ask

    def _start_again(self) -> None:
        """Over the bound: from here on answers are given round by round."""
        self._awaited = ()
        self._direct = None
        self._given, self._used = {}, {}
        self._values.clear()
        self._shown = ()
        self.rounds = 0

    def _admitted(self, missing: list[Question]) -> tuple[Question, ...]:
        """The questions to ask now; those past a bound get their answer here: over limit."""
        if self._awaited is None and self.rounds <= MAX_ROUNDS:
            seeds = [question for question in self._seeds if question not in self._known]
            self._seeds.clear()
            return tuple(dict.fromkeys((*missing, *seeds)))
        room = max(0, MAX_QUESTIONS - len(self._given)) if self.rounds <= MAX_ROUNDS else 0
        self._given.update((question, _over_limit(question)) for question in missing[room:])
        self._awaited = tuple(missing[:room]) if self._awaited is not None else None
        return tuple(question for question in missing[:room] if question not in self._known)

    def learn(self, answers: Iterable[Answer]) -> None:
        for answer in answers:
            self._known.setdefault(answer.question, answer)

    @property
    def used(self) -> tuple[Answer, ...]:
        """Every answer that a kept value rests on, in the order of first use."""
        if len(self._used) != len(self._shown):
            self._shown = tuple(self._used.values())
        return self._shown


def _over_limit(question: Question) -> Answer:
    return _failed(question, OVER_LIMIT)


def _failed(question: Question, source: str) -> Answer:
    return Answer(question=question, status=DnsStatus.FAILED, ttl=None, records=(), source=source, asked_at=None)


def settle(
    dns: Dns,
    work: Sequence[tuple[Rounds, Sequence[Callable[[], object]]]],
    *,
    out_of_time: Callable[[], bool] | None = None,
) -> None:
    """Drive the goals of several messages to their end, each round's questions of all of them asked at once, and no
    question twice.

    Once `out_of_time` says so nothing more is asked, every open question is answered over limit: for a live source,
    whose servers may be as slow as they like. Without it the work is bounded by MAX_ROUNDS only.
    """
    answered: dict[Question, Answer] = {}
    open_work = list(work)
    if getattr(dns, "at_hand", False):
        for rounds, _ in open_work:
            rounds.ask_on_the_spot(dns)
    while open_work:
        asked = [(rounds, goals, rounds.try_all(goals)) for rounds, goals in open_work]
        open_work = [(rounds, goals) for rounds, goals, questions in asked if questions]
        if not open_work:
            return
        missing = tuple(dict.fromkeys(q for _, _, questions in asked for q in questions if q not in answered))
        if out_of_time is not None and out_of_time():
            answers: Sequence[Answer] = tuple(map(_over_limit, missing))
        else:
            answers = ask_all(dns, missing) if missing else ()
        answered.update(zip(missing, map(for_question, missing, answers), strict=False))
        for rounds, _, questions in asked:
            rounds.learn(answered.get(q) or _failed(q, "no answer") for q in questions)
