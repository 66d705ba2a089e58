"""What one message carries: messages attached in any way, in Outlook's formats, in archives, in abuse reports.

Only what is mail is taken out; other attachments stay content. Everything is bounded: by depth, by number, by the bytes
that archives expand to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO

from mailpath.inputs.arf import FeedbackReport, feedback_report
from mailpath.inputs.bounds import MAX_WRAPPERS
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.msg import MAGIC as MSG_MAGIC
from mailpath.inputs.msg import Outlook, read_msg, rebuilt
from mailpath.message.fields import Message, read_message
from mailpath.message.mime import Part, content_type, decoded, parts
from mailpath.values.vocabulary import Fidelity, SourceFormat

__all__ = ["TOO_DEEP", "Budget", "Node", "carried"]

_MESSAGE_TYPES = frozenset({"message/rfc822", "message/global", "text/rfc822", "application/eml", "message/rfc2822"})
_HEADER_TYPES = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_OUTLOOK_TYPES = frozenset({"application/vnd.ms-outlook", "application/x-msg", "application/msoutlook"})
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_ZIP_TYPES = frozenset({"application/zip", "application/x-zip-compressed", "application/x-zip"})
_GZ_TYPES = frozenset({"application/gzip", "application/x-gzip"})
_ABUSE_REPORT = "message/feedback-report"
_ENDINGS = (
    ((".eml", ".email", ".emltxt", ".rfc822", ".mht.eml"), "rfc822"),
    ((".msg",), "msg"),
    (("winmail.dat",), "tnef"),
    ((".zip",), "zip"),
    ((".gz",), "gz"),
    ((".mbox", ".mbx"), "mbox"),
)
TOO_DEEP = f"is wrapped in more than {MAX_WRAPPERS} messages"
_TNEF_MAGIC = b"\x78\x9f\x3e\x22"
_ZIP_MAGIC, _GZ_MAGIC = b"PK\x03\x04", b"\x1f\x8b\x08"
_SNIFFED = 8192
_MAIL_FIELDS = frozenset(
    [
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "from",
        "to",
        "subject",
        "date",
        "mime-version",
        "dkim-signature",
        "received-spf",
        "authentication-results",
        "arc-seal",
        "arc-message-signature",
        "arc-authentication-results",
        "x-received",
        "content-type",
    ]
)
_ENOUGH_FIELDS = 3
_REDACTED = (b"redacted", b"<hidden>", b"xxxxx@", b"*****", b"removed>")
_HEAD_BYTES = 1 << 16


class Budget:
    """What one complaint may still cost: bytes that archives expand to, and messages."""

    def __init__(self) -> None:
        self.bytes = 256 << 20
        self.members = 2000

    def spend(self, size: int) -> bool:
        """False once it is used up."""
        self.bytes -= size
        self.members -= 1
        return self.bytes >= 0 and self.members >= 0


@dataclass(frozen=True, kw_only=True)  # no slots: it is taken apart once, when somebody asks
class Node:
    """One message on the way inwards: its bytes, the Outlook message it was made of, the report that came with it."""

    item: Item
    outlook: Outlook | None = None
    report: FeedbackReport | None = None

    @cached_property
    def message(self) -> Message:
        return read_message(self.item.raw, format=self.item.format, fidelity=self.item.fidelity)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(parts(self.message))


@dataclass(frozen=True, kw_only=True)
class _File:
    """An attachment of any message. `head` are its first bytes, `raw` all of them, decoded when asked for."""

    label: str
    name: str
    media_type: str
    part: Part | None = None
    content: bytes = b""

    @cached_property
    def head(self) -> bytes:
        if self.part is None:
            return self.content[:_SNIFFED]
        part = self.part
        start = Part(number="", type=part.type, file_name=None, encoding=part.encoding, raw=part.raw[: 2 * _SNIFFED])
        return decoded(start)[:_SNIFFED]

    @property
    def raw(self) -> bytes:
        return self.content if self.part is None else decoded(self.part)


def carried(node: Node, budget: Budget) -> list[Node | Unread]:
    """The messages that the message of `node` carries, one level down, in order; rows for those that cannot be had."""
    item = node.item
    outlook = node.outlook
    if outlook is None and (source := _outlook_file(item)) is not None:
        read = read_msg(source, with_attachments=True)
        if isinstance(read, str):
            return [Unread(file=item.file, key=item.key, error=read, wrapped_in=item.wrapped_in)]
        inside = _of_outlook(item, read, budget, word="msg")
        return inside or ([_made(item, read)] if item.rebuilt_from is None else [])
    if outlook is not None:
        return _of_outlook(item, outlook, budget, word="msg")
    found = node.parts
    report = next((feedback_report(decoded(one)) for one in found if one.type.media_type == _ABUSE_REPORT), None)
    nodes: list[Node | Unread] = []
    for part in found:
        one = _File(label=part.number, name=part.file_name or "", media_type=part.type.media_type, part=part)
        nodes += _of_file(item, one, budget, report=report)
    return nodes


def _outlook_file(item: Item) -> bytes | None:
    if item.rebuilt_from is not None:
        return item.rebuilt_from
    return item.raw if item.raw.startswith(MSG_MAGIC) else None


def _of_outlook(item: Item, message: Outlook, budget: Budget, *, word: str) -> list[Node | Unread]:
    nodes: list[Node | Unread] = []
    for number, inner in enumerate(message.messages, 1):
        nodes += _bounded(_made(_below(item, f"message {number}", word), inner))
    for number, one in enumerate(message.files, 1):
        kind = content_type((one.media_type or "").encode("utf-8", "replace"), usual="").media_type
        nodes += _of_file(
            item,
            _File(label=f"file {number}", name=one.name or "", media_type=kind, content=one.raw),
            budget,
            word=word,
        )
    return nodes


def _made(item: Item, message: Outlook) -> Node:
    """A node of a message inside an Outlook file: no bytes of its own, so it is taken apart here."""
    return Node(item=rebuilt(replace(item, rebuilt_from=None), message), outlook=message)


def _of_file(
    item: Item, file: _File, budget: Budget, *, report: FeedbackReport | None = None, word: str = "rfc822"
) -> list[Node | Unread]:
    kind = _kind(file)
    if kind is None:
        return []
    raw = file.raw
    if not raw.strip():
        empty = _below(item, file.label, word)
        return [Unread(file=empty.file, key=empty.key, error="is attached empty", wrapped_in=empty.wrapped_in)]
    if kind in ("zip", "gz", "mbox"):
        return list(_of_archive(replace(_below(item, file.label, kind), raw=raw), kind, budget, name=file.name))
    if kind == "tnef":
        from mailpath.inputs.tnef import read_tnef

        below = _below(item, file.label, "tnef")
        read = read_tnef(raw)
        return _of_outlook(replace(item, key=below.key), read, budget, word="tnef") if not isinstance(read, str) else []
    inner = replace(_below(item, file.label, "arf" if report else word), raw=raw)
    if file.media_type in _HEADER_TYPES:
        inner = replace(inner, format=SourceFormat.HEADERS, fidelity=Fidelity.HEADERS_ONLY)
    elif report is not None and _is_redacted(raw):
        inner = replace(inner, fidelity=Fidelity.RECONSTRUCTED)
    return _bounded(Node(item=inner, report=report))


def _of_archive(packed: Item, kind: str, budget: Budget, *, name: str) -> Iterator[Node | Unread]:
    """What is mail among the members; a member that cannot be read is a row only where it is named like one."""
    for member in _members(packed, kind):
        if isinstance(member, Unread):
            yield replace(member, wrapped_in=packed.wrapped_in)
            continue
        if not budget.spend(len(member.raw)):
            problem = "expands to more than is read of one complaint"
            yield Unread(file=packed.file, key=packed.key, error=problem, wrapped_in=packed.wrapped_in)
            return
        called = name.lower().removesuffix(".gz") if kind == "gz" else (member.key or "").rpartition("/")[2]
        inner = _kind(_File(label="", name=called, media_type="", content=member.raw)) if kind != "mbox" else "rfc822"
        if inner in ("rfc822", "msg") and member.raw.strip():
            yield from _bounded(Node(item=member))
        elif inner == "mbox" and kind != "mbox":
            yield from _of_archive(member, "mbox", budget, name="")


def _members(packed: Item, kind: str) -> Iterator[Item | Unread]:
    if kind == "zip":
        from mailpath.inputs.zip import members

        return members(BytesIO(packed.raw), packed)
    if kind == "gz":
        from mailpath.inputs.gz import KIND

        return KIND.items(packed)
    from mailpath.inputs.mbox import KIND as MBOX

    return MBOX.items(packed)


def _kind(file: _File) -> str | None:
    """What an attachment is to be read as: by its type, its name, or its first bytes; None for what is no mail."""
    media_type, name = file.media_type, file.name.strip().lower()
    if media_type in _MESSAGE_TYPES or media_type in _HEADER_TYPES:
        return _by_magic(file.head) or "rfc822"
    if media_type in _OUTLOOK_TYPES:
        return "msg"
    if media_type in _TNEF_TYPES:
        return "tnef"
    named = next((kind for endings, kind in _ENDINGS if name.endswith(endings)), None)
    if named is not None and named not in ("zip", "gz"):
        return _by_magic(file.head) or named
    if named == "zip" or (media_type in _ZIP_TYPES and not name):
        return "zip" if file.head.startswith(_ZIP_MAGIC) else None
    if named == "gz" or (media_type in _GZ_TYPES and not name):
        return "gz" if file.head.startswith(_GZ_MAGIC) else None
    if media_type in ("application/mbox", "text/x-mbox"):
        return "mbox"
    if media_type in ("", "application/octet-stream", "application/x-unknown") or (name and media_type == "text/plain"):
        return _by_content(file.head)
    return None


def _by_magic(head: bytes) -> str | None:
    return "msg" if head.startswith(MSG_MAGIC) else "tnef" if head.startswith(_TNEF_MAGIC) else None


def _by_content(head: bytes) -> str | None:
    """Mail that lost its type and its name (`message.txt`, `unknown.bin`)."""
    if (kind := _by_magic(head)) is not None:
        return kind
    if b":" not in head[:300] or b"\0" in head:
        return None
    from mailpath.inputs.mbox import begins_mbox

    if begins_mbox(head) is not None:
        return "mbox"
    message = read_message(head)
    names = {one.name for one in message.fields}
    junk = bool(message.defects) and message.defects[0].code == "leading_junk"
    enough = 1 if "received" in names else _ENOUGH_FIELDS
    return "rfc822" if len(names & _MAIL_FIELDS) >= enough and not junk else None


def _is_redacted(raw: bytes) -> bool:
    """Whether a reporter took names out of the header (RFC 5965 section 4, RFC 6590), so that it is no longer whole."""
    head = raw[:_HEAD_BYTES].partition(b"\r\n\r\n")[0].partition(b"\n\n")[0].lower()
    return any(mark in head for mark in _REDACTED)


def _below(item: Item, label: str, word: str) -> Item:
    key = f"{item.key}/{label}" if item.key else label
    return Item(file=item.file, key=key, raw=b"", wrapped_in=(*item.wrapped_in, word))


def _bounded(node: Node) -> list[Node | Unread]:
    item = node.item
    if len(item.wrapped_in) <= MAX_WRAPPERS:
        return [node]
    return [Unread(file=item.file, key=item.key, error=TOO_DEEP, wrapped_in=item.wrapped_in)]
