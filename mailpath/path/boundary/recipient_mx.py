"""The hop whose host is an MX host of the recipient's domain: that is where mail from outside comes in."""

from mailpath.path.boundary.doubts import doubts
from mailpath.path.boundary.method import Found, Method
from mailpath.path.chain import Chain
from mailpath.path.kinship import host_name, related
from mailpath.path.providers import edge_of
from mailpath.values.vocabulary import BoundaryMethod, Confidence

__all__ = ["METHOD"]


def _find(chain: Chain) -> Found | None:
    confidence = _of_trusted_recipient(chain) or _of_claimed_recipient(chain)
    if confidence is None:
        return None
    against = doubts(chain)
    return Found.at(chain.walk.end, BoundaryMethod.RECIPIENT_MX, Confidence.LOW if against else confidence, *against)


def _of_trusted_recipient(chain: Chain) -> Confidence | None:
    if not chain.mx_hosts:
        return None
    by = host_name(chain.end.by)
    edge = edge_of(chain.end)
    if by in chain.mx_hosts:
        return Confidence.HIGH
    if edge is not None and any(_under(host, edge.mx) for host in chain.mx_hosts):
        return Confidence.HIGH
    if any(related(by, host) for host in chain.mx_hosts):
        return Confidence.MEDIUM  # one organization's hosts, but not the very one
    return None


def _of_claimed_recipient(chain: Chain) -> Confidence | None:
    """A recipient that only the sender names: believed where the host's own organization is meant, since nobody else
    sets that one's MX records."""
    by = host_name(chain.end.by)
    for domain, hosts in chain.recipient_mx.items():
        if by in hosts and related(by, domain):
            return Confidence.MEDIUM
    return None


def _under(host: str, suffixes: tuple[str, ...]) -> bool:
    return any(host == one or host.endswith("." + one) for one in suffixes)


METHOD = Method(BoundaryMethod.RECIPIENT_MX, _find)
