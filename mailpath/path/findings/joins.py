"""Findings on the claimed part of the chain: does each hop go on where the one below it ended?

A hop and the next one join where the lower one's host is the upper one's client. Below the boundary anybody may have
written anything; a chain that does not even join was either not written by the hosts it names, or lost a hop. Services
send from pools of hosts with names of several domains, so one join that fails says little.
"""

from collections.abc import Iterator
from datetime import datetime

from mailpath.language import reason
from mailpath.path.addresses import is_internal_text
from mailpath.path.kinship import is_public_name, related
from mailpath.values.hop import Hop
from mailpath.values.reasons import Reason

__all__ = ["join_findings"]

_LOOKED_AT = 20  # hops below the boundary
_DAY = 86400
_HOUR = 3600


def join_findings(hops: tuple[Hop, ...], boundary: int | None, written: datetime | None) -> Iterator[Reason]:
    """`boundary` is the boundary hop's index, `written` the time of the message's Date field."""
    start = 0 if boundary is None else boundary
    broken = [index for index in range(start, min(start + _LOOKED_AT, len(hops) - 1)) if _breaks(hops, index)]
    if not broken:
        return
    upper, lower = hops[broken[0]], hops[broken[0] + 1]
    name = upper.rdns or upper.helo or upper.from_name or upper.ip
    if len(broken) > 1 or _contradicts_time(upper, lower, written):
        yield reason("forged_hop", index=lower.index, by=lower.by, client=name, joins=len(broken))
    else:
        yield reason("hop_skipped", by=lower.by, client=name)


def _breaks(hops: tuple[Hop, ...], index: int) -> bool:
    """Whether hop `index + 1` was written by a host that cannot be the client of hop `index`, by name or address."""
    upper, lower = hops[index], hops[index + 1]
    if is_internal_text(upper.ip) is not False or not is_public_name(lower.by):
        return False
    if lower.by_ip is not None and (lower.by_ip == upper.ip or is_internal_text(lower.by_ip)):
        return False
    if upper.by is not None and lower.by is not None and upper.by.lower() == lower.by.lower():
        return False  # out to a filter and in again
    names = [name for name in (upper.rdns, upper.helo, upper.from_name) if is_public_name(name)]
    return bool(names) and not any(related(name, lower.by) for name in names)


def _contradicts_time(upper: Hop, lower: Hop, written: datetime | None) -> bool:
    if lower.date is None:
        return False
    if upper.date is not None and (lower.date - upper.date).total_seconds() > _HOUR:
        return True
    return written is not None and (written - lower.date).total_seconds() > _DAY
