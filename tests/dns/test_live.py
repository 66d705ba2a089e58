"""Live DNS against a server on the loopback interface that has whatever manners a test wants."""

import asyncio
import pickle
import socket
from collections.abc import Callable

import pytest

from mailpath.dns.caching import CachingDns
from mailpath.dns.live import LiveDns, clock
from mailpath.dns.protocol import Dns
from mailpath.dns.rounds import Rounds, settle
from mailpath.values.answers import Question
from mailpath.values.presentation import txt_bytes
from mailpath.values.settings import SettingError
from mailpath.values.vocabulary import DnsStatus
from tests.dns_server import DnsServer, Manner

pytestmark = pytest.mark.loopback

_FOUND, _NODATA, _NXDOMAIN, _FAILED = DnsStatus
_Start = Callable[..., DnsServer]

_ZONE: dict[str, dict[str, list[object]]] = {
    "a.example": {
        "TXT": ["v=spf1 -all", ["split ", "text"], "x" * 3000],
        "MX": [{"exchange": "MX2.a.example.", "priority": 20}, {"exchange": "mx1.a.example.", "priority": 5}],
        "A": ["192.0.2.2", "192.0.2.1"],
        "AAAA": ["2001:DB8::1"],
    },
    "null.example": {"MX": [{"exchange": "", "priority": 0}]},
    "alias.example": {"CNAME": ["a.example."]},
    "twice.example": {"CNAME": ["alias.example."]},
    "dangling.example": {"CNAME": ["gone.example."]},
    "bare.example": {"CNAME": ["null.example."]},
    "loop.example": {"CNAME": ["loop2.example."]},
    "loop2.example": {"CNAME": ["loop.example."]},
    "self.example": {"CNAME": ["self.example."]},
    "*.wild.example": {"A": ["192.0.2.5"]},
    "1.2.0.192.in-addr.arpa": {"PTR": ["Mail.A.example."]},
    "xn--bcher-kva.example": {"A": ["192.0.2.6"]},
    "odd name.example": {"A": ["192.0.2.7"]},
    **{f"c{number}.example": {"CNAME": [f"c{number + 1}.example."]} for number in range(30)},
}


def _live(*servers: DnsServer, timeout_s: float = 5.0) -> LiveDns:
    return LiveDns([server.address for server in servers], timeout_s=timeout_s)


_ANSWERS: list[tuple[str, str, DnsStatus, tuple[str, ...]]] = [
    ("A.example.", "A", _FOUND, ("192.0.2.1", "192.0.2.2")),
    ("a.example", "AAAA", _FOUND, ("2001:db8::1",)),
    ("a.example", "MX", _FOUND, ("5 mx1.a.example", "20 mx2.a.example")),
    ("null.example", "MX", _FOUND, ("0 .",)),
    ("alias.example", "AAAA", _FOUND, ("2001:db8::1",)),
    ("twice.example", "AAAA", _FOUND, ("2001:db8::1",)),
    ("alias.example", "CNAME", _FOUND, ("a.example",)),
    ("1.2.0.192.in-addr.arpa", "PTR", _FOUND, ("mail.a.example",)),
    ("any.wild.example", "A", _FOUND, ("192.0.2.5",)),
    ("bücher.example", "A", _FOUND, ("192.0.2.6",)),
    ("odd name.example", "A", _FOUND, ("192.0.2.7",)),
    ("a.example", "CAA", _NODATA, ()),
    ("bare.example", "A", _NODATA, ()),
    ("wild.example", "A", _NODATA, ()),
    ("gone.example", "A", _NXDOMAIN, ()),
    ("dangling.example", "A", _NXDOMAIN, ()),
]


@pytest.mark.parametrize("manner", [Manner.ANSWER, Manner.PARTIAL, Manner.TRUNCATE, Manner.WRONG_ID_FIRST])
def test_answers(dns_server: _Start, manner: Manner) -> None:
    server = dns_server(_ZONE, manner=manner)
    questions = [Question(name, kind) for name, kind, _, _ in _ANSWERS]
    answers = _live(server).ask_all(questions)
    assert [answer.question for answer in answers] == questions
    assert [(answer.status, answer.records) for answer in answers] == [case[2:] for case in _ANSWERS]
    assert {answer.source for answer in answers} == {server.address}
    assert all(answer.asked_at is not None for answer in answers)


@pytest.mark.parametrize(
    ("manner", "status", "word", "transports"),
    [
        (Manner.ANSWER, _FOUND, "", ["udp", "tcp"]),  # 3,000 bytes do not fit a packet
        (Manner.TRUNCATE, _FOUND, "", ["udp", "tcp"]),
        (Manner.OTHER_QUESTION_FIRST, _FOUND, "", ["udp", "tcp"]),
        (Manner.REFUSE, _FAILED, " refused", ["udp"]),
        (Manner.SERVFAIL, _FAILED, " servfail", ["udp"]),
        (Manner.GARBAGE, _FAILED, " garbage", ["udp"]),
        (Manner.BROKEN, _FAILED, " garbage", ["udp"]),
        (Manner.REFERRAL, _FAILED, " referral", ["udp"]),
        (Manner.TRUNCATE_CLOSE, _FAILED, " truncated", ["udp", "tcp"]),
    ],
)  # fmt: skip
def test_manners(dns_server: _Start, manner: Manner, status: DnsStatus, word: str, transports: list[str]) -> None:
    server = dns_server(_ZONE, manner=manner)
    answer = _live(server).ask(Question("a.example", "TXT"))
    assert (answer.status, answer.source) == (status, server.address + word)
    assert [transport for _, _, transport in server.questions] == transports
    assert b"v=spf1 +all" not in map(txt_bytes, answer.records)


