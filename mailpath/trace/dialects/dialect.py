"""What a dialect is: how its fields are recognised and which of the names they hold means what."""

from collections.abc import Callable
from dataclasses import dataclass

from mailpath.trace.clauses import Clauses

__all__ = ["Dialect", "Names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a field says of the client, in the hop's words. All as written, `ip` normalised."""

    from_name: str | None = None
    helo: str | None = None
    rdns: str | None = None
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One way of writing Received fields. `family` names the writer, `read` tells the client's names apart."""

    family: Callable[[Clauses], str]
    recognises: Callable[[Clauses], bool]
    read: Callable[[Clauses], Names]
