"""Tags in the Subject: `[list]`, `*** SPAM ***`, `[EXTERNAL]`, in front or behind `Re:`, also inside encoded words."""

import re
from collections.abc import Callable, Iterator

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import Fields, FieldStep, Scene, replaced

__all__ = ["subject_tag"]

_TAG = re.compile(
    rb"((?:^|(?<=[:\s]))\s*)"
    rb"(\[[^\]\r\n]{1,80}\]|\{[^}\r\n]{1,60}\}|\([^)\r\n]{1,60}\)|\*{1,5}[^*\r\n]{1,60}\*{1,5}|"
    rb"(?:extern(?:al)?(?:\s+e-?mail)?|spam|caution|warning|warnung|achtung)\s?[:!-]+)"
    rb"((?:\r\n)?[ \t]*)",
    re.IGNORECASE,
)
_TAG_AT_END = re.compile(rb"[ \t]*(\[[^\]\r\n]{1,60}\]|\([^)\r\n]{1,60}\))[ \t]*$")
_ENCODED_TAG = re.compile(rb"(=\?[^?]{1,40}\?[qQ]\?)((?:\[|=5B)[^?\]]{1,80}?(?:\]|=5D)(?:_|=20| ){1,3})")
_CHARSET = re.compile(rb"=\?([A-Za-z0-9-]{1,40})\?([bqBQ])\?")
_MAX_TAGS = 3
_LONGEST = 2_000


def subject_tag(scene: Scene) -> Iterator[FieldStep]:
    value = scene.value("subject")
    if value is None or len(value) > _LONGEST or not scene.covers("subject"):
        return
    seen: set[bytes] = set()
    for text, tag in _untagged(value):
        added = tag.decode("utf-8", "replace").strip()
        for form in (text, _CHARSET.sub(lambda m: b"=?" + m[1].upper() + b"?" + m[2].upper() + b"?", text)):
            if form not in seen and form != value:
                seen.add(form)
                yield FieldStep(code=ChangeCode.SUBJECT_TAG, apply=_with_subject(form), added=added)


def _with_subject(text: bytes) -> Callable[[Fields], Fields]:
    return lambda fields: replaced(fields, "subject", text)


def _untagged(value: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The Subject without its first tag, without its second one, without both, and so on; and what went."""
    tags = [match for _, match in zip(range(_MAX_TAGS), _TAG.finditer(value), strict=False)]
    for match in tags:
        yield value[: match.start(2)] + value[match.end(3) :], match[2] + match[3]
        if not match[3]:
            continue
        yield value[: match.start(1)] + value[match.end(2) :], match[1] + match[2]
    if len(tags) > 1:
        text = value
        for match in reversed(tags):
            text = text[: match.start(2)] + text[match.end(3) :]
        yield text, b" ".join(match[2] for match in tags)
    tail = value[-200:]
    if at_end := _TAG_AT_END.search(tail):
        yield value[: len(value) - len(tail) + at_end.start()], at_end[0]
    if encoded := _ENCODED_TAG.search(value):
        yield value[: encoded.start(2)] + value[encoded.end(2) :], encoded[2]
