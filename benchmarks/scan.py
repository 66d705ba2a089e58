"""Messages per CPU second of `mailpath scan`, against a bare loop of the libraries below it and against the limit.

    python make_corpus.py CORPUS --messages 5000 --seed 1     # the corpus of this project's benchmarks
    python benchmarks/scan.py CORPUS [--messages N]

CORPUS holds `maildir/`, `dns.json` (complete, so nothing is asked of anybody) and `truth.jsonl`. In one run, on
the same messages and answers:

- limit: read the file, SHA-256 over it, and an RSA-2048 verification by OpenSSL for each signature; nothing else.
- bare loop: `dkim.DKIM(...).verify` for each signature, `dkim.arc_verify` and `spf.check2`; no report, no parsing of
  the way the message took, client and sender told by `truth.jsonl`.
- mailpath: the whole command, start, reports and output included, with one process and with two.

Times are CPU seconds of all processes; only two processes against one is wall time. Ratios are what counts: a figure of
one machine says nothing on another. Then the results are held against `truth.jsonl`, which knows how each message was
made.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
Truth = dict[str, Any]


def cpu() -> float:
    """CPU seconds of this process and of those that it waited for."""
    own, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime


def rate(count: int, work: Callable[[], object]) -> float:
    """Messages per CPU second."""
    before = cpu()
    work()
    return count / (cpu() - before)


def limit(maildir: Path, truth: list[Truth]) -> None:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    pair = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signature = pair.sign(b"x", padding.PKCS1v15(), hashes.SHA256())
    key = pair.public_key()
    for one in truth:
        raw = (maildir / one["file"]).read_bytes()
        hashlib.sha256(raw).digest()
        for _ in one["dkim_sigs"] or ():
            key.verify(signature, b"x", padding.PKCS1v15(), hashes.SHA256())


class Bare:
    """The libraries alone, over a dict of answers."""

    def __init__(self, dns: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import spf
        import dkim

        self._spf: Any = spf
        self._dkim: Any = dkim
        self._zone: dict[str, dict[str, list[Any]]] = json.loads(dns.read_bytes())
        spf.DNSLookup = self._lookup

    def _txt(self, name: bytes, timeout: int = 5) -> bytes | None:
        found = self._zone.get(name.decode().rstrip(".").lower(), {}).get("TXT")
        return "".join(found[0]).encode() if found else None

    def _lookup(self, name: str, kind: str, strict: bool = True, timeout: int = 20) -> list[tuple[Any, Any]]:
        rows = self._zone.get(name.rstrip(".").lower(), {}).get(kind, [])
        if kind == "TXT":
            return [((name, kind), tuple(piece.encode() for piece in row)) for row in rows]
        if kind == "MX":
            return [((name, kind), (row["priority"], row["exchange"])) for row in rows]
        return [((name, kind), row) for row in rows]

    def judge(self, raw: bytes, one: Truth) -> str | None:
        try:
            checked = self._dkim.DKIM(raw)
            for place in range(len(one["dkim_sigs"] or ())):
                try:
                    checked.verify(place, dnsfunc=self._txt)
                except self._dkim.DKIMException:
                    continue
            self._dkim.arc_verify(raw, dnsfunc=self._txt)
        except Exception:  # noqa: BLE001  # what ends a bare loop would be caught by whoever wrote one
            pass
        try:
            return str(self._spf.check2(one["ip"], one["mail_from"], one["helo"])[0])
        except Exception:  # noqa: BLE001
            return None


def scan(corpus: Path, output: Path, count: int, jobs: int) -> None:
    subprocess.run(
        [
            *(sys.executable, "-m", "mailpath", "scan", str(corpus / "maildir"), "--dns", str(corpus / "dns.json")),
            *("--trust", "mx.receiver.example", "--quiet", "--limit", str(count), "--jobs", str(jobs)),
            *("--output", str(output)),
        ],
        cwd=ROOT,
        check=False,
        env={**os.environ, "MAILPATH_CONFIG": os.devnull},
    )


def against_truth(rows: Path, truth: dict[str, Truth]) -> None:
    """How many rows say what the message was made to say; malformed messages need only be a row."""
    equal: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for line in rows.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        one = truth.get(row["source"]["key"])
        if one is None or one["malformed"]:
            continue
        auth, host = row["auth_results"] or {}, row["sending_host"] or {}
        spf = next((each["result"] for each in auth.get("spf", ()) if each["scope"] == "mfrom"), None)
        spf = spf or next((each["result"] for each in auth.get("spf", ())), None)
        dkim = Counter(each["result"] for each in auth.get("dkim", ()))
        found = {
            "sending host": host.get("ip") == one["ip"],
            "spf": spf == one["spf"],
            "dkim": dkim == Counter(each["result"] for each in one["dkim_sigs"] or ()),
            "dmarc": (auth.get("dmarc") or {}).get("result") == one["dmarc"],
        }
        for name, good in found.items():
            if one.get(name, "") is not None:
                seen[name] += 1
                equal[name] += good
    print("\nas truth.jsonl has it")
    for name, count in seen.items():
        print(f"  {name:<14}{equal[name]:>7,} of {count:,}  {100 * equal[name] / count:6.2f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description="See the top of this file.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--messages", type=int, default=2000)
    given = parser.parse_args()
    maildir = given.corpus / "maildir"
    rows = [json.loads(line) for line in (given.corpus / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    named = {Path(one["file"]).name.partition(":2,")[0]: one for one in rows}
    truth = [named[key] for key in sorted(named)][: given.messages]
    count = len(truth)
    bare = Bare(given.corpus / "dns.json")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        top = rate(count, lambda: limit(maildir, truth))
        loop = rate(count, lambda: [bare.judge((maildir / one["file"]).read_bytes(), one) for one in truth])
        begun = time.monotonic()
        own = rate(count, lambda: scan(given.corpus, place / "1.jsonl", count, 1))
        middle = time.monotonic()
        two = rate(count, lambda: scan(given.corpus, place / "2.jsonl", count, 2))
        ended = time.monotonic()
        same = (place / "1.jsonl").read_bytes() == (place / "2.jsonl").read_bytes()
        print(f"{count:,} messages\n")
        print(f"{'':<24}{'a CPU second':>14}{'of the limit':>14}")
        for name, found in (("limit", top), ("bare loop", loop), ("mailpath, 1 process", own), ("mailpath, 2", two)):
            print(f"{name:<24}{found:>14,.0f}{found / top:>14.1%}")
        print(f"\n{'':<44}{'measured':>9}{'target':>9}")
        for name, found, target in (
            ("mailpath : bare loop, CPU", own / loop, 3.0),
            ("mailpath : limit, CPU", own / top, 1 / 6),
            ("two processes : one, wall time", (middle - begun) / (ended - middle), 1.7),
        ):
            print(f"{name:<44}{found:>9.2f}{target:>9.2f}  {'held' if found >= target else 'NOT HELD'}")
        print(f"two processes write the same bytes: {'yes' if same else 'NO'}")
        against_truth(place / "1.jsonl", named)


if __name__ == "__main__":
    main()
