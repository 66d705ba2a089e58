"""Short messages for the tests: header lines, newest first."""

from collections.abc import Mapping
from typing import NamedTuple

from mailpath.message.fields import Message, read_message
from mailpath.path import Client, Envelope, envelope, find, receiver_receipts, sending_client
from mailpath.receipts import read_receipts
from mailpath.values.path import Path
from mailpath.values.settings import Settings

__all__ = ["DATE", "Way", "message_of", "path_of", "received", "way_of"]

DATE = "Wed, 7 Jan 2026 12:00:00 +0000"


def received(text: str, date: str = DATE) -> str:
    return f"Received: {text}; {date}"


def message_of(*lines: str) -> Message:
    head = [*lines, "From: a@sender.example", "To: u@receiver.example", f"Date: {DATE}", "Subject: x"]
    return read_message("\r\n".join(head).encode() + b"\r\n\r\nbody\r\n")


class Way(NamedTuple):
    path: Path
    client: Client | None
    envelope: Envelope


def way_of(message: Message, settings: Settings, mx: Mapping[str, tuple[str, ...]] | None = None) -> Way:
    receipts = read_receipts(message)
    path = find(message, receipts, settings, mx)
    own = receiver_receipts(message, path, receipts, settings)
    client = sending_client(path, own, settings)
    return Way(path, client, envelope(message, path, client, own, settings))


def path_of(
    *lines: str, settings: Settings | None = None, mx: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Path, Client | None]:
    """The path of a message of these lines, and its client."""
    path, client, _ = way_of(message_of(*lines), settings or Settings(), mx)
    return path, client
