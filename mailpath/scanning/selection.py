"""Which messages of the input are judged: by time, by number, or a sample of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from mailpath.inputs.item import Item, Unread
from mailpath.inputs.places import Remote
from mailpath.message.dates import read_date
from mailpath.message.fields import read_message
from mailpath.scanning.chunks import Place, found_at, heads_within

__all__ = ["ALWAYS", "Period", "sampled"]

_HEADER_BYTES = 1 << 16  # the newest trace field and the date stand near the top


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `since` on, before `until`; both aware, None is open.

    The time of a message is when the newest server received it, else what its Date field says. A message without
    any time is in every period: nothing is passed over unseen.
    """

    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None

    def holds(self, one: Item | Unread) -> bool:
        if isinstance(one, Unread):
            return True
        time = _time(one.raw)
        if time is None:
            return True
        return (self.since is None or self.since <= time) and (self.until is None or time < self.until)


ALWAYS = Period()


def sampled(places: Callable[[], Iterable[Place]], size: int, seed: int, period: Period = ALWAYS) -> Iterator[Place]:
    """`size` of the places, the same ones for the same seed and input, in the order of the input.

    The input is walked twice: once to count what lies in the period, once to pick.
    """
    count = sum(1 for _ in _inside(places(), period))
    wanted = sorted(Random(seed).sample(range(count), min(size, count)))  # noqa: S311  # no secret
    chosen = iter(wanted)
    following = next(chosen, None)
    for number, place in enumerate(_inside(places(), period)):
        if following is None:
            return
        if number == following:
            yield place
            following = next(chosen, None)


def _inside(places: Iterable[Place], period: Period) -> Iterable[Place]:
    if period.is_open:
        return places
    return (place for place in heads_within(places, period.holds) if _within(place, period))


def _within(place: Place, period: Period) -> bool:
    """A message on a server was looked at already."""
    return isinstance(place.what, Remote) or any(period.holds(one) for _, one in found_at((place,)))


def _time(raw: bytes) -> datetime | None:
    from mailpath.trace.parse import parse_received  # late: only where a period is chosen

    message = read_message(raw[:_HEADER_BYTES])
    newest = message.first("received")
    received = parse_received(newest.value).date if newest is not None else None
    if received is not None:
        return received
    written = message.first("date")
    return read_date(written.unfolded.decode("latin-1")) if written is not None else None
