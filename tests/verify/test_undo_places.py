"""Where changes are looked for: the short ways find what plain ones find."""

import re
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.verify.undo import footers, lines
from mailpath.verify.undo.change import BodyScene

_PIECES = st.sampled_from(
    [
        *(b"\r\n", b"\r\n\r\n", b"\r\r\n", b" \r\n", b"\r", b" ", b"\t", b"a", b"B", b">", b"x" * 900),
        *(b"\r\n--\r\n", b"\r\n-- \r\n", b"\r\n____\r\n", b"--~--~ x\r\n", b"=== y", b"unsubscribe", b"Archive"),
        *(b"\r\n>From ", b"\r\n>>From x", b"\r\nFrom ", b"\r\n.", b"\r\n..", b"!\r\n "),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=30).map(lambda found: _with_crlf(b"".join(found)))
_SEPARATOR = re.compile(rb"^(?:[_=*~#+-]{3,}[^\r\n]{0,60}|-- ?|--~--~[^\r\n]*)(?=\r$|\Z)", re.MULTILINE)
_PARAGRAPH = re.compile(rb"(?<=\r\n\r\n)(?=[^\r\n])")
_LINE = re.compile(rb"(?<=\r\n)(?=[^\r\n])")


def _with_crlf(text):
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _plain_starts(text, window_size):
    base = max(0, len(text) - window_size)
    window = text[base:]
    separators = [base + match.start() for match in _SEPARATOR.finditer(window)][-20:]
    paragraphs = [base + match.start() for match in _PARAGRAPH.finditer(window)]
    single = [base + match.start() for match in _LINE.finditer(window)]
    words = max(window.lower().rfind(word) for word in footers._LIST_WORDS)
    likely = [start for start in separators if start - base <= words]
    order = [*reversed(likely), *reversed(separators), *reversed(paragraphs[-10:]), *reversed(single[-8:])]
    return list(islice((start for start in dict.fromkeys(order) if start), 24))


@pytest.mark.parametrize("window", [16, 8192])
@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_starts_of_footers(window, text) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(footers, "_WINDOW", window)
        assert list(footers.text_footer_starts(text)) == _plain_starts(text, window)


def _changed(body, edits):
    """The bodies that plain edits make, where they change anything."""
    return [text for edit in edits if (text := edit(body)) != body]


def _stripped(text):
    return b"\r\n".join([line.rstrip(b" \t") for line in text.split(b"\r\n")])


def _delimited(text):
    return text.replace(b"\r\n--\r\n", b"\r\n-- \r\n")


def _joined(text):
    *whole, last = text.split(b"\r\n")
    return b"".join([line if len(line) >= 900 else line + b"\r\n" for line in whole]) + last


_ENDS = (
    lambda text: text.replace(b"\r\r\n", b"\r\n"),
    lambda text: text.replace(b"\r\n\r\n", b"\r\n") if text.count(b"\r\n") == 2 * text.count(b"\r\n\r\n") else text,
    lambda text: text.replace(b"\r\n", b"\n"),
    lambda text: text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n"),
)
_BLANKS = (
    _delimited,
    _stripped,
    lambda text: _delimited(_stripped(text)),
    lambda text: re.sub(rb"(?<=[^\s>-])(?=\r\n[^\s>-])", b" ", text),
)
_ESCAPES = (
    lambda text: text.replace(b"\r\n>From ", b"\r\nFrom "),
    lambda text: re.sub(rb"\r\n>(?=>{0,20}From )", b"\r\n", text),
    lambda text: text.replace(b"\r\nFrom ", b"\r\n>From "),
    lambda text: text.replace(b"\r\n..", b"\r\n."),
    lambda text: text.replace(b"\r\n.", b"\r\n.."),
    lambda text: text.replace(b"!\r\n ", b""),
    _joined,
)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_changes_of_lines(text) -> None:
    scene = BodyScene(read_message(b"A: b\r\n\r\n" + text), "simple")
    body = scene.body
    assert [draft.cuts[0][2] for draft in lines.trailing_blanks(scene)] == _changed(body, _BLANKS)
    assert [draft.cuts[0][2] for draft in lines.escapes(scene)] == [
        one[2:] for one in _changed(b"\r\n" + body, _ESCAPES)
    ]


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_line_ends(text) -> None:
    scene = BodyScene(read_message(b"A: b\r\n\r\n" + text), "simple")
    whole = [draft.cuts[0][2] for draft in lines.line_ends(scene) if draft.cuts[0][1] == len(scene.body)]
    for one in _changed(scene.body, _ENDS):
        assert one in whole
