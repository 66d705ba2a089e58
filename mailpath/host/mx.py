"""The hosts that receive a domain's mail, and whether the sending host is one of them."""

from collections.abc import Sequence

import msgspec

from mailpath.dns.protocol import Dns, ask_all, memory_of, shared
from mailpath.host.listing import Listing
from mailpath.host.resolving import resolving_to
from mailpath.values.answers import Answer, Question
from mailpath.values.names import IPAddress, dns_name, ip_address
from mailpath.values.presentation import mx_data
from mailpath.values.vocabulary import DnsStatus, YesNo

__all__ = ["MAX_HOSTS", "Exchangers", "exchangers", "mx_listed"]

MAX_HOSTS = 20  # of one domain; more are cut off, and a host that is not among those asked stays unknown


class Exchangers(msgspec.Struct, frozen=True, kw_only=True):
    """MX hosts by preference, then by name; normalised, at most MAX_HOSTS.

    `null_mx`: the domain takes no mail (RFC 7505), there are no hosts. `implicit`: it has no MX record, so mail goes to
    its own address (RFC 5321 section 5.1) and the only host is the domain itself, whether or not it has an address.
    `known` is false where the question had no answer. `cut`: there are more hosts.
    """

    domain: str
    hosts: tuple[str, ...]
    null_mx: bool
    implicit: bool
    known: bool
    cut: bool


def exchangers(domain: str, dns: Dns) -> Exchangers:
    """The exchangers of a domain. Targets that are addresses or no host names (RFC 5321 section 5.1) are left out."""
    return shared(dns, ("mx", domain), lambda dns: _read(domain, dns.ask(Question(domain, "MX"))))


def _read(domain: str, answer: Answer) -> Exchangers:
    found = [parsed for record in answer.records if (parsed := mx_data(record))]
    null = bool(found) and all(not target for _, target in found)
    usable = sorted((preference, name) for preference, target in found if (name := _host_name(target)))
    hosts = tuple(dict.fromkeys(name for _, name in usable))
    implicit = answer.status is DnsStatus.NODATA
    return Exchangers(
        domain=domain,
        hosts=(domain,) if implicit else hosts[:MAX_HOSTS],
        null_mx=null,
        implicit=implicit,
        known=not answer.failed,
        cut=len(hosts) > MAX_HOSTS,
    )


def _host_name(target: str) -> str | None:
    name = dns_name(target) if target else None
    return None if name is None or ip_address(name) else name


def mx_listed(ip: IPAddress, domains: Sequence[str], dns: Dns) -> Listing:
    """Whether `ip` is an address of an MX host of one of the domains (the author's and its organization).

    Only records count: where the domain itself is the exchanger for lack of an MX record, `a_listed` says what there
    is to say. A null MX lists nobody.
    """
    domains = tuple(dict.fromkeys(domains))
    if memory_of(dns) is None:
        ask_all(dns, [Question(domain, "MX") for domain in domains])  # at once, where answers have to be waited for
    found = [exchangers(domain, dns) for domain in domains]
    owners: dict[str, str] = {}
    for one in found:
        for host in () if one.implicit else one.hosts:
            owners.setdefault(host, one.domain)
    matching = resolving_to(ip, tuple(owners), dns)
    if matching.names:
        first = matching.names[0]
        return Listing(answer=YesNo.YES, domain=owners[first], host=first, hosts=matching.names)
    unknown = bool(matching.unanswered) or any(one.cut or not one.known for one in found)
    return Listing(answer=YesNo.of(None if unknown else False), domain=None, host=None, hosts=())
