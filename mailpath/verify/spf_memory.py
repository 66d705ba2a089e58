"""SPF evaluations of this process that may be used again: many messages come from few senders.

An evaluation is a function of the client, the domain, what its macros use, and the answers it got. What is kept is used
again only after each of its questions was asked again, in its order, and answered as before: so a message has the same
evidence whether its result was worked out or remembered, and an answer that changed is never missed.
"""

from collections.abc import Callable, Sequence

import msgspec

from mailpath.dns.protocol import Dns, ask_all
from mailpath.values.answers import Answer, Question
from mailpath.verify.spf_query import Outcome, SpfQuery

__all__ = ["Evaluated", "remembered"]

_MOST = 4096  # evaluations; then it begins anew


class Evaluated(msgspec.Struct, frozen=True):
    outcome: Outcome
    lookups: int
    void_lookups: int


class _Kept(msgspec.Struct, frozen=True):
    answers: tuple[Answer, ...]
    evaluated: Evaluated


_memory: dict[tuple[str, ...], _Kept] = {}


class _Noting:
    """Passes questions on and keeps the answers in the order in which they came."""

    def __init__(self, dns: Dns) -> None:
        self._dns = dns
        self.answers: list[Answer] = []

    def ask(self, question: Question, /) -> Answer:
        answer = self._dns.ask(question)
        self.answers.append(answer)
        return answer

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        answers = ask_all(self._dns, questions)
        self.answers += answers
        return answers


def remembered(*, ip: str, helo: str, local: str, domain: str, dns: Dns, begun: Callable[[Dns], SpfQuery]) -> Evaluated:
    """What an evaluation of these four comes to, or came to before; `begun` begins one. Raises as `dns.ask` does."""
    short, whole = (ip, domain), (ip, domain, local, helo)
    for key in (short, whole):
        kept = _memory.get(key)
        if kept is not None and all(_same(dns.ask(one.question), one) for one in kept.answers):
            return kept.evaluated
    noting = _Noting(dns)
    query = begun(noting)
    found = Evaluated(query.outcome(), query.lookups, query.void_lookups)
    if len(_memory) >= _MOST:
        _memory.clear()
    _memory[whole if _has_macros(noting.answers) else short] = _Kept(tuple(noting.answers), found)
    return found


def _same(answer: Answer, before: Answer) -> bool:
    """Whether they say the same; times and ttl do not count for a result."""
    return answer is before or (
        answer.status is before.status and answer.records == before.records and answer.source == before.source
    )


def _has_macros(answers: Sequence[Answer]) -> bool:
    return any("%" in record for answer in answers if answer.question.type == "TXT" for record in answer.records)
