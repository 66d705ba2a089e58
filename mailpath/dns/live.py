"""DNS asked live: the only module that opens a DNS socket.

A question goes to one nameserver over UDP with EDNS (RFC 6891), over TCP where the reply is truncated, and to the next
server where one keeps silent or cannot answer. Names are absolute, there is no search list.
"""

import asyncio
import math
from collections.abc import Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import dns.message

from mailpath.dns.lookup import clock, look_up
from mailpath.dns.nameservers import Nameserver, Servers, nameserver, system_nameservers
from mailpath.dns.reply import GARBAGE, Oddity, read_reply
from mailpath.values.answers import Answer, Question
from mailpath.values.settings import SettingError

__all__ = ["DEFAULT_TIMEOUT_S", "MAX_IN_FLIGHT", "LiveDns", "clock"]

DEFAULT_TIMEOUT_S = 5.0
MAX_IN_FLIGHT = 64  # questions at once
_LONGEST_TIMEOUT_S = 600.0
_UNREACHABLE = "unreachable"
_TRUNCATED = "truncated"

T = TypeVar("T")


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
        answers = dict(zip(different, _run(self._answers(different, self._servers)), strict=True))
        return [answers[question] for question in questions]

    async def _answers(self, questions: Sequence[Question], servers: Servers) -> Sequence[Answer]:
        room = asyncio.Semaphore(MAX_IN_FLIGHT)

        async def one(question: Question) -> Answer:
            async with room:
                return await look_up(question, servers, _exchange, self._timeout_s)

        return await asyncio.gather(*map(one, questions))

    def __getstate__(self) -> tuple[tuple[str, ...], float]:
        return tuple(map(str, self._given)), self._timeout_s

    def __setstate__(self, state: tuple[tuple[str, ...], float]) -> None:
        LiveDns.__init__(self, *state)


def _run(work: Coroutine[object, object, T]) -> T:
    """Run to the end; in a thread of its own where this one has a running loop (a notebook, the web page)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, work).result()


async def _exchange(query: dns.message.QueryMessage, server: Nameserver) -> dns.message.Message | str:
    """The reply to a query, or a word for what came instead; cancelled by the caller when its time is over."""
    try:
        reply = await _over_udp(query, server)
    except (OSError, ValueError):  # refused, no route; no address that this system can reach
        return _UNREACHABLE
    if reply is Oddity.TRUNCATED:
        try:
            reply = await _over_tcp(query, server)
        except (OSError, EOFError):  # refused; closed in the middle
            return _TRUNCATED
    return GARBAGE if isinstance(reply, Oddity) else reply


async def _over_udp(query: dns.message.QueryMessage, server: Nameserver) -> dns.message.Message | Oddity:
    """The socket is connected and has a random port of its own, so the system drops what comes from elsewhere."""
    loop = asyncio.get_running_loop()
    packets = _Packets(query, loop.create_future())
    transport, _ = await loop.create_datagram_endpoint(lambda: packets, remote_addr=(server.address, server.port))
    try:
        transport.sendto(query.to_wire())
        return await packets.reply
    finally:
        transport.close()


class _Packets(asyncio.DatagramProtocol):
    """Waits for the packet that belongs to the query; others are ignored (RFC 5452 section 3)."""

    def __init__(self, query: dns.message.QueryMessage, reply: "asyncio.Future[dns.message.Message | Oddity]") -> None:
        self._query = query
        self.reply = reply

    def datagram_received(self, raw: bytes, addr: object) -> None:
        reply = read_reply(self._query, raw)
        if reply is not Oddity.UNRELATED and not self.reply.done():
            self.reply.set_result(reply)

    def error_received(self, exc: Exception) -> None:
        if not self.reply.done():
            self.reply.set_exception(exc)


async def _over_tcp(query: dns.message.QueryMessage, server: Nameserver) -> dns.message.Message | Oddity:
    """RFC 1035 section 4.2.2: two bytes of length, then the message."""
    reader, writer = await asyncio.open_connection(server.address, server.port)
    try:
        writer.write(query.to_wire(prepend_length=True))
        while True:
            length = int.from_bytes(await reader.readexactly(2), "big")
            reply = read_reply(query, await reader.readexactly(length))
            if reply is not Oddity.UNRELATED:
                return reply
    finally:
        writer.close()
