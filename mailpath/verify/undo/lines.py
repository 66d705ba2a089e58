"""What transport and storage do to lines: line ends, blanks at their ends, `>From`, dots, overlong lines."""

import re
from collections.abc import Callable, Iterator, Sequence

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, Scene

__all__ = ["escapes", "line_ends", "trailing_blanks"]

Edit = Callable[[bytes], bytes]

_SOFT_END = re.compile(rb"(?<=[^\s>-])(?=\r\n[^\s>-])")
_QUOTED_FROM = re.compile(rb"\r\n>(?=>{0,20}From )")
_LONG_LINE = 900  # characters; RFC 5321 section 4.5.3.1.6 allows 998


def line_ends(scene: Scene) -> Iterator[BodyDraft]:
    """CRLF where something else was signed, or line ends doubled; blank lines in front of the text."""
    body = bytes(scene.message.body)
    edits: tuple[Edit, ...] = (
        lambda text: text.replace(b"\r\r\n", b"\r\n"),
        lambda text: text.replace(b"\r\n\r\n", b"\r\n"),
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda _: _as_given(scene),
        lambda text: text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n"),
        lambda text: b"\r\n" + text,
        lambda text: text.removeprefix(b"\r\n"),
        lambda text: text.lstrip(b"\r\n"),
    )
    yield from _drafts(ChangeCode.LINE_ENDS, body, edits)


def _drafts(code: ChangeCode, body: bytes, edits: Sequence[Edit]) -> Iterator[BodyDraft]:
    for edit in edits:
        text = edit(body)
        if text != body:
            yield BodyDraft(code=code, body=text, fields={})


def _as_given(scene: Scene) -> bytes:
    """The body with the line ends that the message came with."""
    message = scene.message
    tail = len(message.body)
    raw = message.raw
    if len(raw) == len(message.wire):
        return bytes(message.body)
    at = raw.find(b"\n\n")
    return raw[at + 2 :] if at >= 0 and len(raw) - at - 2 <= tail else bytes(message.body)


def trailing_blanks(scene: Scene) -> Iterator[BodyDraft]:
    """Blanks at the ends of lines that are new, or that went: the signature delimiter, text that flows (RFC 3676)."""
    edits: tuple[Edit, ...] = (
        _with_delimiter,
        _stripped,
        lambda text: _with_delimiter(_stripped(text)),
        lambda text: _SOFT_END.sub(b" ", text),
    )
    if scene.signature.body_form == "simple":  # relaxed takes no notice of them
        yield from _drafts(ChangeCode.TRAILING_BLANKS, bytes(scene.message.body), edits)


def _with_delimiter(text: bytes) -> bytes:
    return text.replace(b"\r\n--\r\n", b"\r\n-- \r\n")


def _stripped(text: bytes) -> bytes:
    return b"\r\n".join([line.rstrip(b" \t") for line in text.split(b"\r\n")])


def _long_lines_joined(body: bytes) -> bytes:
    """Without the line ends behind lines that are as long as a server lets them be."""
    lines = body.split(b"\r\n")
    return b"".join([line if len(line) >= _LONG_LINE else line + b"\r\n" for line in lines[:-1]]) + lines[-1]


def escapes(scene: Scene) -> Iterator[BodyDraft]:
    """mbox quoting of `From `, SMTP's dots (RFC 5321 section 4.5.2), lines that sendmail broke with `!`."""
    changes: tuple[tuple[ChangeCode, Edit], ...] = (
        (ChangeCode.FROM_ESCAPED, lambda text: text.replace(b"\r\n>From ", b"\r\nFrom ")),
        (ChangeCode.FROM_ESCAPED, lambda text: _QUOTED_FROM.sub(b"\r\n", text)),
        (ChangeCode.FROM_ESCAPED, lambda text: text.replace(b"\r\nFrom ", b"\r\n>From ")),
        (ChangeCode.DOTS_STUFFED, lambda text: text.replace(b"\r\n..", b"\r\n.")),
        (ChangeCode.DOTS_STUFFED, lambda text: text.replace(b"\r\n.", b"\r\n..")),
        (ChangeCode.LONG_LINES_BROKEN, lambda text: text.replace(b"!\r\n ", b"")),
        (ChangeCode.LONG_LINES_BROKEN, _long_lines_joined),
    )
    body = b"\r\n" + bytes(scene.message.body)
    for code, edit in changes:
        text = edit(body)
        if text != body:
            yield BodyDraft(code=code, body=text[2:], fields={})
