"""Which server is asked when, with servers that need no socket."""

import asyncio
from collections.abc import Callable, Mapping

import dns.message
import dns.rcode
import dns.rrset
import pytest

from mailpath.dns.lookup import look_up
from mailpath.dns.nameservers import Nameserver, Servers, nameserver
from mailpath.dns.query import Query
from mailpath.dns.wire import WireMessage, read_message
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

_A, _B = "192.0.2.1:53", "192.0.2.2:53"
_Reply = dns.message.Message | str | None  # None: silence


def _found(query: dns.message.Message) -> _Reply:
    reply = dns.message.make_response(query)
    reply.answer.append(dns.rrset.from_text(query.question[0].name, 300, "IN", "A", "203.0.113.1"))
    return reply


def _rcode(word: str) -> Callable[[dns.message.Message], _Reply]:
    def answer(query: dns.message.Message) -> _Reply:
        reply = dns.message.make_response(query)
        reply.set_rcode(dns.rcode.from_text(word))
        return reply

    return answer


def _silent(query: dns.message.Message) -> _Reply:
    return None


def _word(word: str) -> Callable[[dns.message.Message], _Reply]:
    return lambda query: word


class _Net:
    def __init__(self, manners: Mapping[str, Callable[[dns.message.Message], _Reply]]) -> None:
        self._manners = manners
        self.asked: list[str] = []
        self.servers = Servers(nameserver(text) for text in manners)

    async def exchange(self, query: Query, server: Nameserver) -> WireMessage | str:
        self.asked.append(str(server))
        reply = self._manners[str(server)](dns.message.from_wire(query.raw))
        if reply is None:
            await asyncio.Event().wait()
        assert reply is not None
        if isinstance(reply, str):
            return reply
        message = read_message(reply.to_wire())
        assert message is not None
        return message

    def look_up(self, name: str = "a.example", kind: str = "A", timeout_s: float = 0.08) -> Answer:
        return asyncio.run(look_up(Question(name, kind), self.servers, self.exchange, timeout_s))


@pytest.mark.parametrize(
    ("first", "second", "source", "asked"),
    [
        pytest.param(_found, _found, _A, [_A], id="the first answers"),
        pytest.param(_rcode("SERVFAIL"), _found, _B, [_A, _B], id="servfail: the next"),
        pytest.param(_rcode("REFUSED"), _found, _B, [_A, _B], id="refused: the next"),
        pytest.param(_word("garbage"), _found, _B, [_A, _B], id="garbage: the next"),
        pytest.param(_silent, _found, _B, [_A, _B], id="silence: the next"),
        pytest.param(_rcode("FORMERR"), _found, _B, [_A, _A, _B], id="formerr: without EDNS, then the next"),
        pytest.param(_rcode("SERVFAIL"), _rcode("REFUSED"), f"{_A} servfail, {_B} refused", [_A, _B], id="both cannot"),
        pytest.param(_silent, _rcode("REFUSED"), f"{_B} refused, {_A} timeout", [_A, _B, _A], id="silence and refused"),
        pytest.param(_silent, _silent, f"{_A} timeout, {_B} timeout", [_A, _B, _A, _B], id="both silent"),
    ],
)
def test_two_servers(
    first: Callable[[dns.message.Message], _Reply],
    second: Callable[[dns.message.Message], _Reply],
    source: str,
    asked: list[str],
) -> None:
    net = _Net({_A: first, _B: second})
    answer = net.look_up()
    assert (answer.source, net.asked) == (source, asked)
    assert answer.failed == (answer.records == ())


def test_a_dead_server_is_asked_once_and_then_left_alone() -> None:
    net = _Net({_A: _silent, _B: _found})
    for _ in range(5):
        assert net.look_up().source == _B
    assert net.asked == [_A, *[_B] * 5]


def test_a_lone_server_is_asked_twice() -> None:
    net = _Net({_A: _silent})
    assert (net.look_up().source, net.asked) == (f"{_A} timeout", [_A, _A])


def test_many_servers_are_bounded() -> None:
    servers = [f"192.0.2.{number}:53" for number in range(1, 12)]
    net = _Net(dict.fromkeys(servers, _silent))
    answer = net.look_up(timeout_s=0.5)
    assert net.asked == servers[:6]
    assert answer.source == ", ".join(f"{server} timeout" for server in servers[:3])


def test_no_server() -> None:
    assert _Net({}).look_up().source == "no nameserver"


@pytest.mark.parametrize(
    ("name", "kind", "status", "source"),
    [
        ("x" * 64 + ".example", "A", DnsStatus.NXDOMAIN, "no domain name"),
        (".".join(["x" * 60] * 5), "A", DnsStatus.NXDOMAIN, "no domain name"),
        ("a..example", "A", DnsStatus.NXDOMAIN, "no domain name"),
        ("a.example", "HTTPS-GET", DnsStatus.FAILED, "HTTPS-GET is no DNS type"),
        ("a.example", "TYPE99999", DnsStatus.FAILED, "TYPE99999 is no DNS type"),
        ("a.example", "", DnsStatus.FAILED, " is no DNS type"),
    ],
)
def test_what_cannot_be_asked(name: str, kind: str, status: DnsStatus, source: str) -> None:
    net = _Net({_A: _found})
    answer = net.look_up(name, kind)
    assert (answer.status, answer.source, net.asked) == (status, source, [])


def test_the_time_is_that_of_asking_in_whole_seconds() -> None:
    asked_at = _Net({_A: _found}).look_up().asked_at
    assert asked_at is not None
    assert asked_at.microsecond == 0
    assert asked_at.utcoffset() is not None
