"""An mbox: messages one after the other in one file, of any size, read front to back in bounded memory.

The variants (mboxo, mboxrd, mboxcl, mboxcl2) are not marked in the file. What is done for all of them:

- A message ends where its Content-Length says, if there another one begins or the file ends; else before the next
  line that `from_line` takes for the beginning of one. A length that a sender wrote himself fits only if he
  knew the sizes of the messages that came after his.
- One `>` is taken from each line that begins with `>From `, `>>From ` ... (mboxrd). mboxo does not tell which of the
  first kind were written so by their author: such a line loses its `>`. Where Content-Length was needed to pass over
  a bare `From ` line nothing was quoted (mboxcl2), and nothing is taken away.
- The `From ` line and the blank line that the format adds belong to no message: what is left are the bytes that
  were delivered.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from mailpath.inputs.bounds import MAX_MESSAGE_BYTES
from mailpath.inputs.from_line import AFTER_LINE, FIRST, LOOK_AHEAD, begins_mbox
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.kind import Kind
from mailpath.inputs.window import Reader, Window

__all__ = ["KIND", "begins_mbox", "split"]

_MARK = b"\nFrom "
_MAX_HEADER_BYTES = 1 << 20
_BLANK = re.compile(rb"\n\r?\n")
_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_LENGTH = re.compile(rb"^content-length:[ \t]{0,9}(\d{1,10})[ \t]{0,9}\r?$", re.MULTILINE | re.IGNORECASE)
_INTERNAL = re.compile(rb"^x-imap(?:base)?:", re.MULTILINE | re.IGNORECASE)
_INTERNAL_SUBJECT = b"DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA"


def split(stream: Reader, mailbox: Item, *, start: int, origin: int = 0) -> Iterator[Item | Unread]:
    """The messages from offset `start` on, where a `From ` line stands.

    `stream` is read from where it is, which is offset `origin` of the file. `mailbox` says what the rows are called,
    its `raw` is not looked at; the key of a message is the offset of its `From ` line. Passes on what `stream.read`
    raises.
    """
    window = Window(stream, origin)
    blanks = _BlankLines(window)
    at = start
    while window.reach(at + 1):
        begin = _line_end(window, at)
        end, next_at = _end(window, begin, blanks.after(begin))
        key = f"{mailbox.key}/{at}" if mailbox.key else str(at)
        raw = b"" if end is None else window.cut(begin, end)
        window.forget(next_at)
        if end is None or end - begin > MAX_MESSAGE_BYTES:
            problem = f"is larger than {MAX_MESSAGE_BYTES >> 20} MiB, the most that is read"
            yield Unread(file=mailbox.file, key=key, error=problem)
        elif end <= begin:
            yield Unread(file=mailbox.file, key=key, error="is empty")
        elif at > start or not _is_internal(raw):
            raw = _unquoted(raw)
            yield replace(mailbox, key=key, raw=raw)
        del raw  # the caller alone decides how long a large message stays
        at = next_at


class _BlankLines:
    """Finds the blank line behind a header. Messages without one share the search, so that no byte is seen twice."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._searched = 0  # up to where no blank line begins but for the one found
        self._found: tuple[int, int] | None = None

    def after(self, begin: int) -> int | None:
        """Where the line behind the first blank one begins, none for a header past the bound."""
        if self._found is not None and self._found[0] >= begin - 1:
            return self._found[1]
        self._searched = max(self._searched, begin - 1)  # the line end before `begin`: a blank line may be the first
        reach = 1 << 14
        while True:
            whole = self._window.reach(begin + reach)
            self._found = self._window.search(_BLANK, self._searched)
            if self._found is not None:
                return self._found[1]
            self._searched = max(self._searched, self._window.end - 2)
            if not whole or reach >= _MAX_HEADER_BYTES:
                return None
            reach *= 8


def _line_end(window: Window, at: int) -> int:
    window.reach(at + LOOK_AHEAD)
    found = window.find(b"\n", at, at + LOOK_AHEAD)
    return window.end if found < 0 else found + 1


def _end(window: Window, begin: int, body: int | None) -> tuple[int | None, int]:
    """Where the message that begins at `begin` ends, and where the next one begins (or the file ends).

    `body` is behind the first blank line, which may be one of a later message.

    The end is None for a message of which parts are gone already because it is too large.
    """
    next_at = None if body is None else _next(window, begin, before=body)
    if body is not None and next_at == body:
        length = _content_length(window.cut(begin, body))
        if length is not None and (found := _fits(window, body, length)):
            return found
        next_at = None
    if next_at is None:
        next_at = _next(window, begin if body is None else body)
    if window.start > begin:
        return None, next_at
    tail = window.cut(max(begin, next_at - 3), next_at)
    if tail.endswith(b"\n\r\n") or tail == b"\r\n":
        return next_at - 2, next_at
    if tail.endswith(b"\n\n") or tail == b"\n":
        return next_at - 1, next_at
    return next_at, next_at


def _content_length(header: bytes) -> int | None:
    """The one length that the header gives; two that differ say nothing."""
    if b"\ncontent-length:" not in b"\n" + header.lower():
        return None
    found = {int(match[1]) for match in _LENGTH.finditer(header)}
    return found.pop() if len(found) == 1 else None


def _fits(window: Window, body: int, length: int) -> tuple[int, int] | None:
    """End of the message and beginning of the next, if there is one where the length ends, or the file ends there."""
    end = body + length
    if length > MAX_MESSAGE_BYTES:
        return None
    window.reach(end + 2 + LOOK_AHEAD)
    if end > window.end:
        return None
    for separator in (b"\n", b"\r\n", b"") if window.cut(end - 1, end) == b"\n" else (b"\n", b"\r\n"):
        next_at = end + len(separator)
        if window.cut(end, next_at) != separator:
            continue
        if next_at == window.end or window.matches(FIRST, next_at):
            return end, next_at
    return None


def _next(window: Window, begin: int, *, before: int | None = None) -> int:
    """Where the next message begins, or `before`, or the end of the file. Forgets what is past the bound."""
    searched = begin - 1
    while True:
        found = window.find(_MARK, searched, before)
        if found >= 0:
            window.reach(found + 1 + LOOK_AHEAD)
            if window.matches(AFTER_LINE, found):
                return found + 1
            searched = found + 1
            continue
        if before is not None:
            return before
        searched = max(searched, window.end - len(_MARK))
        if searched - window.start > MAX_MESSAGE_BYTES + _MAX_HEADER_BYTES:
            window.forget(searched - 2)
        if not window.more():
            return window.end


def _unquoted(raw: bytes) -> bytes:
    if b">From " not in raw or raw.startswith(b"From ") or _MARK in raw:
        return raw
    return _QUOTED.sub(b"", raw)


def _is_internal(raw: bytes) -> bool:
    """The first message of an mbox that an IMAP server wrote (UW-IMAP, Dovecot) may hold the state of the folder.

    It never came by mail, so it has no Received field, which nobody who sends mail can leave out.
    """
    if _INTERNAL_SUBJECT not in raw[:4096]:
        return False
    header = _BLANK.split(raw[:65536], maxsplit=1)[0]
    return _INTERNAL.search(header) is not None and b"\nreceived:" not in b"\n" + header.lower()


def _items(mailbox: Item) -> Iterator[Item | Unread]:
    start = begins_mbox(mailbox.raw)
    if start is not None:
        yield from split(BytesIO(mailbox.raw), mailbox, start=start)


KIND = Kind(name="mbox", items=_items)
