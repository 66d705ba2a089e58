"""What was worked out from a source whose answers never change, kept for the messages that follow."""

from collections.abc import Hashable

from mailpath.dns.recent import Recent
from mailpath.values.answers import Answer, Question

__all__ = ["Remembered"]

_MOST = 60_000  # results that were used of late, and as many older ones
_MOST_ANSWERS = 1_000_000  # that those results rest on, each counted as often as it is held: some 50 bytes apiece


class Remembered(Recent[Hashable, tuple[object, dict[Question, Answer]]]):
    """Results by key, each with the answers it rests on: whoever uses one has the same evidence as who worked it out.

    Bounded by a number of entries and of the answers they hold, since a sender who says another HELO in each message,
    of a domain with a hundred names in its SPF record, has each remembered with all of them. Not pickled with the
    source.
    """

    __slots__ = ("_answers",)

    def __init__(self) -> None:
        super().__init__(_MOST)
        self._answers = 0  # of the newer half

    def keep(self, key: Hashable, value: tuple[object, dict[Question, Answer]]) -> None:
        if self._answers >= _MOST_ANSWERS:
            self.turn()
        super().keep(key, value)
        self._answers += len(value[1])

    def turn(self) -> None:
        super().turn()
        self._answers = 0
