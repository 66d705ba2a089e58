"""Totals of a scan, made row by row in bounded memory."""

from collections import Counter
from typing import NamedTuple

from mailpath.scanning.rows import Digest
from mailpath.values.vocabulary import Verdict

__all__ = ["Group", "Tally"]

_ATTENTION = (Verdict.INTERNAL_SERVER_LEAK, Verdict.UNALIGNED_THIRD_PARTY, Verdict.SPOOFED)
_SOON_S = 60
_MOST_GROUPS = 50_000  # of author domains and senders; those that come later only count as messages


class Group(NamedTuple):
    """Messages that need attention for one reason: whose name, over whom, what they are, what is to be done."""

    domain: str
    over: str
    verdict: Verdict
    action: str


class Tally:
    """`first` and `last` are days (UTC), "" where no message says one; `timed` are those with a delay, `soon` those of
    them that took a minute at most; `tls` counts yes, no and unknown.
    """

    def __init__(self) -> None:
        self.messages = 0
        self.unread = 0
        self.first = self.last = ""
        self.timed = self.soon = 0
        self.tls: Counter[str] = Counter()
        self.verdicts: Counter[Verdict] = Counter()
        self.groups: Counter[Group] = Counter()

    def add(self, digest: Digest) -> None:
        self.messages += 1
        if digest.error is not None:
            self.unread += 1
            return
        self.verdicts[digest.verdict] += 1
        self.tls[digest.tls] += 1
        if digest.day is not None:
            self.first = min(self.first or digest.day, digest.day)
            self.last = max(self.last, digest.day)
        if digest.delay is not None:
            self.timed += 1
            self.soon += digest.delay <= _SOON_S
        if digest.verdict in _ATTENTION:
            group = Group(digest.domain or "", digest.over or "", digest.verdict, digest.action)
            if group in self.groups or len(self.groups) < _MOST_GROUPS:
                self.groups[group] += 1

    @property
    def attention(self) -> int:
        return sum(self.verdicts[verdict] for verdict in _ATTENTION)
