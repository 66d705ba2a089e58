"""HTML of a mail to the text a reader sees and the links in it. Nothing is loaded, run or followed; work is linear."""

import re
from html import unescape
from typing import NamedTuple

__all__ = ["MAX_LINKS", "Link", "PlainText", "plain_text"]

MAX_LINKS = 500
_LINE_TAGS = frozenset(
    [
        "br",
        "p",
        "div",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "hr",
        "dt",
        "dd",
        "section",
        "article",
        "header",
        "footer",
        "title",
    ]
)
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "svg"})
_NAME = re.compile(r"/?\s{0,20}([a-zA-Z][a-zA-Z0-9:]{0,30})")
_HREF = re.compile(r"""\shref\s{0,20}=\s{0,20}("[^"]{0,4000}|'[^']{0,4000}|[^\s"'>]{1,4000})""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Link(NamedTuple):
    """Where a link leads, as written, and the words a reader sees on it."""

    target: str
    shown: str


class PlainText(NamedTuple):
    text: str
    links: tuple[Link, ...]


def plain_text(html: str) -> PlainText:
    """The text with a line for each block, blanks as a browser shows them, and the links in order."""
    reader = _Reader()
    for number, piece in enumerate(_without_comments(html).split("<")):
        if number == 0:
            reader.text(piece)
            continue
        tag, closed, text = piece.partition(">")
        if not closed:
            reader.text(piece)
            continue
        reader.tag(tag)
        reader.text(text)
    return reader.done()


def _without_comments(html: str) -> str:
    if "<!--" not in html:
        return html
    kept = []
    at = 0
    while (start := html.find("<!--", at)) >= 0:
        kept.append(html[at:start])
        end = html.find("-->", start + 4)
        if end < 0:  # a browser hides all of the rest, so does nobody who wants to be read
            return "".join(kept)
        at = end + 3
    kept.append(html[at:])
    return "".join(kept)


class _Reader:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._links: list[Link] = []
        self._silent = ""
        self._pre = 0
        self._link: tuple[str, int] | None = None

    def text(self, piece: str) -> None:
        if self._silent or not piece:
            return
        shown = unescape(piece) if "&" in piece else piece
        self._out.append(shown if self._pre else _BLANKS.sub(" ", shown))

    def tag(self, tag: str) -> None:
        match = _NAME.match(tag)
        if match is None:
            return
        name, ends = match[1].lower(), tag.lstrip().startswith("/")
        if self._silent:
            self._silent = "" if ends and name == self._silent else self._silent
            return
        if name in _SILENT and not ends and not tag.endswith("/"):
            self._silent = name
        elif name == "a":
            self._anchor(tag, ends=ends)
        elif name in _LINE_TAGS:
            self._out.append("\n")
            if name == "pre":
                self._pre = max(0, self._pre + (-1 if ends else 1))
        elif name in ("td", "th"):
            self._out.append(" ")

    def _anchor(self, tag: str, *, ends: bool) -> None:
        self._close_link()
        match = None if ends else _HREF.search(tag)
        if match is not None:
            self._link = (unescape(match[1].strip("\"'")).strip(), len(self._out))

    def _close_link(self) -> None:
        if self._link is not None and len(self._links) < MAX_LINKS:
            target, start = self._link
            self._links.append(Link(target, "".join(self._out[start:]).strip()[:300]))
        self._link = None

    def done(self) -> PlainText:
        self._close_link()
        lines = [line.strip(" ") for line in "".join(self._out).split("\n")]
        return PlainText("\n".join(lines), tuple(self._links))
