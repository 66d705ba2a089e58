"""Answers kept in memory, so that many messages ask a live source once."""

from collections.abc import Callable, Sequence
from threading import Lock

from mailpath.dns.protocol import Dns, ask_all
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["CachingDns"]

_MOST_ANSWERS = 100_000
_LEAST_S = 60  # a run over many messages asks once, also where a name's ttl is a few seconds
_MOST_S = 86_400
_NEGATIVE_S = 300  # nodata and nxdomain whose server gave no SOA
_FAILED_S = 60  # RFC 2308 section 7 allows five minutes


class CachingDns:
    """Keeps the answers of another source by name and type until their ttl ends, negative and failed ones too.

    An answer is handed out as it came, with its own ttl and time. `clock` tells seconds that only grow. At most
    `most` answers are kept, the oldest go first. May be used by several threads.
    """

    def __init__(self, dns: Dns, clock: Callable[[], float], *, most: int = _MOST_ANSWERS) -> None:
        self._dns = dns
        self._clock = clock
        self._most = most
        self._kept: dict[Question, tuple[float, Answer]] = {}
        self._lock = Lock()

    @property
    def at_hand(self) -> bool:
        """As the source beneath has it."""
        return bool(getattr(self._dns, "at_hand", False))

    def ask(self, question: Question, /) -> Answer:
        return self.ask_all((question,))[0]

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        now = self._clock()
        with self._lock:
            kept = {q: self._kept[q] for q in questions if q in self._kept}
        answers = {question: answer for question, (ends, answer) in kept.items() if now < ends}
        missing = [question for question in dict.fromkeys(questions) if question not in answers]
        if missing:
            fresh = dict(zip(missing, ask_all(self._dns, missing), strict=True))
            self._keep(fresh, self._clock())
            answers |= fresh
        return [answers[question] for question in questions]

    def _keep(self, fresh: dict[Question, Answer], now: float) -> None:
        with self._lock:
            for question, answer in fresh.items():
                self._kept.pop(question, None)  # so that it becomes the newest
                self._kept[question] = now + _lifetime_s(answer), answer
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]


def _lifetime_s(answer: Answer) -> int:
    if answer.status is DnsStatus.FAILED:
        return _FAILED_S
    ttl = answer.ttl if answer.ttl is not None else _NEGATIVE_S
    return min(max(ttl, _LEAST_S), _MOST_S)
