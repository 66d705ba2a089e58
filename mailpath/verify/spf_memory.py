"""SPF evaluations that may be used again: many messages come from few senders.

An evaluation is a function of the client, the domain, what its macros use, and the answers it got. Where answers never
change it is kept for other messages, together with its questions, so that a message has the same evidence whether its
result was worked out or remembered.
"""

from collections.abc import Callable, Iterable

import msgspec

from mailpath.dns.protocol import Dns, memory_of, shared
from mailpath.values.answers import Answer
from mailpath.verify.spf_query import Outcome, SpfQuery

__all__ = ["Evaluated", "remembered"]


class Evaluated(msgspec.Struct, frozen=True):
    outcome: Outcome
    lookups: int
    void_lookups: int


def remembered(*, ip: str, helo: str, local: str, domain: str, dns: Dns, begun: Callable[[Dns], SpfQuery]) -> Evaluated:
    """What an evaluation of these four comes to, or came to before; `begun` begins one. Raises as `dns.ask` does."""
    memory = memory_of(dns)
    if memory is None:
        return shared(dns, ("spf", ip, domain, local, helo), lambda dns: _evaluated(begun(dns)))
    short, whole = ("spf", ip, domain), ("spf", ip, domain, local, helo)
    for key in (short, whole):
        if (kept := memory.recall(key)) is not None:
            assert isinstance(kept[0], Evaluated)
            return kept[0]
    noting = memory.noting()
    found = _evaluated(begun(noting))
    memory.keep(whole if _has_macros(noting.answers.values()) else short, found, noting.answers)
    return found


def _evaluated(query: SpfQuery) -> Evaluated:
    return Evaluated(query.outcome(), query.lookups, query.void_lookups)


def _has_macros(answers: Iterable[Answer]) -> bool:
    return any("%" in record for answer in answers if answer.question.type == "TXT" for record in answer.records)
