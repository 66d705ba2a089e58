"""DNS asked live.

A question goes to one nameserver over UDP with EDNS (RFC 6891), over TCP where the reply is truncated, and to the next
server where one keeps silent or cannot answer. Names are absolute, there is no search list.
"""

import math
from collections.abc import Sequence

from mailpath.dns.exchange import exchange
from mailpath.dns.lookup import TIMEOUT, clock, look_up
from mailpath.dns.nameservers import Patience, Servers, nameserver, system_nameservers
from mailpath.dns.together import MAX_IN_FLIGHT, asked_together
from mailpath.values.answers import Answer, Question
from mailpath.values.settings import SettingError

__all__ = ["DEFAULT_TIMEOUT_S", "MAX_IN_FLIGHT", "LiveDns", "clock"]

DEFAULT_TIMEOUT_S = 5.0
_LONGEST_TIMEOUT_S = 600.0


class LiveDns:
    """Answers from nameservers, each `ADDR`, `ADDR:PORT` or `[ADDR]:PORT`; none given: the system's.

    `timeout_s` is how long one question may take, all servers and aliases counted. Never raises after construction:
    what brings no answer is failed, and the answer's `source` says which server did what (the words: docs/dns.md).
    Raises SettingError at construction. May be used by several threads, and where an event loop is running.
    """

    def __init__(self, nameservers: Sequence[str] = (), timeout_s: float = DEFAULT_TIMEOUT_S) -> None:
        texts = (nameservers,) if isinstance(nameservers, str) else tuple(nameservers or ())
        self._given = tuple(map(nameserver, texts))
        if isinstance(timeout_s, bool) or not isinstance(timeout_s, int | float) or not 0 < timeout_s < math.inf:
            raise SettingError.of("timeout", f"{timeout_s!r} is no number of seconds above 0")
        self._timeout_s = min(float(timeout_s), _LONGEST_TIMEOUT_S)
        self._patience = Patience(self._timeout_s)
        self._servers: Servers | None = None

    def ask(self, question: Question, /) -> Answer:
        return self.ask_all((question,))[0]

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        """Answers in the order of the questions, which are asked at once, at most MAX_IN_FLIGHT of them."""
        different = tuple(dict.fromkeys(questions))
        if not different:
            return ()
        if self._servers is None:
            self._servers = Servers(self._given or system_nameservers())
        servers = self._servers
        found = asked_together(lambda one: self._looked_up(one, servers), different)
        answers = dict(zip(different, found, strict=True))
        return [answers[question] for question in questions]

    async def _looked_up(self, question: Question, servers: Servers) -> Answer:
        answer = await look_up(question, servers, exchange, self._patience.seconds)
        silent = answer.failed and all(one.endswith(TIMEOUT) for one in answer.source.split(", "))
        self._patience.heard(anything=not silent)
        return answer

    def __getstate__(self) -> tuple[tuple[str, ...], float]:
        return tuple(map(str, self._given)), self._timeout_s

    def __setstate__(self, state: tuple[tuple[str, ...], float]) -> None:
        LiveDns.__init__(self, *state)
