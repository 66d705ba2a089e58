"""What the author's domain D and its organization O publish about hosts: MX and SPF records, read once for all
messages of the domain."""

from collections.abc import Iterator

import msgspec

from mailpath.dns.protocol import Dns, ask_all, shared
from mailpath.host.mx import exchangers
from mailpath.host.services import catalogue
from mailpath.records.spf import Mechanism, SpfRecord, parse, spf_records
from mailpath.values.answers import Question
from mailpath.values.names import dns_name
from mailpath.values.presentation import txt_bytes
from mailpath.verify.walk import organization_of

__all__ = ["AuthorRecords", "author_domains", "author_records", "official_servers", "organization", "spf_of"]

Published = tuple[tuple[str, SpfRecord], ...]
"""SPF records, each with the domain that publishes it."""


class AuthorRecords(msgspec.Struct, frozen=True, kw_only=True):
    """`spf_known` and `mx_known`: every answer was there. `hosts` are those that the MX and SPF records name,
    `services` the names of those of the catalogue that they name by include or MX."""

    mx_known: bool
    spf: Published
    spf_known: bool
    hosts: tuple[str, ...]
    services: frozenset[str]


def organization(domain: str, dns: Dns) -> str:
    """O of a domain (`verify.walk.organization_of`)."""
    return shared(dns, ("organization", domain), lambda dns: organization_of(domain, dns))


def author_domains(domain: str | None, dns: Dns) -> tuple[str, ...]:
    """D and O; nothing where the author is unclear."""
    return () if domain is None else tuple(dict.fromkeys((domain, organization(domain, dns) or domain)))


def author_records(domains: tuple[str, ...], dns: Dns) -> AuthorRecords:
    """The records of D and O."""
    return shared(dns, ("author records", domains), lambda dns: _read(domains, dns))


def _read(domains: tuple[str, ...], dns: Dns) -> AuthorRecords:
    found = tuple([exchangers(domain, dns) for domain in domains])
    spf, spf_known = spf_of(domains, dns)
    hosts = [host for one in found for host in one.hosts]
    known = catalogue()
    included = (known.by_spf_include([name]) for _, record in spf for name in _included(record))
    services = [*included, *(known.by_mx([host]) for host in hosts)]
    for domain, record in spf:
        for term in record.mechanisms:
            if term.name in ("a", "mx"):
                hosts += _target(term, domain)
    return AuthorRecords(
        mx_known=all(one.known for one in found),
        spf=spf,
        spf_known=spf_known,
        hosts=tuple(dict.fromkeys(hosts)),
        services=frozenset(match.entry.name for match in services if match),
    )


def spf_of(domains: tuple[str, ...], dns: Dns) -> tuple[Published, bool]:
    """The SPF records of the domains, and whether every answer was there."""

    def work(dns: Dns) -> tuple[Published, bool]:
        answers = ask_all(dns, [Question(domain, "TXT") for domain in domains])
        found = [
            (answer.question.name, parse(text))
            for answer in answers
            for text in spf_records([txt_bytes(record) for record in answer.records])
        ]
        return tuple(found), not any(answer.failed for answer in answers)

    return shared(dns, ("spf records", domains), work)


def _included(record: SpfRecord) -> Iterator[str]:
    specs = [term.value for term in record.mechanisms if term.name == "include"]
    specs.append(record.redirect)
    yield from (name for spec in specs if spec and "%" not in spec and (name := dns_name(spec)))


def _target(term: Mechanism, domain: str) -> list[str]:
    name = domain if term.value is None else dns_name(term.value) if "%" not in term.value else None
    return [name] if name and term.name == "a" else []


def official_servers(domain: str, dns: Dns) -> tuple[str, ...]:
    """Servers that a domain names for sending (SPF, else that of its organization), else for receiving (MX)."""
    own = exchangers(domain, dns)
    receiving = () if own.implicit else own.hosts
    names: list[str] = []
    for publisher, record in spf_of(author_domains(domain, dns), dns)[0]:
        for term in record.mechanisms:
            if term.qualifier != "+":
                continue
            if term.name == "mx" and term.value is None:
                names += receiving
            elif term.name == "a":
                names += _target(term, publisher)
            elif term.name == "include" and term.value and "%" not in term.value:
                match = catalogue().by_spf_include([term.value.lower()])
                names.append(match.entry.name if match else term.value.lower())
            elif term.name in ("ip4", "ip6") and term.cidr4 is None and term.cidr6 is None and term.value:
                names.append(term.value)
    return tuple(dict.fromkeys(names or receiving))
