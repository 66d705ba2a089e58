"""The innermost messages of one that carries others: attached as message or file, in an abuse report, in a `.msg`."""

from collections.abc import Iterator
from dataclasses import replace

from mailpath.inputs.bounds import MAX_WRAPPERS
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.msg import MAGIC as MSG_MAGIC
from mailpath.inputs.msg import AttachedFile, Outlook, read_msg, rebuilt
from mailpath.message.fields import read_message
from mailpath.message.mime import content_type, decoded, parts
from mailpath.values.vocabulary import SourceFormat

__all__ = ["MAX_MESSAGES", "innermost"]

MAX_MESSAGES = 200  # out of one file

_MESSAGE_TYPES = ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers")
_OUTLOOK_TYPES = ("application/vnd.ms-outlook", "application/x-msg")
_MESSAGE_ENDINGS = (".eml", ".msg")
_ABUSE_REPORT = "message/feedback-report"  # RFC 5965 section 3


def innermost(item: Item) -> Iterator[Item | Unread]:
    """The messages in `item` that carry no other, in the order they stand; the item itself where it carries none."""
    found = 0
    waiting: list[Item | Unread] = [item]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Item) and one.format is not SourceFormat.MSG and (inner := _inside(one)):
            waiting += reversed(inner)
            continue
        found += 1
        if found > MAX_MESSAGES:
            yield Unread(file=item.file, key=item.key, error=f"carries more than {MAX_MESSAGES} messages")
            return
        yield one


def _inside(item: Item) -> list[Item | Unread]:
    """What a message carries, or for a `.msg` that carries nothing the message made of it; empty for a plain one."""
    if item.raw.startswith(MSG_MAGIC):
        message = read_msg(item.raw, with_attachments=True)
        if isinstance(message, str):
            return [Unread(file=item.file, key=item.key, error=message, wrapped_in=item.wrapped_in)]
        return list(_of_outlook(item, message))
    found = list(parts(read_message(item.raw)))
    carried = [part for part in found if _is_message(part.type.media_type, part.file_name)]
    report = any(part.type.media_type == _ABUSE_REPORT for part in found)
    return [_carried(item, part.number, decoded(part), "arf" if report else "rfc822") for part in carried]


def _of_outlook(item: Item, message: Outlook) -> Iterator[Item | Unread]:
    """Outlook messages in one are taken apart here: they are storages of the one file and no files of their own."""
    carried = [one for one in message.files if _is_message(_media_type(one), one.name)]
    if not carried and not message.messages:
        yield rebuilt(item, message)
    for number, inner in enumerate(message.messages, 1):
        yield from _of_outlook(_named(item, f"message {number}", "msg"), inner)
    for number, one in enumerate(carried, 1):
        yield _carried(item, f"file {number}", one.raw, "msg")


def _media_type(attached: AttachedFile) -> str:
    return content_type((attached.media_type or "").encode("utf-8", "replace"), usual="").media_type


def _is_message(media_type: str, file_name: str | None) -> bool:
    if media_type in _MESSAGE_TYPES or media_type in _OUTLOOK_TYPES:
        return True
    return file_name is not None and file_name.strip().lower().endswith(_MESSAGE_ENDINGS)


def _named(item: Item, label: str, wrapper: str) -> Item:
    key = f"{item.key}/{label}" if item.key else label
    return replace(item, key=key, wrapped_in=(*item.wrapped_in, wrapper))


def _carried(item: Item, label: str, raw: bytes, wrapper: str) -> Item | Unread:
    inner = _named(item, label, wrapper)
    if len(inner.wrapped_in) > MAX_WRAPPERS:
        problem = f"is wrapped in more than {MAX_WRAPPERS} messages"
    elif not raw.strip():
        problem = "is attached empty"
    else:
        return replace(inner, raw=raw)
    return Unread(file=inner.file, key=inner.key, error=problem, wrapped_in=inner.wrapped_in)
