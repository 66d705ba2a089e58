"""Header fields that somebody pasted into a text: wrapped, indented, quoted, with a word processor's blanks and quotes.

What was pasted is text that anyone could have typed: it is judged by the same rules with fidelity `quoted`.
"""

import re
from typing import NamedTuple

__all__ = ["Pasted", "pasted_headers"]

_MOST_LINES = 5000
_MOST_BLOCKS = 20
_LONGEST_LINE = 4000
_QUOTE = re.compile(r"^(?:\s{0,8}[>|]){1,20} ?")
_FIELD = re.compile(r"\s{0,40}[*_]{0,2}([A-Za-z][A-Za-z0-9-]{1,60})[*_]{0,2}\s{0,3}:[*_]{0,2}(?:\s(.*)|$)")
_MAILTO = re.compile(r"<mailto:[^<>\s]{1,300}>|\[mailto:([^\[\]\s]{1,300})\]", re.IGNORECASE)

_TECHNICAL = frozenset(
    [
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "mime-version",
        "authentication-results",
        "dkim-signature",
        "received-spf",
        "arc-seal",
        "arc-message-signature",
        "arc-authentication-results",
        "content-type",
        "content-transfer-encoding",
        "envelope-to",
        "references",
        "in-reply-to",
        "user-agent",
        "thread-topic",
        "thread-index",
        "list-unsubscribe",
        "list-id",
        "precedence",
        "feedback-id",
        "domainkey-signature",
        "original-recipient",
        "auto-submitted",
        "resent-from",
        "accept-language",
        "content-language",
    ]
)
_PLAIN = frozenset(["from", "to", "cc", "bcc", "subject", "date", "reply-to", "sender", "importance"])
_RECEIVED_BY = re.compile(rb"\sby\s+\S+[^:]{0,1000}(?:;|\sid\s|\swith\s)", re.IGNORECASE)
_GAP = 6  # lines between two parts of one header
_ENOUGH = 3  # different technical fields where no Received says by whom


class Pasted(NamedTuple):
    """`raw` is the block as header fields (UTF-8, CRLF); `first` and `after` are its lines in the text."""

    raw: bytes
    first: int
    after: int


def pasted_headers(text: str) -> list[Pasted]:
    """The blocks of header fields in a straightened text (`message.prose`), in order; none in most texts."""
    if ":" not in text or not any(word in text.lower() for word in ("received", "message-id", "return-path")):
        return []
    lines = [_unquoted(line[:_LONGEST_LINE]) for line in text.split("\n")[:_MOST_LINES]]
    found: list[Pasted] = []
    at = 0
    while at < len(lines) and len(found) < _MOST_BLOCKS:
        if not _is_known(_name(lines[at])):
            at += 1
            continue
        block = _block(lines, at)
        if found and block.first - found[-1].after <= _GAP and b"\r\nfrom:" not in b"\r\n" + found[-1].raw.lower():
            found[-1] = Pasted(found[-1].raw + block.raw, found[-1].first, block.after)  # it goes on behind a gap
        elif _enough(block.raw):
            found.append(block)
        at = max(block.after, at + 1)
    return found


def _unquoted(line: str) -> str:
    line = _QUOTE.sub("", line) if ">" in line[:12] or "|" in line[:12] else line
    return _MAILTO.sub(lambda match: f"<{match[1]}>" if match[1] else "", line) if "mailto:" in line.lower() else line


def _name(line: str) -> str | None:
    match = _FIELD.match(line)
    return match[1].lower() if match else None


def _is_known(name: str | None) -> bool:
    return name is not None and (name in _TECHNICAL or name in _PLAIN or name.startswith(("x-", "arc-", "list-")))


def _block(lines: list[str], start: int) -> Pasted:
    """The fields from line `start` on. A line that begins no field belongs to the one before it; an empty line ends
    the block unless a known field follows, as in text that was pasted with a line between lines."""
    fields: list[list[str]] = []
    at = start
    spaced = _is_spaced(lines, start)
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            if not line and not _goes_on(lines, at, spaced=spaced):
                break
        elif (match := _FIELD.match(line)) and (_is_known(match[1].lower()) or "-" in match[1]):
            fields.append([f"{match[1]}: {(match[2] or '').strip()}"])
        elif fields:
            fields[-1].append(line.strip())
        at += 1
    raw = "".join("\r\n ".join(field) + "\r\n" for field in fields)
    return Pasted(raw.encode("utf-8", "replace"), start, at)


def _is_spaced(lines: list[str], start: int) -> bool:
    """Whether every other line is empty from here on."""
    near = lines[start : start + 6]
    return len(near) >= 4 and not near[1].strip() and not near[3].strip() and bool(near[2].strip())


def _goes_on(lines: list[str], at: int, *, spaced: bool) -> bool:
    following = lines[at + 1 : at + 3]
    if not following:
        return False
    if _is_known(_name(following[0])):
        return True
    if not spaced or not following[0].strip():
        return False
    return (
        len(following) == 2
        and not following[1].strip()
        and any(_is_known(_name(one)) for one in lines[at + 2 : at + 202])
    )


def _enough(raw: bytes) -> bool:
    names = {
        line.split(b":", 1)[0].decode("ascii", "replace").lower() for line in raw.split(b"\r\n") if line[:1] > b" "
    }
    technical = {name for name in names if name in _TECHNICAL or name.startswith("x-")}
    if "received" in names and _RECEIVED_BY.search(raw):
        return True
    return len(technical) >= _ENOUGH  # a line of prose may begin like a field
