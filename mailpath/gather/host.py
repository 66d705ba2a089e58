"""The sending host as evidence: whose it is, and whether the author's domain names it."""

from collections.abc import Iterator

import msgspec

from mailpath.dns.protocol import Dns, ask_all
from mailpath.gather.inquiry import Inquiry
from mailpath.host.addresses import is_internal
from mailpath.host.catalogue_entry import ServiceMatch
from mailpath.host.dynamic import dial_in_name, pool_name
from mailpath.host.organization import SameOrganization, same_organization
from mailpath.host.services import catalogue
from mailpath.judge.evidence import HostEvidence, yes_no
from mailpath.judge.logic import Fact
from mailpath.records.spf import Mechanism, SpfRecord, parse, spf_records
from mailpath.values.answers import Question
from mailpath.values.names import dns_name, is_under
from mailpath.values.presentation import txt_bytes
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import Result, YesNo
from mailpath.verify.codes import SpfReason
from mailpath.verify.spf_standing import is_empty_promise

__all__ = ["author_records", "host_evidence", "official_servers", "spf_of_author"]

_OWN_MECHANISMS = ("ip4", "ip6", "a", "mx", "exists")


def spf_of_author(q: Inquiry) -> tuple[SpfResult | None, str | None]:
    """SPF of D for H whatever the envelope said; of O where D has no record. None: neither has one."""
    client = q.client()
    if client is None:
        return None, None
    for domain in q.author_domains():
        result = q.spf_of(domain, client.ip)
        if result.result is not Result.NONE or result.reason not in (SpfReason.NO_RECORD, SpfReason.INVALID_DOMAIN):
            return result, domain
    return None, None


def author_records(q: Inquiry) -> tuple[tuple[str, SpfRecord], ...]:
    """The SPF records of D and O, each with the domain that publishes it."""
    return _author_spf(q)[0]


def _author_spf(q: Inquiry) -> tuple[tuple[tuple[str, SpfRecord], ...], bool]:
    """The records, and whether every answer was there."""

    domains = q.author_domains()

    def work(dns: Dns) -> tuple[tuple[tuple[str, SpfRecord], ...], bool]:
        answers = ask_all(dns, [Question(domain, "TXT") for domain in domains])
        found = [
            (answer.question.name, parse(text))
            for answer in answers
            for text in spf_records([txt_bytes(record) for record in answer.records])
        ]
        return tuple(found), not any(answer.failed for answer in answers)

    return q.shared(("spf records", domains), work)


def _included(record: SpfRecord) -> Iterator[str]:
    specs = [term.value for term in record.mechanisms if term.name == "include"]
    specs.append(record.redirect)
    yield from (name for spec in specs if spec and "%" not in spec and (name := dns_name(spec)))


def _named_hosts(q: Inquiry) -> tuple[str, ...]:
    """Hosts that the MX and SPF records of D and O name."""
    domains = q.author_domains()
    hosts = [host for domain in domains for host in q.exchangers(domain).hosts]
    for domain, record in author_records(q):
        for term in record.mechanisms:
            if term.name in ("a", "mx"):
                hosts += _target(term, domain)
    return tuple(dict.fromkeys(hosts))


def _target(term: Mechanism, domain: str) -> list[str]:
    name = domain if term.value is None else dns_name(term.value) if "%" not in term.value else None
    return [name] if name and term.name == "a" else []


def _uses_service(q: Inquiry, service: ServiceMatch | None) -> Fact:
    """Whether H belongs to a service that D's own records name by include or MX."""
    if service is None or not service.shows_host:
        return Fact.NO
    known = catalogue()
    included = [name for _, record in author_records(q) for name in _included(record)]
    hosts = [host for domain in q.author_domains() for host in q.exchangers(domain).hosts]
    used = {match.entry.name for name in included if (match := known.by_spf_include([name]))}
    used |= {match.entry.name for host in hosts if (match := known.by_mx([host]))}
    if service.entry.name in used:
        return Fact.YES
    return Fact.NO if all(q.exchangers(domain).known for domain in q.author_domains()) else Fact.OPEN


