"""The machine-readable part of an abuse report (RFC 5965 section 3): what a reporter says about the message."""

from typing import NamedTuple

from mailpath.message.fields import read_message
from mailpath.message.text import header_text
from mailpath.values.names import dns_name, ip_address

__all__ = ["FeedbackReport", "feedback_report"]

_MOST_INCIDENTS = 1_000_000


class FeedbackReport(NamedTuple):
    """All of it is the reporter's word. `incidents` is 1 where it is not said (RFC 5965 section 3.2)."""

    feedback_type: str | None
    source_ip: str | None
    mail_from: str | None
    reported_domain: str | None
    arrival: str | None
    incidents: int


def feedback_report(raw: bytes) -> FeedbackReport:
    """The fields of a `message/feedback-report` part without its transfer encoding. Never raises."""
    message = read_message(raw[: 1 << 16] + b"\r\n\r\n")

    def value(name: str) -> str | None:
        field = message.first(name)
        return (header_text(field.unfolded)[:300] or None) if field else None

    address = ip_address(value("source-ip") or "")
    count = value("incidents") or ""
    domain = value("reported-domain")
    return FeedbackReport(
        feedback_type=(value("feedback-type") or "").lower() or None,
        source_ip=str(address) if address else None,
        mail_from=value("original-mail-from"),
        reported_domain=dns_name(domain) if domain else None,
        arrival=value("arrival-date") or value("received-date"),
        incidents=min(int(count), _MOST_INCIDENTS) if count.isascii() and count.isdigit() and len(count) < 8 else 1,
    )
