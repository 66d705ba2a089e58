"""What a known change on the way looks like when it is taken back: drafts of the message as it may have been signed."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import msgspec

from mailpath.message.fields import Field, Message
from mailpath.verify.canonical import Form
from mailpath.verify.codes import ChangeCode
from mailpath.verify.signature_tags import Signature
from mailpath.verify.undo.text_parts import Leaf, Slice, leaves, slices

__all__ = [
    "BodyChange",
    "BodyDraft",
    "BodyScene",
    "Cut",
    "FieldStep",
    "FieldSteps",
    "Fields",
    "Scene",
    "new_field",
    "replaced",
    "without",
]

Fields = tuple[Field, ...]
Cut = tuple[int, int, bytes]
"""Start and end in the body, and what stands there instead."""


class Scene(msgspec.Struct, frozen=True):
    """A message and the signature that does not hold over it."""

    message: Message
    signature: Signature

    def covers(self, name: str) -> bool:
        return name in self.signature.signed

    def value(self, name: str) -> bytes | None:
        """The value of the lowest field of a name, which is the one that is signed first."""
        return lowest_value(self.message, name)


class BodyScene:
    """A body as it came, and how its signatures see it: what is asked of it several times is worked out once."""

    def __init__(self, message: Message, form: Form) -> None:
        self.message = message
        self.form = form
        self.body = bytes(message.body)

    @cached_property
    def kind(self) -> bytes:
        return lowest_value(self.message, "content-type") or b""

    @cached_property
    def encoding(self) -> bytes:
        return lowest_value(self.message, "content-transfer-encoding") or b""

    @cached_property
    def slices(self) -> tuple[Slice, ...]:
        """The parts of the outermost multipart."""
        return slices(self.body, self.kind)

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """The texts, at whatever depth."""
        return leaves(self.body, self.kind, self.encoding)

    @property
    def is_one_text(self) -> bool:
        return len(self.leaves) == 1 and self.leaves[0].start == 0


class BodyDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A body as it may have been: `cuts` into the one that came, in order, none inside another. `fields` are values
    that go with it (by name, None: it was not there); `added` tells a piece of what the change put in, for people."""

    code: ChangeCode
    cuts: tuple[Cut, ...]
    fields: Mapping[str, bytes | None] = {}
    added: Callable[[], str] = str


BodyChange = Callable[[BodyScene], Iterator[BodyDraft]]


class FieldStep(msgspec.Struct, frozen=True, kw_only=True):
    """One change of fields taken back. Steps of one code exclude each other."""

    code: ChangeCode
    apply: Callable[[Fields], Fields]
    added: str = ""


FieldSteps = Callable[[Scene], Iterator[FieldStep]]


def lowest_value(message: Message, name: str) -> bytes | None:
    fields = message.all(name)
    return fields[-1].value if fields else None


def new_field(old: Field, value: bytes) -> Field:
    """A field with another value; its offset says that it does not stand in the message."""
    raw = old.raw_name + b":" + value + b"\r\n"
    return Field(name=old.name, raw_name=old.raw_name, raw=raw, value=value, offset=-1)


def replaced(fields: Fields, name: str, value: bytes | None) -> Fields:
    """The fields with another value for the lowest one of a name (None: without it); added where there was none."""
    place = next((n for n in range(len(fields) - 1, -1, -1) if fields[n].name == name), None)
    if value is None:
        return fields if place is None else fields[:place] + fields[place + 1 :]
    if place is None:
        raw_name = name.title().encode("ascii")
        return (*fields, new_field(Field(name, raw_name, b"", b"", -1), value))
    return (*fields[:place], new_field(fields[place], value), *fields[place + 1 :])


def without(fields: Fields, drop: Callable[[str], bool]) -> Fields:
    return tuple(one for one in fields if not drop(one.name))
