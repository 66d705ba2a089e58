"""What was worked out from a source whose answers never change, kept for the messages that follow."""

from collections.abc import Hashable

from mailpath.dns.recent import Recent
from mailpath.values.answers import Answer, Question

__all__ = ["Remembered"]

_MOST = 60_000  # results that were used of late, and as many older ones


class Remembered(Recent[Hashable, tuple[object, dict[Question, Answer]]]):
    """Results by key, each with the answers it rests on: whoever uses one has the same evidence as who worked it out.

    Bounded by a number of entries; not pickled with the source.
    """

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(_MOST)
