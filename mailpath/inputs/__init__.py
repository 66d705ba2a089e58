"""From what a user names to messages: files, standard input, archives, Outlook messages, attached messages.

A container is a module with one constant `KIND`, loaded when its first bytes are seen; to add one, add its module and
its line here.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import BinaryIO

from mailpath.inputs.bounds import MAX_MESSAGE_BYTES
from mailpath.inputs.item import STANDARD_INPUT, InputError, Item, Unread
from mailpath.inputs.kind import Kind
from mailpath.inputs.printable import printable
from mailpath.inputs.single import opened, read_bounded

__all__ = ["MAX_MESSAGE_BYTES", "STANDARD_INPUT", "InputError", "Item", "Unread", "messages", "unpacked"]

_CONTAINERS = (
    (b"\x1f\x8b\x08", "gz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # an archive of nothing
)
_MSG_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound.MAGIC, not imported for every message


def messages(name: str, *, standard_input: BinaryIO, unwrap: bool = False) -> Iterator[Item | Unread]:
    """The messages of the file or URL `name` (`-` is `standard_input`), one by one. Never raises.

    With `unwrap` the innermost message is given in place of one that carries it.
    """
    file = printable(name)
    try:
        if name == STANDARD_INPUT:
            raw = read_bounded(standard_input, file)
        elif "://" in name or "::" in name:
            from mailpath.inputs.urls import bytes_named

            raw, file = bytes_named(name)
        else:
            with opened(name) as stream:
                raw = read_bounded(stream, file)
    except InputError as error:
        yield Unread(file=error.file, key=None, error=error.problem)
        return
    yield from unpacked(Item(file=file, key=None, raw=raw), unwrap=unwrap)


def unpacked(item: Item, *, around: tuple[str, ...] = (), unwrap: bool = False) -> Iterator[Item | Unread]:
    """The messages in bytes that are at hand, archives opened and Outlook messages rebuilt. Never raises.

    `around`: kinds of archive that were opened before to get at these bytes.
    """
    for one in _unpacked(item, around):
        yield from _single(one, unwrap) if isinstance(one, Item) else (one,)


def _unpacked(item: Item, around: tuple[str, ...]) -> Iterator[Item | Unread]:
    """What is left when archives are opened; `around` are the kinds that are open already."""
    kind = next((name for magic, name in _CONTAINERS if item.raw.startswith(magic)), None)
    if kind is None:
        yield item
    elif kind in around:
        yield Unread(file=item.file, key=item.key, error=f"is a {kind} file inside another, which is not opened")
    else:
        container: Kind = import_module(f"mailpath.inputs.{kind}").KIND
        for inner in container.items(item):
            yield from _unpacked(inner, (*around, kind)) if isinstance(inner, Item) else (inner,)


def _single(item: Item, unwrap: bool) -> Iterator[Item | Unread]:
    if not item.raw:
        yield Unread(file=item.file, key=item.key, error="is empty")
    elif unwrap:
        from mailpath.inputs.unwrap import innermost

        yield from innermost(item)
    elif item.raw.startswith(_MSG_MAGIC):
        from mailpath.inputs.msg import read_msg, rebuilt

        message = read_msg(item.raw, with_attachments=False)
        if isinstance(message, str):
            yield Unread(file=item.file, key=item.key, error=message)
        else:
            yield rebuilt(item, message)
    else:
        yield item
