"""What every container is: a name, and a way to what is in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mailpath.inputs.item import Item, Unread

__all__ = ["Kind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """`items` takes the container as an item (its bytes in `raw`) and gives what it holds; it never raises."""

    name: str
    items: Callable[[Item], Iterator[Item | Unread]]
