"""How a message was carried, in the few words of a row: when it was taken, over TLS or not, and how long it took."""

import re
from collections.abc import Iterable
from datetime import datetime

from mailpath.values.hop import Hop
from mailpath.values.report import Report
from mailpath.values.vocabulary import YesNo

__all__ = ["delay_inside", "delay_on_the_way", "received_at", "tls", "tls_version"]

# The protocol words of RFC 3848 and its like that say there was none; `trace` has read those that say there was.
_OPEN = re.compile(r"(?:utf8)?(?:e?smtp|lmtp)a?|http", re.IGNORECASE)
_VERSION = re.compile(r"(?:TLS|SSL)\s?v?_?(\d)(?:[._]?(\d))?", re.IGNORECASE)


def tls(report: Report) -> YesNo:
    """By the word of the boundary's server; unknown without a boundary, or where its protocol says nothing of it."""
    hop = _boundary(report)
    if hop is None:
        return YesNo.UNKNOWN
    if hop.tls is not None:
        return YesNo.YES
    return YesNo.NO if _OPEN.fullmatch(hop.with_ or "") else YesNo.UNKNOWN


def tls_version(report: Report) -> str | None:
    """`TLSv1.3`, however the server spells it; null where it names none."""
    hop = _boundary(report)
    found = _VERSION.match(hop.tls.version or "") if hop is not None and hop.tls is not None else None
    if found is None:
        return None
    name = "SSL" if found[0][:1] in "Ss" else "TLS"
    return f"{name}v{found[1]}.{found[2]}" if found[2] else f"{name}v{found[1]}"


def delay_on_the_way(report: Report) -> int | None:
    """Seconds of all hops together; null where no two hops are dated. Anyone may claim those below the boundary."""
    return _sum(report.path.hops if report.path else ())


def delay_inside(report: Report) -> int | None:
    """Seconds of the hops behind the boundary."""
    index = report.path.boundary.hop_index if report.path and report.path.boundary else None
    if report.path is None or index is None:
        return None
    return _sum(hop for hop in report.path.hops if hop.index < index)


def received_at(report: Report) -> datetime | None:
    """By the word of the boundary; where there is none, of the newest server."""
    if report.path is None:
        return None
    hop = _boundary(report)
    taken = hop.date if hop is not None else None
    return taken or next((hop.date for hop in report.path.hops if hop.date is not None), None)


def _boundary(report: Report) -> Hop | None:
    index = report.path.boundary.hop_index if report.path and report.path.boundary else None
    if report.path is None or index is None or index >= len(report.path.hops):
        return None
    return report.path.hops[index]


def _sum(hops: Iterable[Hop]) -> int | None:
    found = [hop.delay_seconds for hop in hops if hop.delay_seconds is not None]
    return sum(found) if found else None
