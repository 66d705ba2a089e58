"""What a person reads in the parts of a message: text, links, and the files beside it. Bounded; nothing raises."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from mailpath.message.html_text import Link, plain_text
from mailpath.message.mime import Part, decoded
from mailpath.message.text import decode_charset

__all__ = ["MAX_TEXT_BYTES", "Readable", "is_text", "part_text", "read_parts"]

MAX_TEXT_BYTES = 1 << 17  # of one text part
_MOST_TEXTS = 5
_URL = re.compile(r"\bhttps?://[^\s<>\"')\]]{1,2000}", re.IGNORECASE)
_MOST_URLS = 300
_CHARSET_IN_HTML = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)


class Readable(NamedTuple):
    """`plain` and `html_text`: the text of the plain and of the HTML parts, each may be empty; `links` of both.

    `files`: every part that is no text of the message itself.
    """

    plain: str
    html_text: str
    links: tuple[Link, ...]
    files: tuple[Part, ...]

    @property
    def text(self) -> str:
        """What most programs show: the HTML where there is one that says something, else the plain text."""
        return self.html_text if len(self.html_text) > 20 or not self.plain else self.plain


def is_text(part: Part) -> bool:
    """Whether it is shown as the message's own text."""
    return part.type.media_type in ("text/plain", "text/html") and not part.file_name


def read_parts(parts: Iterable[Part]) -> Readable:
    plain: list[str] = []
    html: list[str] = []
    links: list[Link] = []
    files: list[Part] = []
    for part in parts:
        if not is_text(part) or len(plain) + len(html) >= _MOST_TEXTS:
            files.append(part)
            continue
        text = part_text(part)
        if part.type.media_type == "text/html":
            read = plain_text(text)
            html.append(read.text)
            links += read.links
        else:
            plain.append(text)
            links += [Link(match[0], "") for match in islice(_URL.finditer(text), _MOST_URLS)]
    return Readable("\n".join(plain), "\n".join(html), tuple(links), tuple(files))


def part_text(part: Part) -> str:
    """The text of one text part; what its charset cannot hold is U+FFFD. Without a charset UTF-8, else windows-1252."""
    raw = decoded(part)[:MAX_TEXT_BYTES]
    label = part.type.parameters.get("charset", "")
    if not label and part.type.media_type == "text/html" and (match := _CHARSET_IN_HTML.search(raw[:2000])):
        label = match[1].decode("ascii")
    if label and label.lower() not in ("us-ascii", "ascii", "utf-8", "utf8"):
        return decode_charset(raw, label)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # a character cut by the bound is no sign of another charset
        if label.lower().startswith("utf") or (error.start > len(raw) - 4 and error.start > 0):
            return raw.decode("utf-8", "replace")
        return decode_charset(raw, "windows-1252")
