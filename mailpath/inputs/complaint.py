"""One complaint: who complains, in which language, and the innermost messages it is about, however it brought them.

What is attached comes before what is pasted, and that before what is forwarded inline. Whatever the complaint itself
says about its own way is never mixed with what it carries. Pure over bytes, bounded, nothing raises.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import NamedTuple

from mailpath.inputs.arf import FeedbackReport
from mailpath.inputs.carried import TOO_DEEP, Budget, Node, carried
from mailpath.inputs.inline_forward import Client, Forward, client_named, inline_forward, is_forward_subject
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.msg import MAGIC as MSG_MAGIC
from mailpath.inputs.msg import read_msg, rebuilt
from mailpath.inputs.pasted import pasted_headers
from mailpath.message.addresses import Mailbox, mailboxes
from mailpath.message.dates import read_date
from mailpath.message.fields import Message
from mailpath.message.html_text import plain_text
from mailpath.message.mime import decoded
from mailpath.message.prose import language_of, straightened
from mailpath.message.readable import Readable, is_text, part_text, read_parts
from mailpath.message.text import header_text
from mailpath.values.names import is_under
from mailpath.values.vocabulary import Fidelity, SourceFormat

__all__ = ["MAX_MESSAGES", "Complaint", "How", "Inner", "boxes_of", "digest_of", "read_complaint"]

MAX_MESSAGES = 200  # out of one complaint
_MOST_NODES = 2000
_OWN_WORDS = 3000  # characters
_SHORT_FIELD = 300  # bytes
_MOST_OPENING = 20_000  # characters of HTML

_DESK = re.compile(
    r"(?:abuse|help|help-?desk|service-?desk|it|it[-.]?(?:support|service|security|help|team)|support|security|soc|"
    r"csirt|cert|phish(?:ing)?|spam|junk|report\S{0,30}|postmaster|edv|hotline|meld\S{0,20}|admin|administrator|"
    r"mail-?admin|beschwerde\S{0,10}|complaints?|kundenservice|servicedesk|assistance|soporte|soporte-?ti|pomoc)",
    re.IGNORECASE,
)
# Of a text after `casefold`. `|` stands between words, `\b` only at either end of one.
_WORRIES = (
    r"phish|\bspam|scam\b|betrug|betrüg|verd(?:ä|ae)cht|gef(?:ä|ae)lscht|\bfake\b|\becht\b|real\?|\blegit|genuine|"
    r"suspicious|\bjunk\b|bel(?:ä|ae)stig|malware|\bvirus|screenshot|bildschirmfoto|\bfraud|arnaque|suspect|"
    r"hameçonnage|estafa|sospechos|fraude|truffa|sospett|verdacht|oplicht|oszust|podejrzan|wyłudz|\bunerw(?:ü|ue)nscht|"
    r"stop this|abstellen|complain|beschwer|indésirable|correo no deseado|ongewenste?|pourriel"
)
# `\bspam` as `s(?<=\bs)pam`: where each word begins with a letter of its own, `re` looks for those letters first, and
# at nothing else for most of a text; six times as fast.
_COMPLAINS = re.compile(re.sub(r"(^|\|)\\b(\w)", r"\1\2(?<=\\b\2)", _WORRIES))
_MAILER_FIELDS = ("x-mailer", "user-agent")


class How(StrEnum):
    """In which way a complaint brought a message."""

    ATTACHED = "attached"
    PASTED = "pasted"  # its header fields, as text
    INLINE = "inline"  # From, Sent, To and Subject above its text: claimed
    REPORTED = "reported"  # an abuse report that says what it was about and holds nothing of it
    ITSELF = "itself"  # no complaint around it: a message handed in as it is
    NOTHING = "nothing"  # a complaint with nothing to judge


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """One innermost message. For `nothing` the node holds the complaint's own bytes, which are not to be judged."""

    node: Node
    how: How

    @property
    def item(self) -> Item:
        return self.node.item

    @property
    def report(self) -> FeedbackReport | None:
        return self.node.report


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """`sender` is the complaint's From (of an abuse report its reporter), None where a message came without complaint.

    `lang` is the language of its own words, None where they do not show it. `pictures`: it shows pictures only.
    """

    item: Item
    message: Message
    sender: Mailbox | None
    recipients: tuple[Mailbox, ...]
    subject: str | None
    words: str
    lang: str | None
    date: datetime | None
    has_path: bool
    client: Client | None
    pictures: bool
    digest: str
    inner: tuple[Inner, ...]
    unread: tuple[Unread, ...]


