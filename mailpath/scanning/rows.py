"""What a scan keeps of one report: the bytes of its row, a name to know it by, and what totals are made from."""

from typing import NamedTuple

from mailpath.scanning.carriage import delay_on_the_way, received_at, tls
from mailpath.scanning.chunks import identity
from mailpath.values.report import Report
from mailpath.values.vocabulary import Confidence, Verdict

__all__ = ["Digest", "Row", "row_of"]


class Digest(NamedTuple):
    """The few words of a report that totals and exit codes need. `over` is the service, else the host, that sent it.

    `day` is when it was received (UTC, `2026-03-01`), `delay` the seconds of its whole way.
    """

    verdict: Verdict
    confidence: Confidence
    error: str | None
    file: str | None
    key: str | None
    domain: str | None
    over: str | None
    listed: str
    action: str
    day: str | None = None
    tls: str = "unknown"
    delay: int | None = None


class Row(NamedTuple):
    """`line` is what the output takes: a line of its format, or a JSON array of values for tables."""

    identity: str
    line: bytes
    digest: Digest


def _digest(report: Report) -> Digest:
    host = report.sending_host
    received = received_at(report)
    over = None
    if host is not None:
        over = host.service.name if host.service else host.ptr[0] if host.fcrdns and host.ptr else host.ip
    return Digest(
        verdict=report.verdict,
        confidence=report.confidence,
        error=report.source.error,
        file=report.source.file,
        key=report.source.key,
        domain=report.identifiers.author_domain if report.identifiers else None,
        over=over,
        listed=report.listed,
        action=report.action.code,
        day=received.date().isoformat() if received is not None else None,
        tls=tls(report),
        delay=delay_on_the_way(report),
    )


def row_of(path_index: int, report: Report, line: bytes) -> Row:
    return Row(identity=identity(path_index, report.source.file, report.source.key), line=line, digest=_digest(report))
