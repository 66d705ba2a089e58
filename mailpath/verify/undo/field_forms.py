"""Fields that were folded, spaced or ordered anew, or that stand there twice."""

import re
from collections.abc import Callable, Iterator

from mailpath.message.fields import Field
from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import Fields, FieldStep, Scene, new_field

__all__ = ["field_doubled", "field_order", "refolded"]

_FOLD = re.compile(rb"\r\n[ \t]+")
_COMMA = re.compile(rb",(?:\r\n)?[ \t]*")
_BLANKS = re.compile(rb"[ \t]+")
_WIDTH = 78  # RFC 5322 section 2.1.1
_LONGEST = 4_096  # bytes of a field that is folded anew
_ADDRESSES = ("from", "to", "cc", "reply-to", "sender")


def refolded(scene: Scene) -> Iterator[FieldStep]:
    """All covered fields, the signature's own too, folded in the ways that servers fold."""
    forms: list[Callable[[Field], bytes]] = [
        lambda one: _FOLD.sub(b"", one.value),
        lambda one: _COMMA.sub(b", ", one.value) if one.name in _ADDRESSES else one.value,
        lambda one: _COMMA.sub(b",", one.value) if one.name in _ADDRESSES else one.value,
    ]
    if scene.signature.header_form == "simple":
        forms += [
            lambda one: _FOLD.sub(b" ", one.value),
            lambda one: one.value.replace(b"\r\n", b""),
            lambda one: one.value.replace(b"\r\n\t", b"\r\n "),
            lambda one: one.value.replace(b"\r\n ", b"\r\n\t"),
            lambda one: _folded(_FOLD.sub(b" ", one.value), len(one.raw_name), b"\r\n "),
            lambda one: _folded(_FOLD.sub(b" ", one.value), len(one.raw_name), b"\r\n\t"),
            lambda one: b" " + one.value.lstrip(b" \t"),
            lambda one: one.value.lstrip(b" \t"),
            lambda one: one.value.rstrip(b" \t"),
            lambda one: _BLANKS.sub(b" ", one.value),
        ]
    for form in forms:
        yield FieldStep(code=ChangeCode.SPACES_FOLDED, apply=_each(scene, form))


def _each(scene: Scene, form: Callable[[Field], bytes]) -> Callable[[Fields], Fields]:
    names = {*scene.signature.signed, "dkim-signature"}

    def changed(one: Field) -> Field:
        if one.name not in names or len(one.value) > _LONGEST:
            return one
        value = form(one)
        return one if value == one.value else new_field(one, value)

    return lambda fields: tuple(map(changed, fields))


def _folded(value: bytes, name_length: int, fold: bytes) -> bytes:
    """Broken at the last blank before column 78."""
    line, *words = value.split(b" ")
    lines, used = [], name_length + 1
    for word in words:
        if line.strip() and used + len(line) + 1 + len(word) > _WIDTH:
            lines.append(line)
            line, used = word, 1
        else:
            line += b" " + word
    return fold.join([*lines, line])


def field_order(scene: Scene) -> Iterator[FieldStep]:
    """Several fields of one name, turned around."""
    for name in _several(scene):
        yield FieldStep(code=ChangeCode.FIELD_ORDER, apply=_reversed(name), added=name)


def _reversed(name: str) -> Callable[[Fields], Fields]:
    def apply(fields: Fields) -> Fields:
        turned = iter([one for one in reversed(fields) if one.name == name])
        return tuple(next(turned) if one.name == name else one for one in fields)

    return apply


def field_doubled(scene: Scene) -> Iterator[FieldStep]:
    """One of several fields of one name, the lowest or the topmost, was not there."""
    for name in _several(scene):
        for lowest in (True, False):
            yield FieldStep(code=ChangeCode.FIELD_DOUBLED, apply=_without_one(name, lowest=lowest), added=name)


def _without_one(name: str, *, lowest: bool) -> Callable[[Fields], Fields]:
    def apply(fields: Fields) -> Fields:
        places = [n for n, one in enumerate(fields) if one.name == name]
        if not places:
            return fields
        gone = places[-1] if lowest else places[0]
        return fields[:gone] + fields[gone + 1 :]

    return apply


def _several(scene: Scene) -> list[str]:
    return [name for name in dict.fromkeys(scene.signature.signed) if len(scene.message.all(name)) > 1][:4]
