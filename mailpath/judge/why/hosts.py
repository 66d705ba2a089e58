"""The sending host: who lists it, whose it is, what its names say."""

from mailpath.judge.evidence import HostEvidence
from mailpath.judge.facts import Facts
from mailpath.judge.why.builder import Builder, about_host, author_of
from mailpath.language import reason
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import Provenance, Result

__all__ = ["REASONS"]


def _listed_by_spf(f: Facts, h: HostEvidence) -> Reason | None:
    if not f.spf_listed.yes or h.spf_of_author is None:
        return None
    return reason(
        "listed_by_spf",
        ip=h.ip,
        domain=h.spf_of_author_domain,
        mechanism=h.spf_of_author.mechanism,
        via=h.spf_of_author.via,
    )


def _listed_by_mx(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("listed_by_mx", ip=h.ip, domain=h.mx_domain, mx=h.mx_host) if h.mx_listed.yes else None


def _listed_by_a(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("listed_by_a", ip=h.ip, domain=h.a_domain) if h.a_listed.yes else None


def _host_not_listed(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("host_not_listed", ip=h.ip, domain=author_of(f)) if f.listed.no else None


def _same_organization(provenance: Provenance) -> Builder:
    def build(f: Facts, h: HostEvidence) -> Reason | None:
        if not h.same_organization.yes or h.same_organization_provenance is not provenance:
            return None
        return reason(
            f"same_organization_{provenance}",
            ip=h.ip,
            name=h.same_organization_name,
            organization=f.evidence.author.organization,
        )

    return about_host(build)


def _same_organization_claimed(f: Facts, h: HostEvidence) -> Reason | None:
    if h.same_organization.yes or not h.organization_claimed:
        return None
    return reason(
        "same_organization_claimed", ip=h.ip, name=h.organization_claimed, organization=f.evidence.author.organization
    )


def _host_of_service(f: Facts, h: HostEvidence) -> Reason | None:
    if h.service is None:
        return None
    return reason("host_of_service", ip=h.ip, service=h.service.name, evidence=h.service.evidence)


def _shared_host(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("shared_host", ip=h.ip, names=h.confirmed) if h.shared.yes else None


def _mx_host_not_in_spf(f: Facts, h: HostEvidence) -> Reason | None:
    if not h.mx_listed.yes or f.spf_listed.yes or h.spf_of_author is None:
        return None
    return reason("mx_host_not_in_spf", ip=h.ip, domain=h.mx_domain, mx=h.mx_host)


def _spf_of_author(f: Facts, h: HostEvidence) -> Reason | None:
    spf = h.spf_of_author
    if spf is None or spf.result is Result.PASS:
        return None
    return reason(
        "spf_of_author", ip=h.ip, domain=h.spf_of_author_domain, result=spf.result.value, mechanism=spf.mechanism
    )


def _ptr_unconfirmed(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("ptr_unconfirmed", ip=h.ip, names=h.ptr) if h.fcrdns is False and h.ptr else None


def _no_ptr(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("no_ptr", ip=h.ip) if h.fcrdns is False and not h.ptr else None


def _dynamic_address(f: Facts, h: HostEvidence) -> Reason | None:
    return reason("dynamic_address", ip=h.ip, names=h.ptr) if h.dynamic else None


def _reading_own_server(f: Facts, h: HostEvidence) -> Reason | None:
    if not h.organization_claimed:
        return None
    return reason("reading_own_server", name=h.organization_claimed, organization=f.evidence.author.organization)


REASONS: dict[str, Builder] = {
    "listed_by_spf": about_host(_listed_by_spf),
    "listed_by_mx": about_host(_listed_by_mx),
    "listed_by_a": about_host(_listed_by_a),
    "host_not_listed": about_host(_host_not_listed),
    "same_organization_verified": _same_organization(Provenance.VERIFIED),
    "same_organization_inferred": _same_organization(Provenance.INFERRED),
    "same_organization_claimed": about_host(_same_organization_claimed),
    "host_of_service": about_host(_host_of_service),
    "shared_host": about_host(_shared_host),
    "mx_host_not_in_spf": about_host(_mx_host_not_in_spf),
    "spf_of_author": about_host(_spf_of_author),
    "reading_own_server": about_host(_reading_own_server),
    "ptr_unconfirmed": about_host(_ptr_unconfirmed),
    "no_ptr": about_host(_no_ptr),
    "dynamic_address": about_host(_dynamic_address),
}