def _same_organization(q: Inquiry, service: ServiceMatch | None) -> SameOrganization:
    ip, client, confirmed = q.ip(), q.client(), q.confirmed()
    assert ip is not None
    assert client is not None
    assert confirmed is not None
    organization = q.organization(q.domain)
    mx = q.mx_listing()
    hosts = _named_hosts(q)
    same = q.shared(
        ("same organization", client.ip, client.helo, organization, hosts, mx, service.key if service else None),
        lambda dns: same_organization(
            ip,
            client.helo,
            organization,
            confirmed=confirmed,
            mx=mx,
            named_hosts=hosts,
            service=service,
            known=catalogue(),
            dns=dns,
        ),
    )
    if same.answer is YesNo.YES or _author_spf(q)[1]:
        return same
    # a host that SPF names may yet be a neighbour
    return msgspec.structs.replace(same, answer=YesNo.UNKNOWN, unanswered=True)


def host_evidence(q: Inquiry) -> HostEvidence | None:
    """Everything about H; None where there is no H."""
    ip, client, confirmed = q.ip(), q.client(), q.confirmed()
    if ip is None or client is None or confirmed is None:
        return None
    known = catalogue()
    mx, listed = q.mx_listing(), q.a_listing()
    judged, judged_domain = spf_of_author(q)
    passing = judged if judged and judged.result is Result.PASS else None
    service = known.service_of(
        confirmed=confirmed.confirmed,
        via=passing.via if passing else (),
        mx_hosts=mx.hosts,
        dkim_domains=tuple(r.domain for r in q.dkim() if r.result is Result.PASS and r.domain),
    )
    same = _same_organization(q, service)
    shared = known.shared_host(confirmed.confirmed)
    shows_host = service is not None and service.shows_host
    return HostEvidence(
        ip=client.ip,
        helo=client.helo,
        ptr=tuple(sorted(confirmed.names)),
        confirmed=confirmed.confirmed,
        fcrdns=confirmed.fcrdns,
        authenticated=bool(client.authenticated),
        mx_listed=yes_no(mx.answer),
        mx_domain=mx.domain,
        mx_host=mx.host,
        a_listed=yes_no(listed.answer),
        a_domain=listed.domain,
        spf_of_author=judged,
        spf_of_author_domain=judged_domain,
        spf_empty_promise=judged is not None and is_empty_promise(judged, client.ip),
        spf_own_mechanism=passing is not None and _own_mechanism(passing, q.organization(q.domain)),
        internal_address=is_internal(ip),
        service=service.service if service else None,
        service_known=Fact.YES if shows_host else Fact.NO if confirmed.complete else Fact.OPEN,
        shared=Fact.YES if shared else Fact.NO if confirmed.complete else Fact.OPEN,
        uses_service=_uses_service(q, service),
        same_organization=_fact(same),
        same_organization_provenance=same.provenance,
        same_organization_how=same.how,
        same_organization_name=same.name if same.answer is YesNo.YES else None,
        organization_claimed=same.claim,
        dynamic=pool_name(ip, confirmed.names, known) is not None,
        dial_in=dial_in_name(confirmed.names, known) is not None,
    )


def _fact(same: SameOrganization) -> Fact:
    """Unknown for good where it is only claimed; open where a question had no answer."""
    if same.answer is YesNo.UNKNOWN:
        return Fact.OPEN if same.unanswered else Fact.UNKNOWN
    return yes_no(same.answer)


def _own_mechanism(result: SpfResult, organization: str | None) -> bool:
    """Matched by the author's own term, or inside an include or redirect of the author's own organization."""
    if organization is None or any(not is_under(name, organization) for name in result.via):
        return False
    terms = parse(f"v=spf1 {result.mechanism}").mechanisms
    return bool(terms) and terms[0].name in _OWN_MECHANISMS


def official_servers(q: Inquiry) -> tuple[str, ...]:
    """Servers that the author's domain names for sending (SPF), else for receiving (MX): the route to advise."""
    if q.domain is None:
        return ()
    domains = q.author_domains()
    exchangers = [host for domain in domains[:1] for host in q.exchangers(domain).hosts]
    exchangers = [] if any(q.exchangers(domain).implicit for domain in domains[:1]) else exchangers
    names: list[str] = []
    for domain, record in author_records(q):
        for term in record.mechanisms:
            if term.qualifier != "+":
                continue
            if term.name == "mx" and term.value is None:
                names += exchangers
            elif term.name == "a":
                names += _target(term, domain)
            elif term.name == "include" and term.value and "%" not in term.value:
                match = catalogue().by_spf_include([term.value.lower()])
                names.append(match.entry.name if match else term.value.lower())
            elif term.name in ("ip4", "ip6") and term.cidr4 is None and term.cidr6 is None and term.value:
                names.append(term.value)
    return tuple(dict.fromkeys(names or exchangers))
