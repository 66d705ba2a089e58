"""A DNS server for tests: real sockets on the loopback interface, its answers from a JSON map, its manners as told.

It shares no code with `mailpath.dns`: records are made by dnspython from the map's values.
"""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Self, cast

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rdtypes.ANY.TXT
import dns.rrset

__all__ = ["DnsServer", "Manner"]


class Manner(StrEnum):
    """How a server treats a question."""

    ANSWER = "answer"
    SILENT = "silent"  # never answers
    REFUSE = "refuse"
    SERVFAIL = "servfail"
    GARBAGE = "garbage"  # bytes that are no DNS message
    BROKEN = "broken"  # the right id, then a message cut in the middle
    TRUNCATE = "truncate"  # TC over UDP, the answer over TCP
    TRUNCATE_SILENT = "truncate_silent"  # TC over UDP, nothing over TCP
    TRUNCATE_CLOSE = "truncate_close"  # TC over UDP, TCP closed at once
    WRONG_ID_FIRST = "wrong_id_first"  # a forged answer under another id, then the true one
    OTHER_QUESTION_FIRST = "other_question_first"  # a forged answer to another question, then the true one
    LIE = "lie"  # only answers to another question
    PARTIAL = "partial"  # of an alias only the first step
    NO_EDNS = "no_edns"  # FORMERR to whatever has EDNS
    OWNER = "owner"  # a name server that holds the zone: no recursion, and referrals where it has delegated
    REFERRAL = "referral"  # names other servers and knows nothing itself
    FIRST_LOST = "first_lost"  # the first packet of each question is lost


class DnsServer:
    """Serves `zone` (`{"name": {"TXT": [...]}}`, complete) over UDP and TCP on one port of 127.0.0.1.

    `manner` is that of the whole server, `manners` of single names; every answer comes `delay_s` late.
    """

    def __init__(
        self,
        zone: Mapping[str, Mapping[str, Sequence[object]]] | None = None,
        *,
        manner: Manner = Manner.ANSWER,
        manners: Mapping[str, Manner] | None = None,
        delay_s: float = 0.0,
        ttl: int = 300,
    ) -> None:
        self.manner = manner
        self.manners = {_name(name): its for name, its in (manners or {}).items()}
        self.delay_s = delay_s
        self.questions: list[tuple[str, str, str]] = []  # name, type, `udp` or `tcp`
        self._sets = {
            _name(owner): {
                kind: dns.rrset.from_rdata_list(_name(owner), ttl, [_rdata(kind, value) for value in values])
                for kind, values in types.items()
            }
            for owner, types in (zone or {}).items()
        }
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._loop = asyncio.new_event_loop()
        self._ended = asyncio.Event()
        self.port = 0

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def count(self, name: str, kind: str) -> int:
        """How many packets asked this."""
        return sum(1 for asked, its, _ in self.questions if (asked, its) == (name, kind))

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *trouble: object) -> None:
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join(10)

    def _run(self) -> None:
        loop = self._loop
        asyncio.set_event_loop(loop)
        udp, tcp = loop.run_until_complete(self._open())
        self._ready.set()
        loop.run_until_complete(self._ended.wait())
        udp.close()
        tcp.close()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, asyncio.sleep(0.01), return_exceptions=True))
        loop.close()

    async def _open(self) -> tuple[asyncio.DatagramTransport, asyncio.Server]:
        for _ in range(20):
            udp, _protocol = await self._loop.create_datagram_endpoint(
                lambda: _Datagrams(self), local_addr=("127.0.0.1", 0)
            )
            self.port = udp.get_extra_info("sockname")[1]
            try:
                return udp, await asyncio.start_server(self._serve_tcp, "127.0.0.1", self.port)
            except OSError:  # that port is taken for TCP
                udp.close()
        raise OSError("no port is free for both UDP and TCP")

    async def _serve_tcp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            length = int.from_bytes(await reader.readexactly(2), "big")
            for raw in await self.replies(await reader.readexactly(length), "tcp"):
                writer.write(len(raw).to_bytes(2, "big") + raw)
            await writer.drain()
        except (OSError, EOFError):
            pass
        finally:
            writer.close()

    async def replies(self, raw: bytes, transport: str) -> list[bytes]:
        """The packets that answer one, in their order."""
        query = dns.message.from_wire(raw)
        question = query.question[0]
        name, kind = question.name, dns.rdatatype.to_text(question.rdtype)
        asked = name.to_text(omit_final_dot=True).lower()
        self.questions.append((asked, kind, transport))
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        manner = self.manners.get(name, self.manner)
        match manner:
            case Manner.SILENT:
                return []
            case Manner.FIRST_LOST if self.count(asked, kind) == 1:
                return []
            case Manner.REFUSE:
                return [_refusal(query, dns.rcode.REFUSED)]
            case Manner.SERVFAIL:
                return [_refusal(query, dns.rcode.SERVFAIL)]
            case Manner.NO_EDNS if query.edns >= 0:
                return [_refusal(query, dns.rcode.FORMERR)]
            case Manner.GARBAGE:
                return [b"\xff\xfe this is no DNS message"]
            case Manner.TRUNCATE | Manner.TRUNCATE_SILENT | Manner.TRUNCATE_CLOSE if transport == "udp":
                return [_truncated(query)]
            case Manner.TRUNCATE_SILENT:
                await self._ended.wait()
                return []
            case Manner.TRUNCATE_CLOSE:
                return []
        if manner is Manner.OWNER and (below := self._delegation(name)):
            reply = dns.message.make_response(query)
            reply.authority.append(below)
            return [reply.to_wire()]
        true = self._answer(query, manner)
        if manner is Manner.BROKEN:
            return [true[: len(true) - 5]]
        if transport == "udp" and len(true) > max(512, query.payload):
            true = _truncated(query)
        forged = _forged(query)
        if manner is Manner.WRONG_ID_FIRST:
            forged.question = query.question
            forged.id = query.id ^ 1
            return [forged.to_wire(), true]
        if manner is Manner.OTHER_QUESTION_FIRST:
            return [forged.to_wire(), true]
        return [forged.to_wire()] if manner is Manner.LIE else [true]

    def _delegation(self, name: dns.name.Name) -> dns.rrset.RRset | None:
        """The name servers that a name is delegated to: those of a name at or above it without a SOA."""
        while name != dns.name.root:
            types = self._sets.get(name, {})
            if "NS" in types and "SOA" not in types:
                return types["NS"]
            name = name.parent()
        return None

    def _answer(self, query: dns.message.Message, manner: Manner) -> bytes:
        owner, partial, referral = (manner is one for one in (Manner.OWNER, Manner.PARTIAL, Manner.REFERRAL))
        reply = dns.message.make_response(query, recursion_available=not referral and not owner)
        if owner:
            reply.flags |= dns.flags.AA
        if referral:
            reply.authority.append(dns.rrset.from_text("example.", 300, "IN", "NS", "ns.elsewhere.example."))
            return reply.to_wire()
        question = query.question[0]
        name, seen = question.name, set[dns.name.Name]()
        while True:
            seen.add(name)
            types = self._types_at(name)
            if types is None:
                reply.set_rcode(dns.rcode.NXDOMAIN)
                break
            if found := types.get(dns.rdatatype.to_text(question.rdtype)):
                reply.answer.append(_owned(found, name))
                break
            if not (alias := types.get("CNAME")):
                break
            reply.answer.append(_owned(alias, name))
            name = alias[0].target
            if partial or name in seen:
                break
        return reply.to_wire(max_size=65535)

    def _types_at(self, name: dns.name.Name) -> dict[str, dns.rrset.RRset] | None:
        """The sets of a name: its own, none where names stand below it, a wildcard's; None: it does not exist."""
        if name in self._sets:
            return self._sets[name]
        above = name
        while above != dns.name.root:
            if any(owner.is_subdomain(above) for owner in self._sets):
                return {} if above == name else self._sets.get(dns.name.Name([b"*", *above.labels]))
            above = above.parent()
        return None


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: DnsServer) -> None:
        self._server = server
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, raw: bytes, addr: tuple[str, int]) -> None:
        task = asyncio.ensure_future(self._reply(raw, addr))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reply(self, raw: bytes, addr: tuple[str, int]) -> None:
        for packet in await self._server.replies(raw, "udp"):
            self._transport.sendto(packet, addr)


