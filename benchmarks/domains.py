"""Many domains over shared includes, from a DNS server on the loopback interface: questions a second, each asked once.

    python benchmarks/domains.py [DOMAINS]

Prints domains and distinct questions a second, questions a domain, how many were asked twice, CPU a question, memory;
then the same for questions alone, without any audit. The server runs in a process of its own and answers 5 ms late;
its CPU is printed too, so that one sees whether it was the limit.
"""

import multiprocessing
import resource
import select
import socket
import sys
import time
from collections import Counter, deque
from multiprocessing.connection import Connection

from mailpath.dns.caching import CachingDns
from mailpath.dns.live import LiveDns, clock
from mailpath.domain.one_domain import audit
from mailpath.domain.subject import Subject
from mailpath.values.answers import Question
from mailpath.values.settings import Settings

INCLUDES = 300
DELAY_S = 0.005
ALONE = 20_000  # questions without an audit


def serve(pipe: Connection) -> None:
    """Answer by rule, so that a million names need no table. Whatever comes by the pipe asks what was asked so far."""
    asked: Counter[bytes] = Counter()
    late: deque[tuple[float, bytes, tuple[str, int]]] = deque()  # all are equally late, so they stay in order
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as its:
        its.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
        its.bind(("127.0.0.1", 0))
        its.setblocking(False)
        pipe.send(its.getsockname()[1])
        while True:
            wait = max(0.0, late[0][0] - time.monotonic()) if late else None
            ready, _, _ = select.select([its, pipe], [], [], wait)
            now = time.monotonic()
            while late and late[0][0] <= now:
                _, reply, address = late.popleft()
                its.sendto(reply, address)
            if its in ready:
                try:
                    for _ in range(64):
                        raw, address = its.recvfrom(4096)
                        late.append((now + DELAY_S, answer(raw, asked), address))
                except BlockingIOError:
                    continue
            if pipe in ready:
                pipe.recv()
                pipe.send((len(asked), sum(asked.values()), [one for one, n in asked.items() if n > 1][:5], cpu_s()))


def cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def answer(raw: bytes, asked: Counter[bytes]) -> bytes:
    labels, at = [], 12
    while raw[at]:
        labels.append(raw[at + 1 : at + 1 + raw[at]].decode())
        at += raw[at] + 1
    question = raw[12 : at + 5]
    asked[question] += 1
    kind = int.from_bytes(raw[at + 1 : at + 3])
    data, exists = records(".".join(labels).lower(), kind)
    head = raw[:2] + (b"\x81\x80" if exists else b"\x81\x83") + b"\x00\x01" + len(data).to_bytes(2) + bytes(4)
    fixed = b"\xc0\x0c" + kind.to_bytes(2) + b"\x00\x01\x00\x00\x0e\x10"
    return head + question + b"".join(fixed + len(one).to_bytes(2) + one for one in data)


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


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    process.start()
    dns = CachingDns(LiveDns((f"127.0.0.1:{here.recv()}",)), clock)
    subjects = (Subject(domain=f"d{number}.bench.example") for number in range(count))
    began, cpu = time.perf_counter(), cpu_s()
    grades = Counter(report.grade.value for report in audit(subjects, dns=dns, settings=Settings()))
    took, used = time.perf_counter() - began, cpu_s() - cpu
    here.send("how many?")
    distinct, asked, twice, served = here.recv()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{count} domains in {took:.1f} s ({used:.1f} s of CPU): {count / took:.0f} a second, grades {dict(grades)}")
    print(f"{distinct} distinct questions, {distinct / count:.1f} a domain; {asked - distinct} asked again {twice}")
    print(
        f"{distinct / took:.0f} a second, {distinct / used:.0f} a second of CPU ({used / distinct * 1000:.2f} ms each)"
    )
    print(f"the server: {served:.1f} s of CPU; {memory} MB")
    began, cpu = time.perf_counter(), cpu_s()
    for start in range(0, ALONE, 4000):
        dns.ask_all([Question(f"mx.d{number}.alone.example", "A") for number in range(start, start + 4000)])
    took, used = time.perf_counter() - began, cpu_s() - cpu
    print(f"questions alone: {ALONE / took:.0f} a second, {used / ALONE * 1000:.2f} ms of CPU each")
    process.terminate()


if __name__ == "__main__":
    main()
