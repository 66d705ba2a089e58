"""Mail for scans: many small messages with an answer for every question they raise."""

import json
from pathlib import Path

from tests.inputs.mailboxes import maildir, mbox

__all__ = ["ZONE", "message", "messages", "write_maildir", "write_mbox", "write_zone"]

ZONE = {
    "a.example": {"TXT": ["v=spf1 ip4:192.0.2.1 -all"], "MX": ["10 mx.a.example"]},
    "_dmarc.a.example": {"TXT": ["v=DMARC1; p=reject"]},
    "mx.a.example": {"A": ["192.0.2.1"]},
    "1.2.0.192.in-addr.arpa": {"PTR": ["mx.a.example"]},
    "b.example": {"TXT": ["v=spf1 -all"]},
    "_dmarc.b.example": {"TXT": ["v=DMARC1; p=reject"]},
    "shop.example": {"TXT": ["v=spf1 ip4:203.0.113.1 -all"], "MX": ["10 mx.shop.example"]},
    "_dmarc.shop.example": {"TXT": ["v=DMARC1; p=none"]},
    "mx.shop.example": {"A": ["203.0.113.1"]},
    "web.shop.example": {"A": ["203.0.113.77"]},
    "77.113.0.203.in-addr.arpa": {"PTR": ["web.shop.example"]},
}
_SENDERS = (
    ("a.example", "mx.a.example", "192.0.2.1"),
    ("b.example", "host.elsewhere.example", "198.51.100.7"),
    ("shop.example", "web.shop.example", "203.0.113.77"),
)


def message(number: int) -> bytes:
    """The senders in turn: authorised, spoofed, a leak. A message an hour from 1 March 2026 on."""
    domain, host, ip = _SENDERS[number % 3]
    day, hour = divmod(number, 24)
    date = f"{1 + day % 31} Mar 2026 {hour:02}:00:00 +0000"
    return (
        f"Return-Path: <x@{domain}>\n"
        f"Received: from {host} ({host} [{ip}])\n\tby mx.receiver.example (Postfix) with ESMTPS id A{number}\n"
        f"\tfor <user@receiver.example>; {date}\n"
        f"From: x@{domain}\nTo: user@receiver.example\nDate: {date}\n"
        f"Message-ID: <{number}@{domain}>\nSubject: number {number}\n\nFrom here on it is text {number}.\n"
    ).encode()


def messages(count: int) -> list[bytes]:
    return [message(number) for number in range(count)]


def write_maildir(path: Path, count: int) -> Path:
    """Half of it seen already; names in the order of the numbers."""
    named = {f"{1_772_000_000 + number}.M{number}.mx": raw for number, raw in enumerate(messages(count))}
    seen = {f"{name}:2,S": raw for name, raw in list(named.items())[::2]}
    return maildir(path, new=dict(list(named.items())[1::2]), cur=seen)


def write_mbox(path: Path, count: int) -> Path:
    path.write_bytes(mbox(messages(count)))
    return path


def write_zone(path: Path) -> Path:
    path.write_text(json.dumps(ZONE))
    return path
