"""What transport and storage do to lines: line ends, blanks at their ends, `>From`, dots, overlong lines."""

import re
from collections.abc import Callable, Iterator, Sequence

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, BodyScene

__all__ = ["escapes", "line_ends", "trailing_blanks"]

Edit = Callable[[bytes], bytes]

_SOFT_END = re.compile(rb"\r\n(?<=[^\s>-]\r\n)(?=[^\s>-])")
_ESCAPED = re.compile(rb"\r\n[>F.]")  # without which there is nothing to take back
_BROKEN = re.compile(rb"!\r\n ")
_QUOTED_FROM = re.compile(rb"\r\n>(?=>{0,20}From )")
_LONG_LINE = 900  # characters; RFC 5321 section 4.5.3.1.6 allows 998


def line_ends(scene: BodyScene) -> Iterator[BodyDraft]:
    """CRLF where something else was signed, or line ends doubled; blank lines in front of the text."""
    body = scene.body
    yield BodyDraft(code=ChangeCode.LINE_ENDS, cuts=((0, 0, b"\r\n"),))
    for start in dict.fromkeys((2 * body.startswith(b"\r\n"), len(body) - len(body.lstrip(b"\r\n")))):
        if start:
            yield BodyDraft(code=ChangeCode.LINE_ENDS, cuts=((0, start, b""),))
    edits: tuple[Edit, ...] = (
        lambda text: text.replace(b"\r\r\n", b"\r\n"),
        _undoubled,
        lambda text: text.replace(b"\r\n", b"\n"),
        lambda _: _as_given(scene),
        _every_end_the_same,
    )
    yield from _drafts(ChangeCode.LINE_ENDS, body, edits)


def _drafts(code: ChangeCode, body: bytes, edits: Sequence[Edit]) -> Iterator[BodyDraft]:
    for edit in edits:
        text = edit(body)
        if text != body:
            yield BodyDraft(code=code, cuts=((0, len(body), text),))


def _undoubled(text: bytes) -> bytes:
    """Half of the line ends, where there is an even number of them everywhere."""
    pairs = text.count(b"\r\n\r\n")
    return text.replace(b"\r\n\r\n", b"\r\n") if text.count(b"\n") == 2 * pairs else text


def _every_end_the_same(text: bytes) -> bytes:
    if text.count(b"\r") == text.count(b"\n"):  # `Message.wire` has a CR in front of every LF
        return text
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")


def _as_given(scene: BodyScene) -> bytes:
    """The body with the line ends that the message came with."""
    raw = scene.message.raw
    if len(raw) == len(scene.message.wire):
        return scene.body
    at = raw.find(b"\n\n")
    return raw[at + 2 :] if at >= 0 and len(raw) - at - 2 <= len(scene.body) else scene.body


def trailing_blanks(scene: BodyScene) -> Iterator[BodyDraft]:
    """Blanks at the ends of lines that are new, or that went: the signature delimiter, text that flows (RFC 3676)."""
    if scene.form == "relaxed":  # it takes no notice of them
        return
    stripped = _stripped(scene.body)
    edits: tuple[Edit, ...] = (
        _with_delimiter,
        lambda _: stripped,
        lambda _: _with_delimiter(stripped),
        lambda text: _SOFT_END.sub(b" \r\n", text),
    )
    yield from _drafts(ChangeCode.TRAILING_BLANKS, scene.body, edits)


def _with_delimiter(text: bytes) -> bytes:
    return text.replace(b"\r\n--\r\n", b"\r\n-- \r\n")


def _stripped(text: bytes) -> bytes:
    if b" \r\n" not in text and b"\t\r\n" not in text:
        return text.rstrip(b" \t")
    return b"\r\n".join([line.rstrip(b" \t") for line in text.split(b"\r\n")])


def _long_lines_joined(body: bytes) -> bytes:
    """Without the line ends behind lines that are as long as a server lets them be."""
    lines = body.split(b"\r\n")
    if max(map(len, lines)) < _LONG_LINE:
        return body
    return b"".join([line if len(line) >= _LONG_LINE else line + b"\r\n" for line in lines[:-1]]) + lines[-1]


def escapes(scene: BodyScene) -> Iterator[BodyDraft]:
    """mbox quoting of `From `, SMTP's dots (RFC 5321 section 4.5.2), lines that sendmail broke with `!`."""
    changes: tuple[tuple[ChangeCode, bytes, Edit], ...] = (
        (ChangeCode.FROM_ESCAPED, b"\r\n>", lambda text: text.replace(b"\r\n>From ", b"\r\nFrom ")),
        (ChangeCode.FROM_ESCAPED, b"\r\n>", lambda text: _QUOTED_FROM.sub(b"\r\n", text)),
        (ChangeCode.FROM_ESCAPED, b"\r\nF", lambda text: text.replace(b"\r\nFrom ", b"\r\n>From ")),
        (ChangeCode.DOTS_STUFFED, b"\r\n.", lambda text: text.replace(b"\r\n..", b"\r\n.")),
        (ChangeCode.DOTS_STUFFED, b"\r\n.", lambda text: text.replace(b"\r\n.", b"\r\n..")),
        (ChangeCode.LONG_LINES_BROKEN, b"!\r\n ", lambda text: text.replace(b"!\r\n ", b"")),
        (ChangeCode.LONG_LINES_BROKEN, b"", _long_lines_joined),
    )
    body = b"\r\n" + scene.body
    there = {b"", *_ESCAPED.findall(body), *_BROKEN.findall(body)}
    for code, mark, edit in changes:
        text = edit(body) if mark in there else body
        if text != body:
            yield BodyDraft(code=code, cuts=((0, len(scene.body), text[2:]),))
