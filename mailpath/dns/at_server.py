"""Questions to one certain name server, such as `MX@192.0.2.53`: what it itself holds, whatever others say.

Name servers of one zone may disagree, and a resolver shows only one of them. Such a question is a type of its own, so
that it is kept, recorded and replayed as any other and is never taken for the zone's answer.
"""

from collections.abc import Callable, Sequence

from mailpath.dns.exchange import exchange
from mailpath.dns.lookup import TIMEOUT, look_up_at
from mailpath.dns.nameservers import Nameserver, nameserver
from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.table import AT
from mailpath.dns.together import asked_together
from mailpath.values.answers import Answer, Question
from mailpath.values.names import IPAddress, ip_address
from mailpath.values.vocabulary import DnsStatus

__all__ = ["NameServerDns", "at_server"]

_MOST_SILENCES = 3  # then a server is no longer asked in this run


def at_server(question: Question, address: IPAddress) -> Question:
    """The same question, to one name server."""
    return Question(question.name, f"{question.type}{AT}{address}")


class NameServerDns:
    """Asks questions to certain servers of these, all others of the source beneath. Never raises.

    `reached_at` says where an address is reached: the DNS port, but in tests.
    """

    def __init__(self, dns: Dns, timeout_s: float, reached_at: Callable[[str], Nameserver] = nameserver) -> None:
        self._dns = dns
        self._timeout_s = timeout_s
        self._reached_at = reached_at
        self._silences: dict[str, int] = {}

    def ask(self, question: Question, /) -> Answer:
        return self.ask_all((question,))[0]

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        direct = [one for one in dict.fromkeys(questions) if AT in one.type]
        others = [one for one in dict.fromkeys(questions) if AT not in one.type]
        answers = dict(zip(others, ask_all(self._dns, others), strict=True)) if others else {}
        if direct:
            answers |= dict(zip(direct, asked_together(self._answer, direct), strict=True))
        return [answers[one] for one in questions]

    async def _answer(self, question: Question) -> Answer:
        kind, _, text = question.type.partition(AT)
        address = ip_address(text)
        if address is None:
            return _failed(question, f"{text[:40]} is no address")
        server = self._reached_at(str(address))
        if self._silences.get(text, 0) >= _MOST_SILENCES:
            return _failed(question, f"{server} {TIMEOUT}")
        answer = await look_up_at(question, kind, server, exchange, self._timeout_s)
        silent = answer.failed and answer.source.endswith(TIMEOUT)
        self._silences[text] = self._silences.get(text, 0) + 1 if silent else 0
        return answer


def _failed(question: Question, source: str) -> Answer:
    return Answer(question=question, status=DnsStatus.FAILED, ttl=None, records=(), source=source, asked_at=None)
