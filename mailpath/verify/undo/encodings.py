"""A body encoded anew for transport, or decoded: quoted-printable, base64, 8 bit; and another character set."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, Scene
from mailpath.verify.undo.text_parts import Leaf, leaves, slices, texts
from mailpath.verify.undo.transfer import decoded_text, in_lines, quoted_printable

__all__ = ["charset_converted", "parts_relabelled", "reencoded"]

_CHARSETS = (("utf-8", "iso-8859-1"), ("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("cp1252", "utf-8"))
_LABELS = (b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252")
_PART_TYPE = re.compile(rb"^content-type:[^\r\n]{1,300}(?:\r\n[ \t][^\r\n]{1,300}){0,3}", re.IGNORECASE | re.MULTILINE)
_LABEL = re.compile(rb"(charset=)\"?([\w-]{1,40})\"?", re.IGNORECASE)
_NAMES = {"cp1252": "windows-1252"}


def reencoded(scene: Scene) -> Iterator[BodyDraft]:
    body = bytes(scene.message.body)
    kind, encoding = scene.value("content-type") or b"", scene.value("content-transfer-encoding") or b""
    found = leaves(body, kind, encoding)
    if len(found) == 1 and found[0].start == 0:
        for was, text in _forms(body, found[0].encoding):
            yield BodyDraft(code=ChangeCode.REENCODED, body=text, fields={"content-transfer-encoding": was})
    elif scene.message.first("content-type"):
        for text in _of_parts(body, found):
            yield BodyDraft(code=ChangeCode.REENCODED, body=text, fields={})


def _forms(raw: bytes, encoding: str) -> Iterator[tuple[bytes | None, bytes]]:
    """What the body may have been, with the field's value for it."""
    plain = decoded_text(raw, encoding)
    text = plain.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if encoding in ("quoted-printable", "base64"):
        for was in (b" 8bit", b" 7bit", None):
            yield was, text
    if encoding != "quoted-printable":
        yield b" quoted-printable", quoted_printable(text)
    if encoding != "base64":
        yield b" base64", in_lines(text)
        yield b" base64", in_lines(text.replace(b"\r\n", b"\n"))
    else:
        for width in (72, 64, 60, 76):
            yield b" base64", in_lines(plain, width)


def _of_parts(body: bytes, found: tuple[Leaf, ...]) -> Iterator[bytes]:
    """All text parts decoded at once, their fields of transfer encoding set back in their own headers."""
    encoded = [leaf for leaf in texts(found) if leaf.encoding in ("quoted-printable", "base64")]
    for word in (b"8bit", b"7bit"):
        text = body
        for leaf in reversed(encoded):
            plain = decoded_text(body[leaf.start : leaf.end], leaf.encoding)
            plain = plain.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            head = _with_encoding(text[: leaf.start], leaf.encoding, word)
            text = head + plain + text[leaf.end :]
        if encoded:
            yield text


def _with_encoding(text: bytes, encoding: str, word: bytes) -> bytes:
    """The last header field in front of a part that says `encoding`, saying `word`."""
    lower = text.lower()
    at = lower.rfind(encoding.encode("ascii"), lower.rfind(b"content-transfer-encoding:"))
    return text if at < 0 else text[:at] + word + text[at + len(encoding) :]


def charset_converted(scene: Scene) -> Iterator[BodyDraft]:
    """Text that was turned into another character set on the way; the label went with it."""
    body = bytes(scene.message.body)
    kind = scene.value("content-type") or b""
    if body.isascii():
        return
    for now, was in _CHARSETS:
        try:
            text = body.decode(now).encode(was)
        except UnicodeError:
            continue
        label = _NAMES.get(was, was).encode("ascii")
        lower = kind.lower()
        at = lower.find(b"charset=")
        fields: dict[str, bytes | None] = {}
        if at >= 0:
            start = at + 8
            stop = next((n for n in range(start, len(kind)) if kind[n : n + 1] in (b";", b" ", b"\r")), len(kind))
            quote = b'"' if kind[start : start + 1] == b'"' else b""
            fields = {"content-type": kind[:start] + quote + label + quote + kind[stop:]}
        yield BodyDraft(code=ChangeCode.CHARSET_CONVERTED, body=text, fields=fields)


def parts_relabelled(scene: Scene) -> Iterator[BodyDraft]:
    """The character sets of parts, named in their own headers, written anew."""
    body = bytes(scene.message.body)
    if not slices(body, scene.value("content-type") or b""):
        return
    labels = [label[2] for kind in islice(_PART_TYPE.finditer(body), 20) for label in _LABEL.finditer(kind[0])]
    for now in labels[:1]:
        for label in dict.fromkeys((now, now.lower(), now.upper(), *_LABELS)):
            for word in (label, b'"' + label + b'"'):
                text = _PART_TYPE.sub(_relabelling(word), body)
                if text != body:
                    yield BodyDraft(code=ChangeCode.CHARSET_RELABELLED, body=text, fields={}, added=now.decode("ascii"))


def _relabelling(word: bytes) -> Callable[[re.Match[bytes]], bytes]:
    return lambda kind: _LABEL.sub(lambda label: label[1] + word, kind[0])
