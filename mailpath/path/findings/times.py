"""Findings on dates: clocks that are off, time running backwards, and where the message lay long."""

from collections.abc import Iterator
from datetime import datetime

from mailpath.language import reason
from mailpath.values.hop import Hop
from mailpath.values.reasons import Reason

__all__ = ["time_findings"]

_JITTER = 15  # seconds by which synchronised clocks and slow writers may differ
_DRIFT = 3600  # a clock that is off by more runs backwards
_LONG = 3600
_EARLY = 3600
_MOST = 3


def time_findings(hops: tuple[Hop, ...], boundary: int | None, written: datetime | None) -> Iterator[Reason]:
    """`boundary` is the boundary hop's index, `written` the time of the message's Date field."""
    dated = [hop for hop in hops if hop.date is not None]
    yield from _backwards(dated)
    delays = sorted((hop for hop in hops if (hop.delay_seconds or 0) >= _LONG), key=_delay, reverse=True)
    for hop in delays[:_MOST]:
        yield reason("long_delay", by=_named(hop), seconds=hop.delay_seconds, index=hop.index)
    yield from _before_message(hops, boundary, written)


def _delay(hop: Hop) -> int:
    return hop.delay_seconds or 0


def _backwards(dated: list[Hop]) -> Iterator[Reason]:
    """Each step back in time once, with the host whose clock does not fit its neighbours."""
    count = 0
    for at, newer in enumerate(dated[:-1]):
        seconds = -(newer.skew_seconds or 0)
        if seconds <= _JITTER:
            continue
        older = dated[at + 1]
        wrong = _odd_one(dated, at)
        other = older if wrong is newer else newer
        code = "clock_skew" if seconds <= _DRIFT else "time_backwards"
        yield reason(code, host=_named(wrong), other=_named(other), seconds=seconds)
        count += 1
        if count == _MOST:
            return


def _odd_one(dated: list[Hop], at: int) -> Hop:
    """Of two hops in the wrong order the one that does not fit its other neighbour either, else the older one."""
    newer, older = dated[at], dated[at + 1]
    above = dated[at - 1].date if at else None
    below = dated[at + 2].date if at + 2 < len(dated) else None
    older_fits = above is not None and _not_after(older.date, above)
    newer_fits = below is None or _not_after(below, newer.date)
    return newer if older_fits and not newer_fits else older


def _not_after(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one <= other


def _before_message(hops: tuple[Hop, ...], boundary: int | None, written: datetime | None) -> Iterator[Reason]:
    """A claimed hop that is older than the message's own Date, although the boundary is not."""
    if written is None or boundary is None:
        return
    taken = hops[boundary].date
    if taken is None or taken < written:
        return
    for hop in hops[boundary + 1 :]:
        if hop.date is not None and (seconds := int((written - hop.date).total_seconds())) > _EARLY:
            yield reason("hop_before_message", by=_named(hop), seconds=seconds, index=hop.index)
            return


def _named(hop: Hop) -> str | None:
    return hop.by or hop.by_ip
