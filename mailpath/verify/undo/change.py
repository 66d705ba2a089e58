"""What a known change on the way looks like when it is taken back: drafts of the message as it may have been signed."""

from collections.abc import Callable, Iterator, Mapping

import msgspec

from mailpath.message.fields import Field, Message
from mailpath.verify.codes import ChangeCode
from mailpath.verify.signature_tags import Signature

__all__ = ["BodyChange", "BodyDraft", "FieldStep", "FieldSteps", "Fields", "Scene", "new_field", "replaced", "without"]

Fields = tuple[Field, ...]


class Scene(msgspec.Struct, frozen=True):
    """A message and the signature that does not hold over it."""

    message: Message
    signature: Signature

    def covers(self, name: str) -> bool:
        return name in self.signature.signed

    def value(self, name: str) -> bytes | None:
        """The value of the lowest field of a name, which is the one that is signed first."""
        fields = self.message.all(name)
        return fields[-1].value if fields else None


class BodyDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A body as it may have been. `fields` are values that go with it (by name, None: it was not there); `added` is a
    piece of what the change put in, for people to read."""

    code: ChangeCode
    body: bytes
    fields: Mapping[str, bytes | None]
    added: str = ""


BodyChange = Callable[[Scene], Iterator[BodyDraft]]


class FieldStep(msgspec.Struct, frozen=True, kw_only=True):
    """One change of fields taken back. Steps of one code exclude each other."""

    code: ChangeCode
    apply: Callable[[Fields], Fields]
    added: str = ""


FieldSteps = Callable[[Scene], Iterator[FieldStep]]


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