def read_complaint(item: Item, own_domains: Sequence[str] = ()) -> Complaint:
    """What one file of a helpdesk's inbox is about."""
    if item.raw.startswith(MSG_MAGIC) and not isinstance(read := read_msg(item.raw, with_attachments=False), str):
        item = rebuilt(item, read)
    node = Node(item=item)
    top = _Top(node, own_domains)
    inner, unread = _attached(node)
    quote: _Quote | None = None
    if not inner and top.may_quote:
        quote = _quoted(item, top.read)
        inner = quote.inner if quote else ()
    if not inner:
        inner = (Inner(node=node, how=How.NOTHING if top.complains else How.ITSELF),)
    wrapped = inner[0].how is not How.ITSELF
    words = (quote.before or top.words if quote else top.opening) if wrapped else ""
    return Complaint(
        item=item,
        message=node.message,
        sender=top.sender if wrapped else None,
        recipients=top.recipients,
        subject=top.subject,
        words=words[:_OWN_WORDS],
        lang=language_of(f"{top.subject or ''}\n{words[:_OWN_WORDS]}") if wrapped else None,
        date=top.date,
        has_path=top.has_path,
        client=top.client or (quote.client if quote else None),
        pictures=top.pictures,
        digest=digest_of(node.message),
        inner=inner,
        unread=unread,
    )


def digest_of(message: Message) -> str:
    """The same for a message whatever its line ends are, and however many stand behind it: boxes change those."""
    return sha256(message.wire.strip()).hexdigest()


class _Top:
    """The complaint's own side, read from its outermost message as far as it is asked for."""

    def __init__(self, node: Node, own_domains: Sequence[str]) -> None:
        self._node = node
        self._own = own_domains
        self.has_path = node.message.first("received") is not None

    @cached_property
    def sender(self) -> Mailbox | None:
        boxes = _boxes(self._node.message, "from")
        return next((box for box in boxes if box.address), boxes[0] if boxes else None)

    @cached_property
    def recipients(self) -> tuple[Mailbox, ...]:
        return (*_boxes(self._node.message, "to"), *_boxes(self._node.message, "cc"))

    @cached_property
    def subject(self) -> str | None:
        field = self._node.message.first("subject")
        return (header_text(field.unfolded) or None) if field else None

    @property
    def date(self) -> datetime | None:
        field = self._node.message.first("date")
        return read_date(header_text(field.unfolded)) if field else None

    @property
    def client(self) -> Client | None:
        field = next((found for name in _MAILER_FIELDS if (found := self._node.message.first(name))), None)
        return client_named(header_text(field.unfolded)) if field else None

    @cached_property
    def read(self) -> Readable:
        return read_parts(self._node.parts)

    @cached_property
    def words(self) -> str:
        return straightened(self.read.text).strip()

    @property
    def opening(self) -> str:
        """The first text, as far as its language is told by it."""
        for part in self._node.parts:
            if is_text(part):
                text = part_text(part)
                html = part.type.media_type == "text/html"
                shown = plain_text(text[:_MOST_OPENING]).text if html else text
                if shown := shown[:_OWN_WORDS].strip():
                    return straightened(shown)
        return ""

    @property
    def pictures(self) -> bool:
        return any(part.type.media_type.startswith("image/") for part in self._node.parts)

    @property
    def to_desk(self) -> bool:
        return any(box.local and _DESK.fullmatch(box.local) for box in self.recipients)

    @property
    def from_own(self) -> bool:
        domain = self.sender.domain if self.sender else None
        return bool(domain) and any(is_under(domain or "", own) for own in self._own)

    @property
    def inside(self) -> bool:
        """From one's own house to one's own house."""
        domain = self.sender.domain if self.sender else None
        return self.from_own or (bool(domain) and any(box.domain == domain for box in self.recipients))

    @cached_property
    def worried(self) -> bool:
        return _COMPLAINS.search(f"{self.subject or ''}\n{self.words[:_OWN_WORDS]}".casefold()) is not None

    @property
    def forwards(self) -> bool:
        return is_forward_subject(self.subject or "")

    @property
    def complains(self) -> bool:
        """Whether it is a complaint although nothing is in it that could be judged."""
        if self.to_desk:
            return self.worried or self.inside or self.forwards or (self.pictures and len(self.words) < 600)
        return self.inside and self.worried

    @property
    def may_quote(self) -> bool:
        """Whether what its text quotes is what it is about; else a quoted thread is content."""
        if not self.has_path or self.to_desk:
            return True
        if self._own and not self.from_own:
            return self.forwards and self.worried
        return self.forwards or self.worried


