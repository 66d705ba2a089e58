"""Whether a domain's own address records name the host."""

from collections.abc import Sequence

from mailpath.dns.protocol import Dns
from mailpath.host.listing import Listing
from mailpath.host.resolving import resolving_to
from mailpath.values.names import IPAddress
from mailpath.values.vocabulary import YesNo

__all__ = ["a_listed"]


def a_listed(ip: IPAddress, domains: Sequence[str], dns: Dns) -> Listing:
    """Whether `ip` is an address of one of the domains (the author's and its organization) themselves."""
    found = resolving_to(ip, tuple(dict.fromkeys(domains)), dns)
    if not found.names:
        return Listing(answer=YesNo.of(None if found.unanswered else False), domain=None, host=None, hosts=())
    return Listing(answer=YesNo.YES, domain=found.names[0], host=found.names[0], hosts=found.names)
