"""How far a long run is: one line on standard error that is written over, and none where that is no terminal."""

import shutil
import sys
from collections.abc import Callable
from time import monotonic

from mailpath.language import phrase, word
from mailpath.outputs.numbers import number
from mailpath.scanning.tally import Tally

__all__ = ["Progress"]

_EVERY_S = 0.2
_CLEAR = "\r\x1b[K"
_NO_END_S = 30 * 86_400  # whoever is to wait longer is not helped by a number


class Progress:
    """`shown` where standard error is a terminal and notes are wanted. `earlier` messages were judged before."""

    def __init__(self, lang: str, *, shown: bool, clock: Callable[[], float] = monotonic) -> None:
        self._lang = lang
        self.shown = shown and sys.stderr.isatty()
        self._clock = clock
        self._began = self._last = clock()
        self._stands = False  # a line of ours on the terminal
        self.earlier = 0

    def tell(self, tally: Tally, left_s: float | None = None) -> None:
        """Messages, rate, what is left (`left_s` seconds, None where nobody knows), and counts by verdict."""
        now = self._clock()
        if not self.shown or now - self._last < _EVERY_S:
            return
        self._last = now
        self._stands = True
        rate = round((tally.messages - self.earlier) / max(now - self._began, 0.001))
        parts = [
            self._say("scan_going", count=number(tally.messages, self._lang), messages=tally.messages),
            self._say("scan_pace", rate=number(rate, self._lang)),
        ]
        if left_s is not None and left_s < _NO_END_S:
            parts.append(self._say("scan_left", seconds=round(left_s)))
        counts = [(word(f"verdict.{verdict}", self._lang), count) for verdict, count in tally.verdicts.most_common()]
        if tally.unread:
            counts.append((word("scan_unread", self._lang), tally.unread))
        text = ", ".join(parts)
        width = shutil.get_terminal_size().columns - 1
        for at, (name, count) in enumerate(counts):
            more = f"{'; ' if at else ': '}{name} {number(count, self._lang)}"
            if len(text) + len(more) > width:
                break
            text += more
        sys.stderr.write(f"{_CLEAR}{text[:width]}")
        sys.stderr.flush()

    def _say(self, key: str, **facts: str | int) -> str:
        return phrase(key, dict(facts), self._lang)

    def clear(self) -> None:
        """Before anything else is written there."""
        if self._stands:
            self._stands = False
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()

    @property
    def seconds(self) -> float:
        return self._clock() - self._began
