"""A stream that is read front to back and once: standard input, or a file that is not on this machine."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO

from mailpath.inputs import unpacked
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.mbox import KIND as MBOX
from mailpath.inputs.mbox import begins_mbox, split
from mailpath.inputs.single import read_bounded
from mailpath.inputs.window import Reader

__all__ = [
    "FIRST_BYTES",
    "GZIP",
    "SNIFFED",
    "ZIP",
    "begins_as_mail",
    "expanded",
    "loaded",
    "members",
    "packed_mbox",
    "streamed",
]

FIRST_BYTES = 1 << 20  # most messages are read in one go
SNIFFED = 4096
GZIP, ZIP = b"\x1f\x8b\x08", (b"PK\x03\x04", b"PK\x05\x06")
_MAIL_NAMES = (
    rb"return-path|received|delivered-to|x-[a-z-]{1,60}|envelope-to|from|to|cc|date|subject|message-id|mime-version|"
    rb"content-type|dkim-signature|arc-[a-z-]{1,40}|authentication-results|received-spf|reply-to|sender|list-[a-z]{1,20}"
)
_BEGINS_AS_MAIL = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]{0,100}(?:%b)[ \t]{0,9}:" % _MAIL_NAMES, re.IGNORECASE)


def begins_as_mail(head: bytes) -> bool:
    return _BEGINS_AS_MAIL.match(head) is not None


def streamed(stream: BinaryIO, whole: Item, box: Item) -> Iterator[Item | Unread]:
    """The messages in it: `whole` says what one is called that is all there is, `box` what each of several is.

    Passes on what `stream.read` raises, and InputError.
    """
    head = stream.read(FIRST_BYTES)
    start = begins_mbox(head)
    packed = packed_mbox(head) if head.startswith(GZIP) else None
    if start is not None:
        yield from split(_Begun(head, stream), box, start=start)
    elif packed is not None:
        yield from expanded(_Begun(head, stream), box, packed)
    else:
        yield from members(loaded(head, stream if len(head) == FIRST_BYTES else None, whole))


class _Begun:
    """A stream of which the first bytes have been read."""

    def __init__(self, head: bytes, stream: Reader) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        head, self._head = self._head[:size], self._head[size:]
        return head or self._stream.read(size)


def packed_mbox(head: bytes) -> int | None:
    """Where the first message begins in what the gzip file expands to, if that is an mbox."""
    from mailpath.inputs.gz_stream import first_bytes

    return begins_mbox(first_bytes(head, SNIFFED))


def expanded(packed: Reader, box: Item, start: int) -> Iterator[Item | Unread]:
    from mailpath.inputs.gz_stream import GzStream

    yield from split(GzStream(packed, box.file), box, start=start)


def loaded(head: bytes, rest: BinaryIO | None, item: Item) -> Iterator[Item | Unread]:
    """One message, or an archive small enough to be held as a whole."""
    raw = head if rest is None else head + read_bounded(rest, item.file)
    return unpacked(replace(item, raw=raw))


def members(found: Iterable[Item | Unread], around: tuple[str, ...] = ()) -> Iterator[Item | Unread]:
    """The members of an archive, whatever each is in turn; an mbox is one by its content here too."""
    for member in found:
        for one in unpacked(member, around=around) if isinstance(member, Item) else (member,):
            if isinstance(one, Item) and one.format is None and begins_mbox(one.raw[:SNIFFED]) is not None:
                yield from MBOX.items(one)
            else:
                yield one
