"""What every kind of URL is: a name, and a way to what is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mailpath.inputs.item import Item, Unread
from mailpath.inputs.places import Remote

__all__ = ["UrlKind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlKind:
    """`places` gives everything below a URL, in a stable order: messages to be fetched, or at hand where they had to be
    cut out of something; it never raises. `unopenable` says why nothing can be read there, or None; `unusable` why
    the URL can mean nothing here, which is told before anything is read. `single` gives the bytes of the one file that
    is named; it raises InputError.
    """

    name: str
    places: Callable[[str], Iterator[Item | Remote | Unread]]
    unopenable: Callable[[str], str | None]
    unusable: Callable[[str], str | None]
    single: Callable[[str], bytes]