def _attached(top: Node) -> tuple[tuple[Inner, ...], tuple[Unread, ...]]:
    """The innermost attached messages, and what could not be read on the way to them."""
    budget = Budget()
    found: list[Inner] = []
    unread: list[Unread] = []
    waiting: list[Node | Unread] = [top]
    seen = 0
    while waiting:
        node = waiting.pop()
        seen += 1
        if isinstance(node, Unread):
            unread.append(node)
            continue
        inner = carried(node, budget)
        if any(isinstance(one, Node) for one in inner):
            waiting += reversed(inner)
        elif any(isinstance(one, Unread) and one.error == TOO_DEEP for one in inner):
            unread += (one for one in inner if isinstance(one, Unread))  # a wrapper is never judged
        elif node is top:
            unread += (one for one in inner if isinstance(one, Unread))
            reported = _reported(node)
            found += [reported] if reported else []
        else:
            found += _deeper(node)
        if len(found) > MAX_MESSAGES or seen > _MOST_NODES:
            unread.append(
                Unread(file=top.item.file, key=top.item.key, error=f"carries more than {MAX_MESSAGES} messages")
            )
            break
    return tuple(found[:MAX_MESSAGES]), tuple(unread)


def _deeper(node: Node) -> list[Inner]:
    """An attached message that carries no other: itself, unless it is a complaint that quotes the one it is about."""
    own = Inner(node=node, how=How.ATTACHED)
    if (reported := _reported(node)) is not None:
        return [reported]
    top = _Top(node, ())
    if top.has_path and not (top.to_desk and (top.forwards or top.worried)):
        return [own]  # with a path of its own: what it quotes is content
    quote = _quoted(node.item, top.read)
    if quote is None:
        return [own]
    claimed = quote.inner[0].how is How.INLINE
    return [own] if claimed and not (top.to_desk or top.forwards or top.worried) else list(quote.inner)


def _reported(node: Node) -> Inner | None:
    """An abuse report without the message: its own facts, as fields that nothing is concluded from."""
    from mailpath.inputs.arf import feedback_report

    if b"feedback-report" not in node.item.raw:
        return None
    for part in node.parts:
        if part.type.media_type == "message/feedback-report":
            report = feedback_report(decoded(part))
            fields = [("X-Reported-Source", report.source_ip), ("X-Reported-Domain", report.reported_domain)]
            raw = "".join(f"{name}: {value}\r\n" for name, value in fields if value) or "X-Reported: nothing\r\n"
            return Inner(
                node=Node(item=_made(node.item, "report", "arf", raw.encode()), report=report), how=How.REPORTED
            )
    return None


class _Quote(NamedTuple):
    """What a text quotes, and the complainant's own words above it."""

    inner: tuple[Inner, ...]
    before: str
    client: Client | None


def _quoted(item: Item, read: Readable) -> _Quote | None:
    """The messages that a text quotes: pasted header fields, else one forwarded inline."""
    texts = [straightened(text) for text in (read.plain, read.html_text) if text.strip()]
    for text in texts:
        pasted = pasted_headers(text)
        if pasted:
            made = [_made(item, f"pasted {n}", "pasted", one.raw) for n, one in enumerate(pasted, 1)]
            lines = text.split("\n")
            before = "\n".join(lines[: pasted[0].first]).strip() or "\n".join(lines[pasted[-1].after :]).strip()
            return _Quote(tuple(Inner(node=Node(item=one), how=How.PASTED) for one in made), before, None)
    for text in texts:
        forward = inline_forward(text)
        if forward is not None:
            one = _made(item, "inline", "inline", _claimed_message(forward))
            return _Quote((Inner(node=Node(item=one), how=How.INLINE),), forward.before, forward.client)
    return None


def _made(item: Item, label: str, word: str, raw: bytes) -> Item:
    key = f"{item.key}/{label}" if item.key else label
    return replace(
        item,
        key=key,
        raw=raw,
        format=SourceFormat.HEADERS,
        fidelity=Fidelity.QUOTED,
        wrapped_in=(*item.wrapped_in, word),
        rebuilt_from=None,
    )


def _claimed_message(forward: Forward) -> bytes:
    """What is claimed of a message as header fields, and its text. Nothing in a value can begin another field."""
    sent = read_date(forward.sent or "")
    fields = (
        ("From", forward.sender),
        ("To", forward.to),
        ("Subject", forward.subject),
        ("Date", sent.strftime("%a, %d %b %Y %H:%M:%S %z") if sent else None),
        ("Content-Type", "text/plain; charset=utf-8"),
    )
    lines = [f"{name}: {_one_line(value)}" for name, value in fields if value and value.strip()]
    return ("\r\n".join(lines) + "\r\n\r\n" + forward.text).encode("utf-8", "replace")


def _one_line(value: str) -> str:
    return "".join(char if char.isprintable() else " " for char in value).strip()[:2000]


def _boxes(message: Message, name: str) -> tuple[Mailbox, ...]:
    return tuple(box for field in message.all(name)[:5] for box in boxes_of(field.unfolded))


def boxes_of(raw: bytes) -> tuple[Mailbox, ...]:
    """The mailboxes of a field. At a helpdesk the same few addresses come again and again."""
    return _short_boxes(raw) if len(raw) <= _SHORT_FIELD else mailboxes(raw)


_short_boxes = lru_cache(maxsize=2048)(mailboxes)
