"""A bounded dictionary that forgets what was not asked for of late."""

from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Recent"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """At most twice `most` entries: when the newer half is full it becomes the older one, and what was in the older one
    and not asked for since is gone. Two look-ups at the most, and no order to be kept up.
    """

    __slots__ = ("_most", "_newer", "_older")

    def __init__(self, most: int) -> None:
        self._most = most
        self._newer: dict[K, V] = {}
        self._older: dict[K, V] = {}

    def __len__(self) -> int:
        return len(self._newer) + sum(key not in self._newer for key in self._older)

    def get(self, key: K) -> V | None:
        found = self._newer.get(key)
        if found is None and (found := self._older.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: K, value: V) -> None:
        if len(self._newer) >= self._most:
            self.turn()
        self._newer[key] = value

    def turn(self) -> None:
        """What was asked for of late becomes old."""
        self._older, self._newer = self._newer, {}
