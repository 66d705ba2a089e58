"""An abuse report (RFC 5965, RFC 6650) about the message that shows a case best, without those it was sent to.

Only header fields go out (`text/rfc822-headers`): who it says it is from, its subject, date and id, and the Received
fields that name the host, all cleared of people's names and addresses.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime

from mailpath.triage.cases import Group, shown
from mailpath.triage.contacts import is_plain_address
from mailpath.triage.drafts import with_confirmations
from mailpath.triage.redaction import Redaction
from mailpath.values.case import Case
from mailpath.values.report import Report
from mailpath.version import __version__

__all__ = ["abuse_report"]

_BOUNDARY = "=-mailpath-abuse-report"
_LONGEST = 900


def abuse_report(case: Case, group: Group, redaction: Redaction, now: datetime) -> bytes:
    """A whole mail with CRLF, without From: whoever sends it puts it in. The draft to the abuse desk is its text,
    what has to be confirmed above it."""
    report = shown(group).report
    draft = next(one for one in case.drafts if one.to_role == "abuse_desk")
    lines = [
        "X-Unsent: 1",
        *([f"To: {draft.to}"] if draft.to and is_plain_address(draft.to) else []),
        f"Subject: {_encoded(draft.subject)}",
        f"Date: {format_datetime(now.astimezone(UTC))}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=feedback-report; boundary="{_BOUNDARY}"',
        "",
        f"--{_BOUNDARY}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        *_base64(with_confirmations(draft)),
        f"--{_BOUNDARY}",
        "Content-Type: message/feedback-report",
        "",
        *_feedback(report, len(group.messages), redaction),
        "",
        f"--{_BOUNDARY}",
        "Content-Type: text/rfc822-headers; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        *_header(report, redaction),
        "",
        f"--{_BOUNDARY}--",
        "",
    ]
    return "\r\n".join(lines).encode("utf-8", "replace")


def _feedback(report: Report, incidents: int, redaction: Redaction) -> Iterator[str]:
    """RFC 5965 section 3.1 and 3.2; `Incidents` counts what was seen of the case."""
    names, host = report.identifiers, report.sending_host
    yield "Feedback-Type: abuse"
    yield f"User-Agent: mailpath/{__version__}"
    yield "Version: 1"
    if host is not None:
        yield f"Source-IP: {host.ip}"
    if names is not None and names.author_domain:
        yield f"Reported-Domain: {names.author_domain}"
    if names is not None and names.envelope_from and names.envelope_from != "<>":
        sender = (
            _line(redaction.text(names.envelope_from)).encode("ascii", "replace").decode()
        )  # no other charset there
        yield f"Original-Mail-From: <{sender}>"
    arrival = _arrival(report)
    if arrival is not None:
        yield f"Arrival-Date: {format_datetime(arrival)}"
    if incidents > 1:
        yield f"Incidents: {incidents}"


def _arrival(report: Report) -> datetime | None:
    """When the boundary took it."""
    path = report.path
    index = path.boundary.hop_index if path is not None and path.boundary is not None else None
    return path.hops[index].date if path is not None and index is not None else None


def _header(report: Report, redaction: Redaction) -> Iterator[str]:
    path, names = report.path, report.identifiers
    index = path.boundary.hop_index if path is not None and path.boundary is not None else None
    if path is not None and index is not None:
        for hop in path.hops[index:][:10]:
            raw = " ".join(hop.raw.split())
            yield f"Received: {_line(redaction.text(_without_for(raw, hop.for_)))}"
    if names is None:
        return
    for name, value in (
        ("From", names.header_from),
        ("Subject", names.subject),
        ("Date", format_datetime(names.date) if names.date else None),
        ("Message-ID", names.message_id),
        ("Reply-To", names.reply_to),
    ):
        if value:
            yield f"{name}: {_line(redaction.text(value))}"


def _without_for(raw: str, recipient: str | None) -> str:
    return raw.replace(recipient, "[…]") if recipient else raw


def _line(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)[:_LONGEST]


def _encoded(text: str) -> str:
    from email.header import Header

    return Header(_line(text), "utf-8").encode(linesep="\r\n")


def _base64(text: str) -> list[str]:
    from base64 import encodebytes

    return encodebytes(text.replace("\n", "\r\n").encode()).decode("ascii").splitlines()