@pytest.mark.parametrize("manner", [Manner.SILENT, Manner.LIE, Manner.TRUNCATE_SILENT])
def test_silence_and_lies_are_a_timeout(dns_server: _Start, manner: Manner) -> None:
    server = dns_server(_ZONE, manner=manner)
    answer = _live(server, timeout_s=0.2).ask(Question("a.example", "A"))
    assert (answer.status, answer.records, answer.source) == (_FAILED, (), f"{server.address} timeout")


def test_a_lost_packet_is_sent_again(dns_server: _Start) -> None:
    server = dns_server(_ZONE, manner=Manner.FIRST_LOST)
    assert _live(server, timeout_s=1.0).ask(Question("a.example", "AAAA")).records == ("2001:db8::1",)
    assert server.count("a.example", "AAAA") == 2


def test_a_server_without_edns(dns_server: _Start) -> None:
    server = dns_server(_ZONE, manner=Manner.NO_EDNS)
    assert _live(server).ask(Question("a.example", "AAAA")).records == ("2001:db8::1",)


@pytest.mark.parametrize("manner", [Manner.ANSWER, Manner.PARTIAL])
@pytest.mark.parametrize(
    ("name", "word"),
    [("loop.example", "CNAME loop"), ("self.example", "CNAME loop"), ("c0.example", "too many CNAMEs")],
)
def test_aliases_that_lead_nowhere(dns_server: _Start, manner: Manner, name: str, word: str) -> None:
    server = dns_server(_ZONE, manner=manner)
    answer = _live(server).ask(Question(name, "A"))
    assert (answer.status, answer.source) == (_FAILED, f"{server.address} {word}")


def test_nobody_listens() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    assert LiveDns([address]).ask(Question("a.example", "A")).source == f"{address} unreachable"


def test_the_second_server_stands_in(dns_server: _Start) -> None:
    for manner in (Manner.SERVFAIL, Manner.REFUSE, Manner.GARBAGE):
        bad, good = dns_server(_ZONE, manner=manner), dns_server(_ZONE)
        answer = _live(bad, good).ask(Question("a.example", "AAAA"))
        assert (answer.status, answer.source) == (_FOUND, good.address)


def test_a_dead_server_costs_one_wait_and_not_one_a_question(dns_server: _Start) -> None:
    dead, good = dns_server(_ZONE, manner=Manner.SILENT), dns_server(_ZONE, delay_s=0.02)
    dns = _live(dead, good, timeout_s=1.0)
    for batch in range(4):
        answers = dns.ask_all([Question(f"h{batch}-{number}.wild.example", "A") for number in range(20)])
        assert {answer.status for answer in answers} == {_FOUND}
    assert len(dead.questions) == 20  # the first batch only
    assert len(good.questions) == 80


def test_each_question_goes_out_once(dns_server: _Start) -> None:
    """Messages of few domains over one cache, side by side and one after the other."""
    server = dns_server(_ZONE, delay_s=0.02)
    dns = CachingDns(_live(server), clock)

    def goal(rounds: Rounds, name: str) -> Callable[[], object]:
        def ask(view: Dns) -> tuple[str, ...]:
            return view.ask(Question(name, "A")).records + view.ask(Question("alias.example", "AAAA")).records

        return lambda: rounds.value(name, ask)

    for _ in range(3):
        messages = [(Rounds(), f"d{number % 10}.wild.example") for number in range(50)]
        settle(dns, [(rounds, [goal(rounds, name)]) for rounds, name in messages])
        assert all(rounds.rounds == 2 for rounds, _ in messages)
    assert len(server.questions) == len(set(server.questions)) == 11


def test_ttl_is_the_smallest_and_a_negative_one_unknown_without_soa(dns_server: _Start) -> None:
    dns = _live(dns_server(_ZONE, ttl=77))
    assert dns.ask(Question("twice.example", "AAAA")).ttl == 77
    assert dns.ask(Question("gone.example", "A")).ttl is None


def test_below_a_running_loop(dns_server: _Start) -> None:
    dns = _live(dns_server(_ZONE))

    async def page() -> tuple[str, ...]:
        return dns.ask(Question("a.example", "AAAA")).records

    assert asyncio.run(page()) == ("2001:db8::1",)


def test_pickled_it_asks_the_same_servers(dns_server: _Start) -> None:
    dns = pickle.loads(pickle.dumps(_live(dns_server(_ZONE), timeout_s=3)))
    assert dns.ask(Question("a.example", "AAAA")).status is _FOUND


def test_nothing_to_ask() -> None:
    assert LiveDns(["192.0.2.53"]).ask_all([]) == ()


@pytest.mark.parametrize("timeout_s", [0, -1, float("nan"), float("inf"), True, "5"])
def test_a_timeout_that_makes_no_sense(timeout_s: float) -> None:
    with pytest.raises(SettingError, match="timeout"):
        LiveDns(["192.0.2.53"], timeout_s=timeout_s)
