"""What a dialect is: how its fields are recognised and which of the names they hold means what."""

from collections.abc import Callable
from typing import NamedTuple

from mailpath.trace.clauses import Clauses

__all__ = ["Dialect", "Names"]


class Names(NamedTuple):
    """What a field says of the client, in the hop's words: names as written, `ip` normalised.

    `auth` is true where the family's shape alone says that the client logged in.
    """

    from_name: str | None = None
    helo: str | None = None
    rdns: str | None = None
    ip: str | None = None
    auth: bool | None = None


class Dialect(NamedTuple):
    """One way of writing Received fields.

    `recognises` answers with the family's word, one of `families`, or None where the field is not of this dialect.
    `read` tells the client's names apart. `hosts` are all ends of the writer's name, whole labels each, that either of
    them looks at: a name of two labels or more that ends in none of any dialect's says nothing (`trace/usual`).
    """

    families: tuple[str, ...]
    recognises: Callable[[Clauses], str | None]
    read: Callable[[Clauses], Names]
    hosts: tuple[str, ...] = ()
