"""What is odd about a path, as reasons. A finding that every ordinary message would have is none."""

from datetime import datetime

from mailpath.message.dates import MAX_DATE_CHARS, read_date
from mailpath.message.fields import Message
from mailpath.message.text import decode_bytes
from mailpath.path.findings.client import client_findings
from mailpath.path.findings.joins import join_findings
from mailpath.path.findings.shape import shape_findings
from mailpath.path.findings.times import time_findings
from mailpath.values.hop import Hop
from mailpath.values.reasons import Reason

__all__ = ["path_findings"]


def path_findings(message: Message, hops: tuple[Hop, ...], boundary: int | None, count: int) -> tuple[Reason, ...]:
    """All findings but those of the boundary itself. `hops` are placed, `count` is of all Received fields."""
    written = _written_at(message)
    return (
        *shape_findings(hops, boundary, count),
        *(client_findings(hops, boundary) if boundary is not None else ()),
        *join_findings(hops, boundary, written),
        *time_findings(hops, boundary, written),
    )


def _written_at(message: Message) -> datetime | None:
    field = message.first("date")
    return read_date(decode_bytes(field.unfolded[:MAX_DATE_CHARS])) if field else None
