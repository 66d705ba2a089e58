"""A footer that a mailing list put below a text: Mailman, Sympa, Google Groups, ezmlm, corporate disclaimers.

In a body of one text it is cut off at the end. In a body of several parts each text got one, so that they are cut off
together; or it was put below the whole body, whatever that is. Where it began is tried at separators and at paragraphs,
the likely ones first.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, BodyScene, Cut
from mailpath.verify.undo.text_parts import Leaf
from mailpath.verify.undo.transfer import decoded_text, in_lines

__all__ = ["html_footer_starts", "list_footer", "readable", "text_footer_starts"]

_WINDOW = 8_192  # bytes at the end in which a footer is looked for
_MAX_STARTS = 24
_LOWEST = 3  # places tried below a body that is no plain text
_SEPARATOR = re.compile(rb"(?:[_=*~#+-]{3,}[^\r\n]{0,60}|-- ?|--~--~[^\r\n]*)(?=\r$|\Z)", re.MULTILINE)
# Each begins with the line end in front, so that no place inside a line is looked at.
_LATER_SEPARATOR = re.compile(rb"\n" + _SEPARATOR.pattern, re.MULTILINE)
_PARAGRAPH = re.compile(rb"\r\n\r\n(?=[^\r\n])")
_LINE = re.compile(rb"\r\n(?=[^\r\n])")
_HTML_START = re.compile(rb"<(?:hr|p|div|br|table|span|font|pre|center|img|footer|blockquote)\b", re.IGNORECASE)
_HTML_END = re.compile(rb"</(?:body|html)\s{0,9}>", re.IGNORECASE)
_LIST_WORDS = (
    b"unsubscribe", b"mailing list", b"mailinglist", b"listinfo", b"google groups", b"abmelden", b"abbestellen",
    b"listeninfo", b"archive", b"disclaimer", b"confidential", b"vertraulich", b"subscription", b"this group",
    b"membership",
)  # fmt: skip


def list_footer(scene: BodyScene) -> Iterator[BodyDraft]:
    body = scene.body
    if scene.is_one_text:
        yield from _of_one_text(body, scene.leaves[0])
    else:
        yield from _below(body, _LOWEST)
        yield from _of_several(body, scene.leaves)


def _of_one_text(body: bytes, leaf: Leaf) -> Iterator[BodyDraft]:
    if leaf.encoding == "base64":
        yield from _below(body, _LOWEST)
        yield from _of_base64(body)
    elif leaf.media_type == "text/html":
        yield from _below(body, _LOWEST)
        for start, end in _html_cuts(body):
            yield _draft(((start, end, b""),), body, start, end)
    else:
        yield from _below(body)


def _below(body: bytes, most: int | None = None) -> Iterator[BodyDraft]:
    for start in islice(text_footer_starts(body), most):
        yield _draft(((start, len(body), b""),), body, start, len(body))


def _of_base64(body: bytes) -> Iterator[BodyDraft]:
    """The text was decoded, added to and encoded again, in lines of 76 characters as before."""
    plain = decoded_text(body, "base64")
    ends = b"\r\n" if b"\r\n" in plain else b"\n"
    text = plain.replace(ends, b"\r\n")
    for start in islice(text_footer_starts(text), 6):
        for tail in (text[:start], text[:start].rstrip(b"\r\n") + b"\r\n"):
            cuts = ((0, len(body), in_lines(tail.replace(b"\r\n", ends))),)
            yield _draft(cuts, text, start, len(text))


def _of_several(body: bytes, found: Sequence[Leaf]) -> Iterator[BodyDraft]:
    """Every text part at once, each at its likeliest places; the blank lines in front went with the footer or not."""
    choices = []
    for leaf in found:
        if leaf.media_type == "text/plain" and leaf.encoding != "base64":
            choices.append([(leaf, cut) for cut in islice(_text_cuts(body[leaf.start : leaf.end]), 6)])
        elif leaf.media_type == "text/html" and leaf.encoding != "base64":
            choices.append([(leaf, cut) for cut in islice(_html_cuts(body[leaf.start : leaf.end]), 3)])
    choices = [one for one in choices if one][:3]
    together = islice(product(*choices), 20) if len(choices) > 1 else ()
    alone = ((cut,) for cuts in choices for cut in cuts)
    for chosen in (*together, *alone):
        leaf, (start, end) = chosen[0]
        cuts = sorted((one.start + begins, one.start + ends, b"") for one, (begins, ends) in chosen)
        yield _draft(tuple(cuts), body, leaf.start + start, leaf.start + end)


def _text_cuts(text: bytes) -> Iterator[tuple[int, int]]:
    for start in islice(text_footer_starts(text), 4):
        yield start, len(text)
        bare = len(text[:start].rstrip(b"\r\n"))
        for kept in (bare, bare + 2):
            if kept != start:
                yield kept, len(text)


def text_footer_starts(text: bytes) -> Iterator[int]:
    """Where a footer may begin: at separators from the last one up, then at paragraphs, then at single lines."""
    seen = {0}
    for start in _in_order(text, max(0, len(text) - _WINDOW)):
        if start not in seen:
            seen.add(start)
            yield start
            if len(seen) > _MAX_STARTS:
                return


def _in_order(text: bytes, base: int) -> Iterator[int]:
    """Places from `base` on, some of them twice; paragraphs and lines are looked for where separators do not do."""
    window = text[base:] if base else text
    separators = [0] if _SEPARATOR.match(window) else []
    separators += [match.start() + 1 for match in _LATER_SEPARATOR.finditer(window)]
    if separators:
        separators = [base + start for start in separators[-20:]]
        words = base + _last_list_word(window.lower(), separators[0] - base)
        yield from (start for start in reversed(separators) if start <= words)
        yield from reversed(separators)
    paragraphs = [match.end() for match in _PARAGRAPH.finditer(window)]
    yield from (base + start for start in reversed(paragraphs[-10:]))
    lines = [match.end() for match in _LINE.finditer(window)]
    yield from (base + start for start in reversed(lines[-8:]))


def _last_list_word(lower: bytes, start: int = 0) -> int:
    """Where the last word of lists begins that does not begin before `start`; -1 where there is none."""
    last = start - 1
    for word in _LIST_WORDS:
        last = max(last, lower.rfind(word, last + 1))
    return last if last >= start else -1


def html_footer_starts(html: bytes) -> list[int]:
    base = max(0, len(html) - _WINDOW)
    return [base + match.start() for match in _HTML_START.finditer(html[base:])]


def _html_cuts(html: bytes) -> Iterator[tuple[int, int]]:
    """In front of the closing tags, or at the very end; from the last element up, those with words of lists first."""
    match = _HTML_END.search(html, max(0, len(html) - _WINDOW))
    ends = [match.start(), len(html)] if match else [len(html)]
    starts = html_footer_starts(html)[-10:]
    base = starts[0] if starts else 0
    window = html[base:].lower()
    for end in ends:
        inside = [start for start in reversed(starts) if start < end]
        words = _last_list_word(window[: end - base])
        likely = [start for start in inside if start - base <= words]
        for start in dict.fromkeys([*likely[:5], *inside[:3]]):
            yield start, end


def _draft(cuts: tuple[Cut, ...], text: bytes, start: int, end: int) -> BodyDraft:
    return BodyDraft(code=ChangeCode.LIST_FOOTER, cuts=cuts, added=lambda: readable(text[start:end]))


def readable(raw: bytes) -> str:
    """One line of a piece of text, for people."""
    return " ".join(raw[:400].decode("utf-8", "replace").split())[:120]
