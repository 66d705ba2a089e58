"""Many domains over shared includes, from a DNS server on the loopback interface: questions a second, each asked once.

    python benchmarks/domains.py [DOMAINS]

Prints domains and distinct questions a second, questions a domain, how many were asked twice, and the memory.
The server runs in a process of its own and answers 5 ms late.
"""

import asyncio
import multiprocessing
import resource
import sys
import time
from collections import Counter
from multiprocessing.connection import Connection

from mailpath.dns.caching import CachingDns
from mailpath.dns.live import LiveDns, clock
from mailpath.domain.one_domain import audit
from mailpath.domain.subject import Subject
from mailpath.values.settings import Settings

INCLUDES = 300
DELAY_S = 0.005


class Server(asyncio.DatagramProtocol):
    """Answers by rule, so that a million names need no table: TXT, MX, A; everything else does not exist."""

    def __init__(self) -> None:
        self.asked: Counter[tuple[str, int]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, raw: bytes, address: object) -> None:
        labels, at = [], 12
        while raw[at]:
            labels.append(raw[at + 1 : at + 1 + raw[at]].decode())
            at += raw[at] + 1
        name, kind = ".".join(labels).lower(), int.from_bytes(raw[at + 1 : at + 3])
        self.asked[name, kind] += 1
        question = raw[12 : at + 5]
        data, exists = records(name, kind)
        code = b"\x81\x80" if exists else b"\x81\x83"
        head = raw[:2] + code + b"\x00\x01" + len(data).to_bytes(2) + b"\x00\x00\x00\x00"
        body = b"".join(
            b"\xc0\x0c" + kind.to_bytes(2) + b"\x00\x01\x00\x00\x0e\x10" + len(d).to_bytes(2) + d for d in data
        )
        reply = head + question + body
        asyncio.get_running_loop().call_later(DELAY_S, self.transport.sendto, reply, address)  # type: ignore[attr-defined]


def records(name: str, kind: int) -> tuple[list[bytes], bool]:
    first, _, rest = name.partition(".")
    number = int(first[1:]) if first[1:].isdigit() else -1
    if rest == "bench.example" and first[0] == "d":
        if kind == 16:
            return [text(f"v=spf1 mx include:s{number % INCLUDES}.bench.example -all")], True
        return ([b"\x00\x0a" + wire(f"mx.{name}")], True) if kind == 15 else ([], True)
    if rest == "bench.example" and first[0] == "s":
        return ([text(f"v=spf1 ip4:198.51.100.{number % 250} -all")] if kind == 16 else []), True
    if first == "_dmarc" and rest.startswith("d"):
        return ([text("v=DMARC1; p=reject")] if kind == 16 else []), True
    if first == "mx" and rest.startswith("d"):
        return ([bytes([192, 0, 2, 1])] if kind == 1 else []), True
    if name == "1.2.0.192.in-addr.arpa":
        return ([wire("mx.d0.bench.example")] if kind == 12 else []), True
    return [], False


def text(value: str) -> bytes:
    return bytes([len(value)]) + value.encode()


def wire(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\x00"


def serve(pipe: Connection) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        transport, server = await loop.create_datagram_endpoint(Server, local_addr=("127.0.0.1", 0))
        pipe.send(transport.get_extra_info("sockname")[1])
        await loop.run_in_executor(None, pipe.recv)
        pipe.send(
            (len(server.asked), sum(server.asked.values()), [one for one, n in server.asked.items() if n > 1][:5])
        )

    asyncio.run(run())


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    process.start()
    port = here.recv()
    dns = CachingDns(LiveDns((f"127.0.0.1:{port}",)), clock)
    subjects = (Subject(domain=f"d{number}.bench.example") for number in range(count))
    began, cpu = time.perf_counter(), time.process_time()
    grades = Counter(report.grade.value for report in audit(subjects, dns=dns, settings=Settings()))
    took, used = time.perf_counter() - began, time.process_time() - cpu
    here.send(None)
    distinct, asked, twice = here.recv()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{count} domains in {took:.1f} s ({used:.1f} s of CPU): {count / took:.0f} a second, grades {dict(grades)}")
    print(f"{distinct} distinct questions, {distinct / count:.1f} a domain, {distinct / took:.0f} a second")
    print(f"{asked - distinct} asked again {twice}; {memory} MB")


if __name__ == "__main__":
    main()
