"""Short messages for the tests: header lines, newest first."""

from collections.abc import Mapping

from mailpath.message.fields import Message, read_message
from mailpath.path import Client, find, sending_client
from mailpath.receipts import read_receipts
from mailpath.values.path import Path
from mailpath.values.settings import Settings

__all__ = ["DATE", "message_of", "path_of", "received"]

DATE = "Wed, 7 Jan 2026 12:00:00 +0000"


def received(text: str, date: str = DATE) -> str:
    return f"Received: {text}; {date}"


def message_of(*lines: str) -> Message:
    head = [*lines, "From: a@sender.example", "To: u@receiver.example", f"Date: {DATE}", "Subject: x"]
    return read_message("\r\n".join(head).encode() + b"\r\n\r\nbody\r\n")


def path_of(
    *lines: str, settings: Settings | None = None, mx: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Path, Client | None]:
    """The path of a message of these lines, and its client."""
    chosen = settings or Settings()
    message = message_of(*lines)
    receipts = read_receipts(message)
    path = find(message, receipts, chosen, mx)
    return path, sending_client(message, path, receipts, chosen)
