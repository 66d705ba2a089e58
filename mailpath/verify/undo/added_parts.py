"""A footer or banner as a part of its own: put into the sender's multipart, or all of the sender's body wrapped into
a new one (Mailman 2 and 3, Sympa, security gateways)."""

from collections.abc import Iterator

from mailpath.message.fields import read_message
from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, Scene
from mailpath.verify.undo.footers import readable
from mailpath.verify.undo.text_parts import Slice, slices

__all__ = ["added_part", "wrapped"]

_CONTENT_FIELDS = ("content-type", "content-transfer-encoding", "content-disposition", "content-language", "content-id")


def added_part(scene: Scene) -> Iterator[BodyDraft]:
    """The last part, the first one, or both are taken out of the sender's multipart."""
    body = bytes(scene.message.body)
    found = slices(body, scene.value("content-type") or b"")
    if len(found) < 2:
        return
    for drop in ((found[-1],), (found[0],), (found[0], found[-1])):
        if len(drop) < len(found):
            yield BodyDraft(
                code=ChangeCode.PART_ADDED, body=_without(body, found, drop), fields={}, added=_shown(body, drop[-1])
            )


def _without(body: bytes, found: tuple[Slice, ...], drop: tuple[Slice, ...]) -> bytes:
    """A part goes with the delimiter line in front of it."""
    for one in sorted(drop, key=lambda part: -part.start):
        place = found.index(one)
        if place:
            body = body[: found[place - 1].end] + body[one.end :]
        else:
            following = found[1].start - one.end  # the delimiter line behind takes the place of the first one
            body = body[: one.start] + body[one.end + following :]
    return body


def wrapped(scene: Scene) -> Iterator[BodyDraft]:
    """The first part, or the second behind a banner, was the whole body; its fields were the message's."""
    body = bytes(scene.message.body)
    found = slices(body, scene.value("content-type") or b"")
    for place in (0, 1):
        if place >= len(found) or len(found) < 2:
            return
        part = body[found[place].start : found[place].end]
        inner = read_message(part) if not part.startswith(b"\r\n") else None
        text = part[inner.body_offset :] if inner else part[2:]
        fields: dict[str, bytes | None] = dict.fromkeys(_CONTENT_FIELDS)
        if inner:
            fields |= {one.name: one.value for one in inner.fields}
        other = found[1 if place == 0 else 0]
        yield BodyDraft(
            code=ChangeCode.WRAPPED_WITH_FOOTER, body=text + b"\r\n", fields=fields, added=_shown(body, other)
        )


def _shown(body: bytes, part: Slice) -> str:
    raw = body[part.start : min(part.end, part.start + 4_096)]
    head, separator, text = raw.partition(b"\r\n\r\n")
    return readable(text if separator else head)
