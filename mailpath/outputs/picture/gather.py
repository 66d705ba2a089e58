"""What the page shows of a scan, gathered row by row in bounded memory."""

from collections.abc import Iterable, Sequence

from mailpath.outputs.headline import needs_attention
from mailpath.outputs.picture.cells import Cells
from mailpath.outputs.picture.choice import Choice
from mailpath.outputs.picture.senders import Senders
from mailpath.outputs.picture.sighting import sighting_of
from mailpath.outputs.sheets.values import Plain

__all__ = ["MOST_REPORTS", "Picture"]

MOST_REPORTS = 200  # messages that are shown in full


class Picture:
    """`first` and `last` are when the first and the last message was taken, "" where none says."""

    def __init__(self, own_domains: Iterable[str] = ()) -> None:
        self.messages = 0
        self.unread = 0
        self.attention = 0
        self.first = self.last = ""
        self.cells = Cells()
        self.senders = Senders(own_domains)
        self.choice = Choice(MOST_REPORTS)

    def add(self, values: Sequence[Plain]) -> None:
        """One row, in the order of `columns()`, with the whole report behind them or not."""
        self.messages += 1
        one = sighting_of(values, self.messages)
        if one is None:
            self.unread += 1
            return
        if one.when:
            self.first = min(self.first or one.when, one.when)
            self.last = max(self.last, one.when)
        self.cells.add(one)
        self.senders.add(one)
        if needs_attention(one.verdict):
            self.attention += 1
            self.choice.add(one)
