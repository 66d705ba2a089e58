"""A body encoded anew for transport, or decoded: quoted-printable, base64, 8 bit; and another character set."""

import re
from collections.abc import Iterator

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, BodyScene, Cut
from mailpath.verify.undo.text_parts import Leaf, texts
from mailpath.verify.undo.transfer import decoded_text, in_lines, quoted_printable

__all__ = ["charset_converted", "parts_relabelled", "reencoded"]

_CHARSETS = (("utf-8", "iso-8859-1"), ("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("cp1252", "utf-8"))
_LABELS = (b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252")
_PART_TYPE = re.compile(rb"^content-type:[^\r\n]{1,300}(?:\r\n[ \t][^\r\n]{1,300}){0,3}", re.IGNORECASE | re.MULTILINE)
_LABEL = re.compile(rb"(charset=)\"?([\w-]{1,40})\"?", re.IGNORECASE)
_NAMES = {"cp1252": "windows-1252"}


def reencoded(scene: BodyScene) -> Iterator[BodyDraft]:
    body = scene.body
    if scene.is_one_text:
        for was, text in _forms(body, scene.leaves[0].encoding):
            cuts = ((0, len(body), text),)
            yield BodyDraft(code=ChangeCode.REENCODED, cuts=cuts, fields={"content-transfer-encoding": was})
    elif scene.message.first("content-type"):
        for text in _of_parts(body, scene.leaves):
            yield BodyDraft(code=ChangeCode.REENCODED, cuts=((0, len(body), text),))


def _forms(raw: bytes, encoding: str) -> Iterator[tuple[bytes | None, bytes]]:
    """What the body may have been, with the field's value for it."""
    plain = decoded_text(raw, encoding)
    text = plain.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if encoding in ("quoted-printable", "base64"):
        yield b" 8bit", text  # the header's own steps try other words for it
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


def charset_converted(scene: BodyScene) -> Iterator[BodyDraft]:
    """Text that was turned into another character set on the way; the label went with it."""
    body, kind = scene.body, scene.kind
    if body.isascii():
        return
    read: dict[str, str | None] = {}
    for now, was in _CHARSETS:
        if now not in read:
            read[now] = _read(body, now)
        words = read[now]
        try:
            text = words.encode(was) if words is not None else None
        except UnicodeError:
            text = None
        if text is None:
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
        yield BodyDraft(code=ChangeCode.CHARSET_CONVERTED, cuts=((0, len(body), text),), fields=fields)


def _read(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except UnicodeError:
        return None


def parts_relabelled(scene: BodyScene) -> Iterator[BodyDraft]:
    """The character sets of parts, named in their own headers, written anew."""
    body = scene.body
    found = [
        label
        for leaf in scene.leaves
        for kind in _PART_TYPE.finditer(body, leaf.head, leaf.start)
        for label in _LABEL.finditer(body, kind.start(), kind.end())
    ]
    if not found:
        return
    now = found[0][2]
    for label in dict.fromkeys((now, now.lower(), now.upper(), *_LABELS)):
        for word in (label, b'"' + label + b'"'):
            cuts: tuple[Cut, ...] = tuple(
                (one.end(1), one.end(), word) for one in found if body[one.end(1) : one.end()] != word
            )
            if cuts:
                yield BodyDraft(code=ChangeCode.CHARSET_RELABELLED, cuts=cuts, added=lambda: now.decode("ascii"))
