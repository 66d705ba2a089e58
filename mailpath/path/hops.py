"""A message's Received fields as hops, newest first."""

from datetime import datetime

import msgspec

from mailpath.message.fields import Message
from mailpath.trace.parse import parse_received
from mailpath.trace.zones import with_zone
from mailpath.values.hop import Hop
from mailpath.values.vocabulary import Zone

__all__ = ["MAX_HOPS", "Hops", "placed", "read_hops", "zone_of"]

MAX_HOPS = 100  # newest ones kept; servers break loops at 50 to 100 (RFC 5321 section 6.3)


class Hops(msgspec.Struct, frozen=True):
    """`hops` as parsed (delays null, zone claimed), `fields` the index of each in `Message.fields`, `count` of all
    Received fields, also those beyond MAX_HOPS."""

    hops: tuple[Hop, ...]
    fields: tuple[int, ...]
    count: int


def read_hops(message: Message) -> Hops:
    """Every Received field, newest first, at most MAX_HOPS; never raises."""
    kept = message.received[:MAX_HOPS]
    return Hops(tuple(parse_received(message.fields[index].value) for index in kept), kept, len(message.received))


def placed(hops: tuple[Hop, ...], boundary: int | None) -> tuple[Hop, ...]:
    """The hops with index, zone, provenance and delays. `boundary` is the index of the boundary hop."""
    out = []
    older = _older_dates(hops)
    for index, hop in enumerate(hops):
        delay, skew = _delay(hop.date, older[index])
        out.append(with_zone(hop, zone_of(index, boundary), index=index, delay_seconds=delay, skew_seconds=skew))
    return tuple(out)


def zone_of(index: int, boundary: int | None) -> Zone:
    if boundary is None or index > boundary:
        return Zone.CLAIMED
    return Zone.BOUNDARY if index == boundary else Zone.TRUSTED


def _older_dates(hops: tuple[Hop, ...]) -> list[datetime | None]:
    """For each hop the date of the next older dated hop."""
    dates: list[datetime | None] = [None] * len(hops)
    older: datetime | None = None
    for index in range(len(hops) - 1, -1, -1):
        dates[index] = older
        older = hops[index].date or older
    return dates


def _delay(date: datetime | None, older: datetime | None) -> tuple[int | None, int | None]:
    """Seconds from the older hop to this one; a negative difference is skew and no delay."""
    if date is None or older is None:
        return None, None
    seconds = int((date - older).total_seconds())
    return (seconds, None) if seconds >= 0 else (None, seconds)
