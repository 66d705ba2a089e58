"""What is audited: a domain, and what is known about it beyond DNS."""

import msgspec

__all__ = ["SeenSender", "Subject"]


class SeenSender(msgspec.Struct, frozen=True, kw_only=True):
    """A host that a scan saw sending as the domain, with the verdicts over its messages."""

    ip: str
    service: str | None
    verdicts: tuple[str, ...]
    messages: int


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """`domain` is normalised. `selectors` were given, `seen_selectors` come from a scan. `senders` is None without
    one. `https`: policies are fetched, so that one that cannot be had is a finding. `each_server`: all name servers of
    the zone are asked themselves."""

    domain: str
    selectors: tuple[str, ...] = ()
    seen_selectors: tuple[str, ...] = ()
    senders: tuple[SeenSender, ...] | None = None
    https: bool = False
    each_server: bool = False
