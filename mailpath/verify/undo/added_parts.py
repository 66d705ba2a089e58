"""A footer or banner as a part of its own: put into the sender's multipart, or all of the sender's body wrapped into
a new one (Mailman 2 and 3, Sympa, security gateways)."""

from collections.abc import Callable, Iterator

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import BodyDraft, BodyScene, Cut
from mailpath.verify.undo.footers import readable
from mailpath.verify.undo.text_parts import Slice, part_header

__all__ = ["added_part", "wrapped"]

_CONTENT_FIELDS = ("content-type", "content-transfer-encoding", "content-disposition", "content-language", "content-id")


def added_part(scene: BodyScene) -> Iterator[BodyDraft]:
    """The last part, the first one, or both are taken out of the sender's multipart."""
    found = scene.slices
    if len(found) < 2:
        return
    # a part goes with the delimiter line in front of it; the one behind the first takes the place of its own
    first: Cut = (found[0].start, found[1].start, b"")
    last: Cut = (found[-2].end, found[-1].end, b"")
    for cuts, shown in (((last,), found[-1]), ((first,), found[0]), ((first, last), found[-1])):
        if len(cuts) < len(found):
            yield BodyDraft(code=ChangeCode.PART_ADDED, cuts=cuts, added=_shown(scene.body, shown))


def wrapped(scene: BodyScene) -> Iterator[BodyDraft]:
    """The first part, or the second behind a banner, was the whole body; its fields were the message's."""
    body, found = scene.body, scene.slices
    if len(found) < 2:
        return
    for place in (0, 1):
        part = found[place]
        inner, start = part_header(body, part)
        fields: dict[str, bytes | None] = dict.fromkeys(_CONTENT_FIELDS)
        if inner:
            fields |= {one.name: one.value for one in inner.fields}
        yield BodyDraft(
            code=ChangeCode.WRAPPED_WITH_FOOTER,
            cuts=((0, start, b""), (part.end, len(body), b"\r\n")),
            fields=fields,
            added=_shown(body, found[1 - place]),
        )


def _shown(body: bytes, part: Slice) -> Callable[[], str]:
    def shown() -> str:
        raw = body[part.start : min(part.end, part.start + 4_096)]
        head, separator, text = raw.partition(b"\r\n\r\n")
        return readable(text if separator else head)

    return shown
