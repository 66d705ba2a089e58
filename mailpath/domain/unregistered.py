"""Names that a domain relies on, in a domain that nobody has: whoever registers it can act for the domain."""

from mailpath.dns.protocol import Dns, ask_all
from mailpath.organization import organizational_domain_psl, public_suffix
from mailpath.values.answers import Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["free_domain"]


def free_domain(target: str, domain: str, dns: Dns) -> str | None:
    """The registrable domain above `target`, a name that does not exist, where DNS does not have it at all; None where
    it is there, where an answer is missing, or where nobody else can register it: it is ours, or no public suffix."""
    above, suffix = organizational_domain_psl(target), public_suffix(target)
    if above is None or suffix is None or above in (suffix, organizational_domain_psl(domain)):
        return None
    here, higher = ask_all(dns, [Question(above, "NS"), Question(suffix, "NS")])
    there = not higher.failed and higher.status is not DnsStatus.NXDOMAIN
    return above if here.status is DnsStatus.NXDOMAIN and there else None