def _name(text: str) -> dns.name.Name:
    return dns.name.from_text(text.replace(" ", "\\032"), dns.name.root, dns.name.IDNA_2008_UTS_46).canonicalize()


def _rdata(kind: str, value: object) -> dns.rdata.Rdata:
    if kind == "TXT":
        strings = [value] if isinstance(value, str) else value
        assert isinstance(strings, list)
        chunks = [
            raw[at : at + 255] for raw in (text.encode() for text in strings) for at in range(0, len(raw) or 1, 255)
        ]
        return dns.rdtypes.ANY.TXT.TXT(dns.rdataclass.IN, dns.rdatatype.TXT, chunks)
    if isinstance(value, dict):
        value = f"{value['priority']} {value['exchange'] or '.'}"
    return dns.rdata.from_text("IN", kind, str(value), dns.name.root, False)


def _owned(found: dns.rrset.RRset, name: dns.name.Name) -> dns.rrset.RRset:
    """A set under the name that was asked, as a wildcard makes it."""
    return dns.rrset.from_rdata_list(name, found.ttl, list(found))


def _refusal(query: dns.message.Message, rcode: dns.rcode.Rcode) -> bytes:
    reply = dns.message.make_response(query)
    reply.set_rcode(rcode)
    return reply.to_wire()


def _truncated(query: dns.message.Message) -> bytes:
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.TC
    return reply.to_wire()


def _forged(query: dns.message.Message) -> dns.message.Message:
    """An answer to a question that nobody asked, under the right id, with records for the name that was."""
    other = dns.message.make_query("forged.example.", query.question[0].rdtype)
    other.id = query.id
    reply = dns.message.make_response(other)
    for name in ("forged.example.", query.question[0].name.to_text()):
        reply.answer.append(dns.rrset.from_text(name, 300, "IN", "TXT", '"v=spf1 +all"'))
        reply.answer.append(dns.rrset.from_text(name, 300, "IN", "A", "203.0.113.66"))
    return reply
