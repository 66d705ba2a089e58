"""What `mailpath triage` costs beside `mailpath scan` of the messages that its complaints are about.

    python make_corpus.py CORPUS --messages 2000 --seed 1     # the corpus of this project's benchmarks
    python benchmarks/triage.py CORPUS [--complaints N]

Each message of CORPUS is wrapped in a complaint, in every way of `tests/inputs/complaints.py` in turn: attached,
renamed, as `.msg`, in winmail.dat, in abuse reports and archives. Half of the complaints came in over our own servers,
and half of those are signed by the complainant's domain. In one run, on the same answers:

- scan: the messages alone, a row each;
- triage: the complaints, the whole queue as JSON, with one process and with two.

Times are CPU seconds of all processes, starts included; only two processes against one is wall time. Memory is the
largest of one process, for all complaints and for a quarter of them.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))


class Cost(NamedTuple):
    cpu_s: float
    wall_s: float
    memory_mb: float


def wrapped(corpus: Path, place: Path, count: int) -> None:
    """Two maildirs: the messages alone, and the complaints about them."""
    from tests.inputs.complaints import ATTACHED

    ways = list(ATTACHED.values())
    messages, complaints = place / "messages", place / "complaints"
    for box in (messages, complaints):
        for part in ("cur", "new", "tmp"):
            (box / part).mkdir(parents=True)
    for number, file in enumerate(sorted((corpus / "maildir").glob("*/*"))[:count]):
        raw = file.read_bytes()
        (messages / "cur" / file.name).write_bytes(raw)
        made = ways[number % len(ways)](raw)
        made = made.replace(b"anna.beispiel@", b"kunde%d@" % (number % 500), 1)
        (complaints / "cur" / file.name).write_bytes(_came(number) + made)


def _came(number: int) -> bytes:
    """How a complaint itself came in: nothing of it is told by every other one."""
    if number % 2:
        return b""
    way = (
        b"Received: from mail.firma.example (mail.firma.example [192.0.2.10]) by mx.receiver.example with ESMTPS"
        b" id Q%d\r\n\tfor <helpdesk@firma.example>; Tue, 10 Mar 2026 10:00:05 +0100\r\n" % number
    )
    if number % 4:
        return way
    return (
        way + b"DKIM-Signature: v=1; a=rsa-sha256; d=firma.example; s=s1; h=from:subject;\r\n bh=%d; b=AA\r\n" % number
    )


def run(*arguments: str) -> Cost:
    """One command of mailpath, measured by a process between, which has no other child."""
    code = (
        "import json, resource, subprocess, sys, time\nbegun = time.monotonic()\n"
        "done = subprocess.run([sys.executable, '-m', 'mailpath', *sys.argv[1:]])\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, time.monotonic() - begun, used.ru_maxrss / 1024]))\n"
        "sys.exit(done.returncode > 1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "MAILPATH_CONFIG": os.devnull},
    )
    return Cost(*json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    parser = argparse.ArgumentParser(description="See the top of this file.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--complaints", type=int, default=2000)
    given = parser.parse_args()
    count = given.complaints
    known = (
        "--dns",
        str(given.corpus / "dns.json"),
        "--at",
        "2026-06-21T00:00:00Z",
        "--trust",
        "mx.receiver.example",
        "--quiet",
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wrapped(given.corpus, place, count)
        wrapped(given.corpus, place / "few", count // 4)
        inner, outer, few = (str(place / name) for name in ("messages", "complaints", "few/complaints"))
        none = run("--help")
        scan = run("scan", inner, *known, "--jobs", "1", "--output", str(place / "scan.jsonl"))
        one = run("triage", outer, *known, "--jobs", "1", "--json", "--output", str(place / "1.json"))
        two = run("triage", outer, *known, "--jobs", "2", "--json", "--output", str(place / "2.json"))
        small = run("triage", few, *known, "--jobs", "1", "--json", "--output", str(place / "few.json"))
        same = (place / "1.json").read_bytes() == (place / "2.json").read_bytes()
    print(f"{count:,} complaints\n")
    print(f"{'':<24}{'CPU s':>8}{'ms each':>9}{'wall s':>8}{'MB':>7}")
    for name, cost in (("scan", scan), ("triage, 1 process", one), ("triage, 2", two), ("triage, a quarter", small)):
        each = (cost.cpu_s - none.cpu_s) / (count // 4 if cost is small else count) * 1000
        print(f"{name:<24}{cost.cpu_s:>8.2f}{each:>9.2f}{cost.wall_s:>8.2f}{cost.memory_mb:>7.0f}")
    print(f"\n{'':<44}{'measured':>9}{'target':>9}")
    ratio, own = scan.cpu_s / one.cpu_s, (one.cpu_s - scan.cpu_s) / count * 1000
    print(f"{'messages a second, triage : scan (CPU)':<44}{ratio:>9.2f}{0.5:>9.2f}  {_held(ratio >= 0.5)}")
    print(f"{'beyond judging, ms for a complaint':<44}{own:>9.2f}{0.5:>9.2f}  {_held(own <= 0.5)}")
    print(f"{'two processes : one, wall time':<44}{one.wall_s / two.wall_s:>9.2f}")
    print(f"two processes write the same bytes: {'yes' if same else 'NO'}")


def _held(good: bool) -> str:
    return "held" if good else "NOT HELD"


if __name__ == "__main__":
    main()
