"""Content-Type and Content-Transfer-Encoding written anew: another label for the character set, other parameters."""

import re
from collections.abc import Iterator

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import FieldStep, Scene, replaced

__all__ = ["content_relabelled"]

_CHARSET = re.compile(rb"(;\s*charset\s*=\s*)(\"[^\"]*\"|[^;\s]*)", re.IGNORECASE)
_LABELS = (b"utf-8", b"us-ascii", b"iso-8859-1", b"windows-1252", b"iso-8859-15")
_PARAMETER = re.compile(rb";\s*(?:format|delsp|reply-type|x-[a-z-]+)\s*=\s*[^;]*", re.IGNORECASE)
_ENCODINGS = (b" 7bit", b" 8bit", b" quoted-printable", b" base64", None)


def content_relabelled(scene: Scene) -> Iterator[FieldStep]:
    kind = scene.value("content-type")
    if kind is not None and scene.covers("content-type"):
        for value in dict.fromkeys(_kinds(kind)):
            if value != kind:
                yield _step("content-type", value, kind)
    encoding = scene.value("content-transfer-encoding")
    if scene.covers("content-transfer-encoding"):
        for word in _ENCODINGS:
            if word != encoding:
                yield _step("content-transfer-encoding", word, encoding or b"")


def _kinds(kind: bytes) -> Iterator[bytes]:
    match = _CHARSET.search(kind)
    if match:
        now = match[2].strip(b'"')
        for label in (now, now.lower(), now.upper(), *_LABELS, *(one.upper() for one in _LABELS[:3])):
            for word in (label, b'"' + label + b'"'):
                yield kind[: match.start(2)] + word + kind[match.end(2) :]
        yield kind[: match.start()] + kind[match.end() :]
    else:
        yield kind + b"; charset=us-ascii"
        yield kind + b"; charset=utf-8"
    yield _PARAMETER.sub(b"", kind)
    yield kind + b"; format=flowed"


def _step(name: str, value: bytes | None, now: bytes) -> FieldStep:
    return FieldStep(
        code=ChangeCode.CHARSET_RELABELLED if name == "content-type" else ChangeCode.CONTENT_RELABELLED,
        apply=lambda fields: replaced(fields, name, value),
        added=now.decode("utf-8", "replace").strip(),
    )
