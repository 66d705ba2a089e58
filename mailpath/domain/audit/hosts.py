"""The hosts of a domain: their names and whether these lead back (RFC 1912 section 2.1), and the zone they stand in."""

from collections.abc import Iterator
from typing import Literal

from mailpath.dns.protocol import ask_all
from mailpath.domain.asking import Asking
from mailpath.domain.audit.record import Audited, Record
from mailpath.domain.findings import finding
from mailpath.domain.name_servers import server_findings, zone_servers
from mailpath.domain.standing import Standing, addresses, standing
from mailpath.domain.subject import Subject
from mailpath.host.fcrdns import confirm
from mailpath.organization import organizational_domain_psl
from mailpath.values.answers import Question
from mailpath.values.audit import Finding, Host, HostAddress, Severity
from mailpath.values.names import IPAddress, ip_address, is_under, reverse_name
from mailpath.values.vocabulary import YesNo
from mailpath.verify.spf import evaluate_domain

__all__ = ["NO_SUCH_NAME", "RECORD"]

NO_SUCH_NAME = "mailpath-asks-for-a-name-that-does-not-exist"
_MOST_ADDRESSES = 8  # of one host


def _audit(subject: Subject, asking: Asking) -> Audited:
    domain = subject.domain
    known = standing(domain, asking)
    hosts = tuple(_hosts(domain, known, asking))
    findings = [one for host in hosts if host.role == "mx" for one in _reverse(host)]
    if known.exists is YesNo.YES:
        findings += _zone(domain, asking)
        servers = zone_servers(domain, asking.optional, each=subject.each_server)
        findings += server_findings(domain, servers, asking.optional)
    return Audited(hosts, tuple(findings))


def _hosts(domain: str, known: Standing, asking: Asking) -> Iterator[Host]:
    names = () if known.exchangers.implicit and not known.bare else known.exchangers.hosts
    named: list[tuple[str, Literal["mx", "domain"]]] = [(host, "mx") for host in names]
    if not known.exchangers.implicit and known.bare:
        named.append((domain, "domain"))
    ask_all(asking, [Question(name, kind) for name, _ in named for kind in ("A", "AAAA")])
    resolved = [(name, role, (addresses(name, asking) or ())[:_MOST_ADDRESSES]) for name, role in named]
    needed = [Question(reverse_name(ip), "PTR") for _, role, found in resolved if role == "mx" for ip in found]
    ask_all(asking.optional, needed)  # all at once; those of own hosts are needed, see `_address`
    for name, role, found in resolved:
        own = is_under(name, domain)
        asked = tuple(_address(ip, domain, asking, own=own) for ip in found) if role == "mx" else ()
        bare = tuple(
            HostAddress(ip=str(ip), ptr=(), confirmed=YesNo.UNKNOWN, spf="") for ip in found if role == "domain"
        )
        yield Host(name=name, role=role, own=own, addresses=asked or bare)


def _address(ip: IPAddress, domain: str, asking: Asking, *, own: bool) -> HostAddress:
    back = confirm(ip, asking if own else asking.optional)
    return HostAddress(
        ip=str(ip),
        ptr=back.names,
        confirmed=YesNo.of(back.fcrdns),
        spf=evaluate_domain(domain, str(ip), asking.optional).result.value,
    )


def _reverse(host: Host) -> Iterator[Finding]:
    """Somebody else's hosts are for them to name: an info."""
    severity = None if host.own else Severity.INFO
    for one in host.addresses:
        if one.confirmed is YesNo.NO and (ip := ip_address(one.ip)) is not None:
            if one.ptr:
                yield finding("host_ptr_not_confirmed", severity, ip=str(ip), host=host.name, names=one.ptr)
            else:
                yield finding("host_no_ptr", severity, ip=str(ip), host=host.name)


def _zone(domain: str, asking: Asking) -> Iterator[Finding]:
    ds = asking.optional.ask(Question(domain, "DS"))
    if not ds.failed and not ds.records and organizational_domain_psl(domain) == domain:
        yield finding("zone_no_dnssec", domain=domain)
    if any(one.records for one in ask_all(asking.optional, _beside(domain))):
        yield finding("zone_wildcard", domain=domain)


def _beside(domain: str) -> list[Question]:
    return [Question(f"{NO_SUCH_NAME}.{domain}", kind) for kind in ("A", "TXT", "MX")]


RECORD = Record(field="hosts", audit=_audit)
