"""Digests of texts that begin alike: what they share is hashed once, with states kept on the way.

What a search may cost is counted in bytes, and where it ends must not depend on what is saved here: `new_bytes` counts
as if a state were kept only behind each beginning that was asked for.
"""

from bisect import bisect_right, insort
from hashlib import sha1, sha256
from typing import TYPE_CHECKING

from mailpath.verify.canonical import HashName

if TYPE_CHECKING:
    from hashlib import _Hash

__all__ = ["HashedBeginnings"]

_STEP = 2_048  # bytes between states that count
_MOST_STATES = 64
_APART = 4_096  # bytes between states that are kept, where the text is short enough
_HASHES = {"sha256": sha256, "sha1": sha1}


class HashedBeginnings:
    """States of one hash over the beginnings of `text`."""

    __slots__ = ("_apart", "_counted", "_states", "_text")

    def __init__(self, text: bytes, hash_name: HashName) -> None:
        self._text = memoryview(text)
        self._apart = max(_APART, len(text) // _MOST_STATES + 1)
        self._states: list[_Hash] = [_HASHES[hash_name]()]  # the one at place n has taken in n * apart bytes
        self._counted = [0]

    def state(self, size: int) -> "_Hash":
        """A hash of its own that has taken in the first `size` bytes."""
        number = size // self._apart
        while number >= len(self._states):
            start = (len(self._states) - 1) * self._apart
            further = self._states[-1].copy()
            further.update(self._text[start : start + self._apart])
            self._states.append(further)
        found = self._states[number].copy()
        if rest := self._text[number * self._apart : size]:
            found.update(rest)
        return found

    def new_bytes(self, size: int) -> int:
        """What it counts to come to the first `size` bytes."""
        new = size - self._counted[bisect_right(self._counted, size) - 1]
        if new >= _STEP and len(self._counted) < _MOST_STATES:
            insort(self._counted, size)
        return new
