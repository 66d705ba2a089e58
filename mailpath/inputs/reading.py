"""What a person reads in a message that was taken apart already: as `message.readable`, without splitting it again."""

import re
from collections.abc import Iterable
from itertools import islice

from mailpath.message.html_text import Link, plain_text
from mailpath.message.mime import Part
from mailpath.message.readable import Readable, part_text

__all__ = ["is_text", "read_parts"]

_MOST_TEXTS = 5
_MOST_URLS = 300
_URL = re.compile(r"\bhttps?://[^\s<>\"')\]]{1,2000}", re.IGNORECASE)


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
