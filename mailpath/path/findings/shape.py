"""Findings on the chain as a whole: too long, running in a circle, fetched from a mailbox."""

from collections.abc import Iterator

from mailpath.language import reason
from mailpath.path.addresses import is_internal_text
from mailpath.path.steps import Step, step_of
from mailpath.values.hop import Hop
from mailpath.values.reasons import Reason

__all__ = ["shape_findings"]

_LOOP = 3  # the same host takes the message from the same client as often: out to a filter and in again are two


def shape_findings(hops: tuple[Hop, ...], boundary: int | None, count: int) -> Iterator[Reason]:
    if count > len(hops):
        yield reason("too_many_hops", count=count, kept=len(hops))
    taken: dict[tuple[str, str | None], int] = {}
    for hop in hops:
        if hop.by and is_internal_text(hop.ip) is False:
            key = (hop.by.lower(), hop.ip)
            taken[key] = taken.get(key, 0) + 1
    for (by, ip), times in taken.items():
        if times >= _LOOP:
            yield reason("loop", by=by, ip=ip, times=times)
            break
    for hop in hops[: boundary or 0]:
        if step_of(hop) is Step.FETCHED:
            yield reason("fetched_mail", server=hop.rdns or hop.from_name or hop.ip, by=hop.by, protocol=hop.with_)
            break
