"""What an engine spreads over workers: some work on chunks. A scan is one (`job`), a heap of complaints another
(`triage.work`); whoever carries chunks about need not know which.
"""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from mailpath.dns.spec import DnsSpec
from mailpath.scanning.chunks import Chunk, Place
from mailpath.values.answers import Answer

__all__ = ["Made", "Outcome", "Work"]

Made = TypeVar("Made")
_Made = TypeVar("_Made", covariant=True)


class Outcome(NamedTuple, Generic[_Made]):
    """Of one chunk: what was made of it, in order, and the DNS answers that were recorded on the way, where that was
    asked for. Parts of several outcomes may be strung together."""

    parts: Sequence[_Made]
    answers: Sequence[Answer] = ()


class Work(Protocol[_Made]):
    """Crosses to workers, so it can be pickled, as can everything that it makes. `begin` is called once in each."""

    @property
    def dns(self) -> DnsSpec: ...

    @property
    def begin(self) -> Callable[[], object] | None: ...

    def answered_by(self, dns: DnsSpec, /) -> "Work[_Made]":
        """The same work, with answers from elsewhere."""

    def judge(self) -> Callable[[Chunk], Outcome[_Made]]:
        """What does the work in one thread; its DNS source and answers live as long as it does. What it gives never
        raises; this may, what `DnsSpec.build` raises."""

    def lost(self, place: Place, /) -> _Made:
        """What stands for a message that ended whoever judged it."""
