"""A warning put in front of a text: "CAUTION: this email originated from outside" and its like."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, BodyScene
from mailpath.verify.undo.footers import readable
from mailpath.verify.undo.text_parts import Leaf

__all__ = ["banner"]

_WINDOW = 6_144  # bytes at the start in which a banner is looked for
_PARAGRAPH_END = re.compile(rb"\r\n(?:[ \t]*\r\n)+")
_SEPARATOR_END = re.compile(rb"^(?:[_=*~#+-]{3,})[^\r\n]{0,60}\r\n", re.MULTILINE)
_BODY_TAG = re.compile(rb"<body\b[^>]{0,2000}>", re.IGNORECASE)
_ELEMENT_END = re.compile(
    rb"</(?:div|table|p|span|center|font|blockquote|h[1-6])\s{0,9}>|<(?:br|hr)\b[^>]{0,200}>", re.IGNORECASE
)


def banner(scene: BodyScene) -> Iterator[BodyDraft]:
    body = scene.body
    choices: list[list[tuple[Leaf, int, int]]] = []
    for leaf in scene.leaves:
        if leaf.encoding == "base64" or leaf.media_type not in ("text/plain", "text/html"):
            continue
        text = body[leaf.start : min(leaf.end, leaf.start + 4 * _WINDOW)]
        cuts = _html_cuts(text) if leaf.media_type == "text/html" else _text_cuts(text)
        # blank lines alone are no warning but line ends that were added
        choices.append([(leaf, start, end) for start, end in cuts if not text[start:end].isspace()])
    choices = [one for one in choices if one][:2]
    together = product(*(one[:4] for one in choices)) if len(choices) > 1 else ()
    alone = ((cut,) for cuts in choices for cut in cuts)
    for chosen in (*together, *alone):
        yield _draft(body, chosen)


def _text_cuts(text: bytes) -> list[tuple[int, int]]:
    """Up to the end of one of the first paragraphs, or of a line of dashes."""
    window = text[:_WINDOW]
    ends = [match.end() for match in islice(_PARAGRAPH_END.finditer(window), 4)]
    ends += [match.end() for match in islice(_SEPARATOR_END.finditer(window), 3)]
    first_line = window.find(b"\r\n") + 2
    return [(0, end) for end in dict.fromkeys([*ends, first_line]) if 0 < end < len(text)]


def _html_cuts(html: bytes) -> list[tuple[int, int]]:
    """From behind `<body>`, or the very start, to the end of one of the first elements, with the line end behind it."""
    tag = _BODY_TAG.search(html, 0, 3 * _WINDOW)
    start = tag.end() if tag else 0
    ends = [match.end() for match in islice(_ELEMENT_END.finditer(html, start, start + _WINDOW), 8)]
    cuts = [(start, end) for end in ends]
    cuts += [(start, end + 2) for end in ends if html[end : end + 2] == b"\r\n"]
    if html[start : start + 2] == b"\r\n":
        cuts += [(start + 2, end) for end in ends[:4]]
    return cuts[:14]


def _draft(body: bytes, cuts: Sequence[tuple[Leaf, int, int]]) -> BodyDraft:
    leaf, start, end = cuts[0]

    def added() -> str:
        return readable(re.sub(rb"<[^>]{0,400}>", b" ", body[leaf.start + start : leaf.start + end][:2_000]))

    found = sorted((one.start + begins, one.start + ends, b"") for one, begins, ends in cuts)
    return BodyDraft(code=ChangeCode.BANNER, cuts=tuple(found), added=added)
