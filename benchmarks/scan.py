"""`mailpath scan` against its targets: speed and memory, in one run.

    python ../shared/bench/make_corpus.py CORPUS --messages 5000 --seed 1
    python ../shared/bench/make_corpus.py LARGER --messages 20000 --seed 2
    python benchmarks/scan.py CORPUS [LARGER]
    python benchmarks/scan.py CORPUS --messages 500 --large 0        # short: speed of 500, no growth
    python benchmarks/scan.py CORPUS --only large                    # only the part that is being worked on
    python benchmarks/scan.py CORPUS --profile                       # only where the time goes

A corpus holds `maildir/`, `dns.json` (complete, so nothing is asked of anybody) and `truth.jsonl`. In one run, on the
same messages (the first N of CORPUS) and answers:

- limit: read the file, SHA-256 over it, and an RSA-2048 verification by OpenSSL for each DKIM signature, ARC seal and
  ARC message signature; nothing else.
- bare loop: `dkim.verify` for each signature, `dkim.arc_verify` and `spf.check2`, and nothing else.
- mailauth: SPF, DKIM, ARC and DMARC by the Node library, on Node 22; npm brings both, the first time. "Not measured"
  where it cannot.
- mailpath: the whole command, start, reports and output included, with one process and with two.

Then the first N (`--large`) of LARGER and a quarter of them, and large messages that the benchmark makes and signs
itself. Times are CPU seconds of all processes, but where wall time is said. Ratios are what counts: a figure of one
machine says nothing on another, nor one of a busy machine. Last, the results are held against `truth.jsonl`, which
knows how each message was made.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from scan_parts.corpus import Corpus
from scan_parts.growth import growth_lines, mbox_line, peak_line
from scan_parts.large import large_lines, make_large
from scan_parts.speed import Speed
from scan_parts.table import print_table
from scan_parts.where_time_goes import print_profile

PARTS = ("speed", "growth", "large")


def main() -> None:
    given = _arguments()
    parts = set(given.only or PARTS)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        corpus = Corpus(given.corpus, given.messages, place)
        if given.profile:
            print_profile(corpus, place)
            return
        begun, lines, speed = time.monotonic(), [], None
        print(f"{len(corpus):,} messages, {corpus.size() / 1e6:,.0f} MB; {os.cpu_count()} cores, load {_load()}\n")
        if "speed" in parts:
            speed = Speed(corpus, place, given.rounds)
            lines += speed.lines()
            lines.append(peak_line(f"{len(corpus):,} messages", speed.one, speed.two))
        if "growth" in parts and given.large:
            lines.append(mbox_line(f"an mbox of {len(corpus):,}", map(corpus.path, corpus.truth), corpus.dns, place))
            whole, quarter = (Corpus(given.larger or given.corpus, given.large // n, place) for n in (1, 4))
            lines += growth_lines(whole, quarter, place, given.rounds)
        if "large" in parts:
            make_large(place)
            lines += large_lines(place)
        print_table(lines)
        if speed:
            speed.print_rates()
            speed.print_agreement()
        print(f"\nmeasured in {time.monotonic() - begun:.0f} s, load now {_load()}")


def _load() -> str:
    """Load average: what else runs here slows all, and wall time of two processes most."""
    return f"{os.getloadavg()[0]:.1f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="See the top of this file.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("larger", type=Path, nargs="?", help="default: the same")
    parser.add_argument("--messages", type=int, default=5000, metavar="N", help="the first N of CORPUS")
    parser.add_argument("--large", type=int, default=20000, metavar="N", help="the first N of LARGER; 0: no growth")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="measure N times, the least counts")
    parser.add_argument("--only", choices=PARTS, action="append", help="may be repeated; default: all")
    parser.add_argument("--profile", action="store_true", help="only where the time goes, by kind of work")
    return parser.parse_args()


if __name__ == "__main__":
    main()
