"""`mailpath scan` against its targets: speed and memory, in one run.

    python ../shared/bench/make_corpus.py CORPUS --messages 5000 --seed 1
    python ../shared/bench/make_corpus.py LARGER --messages 20000 --seed 2
    python benchmarks/scan.py CORPUS [LARGER] [--messages N] [--large N] [--rounds N] [--profile]

A corpus holds `maildir/`, `dns.json` (complete, so nothing is asked of anybody) and `truth.jsonl`. In one run, on the
same messages (the first N of CORPUS) and answers:

- limit: read the file, SHA-256 over it, and an RSA-2048 verification by OpenSSL for each DKIM signature, ARC seal and
  ARC message signature; nothing else.
- bare loop: `dkim.verify` for each signature, `dkim.arc_verify` and `spf.check2`, and nothing else.
- mailauth: SPF, DKIM, ARC and DMARC by the Node library, on Node 22; npm brings both, the first time. "Not measured"
  where it cannot.
- mailpath: the whole command, start, reports and output included, with one process and with two.

Then the first N (`--large`) of LARGER, and a quarter of them; and large messages that the benchmark makes and signs
itself. Times are CPU seconds of all processes, but where wall time is said. Ratios are what counts: a figure of one
machine says nothing on another. With `--rounds` more than one the least of each counts. Last, the results are held
against `truth.jsonl`, which knows how each message was made.
"""

import argparse
import tempfile
import time
from pathlib import Path

from scan_parts.against_truth import agreement_of_mailpath, agreement_of_peer
from scan_parts.bare import Bare
from scan_parts.corpus import Corpus
from scan_parts.large import large_lines, make_large
from scan_parts.limit import limit
from scan_parts.measured import Run, best, in_process
from scan_parts.own import scan
from scan_parts.peer import NotHereError, Peer
from scan_parts.table import AT_LEAST, AT_MOST, Line, print_table
from scan_parts.where_time_goes import print_profile

PEAK_TARGET_MB = 300
GROWTH_TARGET = 4.2 / 4  # 20,000 messages cost at most 4.2 times what 5,000 cost


class Speed:
    """The same messages by everything that there is to hold mailpath against."""

    def __init__(self, corpus: Corpus, place: Path, rounds: int) -> None:
        self.corpus = corpus
        self._rows = place / "own.jsonl", place / "own-2.jsonl"
        empty = place / "empty"
        empty.mkdir()
        work, self.signatures = limit(corpus)
        bare = Bare(corpus)
        self.peer: Peer | None = None
        self.peer_missing = ""
        try:
            self.peer = Peer(corpus, place)
        except NotHereError as missing:
            self.peer_missing = str(missing)
        scan(corpus.maildir, corpus.dns, self._rows[0], jobs=1, count=50)  # compiles what is not compiled yet
        self.start = scan(empty, corpus.dns, place / "none.jsonl", jobs=1)
        limits, bares, ones, twos, peers, halves, starts = [], [], [], [], [], [], []
        for _ in range(rounds):
            limits.append(in_process(work))
            bares.append(in_process(bare.judge_all))
            ones.append(scan(corpus.maildir, corpus.dns, self._rows[0], jobs=1, count=len(corpus)))
            if self.peer:
                starts += self.peer.run(0)
                halves.append(max(self.peer.run(2), key=lambda run: run.wall))
            twos.append(scan(corpus.maildir, corpus.dns, self._rows[1], jobs=2, count=len(corpus)))
            if self.peer:
                peers += self.peer.run(1)
        self.limit, self.bare = min(limits), min(bares)
        self.one, self.two = best(ones), best(twos)
        self.peers = (best(peers), best(halves), best(starts)) if self.peer else None

    @property
    def same_bytes(self) -> bool:
        return self._rows[0].read_bytes() == self._rows[1].read_bytes()

    def lines(self) -> list[Line]:
        return [
            *self._against_peer(),
            Line(
                what="mailpath : bare loop of dkimpy and pyspf",
                measured=self.bare / self.one.cpu,
                bound=AT_LEAST,
                target=3.0,
            ),
            Line(
                what="mailpath : limit",
                measured=self.limit / self.one.cpu,
                bound=AT_LEAST,
                target=1 / 6,
                note=f"{self.signatures:.2f} RSA verifications a message",
            ),
        ]

    def _against_peer(self) -> list[Line]:
        names = (
            "mailpath : mailauth",
            "mailpath : mailauth, neither with its start",
            "... wall time, two processes each",
        )
        if self.peers is None or self.peer is None:
            return [Line(what=name, measured=None, note=self.peer_missing) for name in names]
        one, halves, start = self.peers
        without = (one.cpu - start.cpu) / (self.one.cpu - self.start.cpu)
        return [
            Line(
                what=names[0],
                measured=one.cpu / self.one.cpu,
                bound=AT_LEAST,
                target=3.0,
                note=f"aim 4; {self.peer.name}",
            ),
            Line(what=names[1], measured=without, note=f"starts: {self.start.cpu:.2f} s and {start.cpu:.2f} s"),
            Line(what=names[2], measured=halves.wall / self.two.wall, bound=AT_LEAST, target=2.5),
        ]

    def print_rates(self) -> None:
        count = len(self.corpus)
        rates = {"limit": self.limit, "bare loop": self.bare, "mailpath, one process": self.one.cpu}
        rates["mailpath, two processes"] = self.two.cpu
        if self.peers:
            rates["mailauth"] = self.peers[0].cpu
        print(f"\n{'Messages a CPU second':28}{'rate':>9}{'of the limit':>14}")
        for name, seconds in rates.items():
            print(f"{name:28}{count / seconds:9,.0f}{self.limit / seconds:14.1%}")

    def print_agreement(self) -> None:
        found = [("mailpath", agreement_of_mailpath(self._rows[0], self.corpus))]
        if self.peer:
            found.append((self.peer.name, agreement_of_peer(self.peer.rows(1), self.corpus)))
        for name, agreement in found:
            print(f"\nAs truth.jsonl has it: {name}")
            for what, equal, count in agreement:
                print(f"  {what:<14}{equal:>7,} of {count:,}  {100 * equal / count:6.2f} %")
        print(f"\nTwo processes of mailpath write the same bytes as one: {'yes' if self.same_bytes else 'NO'}")


