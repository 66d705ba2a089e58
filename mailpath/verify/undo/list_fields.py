"""Fields that lists and forwarders add, where the signature says they were not there; and those they kept aside."""

import re
from collections.abc import Callable, Iterator

from mailpath.verify.codes import ChangeCode
from mailpath.verify.undo.change import FieldStep, Scene, replaced, without

__all__ = ["fields_added", "original_fields"]

_ADDED = re.compile(
    r"list-.+|sender|reply-to|precedence|errors-to|x-beenthere|mailing-list|archived-at|resent-.+|auto-submitted|"
    r"x-mailman-.+|x-loop|delivered-to|mail-followup-to"
)
_SINGLE = (
    "reply-to",
    "sender",
    "mime-version",
    "cc",
    "content-transfer-encoding",
    "importance",
    "x-priority",
    "errors-to",
)
_KEPT = re.compile(r"(?:x-)?(?:microsoft-|google-|ms-|mailman-)?(?:original|old|orig)-(.+)|x-(.+)-original")


def fields_added(scene: Scene) -> Iterator[FieldStep]:
    """All fields of lists that the signature covers at once; then single ones."""
    signed = set(scene.signature.signed)
    there = [name for name in dict.fromkeys(one.name for one in scene.message.fields) if name in signed]
    groups: list[Callable[[str], bool]] = []
    many = [name for name in there if _ADDED.fullmatch(name)]
    if len(many) > 1:
        groups.append(lambda name: name in many)
        groups.append(lambda name: name in many and name != "reply-to")
    if any(name.startswith("list-") for name in there):
        groups.append(lambda name: name.startswith("list-"))
    groups += [lambda name, single=single: name == single for single in _SINGLE if single in there]  # type: ignore[misc]
    for drop in groups:
        gone = ", ".join(name for name in there if drop(name))
        yield FieldStep(code=ChangeCode.FIELDS_ADDED, apply=lambda fields, drop=drop: without(fields, drop), added=gone)  # type: ignore[misc]


def original_fields(scene: Scene) -> Iterator[FieldStep]:
    """`X-Original-Subject`, `X-Microsoft-Original-Message-ID` and their like hold what the field had."""
    for field in scene.message.fields:
        match = _KEPT.fullmatch(field.name)
        name = (match[1] or match[2]) if match else None
        if name and name != "from" and scene.covers(name) and field.value != scene.value(name):
            yield FieldStep(
                code=ChangeCode.FIELD_REPLACED,
                apply=lambda fields, name=name, value=field.value: replaced(fields, name, value),  # type: ignore[misc]
                added=name,
            )
