"""How far a long run is: one line on standard error that is written over, and none where that is no terminal."""

import sys
from collections.abc import Callable
from time import monotonic

from mailpath.language import phrase
from mailpath.scanning.tally import Tally

__all__ = ["Progress"]

_EVERY_S = 0.2
_CLEAR = "\r\x1b[K"


class Progress:
    """`shown` where standard error is a terminal and notes are wanted."""

    def __init__(self, lang: str, *, shown: bool, clock: Callable[[], float] = monotonic) -> None:
        self._lang = lang
        self._shown = shown and sys.stderr.isatty()
        self._clock = clock
        self._began = self._last = clock()

    def tell(self, tally: Tally) -> None:
        now = self._clock()
        if not self._shown or now - self._last < _EVERY_S:
            return
        self._last = now
        rate = round(tally.messages / max(now - self._began, 0.001))
        text = phrase("scan_going", {"count": tally.messages, "rate": rate, "attention": tally.attention}, self._lang)
        sys.stderr.write(f"{_CLEAR}{text}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Before anything else is written there."""
        if self._shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    @property
    def seconds(self) -> float:
        return self._clock() - self._began
