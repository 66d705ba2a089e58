"""Whether a domain's own records name an address."""

from dataclasses import dataclass

from mailpath.values.vocabulary import YesNo

__all__ = ["Listing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """`domain` and `host` show the yes (both null otherwise); `hosts` are all hosts that do, in order of preference.

    Unknown: none does, but not every question had its answer.
    """

    answer: YesNo
    domain: str | None
    host: str | None
    hosts: tuple[str, ...]
