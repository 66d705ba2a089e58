"""A header block as a ticket or a web page hands it on: quoted under prose, below a title, with a line between lines.

Asked only of a text that shows no header as it stands, or a single field. Only names that a received message has begin
a block, so that no prose is taken for one.
"""

import re

__all__ = ["header_in", "without_quotes"]

_NAMES = (
    rb"(?:Received|Return-Path|Delivered-To|Envelope-To|Authentication-Results|DKIM-Signature|ARC-[A-Za-z-]{1,40}"
    rb"|Message-ID|MIME-Version|X-[A-Za-z0-9-]{1,60})[ \t]{0,9}:"
)
_QUOTED = re.compile(rb"^[ \t]?>[> \t]{0,40}" + _NAMES, re.IGNORECASE | re.MULTILINE)
_QUOTE = re.compile(rb"^(?:[ \t]?>)+ ?", re.MULTILINE)
_BELOW_A_TITLE = re.compile(rb"[^\r\n]{1,200}\r?\n(?:[ \t]{0,80}\r?\n){1,20}(?=" + _NAMES + rb")", re.IGNORECASE)
_SPACED = re.compile(rb"(?:[^\r\n]{1,2000}\r?\n[ \t]{0,80}\r?\n){3}" + rb"[^\r\n]")
_FIELD = re.compile(rb"^" + _NAMES, re.IGNORECASE | re.MULTILINE)
_LINE_BETWEEN = re.compile(rb"\r?\n[ \t]{0,80}\r?\n")


def without_quotes(text: bytes) -> bytes:
    """Without the `>` in front of its lines."""
    return _QUOTE.sub(b"", text)


def header_in(text: bytes) -> bytes | None:
    """The text from its header on, without what others put around each line; None where it shows none. Linear."""
    if (quoted := _QUOTED.search(text)) is not None:
        return _spaced_out(without_quotes(text[quoted.start() :]))
    if (title := _BELOW_A_TITLE.match(text)) is not None and _FIELD.match(text) is None:
        return _spaced_out(text[title.end() :])
    return _spaced_out(text) if _is_spaced(text) else None


def _is_spaced(text: bytes) -> bool:
    return _SPACED.match(text) is not None and len(_FIELD.findall(text[:20_000])) > 1


def _spaced_out(text: bytes) -> bytes:
    return _LINE_BETWEEN.sub(b"\n", text) if _is_spaced(text) else text
