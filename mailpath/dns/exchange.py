"""A query sent to a nameserver, and its reply: the only module that opens a DNS socket."""

import asyncio
import socket

from mailpath.dns.nameservers import Nameserver
from mailpath.dns.query import Query
from mailpath.dns.reply import GARBAGE, Oddity, read_reply
from mailpath.dns.wire import WireMessage

__all__ = ["exchange"]

_UNREACHABLE = "unreachable"
_TRUNCATED = "truncated"
_LARGEST_PACKET = 65_535


def exchange(query: Query, server: Nameserver) -> "asyncio.Future[WireMessage | str]":
    """The reply to a query, or a word for what came instead; waits until it is cancelled.

    Over UDP (RFC 1035 section 4.2.1), over TCP where the reply is truncated. The socket is connected and has a random
    port of its own, so the system drops what comes from elsewhere; what does not belong to the query is ignored
    (RFC 5452 section 3).
    """
    return _Exchange(query, server).reply


class _Exchange:
    """One query on its way. A socket of its own for each: a transport of asyncio costs five times as much."""

    def __init__(self, query: Query, server: Nameserver) -> None:
        self._query = query
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._socket: socket.socket | None = None
        self._tcp: asyncio.Task[WireMessage | str] | None = None
        self.reply: asyncio.Future[WireMessage | str] = self._loop.create_future()
        self.reply.add_done_callback(self._end)
        try:
            self._send()
        except BlockingIOError:  # no room in the system's buffer: as if it were lost on the way
            pass
        except (OSError, ValueError):  # refused, no route; no address that this system can reach
            self._settle(_UNREACHABLE)

    def _send(self) -> None:
        family = socket.AF_INET6 if ":" in self._server.address else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.connect((self._server.address, self._server.port))
        self._loop.add_reader(self._socket.fileno(), self._receive, self._socket)
        self._socket.send(self._query.raw)

    def _receive(self, its: socket.socket) -> None:
        try:
            raw = its.recv(_LARGEST_PACKET)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:  # nobody listens
            self._settle(_UNREACHABLE)
            return
        reply = read_reply(self._query, raw)
        if reply is Oddity.TRUNCATED:
            self._close()
            self._tcp = self._loop.create_task(_over_tcp(self._query, self._server))
            self._tcp.add_done_callback(self._tcp_done)
        elif reply is not Oddity.UNRELATED:
            self._settle(GARBAGE if isinstance(reply, Oddity) else reply)

    def _tcp_done(self, task: "asyncio.Task[WireMessage | str]") -> None:
        if not task.cancelled():
            self._settle(task.result())

    def _settle(self, reply: WireMessage | str) -> None:
        self._close()
        if not self.reply.done():
            self.reply.set_result(reply)

    def _end(self, _: object) -> None:
        """Settled or cancelled."""
        self._close()
        if self._tcp is not None:
            self._tcp.cancel()

    def _close(self) -> None:
        if self._socket is not None:
            self._loop.remove_reader(self._socket.fileno())
            self._socket.close()
            self._socket = None


async def _over_tcp(query: Query, server: Nameserver) -> WireMessage | str:
    """RFC 1035 section 4.2.2: two bytes of length, then the message."""
    try:
        reader, writer = await asyncio.open_connection(server.address, server.port)
        try:
            writer.write(len(query.raw).to_bytes(2) + query.raw)
            while True:
                length = int.from_bytes(await reader.readexactly(2))
                reply = read_reply(query, await reader.readexactly(length))
                if isinstance(reply, WireMessage):
                    return reply
                if reply is not Oddity.UNRELATED:
                    return GARBAGE
        finally:
            writer.close()
    except (OSError, EOFError):  # refused; closed in the middle
        return _TRUNCATED
