"""The parts of a message (RFC 2045, RFC 2046): what each says it is, and its bytes.

Walked from outside in without recursion, with bounds on depth and number. A message inside a message is one part here;
whoever wants its parts reads it as a message of its own.
"""

import re
from binascii import Error as Base64Error
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

import msgspec

from mailpath.message.fields import MAX_HEADER_BYTES, Field, Message, read_message

__all__ = ["MAX_DEPTH", "MAX_PARTS", "ContentType", "Part", "content_type", "decoded", "parts"]

MAX_DEPTH = 20  # multiparts around one part
MAX_PARTS = 500  # of one message, multiparts included

_LONGEST_VALUE = 4096  # bytes of a Content-Type or Content-Disposition that are read
_MEDIA_TYPE = re.compile(r"\s*([!#$&^_.+a-z0-9-]{1,127}/[!#$&^_.+a-z0-9-]{1,127})", re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;\s]*)', re.DOTALL)
_BACKSLASHED = re.compile(r"\\(.)", re.DOTALL)
_AFTER_DELIMITER = re.compile(rb"(--)?[ \t]{0,80}(?=(\r?\n|\Z))")
_LINE_FEED, _CARRIAGE_RETURN = b"\n\r"
_EMPTY_LINE = re.compile(rb"\n\r?\n")
_BASE64_JUNK = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))


class ContentType(msgspec.Struct, frozen=True, kw_only=True):
    """`media_type` is lower case; what cannot be read is `text/plain` (RFC 2045 section 5.2). Parameter names are lower
    case, RFC 2231 pieces and escapes joined."""

    media_type: str
    parameters: dict[str, str]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """`number` counts as IMAP does (`2.1`); `raw` is the part's body with its transfer encoding still on it."""

    number: str
    type: ContentType
    file_name: str | None
    encoding: str
    raw: bytes


def parts(message: Message) -> Iterator[Part]:
    """Every part that is no multipart, in the order of the message; a multipart without a delimiter line has none."""
    seen = 0
    waiting = [(_part("", message, "text/plain"), 0)]
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        boundary = part.type.parameters.get("boundary", "").rstrip()
        if not part.type.media_type.startswith("multipart/") or not boundary or depth >= MAX_DEPTH:
            yield part if part.number else msgspec.structs.replace(part, number="1")
            continue
        room = max(0, MAX_PARTS - seen - len(waiting))
        slices = list(islice(_between(part.raw, b"--" + boundary.encode("utf-8", "replace")), room))
        usual = "message/rfc822" if part.type.media_type == "multipart/digest" else "text/plain"
        prefix = f"{part.number}." if part.number else ""
        inner = [(_slice_part(f"{prefix}{number}", one, usual), depth + 1) for number, one in enumerate(slices, 1)]
        waiting += reversed(inner)


def decoded(part: Part) -> bytes:
    """The part's bytes without their transfer encoding; as much as can be read of a damaged one. Never raises."""
    if part.encoding == "base64":
        clean = part.raw.translate(None, _BASE64_JUNK)
        clean += b"=" * (-len(clean) % 4)
        try:
            return a2b_base64(clean)
        except Base64Error:  # one character too many
            return a2b_base64(clean[: len(clean) // 4 * 4 - 4])
    return a2b_qp(part.raw) if part.encoding == "quoted-printable" else part.raw


def content_type(value: bytes, usual: str = "text/plain") -> ContentType:
    """A Content-Type, or the parameters of a Content-Disposition, whose first word is then `usual`."""
    text = value[:_LONGEST_VALUE].replace(b"\r", b"").replace(b"\n", b"").decode("utf-8", "replace")
    match = _MEDIA_TYPE.match(text)
    parameters: dict[str, str] = {}
    for name, written in _PARAMETER.findall(text):
        quoted = written[:1] == '"'
        plain = _BACKSLASHED.sub(r"\1", written[1:].removesuffix('"')) if quoted else written
        base, _, rest = name.lower().partition("*")
        if name.endswith("*"):  # RFC 2231: charset'language'%XX, the charset in the first piece only
            plain = unquote(plain.split("'", 2)[-1], errors="replace")
        if rest[:1].isdigit() and base in parameters:
            parameters[base] += plain
        else:
            parameters.setdefault(base, plain)
    return ContentType(media_type=match[1].lower() if match else usual, parameters=parameters)


def _between(raw: bytes, delimiter: bytes) -> Iterator[bytes]:
    """What stands between delimiter lines (RFC 2046 section 5.1.1); the last one may be missing."""
    start = None
    at = 0
    while (found := raw.find(delimiter, at)) >= 0:
        at = found + len(delimiter)
        match = _AFTER_DELIMITER.match(raw, at) if not found or raw[found - 1] == _LINE_FEED else None
        if match is None:
            continue
        if start is not None:
            before = found - 1
            yield raw[start : before - (raw[before - 1] == _CARRIAGE_RETURN)]
        if match[1]:
            return
        start = match.end(2)
    if start is not None:
        yield raw[start:]


def _slice_part(number: str, raw: bytes, usual: str) -> Part:
    if raw.startswith((b"\r\n", b"\n")):  # no field at all: read_message would take the text for the header
        plain = ContentType(media_type=usual, parameters={})
        return Part(number=number, type=plain, file_name=None, encoding="", raw=raw[raw.index(b"\n") + 1 :])
    empty_line = _EMPTY_LINE.search(raw, 0, MAX_HEADER_BYTES)
    head = read_message(raw[: empty_line.end()] if empty_line else raw)
    # read_message keeps the length: what is inside a message has CRLF line ends already
    part = _part(number, head, usual)
    return msgspec.structs.replace(part, raw=raw[head.body_offset :]) if empty_line else part


def _part(number: str, message: Message, usual: str) -> Part:
    kind = content_type(_value(message.first("content-type")), usual)
    placed = content_type(_value(message.first("content-disposition")))
    return Part(
        number=number,
        type=kind,
        file_name=placed.parameters.get("filename") or kind.parameters.get("name"),
        encoding=_value(message.first("content-transfer-encoding")).strip().lower()[:40].decode("ascii", "replace"),
        raw=bytes(message.body),
    )


def _value(field: Field | None) -> bytes:
    return field.value if field is not None else b""
