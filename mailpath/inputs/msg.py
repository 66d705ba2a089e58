"""An Outlook `.msg` ([MS-OXMSG]): its transport headers and text as a message again.

The bytes that were signed are gone: Outlook keeps the header block as text and the body apart, so the result is
`reconstructed`. Fields about MIME are made anew to fit the text; all others stay as they were received. A message that
was never received (a draft, one sent inside Exchange) has no transport headers: then there is no path to read, and
From, To, Subject and Date come from its properties. So do those that a header block without From lacks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from typing import Protocol

from mailpath.inputs.bounds import MAX_MESSAGE_BYTES, MAX_WRAPPERS
from mailpath.inputs.compound import MAGIC, BrokenError, CompoundFile, Entry
from mailpath.inputs.item import Item
from mailpath.inputs.msg_properties import Budget, Properties
from mailpath.values.vocabulary import Fidelity, SourceFormat

__all__ = ["MAGIC", "AttachedFile", "Outlook", "PropertySource", "message_of", "read_msg", "rebuilt"]

_TOP_HEADER, _EMBEDDED_HEADER, _SMALL_HEADER = 32, 24, 8  # bytes before the first property; [MS-OXMSG] section 2.4
_MAX_ATTACHMENTS = 200
_MAX_RECIPIENTS = 100

_TRANSPORT_HEADERS, _SUBJECT, _BODY = 0x007D, 0x0037, 0x1000
_MESSAGE_ID, _SUBMITTED, _DELIVERED = 0x1035, 0x0039, 0x0E06
_FROM_NAMES = (0x0042, 0x0C1A)  # sent representing, sender
_FROM_ADDRESSES = (0x5D02, 0x5D01, 0x0065, 0x0C1F)  # SMTP forms first: the others may hold a directory name
_RECIPIENT_TYPE, _DISPLAY_NAME = 0x0C15, 0x3001
_RECIPIENT_ADDRESSES = (0x39FE, 0x3003)
_RECIPIENT_FIELDS = {1: "To", 2: "Cc"}
_CONTENTS, _MEDIA_TYPE = 0x3701, 0x370E
_FILE_NAMES = (0x3707, 0x3704)
_EMBEDDED = "__substg1.0_3701000d"
_MADE_ANEW = (b"content-", b"mime-version")
_ADDRESS_SPECIALS = str.maketrans({'"': "'", "\\": "/", "<": "(", ">": ")"})


class PropertySource(Protocol):
    """The properties of one message, out of a `.msg` or another of Outlook's formats."""

    def raw_text(self, tag: int) -> bytes | None: ...
    def text(self, tag: int) -> str | None: ...
    def number(self, tag: int) -> int | None: ...
    def time(self, tag: int) -> datetime | None: ...
    def html(self) -> tuple[bytes, str] | None: ...
    def storages(self, prefix: str) -> list[Entry]: ...
    def inside(self, storage: Entry, *, header_bytes: int) -> "PropertySource": ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedFile:
    name: str | None
    media_type: str | None
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """One message of a `.msg`: its bytes made again, the files attached to it, and the Outlook messages in it."""

    raw: bytes
    files: tuple[AttachedFile, ...]
    messages: "tuple[Outlook, ...]"


def read_msg(raw: bytes, *, with_attachments: bool) -> Outlook | str:
    """The message in a `.msg`, or why there is none. Never raises."""
    try:
        file = CompoundFile(raw)
        if "__properties_version1.0" not in file.root.children:
            return "is an OLE file but no Outlook message"
        depth = MAX_WRAPPERS if with_attachments else 0
        top = Properties(file, file.root, Budget(MAX_MESSAGE_BYTES), header_bytes=_TOP_HEADER)
        return _message(top, depth)
    except BrokenError:
        return "is a damaged Outlook message"


def rebuilt(item: Item, message: Outlook) -> Item:
    """The item with the message made of it; the `.msg` itself is kept beside it for whoever wants what it carries."""
    return replace(
        item, raw=message.raw, format=SourceFormat.MSG, fidelity=Fidelity.RECONSTRUCTED, rebuilt_from=item.raw
    )


