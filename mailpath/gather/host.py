"""The sending host as evidence: whose it is, and whether the author's domain names it.

All of it depends on the host, the author's domain, the HELO, and who signed: a message that has these in common with
an earlier one has its evidence too.
"""

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.gather.inquiry import Inquiry
from mailpath.host.author_records import AuthorRecords, author_domains, author_records, organization
from mailpath.host.author_records import official_servers as servers_of
from mailpath.host.catalogue_entry import ServiceMatch
from mailpath.host.listed import a_listed
from mailpath.host.listing import Listing
from mailpath.host.mx import mx_listed
from mailpath.host.named import Named, named
from mailpath.host.organization import SameOrganization, same_organization
from mailpath.host.services import catalogue
from mailpath.judge.evidence import HostEvidence, yes_no
from mailpath.judge.logic import NO, OPEN, UNKNOWN, YES, Fact
from mailpath.records.spf import parse
from mailpath.values.names import IPAddress, is_under
from mailpath.values.results import SpfResult
from mailpath.values.vocabulary import Result, YesNo
from mailpath.verify import spf
from mailpath.verify.codes import SpfReason
from mailpath.verify.spf_standing import is_empty_promise

__all__ = ["host_evidence", "official_servers", "spf_of_author"]

_OWN_MECHANISMS = ("ip4", "ip6", "a", "mx", "exists")
_LONGEST_KEPT = 2_000  # characters of HELO and signing domains; with more of them a message's evidence is its own


class _Case(msgspec.Struct, frozen=True, kw_only=True):
    """What the evidence depends on beside DNS. `domain` is D; `signed_by` are the domains of passing signatures."""

    ip: IPAddress
    text: str  # the address as it is written
    helo: str | None
    authenticated: bool
    domain: str | None
    signed_by: tuple[str, ...]


def spf_of_author(q: Inquiry) -> tuple[SpfResult | None, str | None]:
    """SPF of D for H whatever the envelope said; of O where D has no record. None: neither has one."""
    client = q.client()
    if client is None:
        return None, None
    return q.value("spf of author", lambda dns: _spf_of_author(client.ip, q.author_domains(), dns))


def _spf_of_author(ip: str, domains: tuple[str, ...], dns: Dns) -> tuple[SpfResult | None, str | None]:
    for domain in domains:
        result = spf.evaluate_domain(domain, ip, dns)
        if result.result is not Result.NONE or result.reason not in (SpfReason.NO_RECORD, SpfReason.INVALID_DOMAIN):
            return result, domain
    return None, None


def host_evidence(q: Inquiry) -> HostEvidence | None:
    """Everything about H; None where there is no H."""
    ip, client = q.ip(), q.client()
    if ip is None or client is None:
        return None
    case = _Case(
        ip=ip,
        text=client.ip,
        helo=client.helo,
        authenticated=bool(client.authenticated),
        domain=q.domain,
        signed_by=tuple([one.domain for one in q.dkim() if one.result is Result.PASS and one.domain]),
    )
    key = ("host", case.text, case.helo, case.authenticated, case.domain, case.signed_by)
    is_long = len(case.helo or "") + sum(map(len, case.signed_by)) > _LONGEST_KEPT
    return (q.value if is_long else q.shared)(key, lambda dns: _evidence(case, dns))


def _evidence(case: _Case, dns: Dns) -> HostEvidence:
    known = catalogue()
    names = named(case.ip, case.text, dns)
    confirmed = names.confirmed
    domains = author_domains(case.domain, dns)
    mx, listed = mx_listed(case.ip, domains, dns), a_listed(case.ip, domains, dns)
    judged, judged_domain = _spf_of_author(case.text, domains, dns)
    passing = judged if judged and judged.result is Result.PASS else None
    service = known.service_of(
        confirmed=confirmed.confirmed,
        via=passing.via if passing else (),
        mx_hosts=mx.hosts,
        dkim_domains=case.signed_by,
    )
    owner = organization(case.domain, dns) if case.domain is not None else None
    records = author_records(domains, dns)
    same = _same_organization(case, names, owner, mx, service, records, dns)
    shows_host = service is not None and service.shows_host
    return HostEvidence(
        ip=case.text,
        helo=case.helo,
        ptr=names.names,
        confirmed=confirmed.confirmed,
        fcrdns=confirmed.fcrdns,
        authenticated=case.authenticated,
        mx_listed=yes_no(mx.answer),
        mx_domain=mx.domain,
        mx_host=mx.host,
        a_listed=yes_no(listed.answer),
        a_domain=listed.domain,
        spf_of_author=judged,
        spf_of_author_domain=judged_domain,
        spf_empty_promise=judged is not None and is_empty_promise(judged, case.text),
        spf_own_mechanism=passing is not None and _own_mechanism(passing, owner),
        internal_address=names.internal,
        service=service.service if service else None,
        service_known=YES if shows_host else NO if confirmed.complete else OPEN,
        shared=YES if names.shared else NO if confirmed.complete else OPEN,
        uses_service=_uses_service(service, records),
        same_organization=_fact(same),
        same_organization_provenance=same.provenance,
        same_organization_how=same.how,
        same_organization_name=same.name if same.answer is YesNo.YES else None,
        organization_claimed=same.claim,
        dynamic=names.dynamic,
        dial_in=names.dial_in,
    )


def _uses_service(service: ServiceMatch | None, records: AuthorRecords) -> Fact:
    """Whether H belongs to a service that D's own records name by include or MX."""
    if service is None or not service.shows_host:
        return NO
    if service.entry.name in records.services:
        return YES
    return NO if records.mx_known else OPEN


def _same_organization(
    case: _Case,
    names: Named,
    owner: str | None,
    mx: Listing,
    service: ServiceMatch | None,
    records: AuthorRecords,
    dns: Dns,
) -> SameOrganization:
    same = same_organization(
        case.ip,
        case.helo,
        owner,
        confirmed=names.confirmed,
        mx=mx,
        named_hosts=records.hosts,
        service=service,
        known=catalogue(),
        dns=dns,
    )
    if same.answer is YesNo.YES or records.spf_known:
        return same
    # a host that SPF names may yet be a neighbour
    return msgspec.structs.replace(same, answer=YesNo.UNKNOWN, unanswered=True)


def _fact(same: SameOrganization) -> Fact:
    """Unknown for good where it is only claimed; open where a question had no answer."""
    if same.answer is YesNo.UNKNOWN:
        return OPEN if same.unanswered else UNKNOWN
    return yes_no(same.answer)


def _own_mechanism(result: SpfResult, organization: str | None) -> bool:
    """Matched by the author's own term, or inside an include or redirect of the author's own organization."""
    if organization is None or any(not is_under(name, organization) for name in result.via):
        return False
    terms = parse(f"v=spf1 {result.mechanism}").mechanisms
    return bool(terms) and terms[0].name in _OWN_MECHANISMS


def official_servers(q: Inquiry) -> tuple[str, ...]:
    """Servers that the author's domain names for sending, else for receiving: the route to advise."""
    domain = q.domain
    if domain is None:
        return ()
    return q.shared(("official servers", domain), lambda dns: servers_of(domain, dns))
