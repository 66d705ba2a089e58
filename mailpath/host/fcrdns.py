"""Forward-confirmed reverse DNS: the `iprev` method of RFC 8601 section 3."""

import msgspec

from mailpath.dns.protocol import Dns, shared
from mailpath.host.ptr import names_of
from mailpath.host.resolving import resolving_to
from mailpath.values.names import IPAddress

__all__ = ["Confirmed", "confirm"]


class Confirmed(msgspec.Struct, frozen=True, kw_only=True):
    """PTR names of an address, and which of them resolve to it.

    `fcrdns` is null where it could not be found out: the PTR question had no answer (`ptr_known` is false then), or no
    name is confirmed and for some (`unanswered`) the question had no answer.
    """

    fcrdns: bool | None
    names: tuple[str, ...]
    confirmed: tuple[str, ...]
    unanswered: tuple[str, ...]
    ptr_known: bool

    @property
    def complete(self) -> bool:
        """Whether every question was answered, so that no further name can be confirmed."""
        return self.ptr_known and not self.unanswered


def confirm(ip: IPAddress, dns: Dns) -> Confirmed:
    """The PTR names of an address, each asked for its addresses (RFC 8601 section 3)."""
    return shared(dns, ("ptr", str(ip)), lambda dns: _confirmed(ip, dns))


def _confirmed(ip: IPAddress, dns: Dns) -> Confirmed:
    ptr = names_of(ip, dns)
    found = resolving_to(ip, ptr.names, dns)
    fcrdns: bool | None = bool(found.names)
    if not found.names and (found.unanswered or not ptr.known):
        fcrdns = None
    return Confirmed(
        fcrdns=fcrdns,
        names=ptr.names,
        confirmed=found.names,
        unanswered=found.unanswered,
        ptr_known=ptr.known,
    )
