"""From messages on a server to their bytes: fetched some at a time, so that neither memory nor round trips grow."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mailpath.inputs import unpacked
from mailpath.inputs.item import Item, Unread
from mailpath.inputs.places import Entry, Remote

__all__ = ["What", "fetched", "within"]

What = Entry | Item | Unread | Remote
_What = TypeVar("_What", bound=What)

_MESSAGES = 100  # of one request
_BYTES = 4 << 20  # of one request, unless a single message is larger
_HEADS = 250  # of one request


def fetched(
    found: Iterable[tuple[int, What]], *, at_first: int | None = None
) -> Iterator[tuple[int, Entry | Item | Unread]]:
    """Everything else as it is, in the order of the input; each with the number it came with. Never raises.

    Behind a message that says that its server is lost, the others of the same URL are passed over. `at_first` is how
    many the first request is for at most, where few may be wanted; each one after it is for twice as many.
    """
    for group in _groups(found, _MESSAGES, _BYTES, at_first):
        if isinstance(group, list):
            number, first = group[0]
            for one in first.fetcher.items([remote for _, remote in group]):
                for item in unpacked(one) if isinstance(one, Item) else (one,):
                    yield number, item
        else:
            yield group


def within(found: Iterable[tuple[int, What]], holds: Callable[[Item | Unread], bool]) -> Iterator[tuple[int, What]]:
    """Without the messages on servers whose head does not hold: those are not fetched. Everything else as it is."""
    for group in _groups(found, _HEADS, _HEADS << 40):
        if isinstance(group, list):
            heads = group[0][1].fetcher.heads([remote for _, remote in group])
            for (number, remote), head in zip(group, heads, strict=False):
                if isinstance(head, Unread) and head.lost:
                    yield number, head
                elif holds(head):
                    yield number, remote
        else:
            yield group


def _groups(
    found: Iterable[tuple[int, What]], largest: int, most_bytes: int, at_first: int | None = None
) -> Iterator[list[tuple[int, Remote]] | tuple[int, Entry | Item | Unread]]:
    """Messages behind each other of one folder on a server, together; anything else alone."""
    group: list[tuple[int, Remote]] = []
    size = 0
    most = largest if at_first is None else min(max(at_first, 1), largest)
    for number, what in found:
        remote = what if isinstance(what, Remote) else None
        apart = remote is None or (bool(group) and group[0][1].fetcher is not remote.fetcher)
        if group and (apart or len(group) >= most or size + (remote.size_bytes if remote else 0) > most_bytes):
            yield group
            group, size = [], 0
            most = min(most * 2, largest)
        if remote is None:
            assert not isinstance(what, Remote)
            yield number, what
        elif not remote.fetcher.lost:
            group.append((number, remote))
            size += remote.size_bytes
    if group:
        yield group
