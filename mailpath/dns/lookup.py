"""One question asked of nameservers until its answer: which server, when the next, and how far along aliases.

Nothing here opens a socket; what sends a query and waits for the reply is passed in.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec

from mailpath.dns.nameservers import Nameserver, Servers
from mailpath.dns.owner import labels_of, owner_name
from mailpath.dns.query import Query, kind_of, make_query
from mailpath.dns.reply import Said, does_not_know_edns, said, said_of_its_own
from mailpath.dns.table import MAX_ALIASES
from mailpath.dns.wire import WireMessage
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["NO_NAMESERVER", "TIMEOUT", "Exchange", "clock", "look_up", "look_up_at"]

TIMEOUT = "timeout"
NO_NAMESERVER = "no nameserver"
_LEAST_TRIES = 2  # a lone server is asked again: UDP loses packets
_MOST_TRIES = 6
_SHOWN = 3  # servers named in the source of a failed answer

clock = time.monotonic
# Sends a query to a server and waits for its reply; a word where there is none. Waits until it is cancelled.
Exchange = Callable[[Query, Nameserver], Awaitable[WireMessage | str]]
_Meaning = Callable[[WireMessage, Query], Said]
_Waiting = asyncio.Future[WireMessage | str]


class _Outcome(msgspec.Struct, frozen=True):
    """What came of one name: `source` names the server, or says why there is no answer."""

    said: Said
    source: str


async def look_up(question: Question, servers: Servers, exchange: Exchange, timeout_s: float) -> Answer:
    """The answer within `timeout_s`; where a server follows an alias only part of the way, the rest is asked for."""
    ends = clock() + timeout_s
    asked_at = datetime.now(UTC).replace(microsecond=0)
    name: str | None = owner_name(question.name)
    seen: set[str] = set()
    ttls: list[int] = []
    outcome = _failed(NO_NAMESERVER)
    while name is not None:
        if name in seen or len(seen) > MAX_ALIASES:
            outcome = _failed(f"{outcome.source} {'CNAME loop' if name in seen else 'too many CNAMEs'}")
            break
        seen.add(name)
        outcome = await _name_outcome(name, question.type, servers, exchange, ends)
        if outcome.said.ttl is not None:
            ttls.append(outcome.said.ttl)
        name = outcome.said.target
    failed = outcome.said.status is DnsStatus.FAILED
    return Answer(
        question=question,
        status=outcome.said.status,
        ttl=None if failed else min(ttls, default=None),
        records=outcome.said.records,
        source=outcome.source,
        asked_at=asked_at,
    )


def _no_reply(word: str) -> Said:
    return Said(status=DnsStatus.FAILED, trouble=word)


def _failed(source: str) -> _Outcome:
    return _Outcome(Said(status=DnsStatus.FAILED), source)


async def _name_outcome(name: str, type: str, servers: Servers, exchange: Exchange, ends: float) -> _Outcome:
    kind = kind_of(type)
    if kind is None:
        return _failed(f"{type[:40]} is no DNS type")
    try:
        query = make_query(labels_of(name), kind)
    except ValueError:
        return _Outcome(Said(status=DnsStatus.NXDOMAIN), "no domain name")  # cannot be sent, so it cannot exist
    return await _Tries(query, servers, exchange, ends, said).outcome()


async def look_up_at(question: Question, type: str, server: Nameserver, exchange: Exchange, timeout_s: float) -> Answer:
    """What one server itself holds for the name of the question and a type, without recursion."""
    asked_at = datetime.now(UTC).replace(microsecond=0)
    kind = kind_of(type)
    try:
        query = make_query(labels_of(owner_name(question.name)), kind or 0, recursion=False)
    except ValueError:
        kind = None
    if kind is None:
        outcome = _failed("cannot be asked")
    else:
        outcome = await _Tries(query, Servers((server,)), exchange, clock() + timeout_s, said_of_its_own).outcome()
    return Answer(
        question=question,
        status=outcome.said.status,
        ttl=outcome.said.ttl,
        records=outcome.said.records,
        source=outcome.source,
        asked_at=asked_at,
    )


class _Tries:
    """One query to several servers: the next one starts when the one before fails or keeps silent for its share of
    the time; those before are still listened to."""

    def __init__(self, query: Query, servers: Servers, exchange: Exchange, ends: float, meaning: _Meaning) -> None:
        self._query = query
        self._meaning = meaning
        self._servers = servers
        self._exchange = exchange
        self._ends = ends
        order = servers.in_order(clock())
        self._tries = [*order, *order][: max(_LEAST_TRIES, min(_MOST_TRIES, 2 * len(order)))]
        self._share_s = max(0.0, ends - clock()) / max(1, len(self._tries))
        self._running: dict[_Waiting, tuple[Nameserver, Query]] = {}
        self._troubles: dict[Nameserver, str] = {}

    async def outcome(self) -> _Outcome:
        next_at = clock()
        try:
            while self._tries or self._running:
                if self._tries and clock() >= next_at:
                    self._start_next()
                    next_at += self._share_s  # on time also where this machine was busy
                until = min(next_at, self._ends) if self._tries else self._ends
                if answered := await self._wait(until):
                    return answered
                if clock() >= self._ends:
                    break
                if not self._running:
                    next_at = clock()
        finally:
            for waiting in self._running:
                waiting.cancel()
        for server, _ in self._running.values():
            self._servers.kept_silent(server, clock())
            self._troubles.setdefault(server, TIMEOUT)
        if not self._troubles:
            return _failed(NO_NAMESERVER)
        words = [f"{server} {word}" for server, word in self._troubles.items()]
        return _failed(", ".join(words[:_SHOWN]))

    def _start_next(self) -> None:
        """Ask the next server; one that is still silent then is asked last by other questions."""
        for server, _ in self._running.values():
            self._servers.kept_silent(server, clock())
        self._start(self._tries.pop(0), self._query)

    def _start(self, server: Nameserver, query: Query) -> None:
        self._running[asyncio.ensure_future(self._exchange(query, server))] = server, query

    async def _wait(self, until: float) -> _Outcome | None:
        """Wait for a reply that settles the question. A server that cannot answer is not asked again."""
        if not self._running:
            return None
        done, _ = await asyncio.wait(
            self._running, timeout=max(0.0, until - clock()), return_when=asyncio.FIRST_COMPLETED
        )
        for waiting in done:
            server, query = self._running.pop(waiting, (None, None))
            if server is None or query is None:  # of a server that was given up in this very loop
                continue
            reply = waiting.result()
            if not isinstance(reply, str) and does_not_know_edns(query, reply):
                self._start(server, query.plain())
                continue
            result = self._meaning(reply, query) if isinstance(reply, WireMessage) else _no_reply(reply)
            if result.trouble is None:
                self._servers.answered(server, clock())
                return _Outcome(result, str(server))
            self._give_up(server, result.trouble)
        return None

    def _give_up(self, server: Nameserver, trouble: str) -> None:
        self._troubles.setdefault(server, trouble)
        self._tries = [other for other in self._tries if other != server]
        for useless in [waiting for waiting, (other, _) in self._running.items() if other == server]:
            useless.cancel()
            del self._running[useless]
