"""Outcomes that arrive in any order, handed on in the order of their numbers."""

from collections.abc import Iterator
from typing import Generic

from mailpath.scanning.work import Made, Outcome

__all__ = ["Order"]


class Order(Generic[Made]):
    """Holds what came early. Whoever puts outcomes in bounds it by not starting more than `open_numbers` allows."""

    def __init__(self) -> None:
        self._next = 0
        self._early: dict[int, Outcome[Made]] = {}

    def put(self, number: int, outcome: Outcome[Made]) -> None:
        self._early[number] = outcome

    def ready(self) -> Iterator[Outcome[Made]]:
        """Those whose turn it is, as far as they are there."""
        while self._next in self._early:
            outcome = self._early.pop(self._next)
            self._next += 1
            yield outcome

    def is_within(self, number: int, window: int) -> bool:
        """Whether the chunk of this number may be started, with at most `window` behind the one that is waited for."""
        return number < self._next + window
