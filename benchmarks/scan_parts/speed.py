"""The same messages by mailpath and by everything that there is to hold it against."""

from pathlib import Path

from scan_parts.against_truth import agreement_of_mailpath, agreement_of_peer, same_rows
from scan_parts.bare import Bare
from scan_parts.corpus import Corpus
from scan_parts.limit import limit
from scan_parts.measured import Run, best, in_process
from scan_parts.own import scan, warm_up
from scan_parts.peer import NotHereError, Peer
from scan_parts.table import AT_LEAST, Line

__all__ = ["Speed"]

_PEER_LINES = ("mailpath : mailauth", "... neither with its start", "... wall time, two processes each")


class Speed:
    """Measures when it is made. Of several rounds the least counts."""

    def __init__(self, corpus: Corpus, place: Path, rounds: int) -> None:
        self.corpus = corpus
        self.rows = place / "own.jsonl", place / "own-2.jsonl"
        self._peer: Peer | None = None
        self._peer_missing = ""
        try:
            self._peer = Peer(corpus, place)
        except NotHereError as missing:
            self._peer_missing = str(missing)
        empty = place / "empty"
        for word in ("new", "cur", "tmp"):
            (empty / word).mkdir(parents=True)
        warm_up(corpus, place)
        self._start = scan(empty, corpus.dns, place / "none.jsonl", jobs=1)
        work, self._signatures = limit(corpus)
        bare = Bare(corpus)
        limits, bares, ones, twos = [], [], [], []
        peers: list[tuple[Run, Run, Run]] = []
        for _ in range(rounds):
            limits.append(in_process(work))
            bares.append(in_process(bare.judge_all))
            ones.append(scan(corpus.maildir, corpus.dns, self.rows[0], jobs=1))
            twos.append(scan(corpus.maildir, corpus.dns, self.rows[1], jobs=2))
            if self._peer:
                halves = max(self._peer.run(2), key=lambda run: run.wall)
                peers.append((*self._peer.run(1), halves, *self._peer.run(0)))
        self._limit, self._bare = min(limits), min(bares)
        self.one, self.two = best(ones), best(twos)
        self._peers = [best(each) for each in zip(*peers, strict=True)]

    def lines(self) -> list[Line]:
        return [
            *self._against_peer(),
            Line(
                what="mailpath : bare loop of dkimpy and pyspf",
                measured=self._bare / self.one.cpu,
                bound=AT_LEAST,
                target=3.0,
            ),
            Line(
                what="mailpath : limit",
                measured=self._limit / self.one.cpu,
                bound=AT_LEAST,
                target=1 / 6,
                note=f"{self._signatures:.2f} RSA verifications a message",
            ),
        ]

    def _against_peer(self) -> list[Line]:
        if not self._peer or not self._peers:
            return [Line(what=what, measured=None, note=self._peer_missing) for what in _PEER_LINES]
        one, halves, start = self._peers
        return [
            Line(
                what=_PEER_LINES[0],
                measured=one.cpu / self.one.cpu,
                bound=AT_LEAST,
                target=3.0,
                note=f"aim 4; {self._peer.name}",
            ),
            Line(
                what=_PEER_LINES[1],
                measured=(one.cpu - start.cpu) / (self.one.cpu - self._start.cpu),
                note=f"starts: mailpath {self._start.cpu:.2f} s, mailauth {start.cpu:.2f} s",
            ),
            Line(
                what=_PEER_LINES[2],
                measured=halves.wall / self.two.wall,
                bound=AT_LEAST,
                target=2.5,
                note=f"mailpath {self.two.wall:.1f} s, mailauth {halves.wall:.1f} s",
            ),
        ]

    def print_rates(self) -> None:
        count = len(self.corpus)
        rates = {"limit": self._limit, "bare loop": self._bare, "mailpath, one process": self.one.cpu}
        rates["mailpath, two processes"] = self.two.cpu
        if self._peers:
            rates["mailauth"] = self._peers[0].cpu
        print(f"\n{'Messages a CPU second':28}{'rate':>9}{'of the limit':>14}")
        for name, seconds in rates.items():
            print(f"{name:28}{count / seconds:9,.0f}{self._limit / seconds:14.1%}")

    def print_agreement(self) -> None:
        found = [("mailpath", agreement_of_mailpath(self.rows[0], self.corpus))]
        if self._peer:
            found.append((self._peer.name, agreement_of_peer(self._peer.rows(1), self.corpus)))
        for name, agreement in found:
            print(f"\nAs truth.jsonl has it: {name}")
            for what, equal, count in agreement:
                print(f"  {what:<14}{equal:>7,} of {count:,}  {100 * equal / count:6.2f} %")
        same = "yes" if same_rows(*self.rows) else "NO"
        print(f"\nTwo processes of mailpath write the rows that one writes, in their order: {same}")