def _message(properties: Properties, depth: int) -> Outlook:
    raw = message_of(properties)
    files: list[AttachedFile] = []
    messages: list[Outlook] = []
    if depth:
        for storage in properties.storages("__attach_version1.0_")[:_MAX_ATTACHMENTS]:
            attachment = properties.inside(storage, header_bytes=_SMALL_HEADER)
            embedded = storage.children.get(_EMBEDDED)
            if embedded is not None:
                messages.append(_message(properties.inside(embedded, header_bytes=_EMBEDDED_HEADER), depth - 1))
            elif (contents := attachment.binary(_CONTENTS)) is not None:
                name = _first(attachment, _FILE_NAMES)
                files.append(AttachedFile(name=name, media_type=attachment.text(_MEDIA_TYPE), raw=contents))
    return Outlook(raw=raw, files=tuple(files), messages=tuple(messages))


def message_of(properties: PropertySource) -> bytes:
    """Transport headers, or fields made of properties, and the text, as the bytes of a message."""
    fields = list(_kept_fields(properties.raw_text(_TRANSPORT_HEADERS) or b""))
    if not any(b":" in line for line in fields):
        fields = []
    names = {line.partition(b":")[0].strip().lower() for line in fields if line[:1] not in b" \t"}
    if b"from" not in names:  # some programs keep there what has no property of its own, and nothing else
        made = [(name, value) for name, value in _made_fields(properties) if value]
        fields += [_field(name, value) for name, value in made if name.lower().encode() not in names]
    media_type, body, charset = "text/plain", (properties.text(_BODY) or "").encode("utf-8", "replace"), "utf-8"
    if not body and (html := properties.html()):
        media_type, (body, charset) = "text/html", html
    fields.append(b"MIME-Version: 1.0")
    fields.append(f"Content-Type: {media_type}; charset={charset}".encode())
    fields.append(b"Content-Transfer-Encoding: 8bit")
    return b"\r\n".join(fields) + b"\r\n\r\n" + body


def _kept_fields(block: bytes) -> Iterator[bytes]:
    """The lines of the header block but those of fields about MIME; it ends at its first empty line."""
    kept = True
    for line in block.replace(b"\0", b"").strip(b"\r\n").splitlines():
        if not line:
            return
        if line[:1] not in b" \t":
            kept = not line[:20].lower().startswith(_MADE_ANEW)
        if kept:
            yield line


def _made_fields(properties: PropertySource) -> Iterator[tuple[str, str | None]]:
    yield "From", _mailbox(_first(properties, _FROM_NAMES), _address(properties, _FROM_ADDRESSES))
    recipients: dict[str, list[str]] = {}
    for storage in properties.storages("__recip_version1.0_")[:_MAX_RECIPIENTS]:
        one = properties.inside(storage, header_bytes=_SMALL_HEADER)
        field = _RECIPIENT_FIELDS.get(one.number(_RECIPIENT_TYPE) or 0)
        mailbox = _mailbox(one.text(_DISPLAY_NAME), _address(one, _RECIPIENT_ADDRESSES))
        if field and mailbox:
            recipients.setdefault(field, []).append(mailbox)
    for field, mailboxes in recipients.items():
        yield field, ", ".join(mailboxes)
    yield "Subject", properties.text(_SUBJECT)
    sent = properties.time(_SUBMITTED) or properties.time(_DELIVERED)
    yield "Date", format_datetime(sent) if sent else None
    yield "Message-ID", properties.text(_MESSAGE_ID)


def _field(name: str, value: str | None) -> bytes:
    """One unfolded field; a property may hold anything, so nothing in it may begin another field."""
    line = "".join(char if char.isprintable() else " " for char in value or "")
    return f"{name}: {line}".encode("utf-8", "replace")


def _first(properties: PropertySource, tags: tuple[int, ...]) -> str | None:
    return next((text for tag in tags if (text := properties.text(tag))), None)


def _address(properties: PropertySource, tags: tuple[int, ...]) -> str | None:
    return next((text for tag in tags if (text := properties.text(tag)) and "@" in text), None)


def _mailbox(name: str | None, address: str | None) -> str | None:
    if name is None or name == address:
        return f"<{address.translate(_ADDRESS_SPECIALS)}>" if address else None
    shown = f'"{name.translate(_ADDRESS_SPECIALS)}"'
    return f"{shown} <{address.translate(_ADDRESS_SPECIALS)}>" if address else shown
