"""Which messages say the same: pairs that meet under one key are compared, and like ones belong together.

Texts meet under hashes of their phrases (banded, so that no two texts are compared that have nothing in common), under
their subject's skeleton, and under the files attached. Work is near linear: under a key that many share each message is
compared with a few of each group only. The result rests on content, not on the order of the messages.
"""

from collections.abc import Callable, Iterable, Sequence

from mailpath.triage.content import Content

__all__ = ["Groups", "join_alike", "overlap", "says_the_same"]

_SAME, _AKIN = 0.55, 0.3  # of the phrases in either of two texts, those in both
_FEW_WORDS = 8
_ANCHORS = 12  # groups under one key that a message is compared with


class Groups:
    """Disjoint sets over numbers."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, one: int) -> int:
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, one: int, other: int) -> None:
        a, b = sorted((self.of(one), self.of(other)))
        self._above[b] = a

    def members(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for one in range(len(self._above)):
            found.setdefault(self.of(one), []).append(one)
        return list(found.values())


def overlap(a: bytes, b: bytes) -> float:
    """The share of common phrases of two sketches (Jaccard): exact for short texts, else by their smallest hashes."""
    one, other = set(memoryview(a).cast("I")), set(memoryview(b).cast("I"))
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def says_the_same(a: Content, b: Content) -> bool:
    same_subject = bool(a.skeleton) and a.skeleton == b.skeleton
    telling = same_subject and sum(word != "#" for word in a.skeleton.split()) >= 2
    if not a.words or not b.words:
        return telling
    common = overlap(a.sketch, b.sketch)
    if min(a.words, b.words) < _FEW_WORDS:
        return (telling and common >= _AKIN) or (common >= 0.99 and same_subject)
    if common >= _SAME:
        return True
    kin = bool(a.domains & b.domains) or bool(a.files & b.files)
    if common >= _AKIN:
        return telling or kin
    return telling and kin


def join_alike(contents: Sequence[Content], groups: Groups, may_join: Callable[[int, int], bool]) -> None:
    """Join what says the same. `contents` in an order of their own (not that of the input)."""
    for bucket in _buckets(contents):
        if len(bucket) < 2:
            continue
        anchors: list[int] = []
        for one in bucket:
            home = groups.of(one)
            if any(groups.of(other) == home for other in anchors):
                continue
            for other in anchors:
                if may_join(one, other) and says_the_same(contents[one], contents[other]):
                    groups.join(one, other)
                    break
            else:
                if len(anchors) < _ANCHORS:
                    anchors.append(one)


def _buckets(contents: Sequence[Content]) -> Iterable[list[int]]:
    found: dict[tuple[str, object], list[int]] = {}
    for number, one in enumerate(contents):
        for band in one.bands:
            found.setdefault(("text", band), []).append(number)
        if one.skeleton:
            found.setdefault(("subject", one.skeleton), []).append(number)
        for file in one.files:
            found.setdefault(("file", file), []).append(number)
    return found.values()
