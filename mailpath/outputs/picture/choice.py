"""Which of the messages that need attention are shown in full: of every kind the newest, then the newest of all."""

from collections import Counter
from heapq import heappush, heappushpop
from typing import NamedTuple

from mailpath.outputs.picture.sighting import Sighting

__all__ = ["Choice", "Chosen"]

_EACH = 3  # messages of one verdict, domain and sender that are kept for sure
_MOST_KINDS = 1000
_URGENT = ("internal_server_leak", "spoofed", "unaligned_third_party")

Kind = tuple[str, str, str]


class Chosen(NamedTuple):
    """In the order in which room is given to them; `left` counts the others by verdict."""

    messages: tuple[Sighting, ...]
    total: Counter[str]


class _Newest:
    """The newest few; of equal times those that came first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._heap: list[tuple[str, int, Sighting]] = []

    def add(self, one: Sighting) -> None:
        entry = (one.when, -one.order, one)
        if len(self._heap) < self._most:
            heappush(self._heap, entry)
        else:
            heappushpop(self._heap, entry)

    def all(self) -> list[Sighting]:
        return [one for _, _, one in sorted(self._heap, reverse=True)]


class Choice:
    def __init__(self, most: int) -> None:
        self._most = most
        self._newest = _Newest(most)
        self._kinds: dict[Kind, _Newest] = {}
        self._counts: Counter[Kind] = Counter()
        self._total: Counter[str] = Counter()

    def add(self, one: Sighting) -> None:
        self._total[one.verdict] += 1
        self._newest.add(one)
        kind = (one.verdict, one.domain, one.name)
        found = self._kinds.get(kind)
        if found is None:
            if len(self._kinds) >= _MOST_KINDS:
                return
            found = self._kinds[kind] = _Newest(_EACH)
        self._counts[kind] += 1
        found.add(one)

    def chosen(self) -> Chosen:
        """At most as many as were allowed."""
        kinds = sorted(self._kinds, key=lambda kind: (_URGENT.index(kind[0]), -self._counts[kind], kind))
        each = [self._kinds[kind].all() for kind in kinds]
        in_turn = [messages[turn] for turn in range(_EACH) for messages in each if turn < len(messages)]
        picked = {one.order: one for one in (*in_turn, *self._newest.all())}
        return Chosen(tuple(picked.values())[: self._most], self._total)
