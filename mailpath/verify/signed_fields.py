"""Which fields of a message a signature covers, and the bytes that are signed (RFC 6376 sections 3.7 and 5.4.2)."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from mailpath.message.fields import Message
from mailpath.values.results import DkimResult
from mailpath.verify.canonical import CanonicalMessage, signature_field
from mailpath.verify.signature_tags import Signature

__all__ = ["covered", "fully_signed", "signed_bytes", "weaknesses"]

T = TypeVar("T")

_ONCE = ("from", "subject", "to", "date", "content-type")


def covered(named: Callable[[str], Sequence[T]], names: Sequence[str]) -> list[T]:
    """The fields that `h=` names, in its order: of several of one name the lowest first; absent ones are skipped.

    `named` gives all fields of a name, in the order of the message.
    """
    if len(set(names)) == len(names):  # as most
        return [fields[-1] for fields in map(named, names) if fields]
    out: list[T] = []
    taken: dict[str, int] = {}
    for name in names:
        fields = named(name)
        used = taken.get(name, 0)
        if used < len(fields):
            taken[name] = used + 1
            out.append(fields[-1 - used])
    return out


def signed_bytes(canonical: CanonicalMessage, signature: Signature) -> bytes:
    """What the header signature is made over: the covered fields, then the signature field without its `b=`."""
    form = signature.header_form
    parts = covered(canonical.relaxed if form == "relaxed" else canonical.simple, signature.signed)
    parts.append(signature_field(signature.field, form))
    return b"".join(parts)


def weaknesses(message: Message, result: DkimResult) -> tuple[str, ...]:
    """What a passing signature leaves open to change, by code.

    `body_not_covered`: body bytes behind `l=`; `subject_not_signed`: there is a Subject and it is not covered;
    `second_from` (`_subject`, `_to`, `_date`, `_content_type`): the field stands there twice, so that one reader shows
    what another did not check. Two fields are a weakness even where the signature covers both.
    """
    found = ["body_not_covered"] if result.covers_body is False else []
    signed = Counter(result.signed_headers)
    if message.first("subject") and not signed["subject"]:
        found.append("subject_not_signed")
    found += [f"second_{name.replace('-', '_')}" for name in _ONCE if len(message.all(name)) > 1]
    return tuple(found)


def fully_signed(message: Message, result: DkimResult) -> bool:
    """Whether a pass speaks for the whole message that a reader sees; otherwise it is no aligned pass."""
    return not weaknesses(message, result)