def growth_lines(corpus: Corpus, place: Path, speed: Speed, rounds: int) -> list[Line]:
    """One job and two on many messages, a quarter of them, and what a process holds at most."""
    count, quarter = len(corpus), len(corpus) // 4
    few, ones, twos = [], [], []
    for _ in range(rounds):
        few.append(scan(corpus.maildir, corpus.dns, place / "few.jsonl", jobs=1, count=quarter))
        ones.append(scan(corpus.maildir, corpus.dns, place / "many.jsonl", jobs=1, count=count))
        twos.append(scan(corpus.maildir, corpus.dns, place / "many.jsonl", jobs=2, count=count))
    one, two = best(ones), best(twos)
    return [
        Line(
            what=f"two jobs : one, wall time, {count:,} messages",
            measured=one.wall / two.wall,
            bound=AT_LEAST,
            target=1.7,
            note=f"{one.wall:.1f} s, {two.wall:.1f} s",
        ),
        Line(
            what=f"{count:,} messages : {quarter:,}, CPU",
            measured=one.cpu / best(few).cpu,
            bound=AT_MOST,
            target=GROWTH_TARGET * count / quarter,
        ),
        _peak_line(len(speed.corpus), speed.one, speed.two),
        _peak_line(count, one, two),
    ]


def _peak_line(count: int, one: Run, two: Run) -> Line:
    known = one.peak_mib is not None and two.peak_mib is not None
    return Line(
        what=f"MiB a process at most, {count:,} messages",
        measured=max(one.peak_mib, two.peak_mib) if known else None,
        bound=AT_MOST,
        target=PEAK_TARGET_MB,
        note=f"one job {one.peak_mib:.0f}, two {two.peak_mib:.0f}" if known else "no /proc here",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="See the top of this file.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("larger", type=Path, nargs="?", help="default: the same")
    parser.add_argument("--messages", type=int, default=5000, metavar="N", help="the first N of CORPUS")
    parser.add_argument("--large", type=int, default=20000, metavar="N", help="the first N of LARGER; 0 leaves it out")
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="measure N times, the least counts")
    parser.add_argument("--profile", action="store_true", help="only where the time goes")
    given = parser.parse_args()
    corpus = Corpus(given.corpus, given.messages)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if given.profile:
            print_profile(corpus, place)
            return
        begun = time.monotonic()
        speed = Speed(corpus, place, given.rounds)
        lines = speed.lines()
        if given.large:
            lines += growth_lines(Corpus(given.larger or given.corpus, given.large), place, speed, given.rounds)
        large = place / "large"
        large.mkdir()
        make_large(large)
        lines += large_lines(large)
        print(f"{len(corpus):,} messages, {corpus.size() / 1e6:,.0f} MB; CPU seconds but for wall time\n")
        print_table(lines)
        speed.print_rates()
        speed.print_agreement()
        print(f"\nmeasured in {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
