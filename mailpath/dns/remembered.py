"""What was worked out from a source whose answers never change, kept for the messages that follow."""

from collections.abc import Hashable

from mailpath.dns.recent import Recent
from mailpath.values.answers import Answer, Question

__all__ = ["Remembered"]

_MOST = 60_000  # results that were used of late, and as many older ones


class Remembered:
    """Results by key, each with the answers it rests on: whoever uses one has the same evidence as who worked it out.

    Bounded by a number of entries; not pickled with the source.
    """

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: Recent[Hashable, tuple[object, dict[Question, Answer]]] = Recent(_MOST)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> tuple[object, dict[Question, Answer]] | None:
        return self._kept.get(key)

    def keep(self, key: Hashable, result: object, answers: dict[Question, Answer]) -> None:
        self._kept.keep(key, (result, answers))
