"""Results of functions of one text, kept as long as the text is no longer than usual ones are.

Whoever writes a text may write many and long ones: a number of entries alone bounds no memory.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

__all__ = ["kept"]

T = TypeVar("T", str, bytes)
R = TypeVar("R")


def kept(*, most: int, longest: int, of_longer: int = 0) -> Callable[[Callable[[T], R]], Callable[[T], R]]:
    """At most `most` results, of texts of at most `longest` characters or bytes; of longer ones `of_longer`."""

    def of(function: Callable[[T], R]) -> Callable[[T], R]:
        short = lru_cache(maxsize=most)(function)
        long = lru_cache(maxsize=of_longer)(function) if of_longer else function

        @wraps(function)
        def call(text: T) -> R:
            return short(text) if len(text) <= longest else long(text)

        return call

    return of
