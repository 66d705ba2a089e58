"""Whether a domain's own records name an address."""

import msgspec

from mailpath.values.vocabulary import YesNo

__all__ = ["Listing"]


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """`domain` and `host` show the yes (both null otherwise); `hosts` are all hosts that do, in order of preference.

    Unknown: none does, but not every question had its answer.
    """

    answer: YesNo
    domain: str | None
    host: str | None
    hosts: tuple[str, ...]
