"""MX: who takes the domain's mail, and can they be reached (RFC 5321 section 5, RFC 7505, RFC 7672)?"""

import re
from collections.abc import Iterator, Sequence

from mailpath.dns.protocol import ask_all
from mailpath.domain.asking import Asking
from mailpath.domain.audit.record import Audited, Record
from mailpath.domain.findings import finding
from mailpath.domain.standing import addresses, standing
from mailpath.domain.subject import Subject
from mailpath.domain.unregistered import free_domain
from mailpath.host.addresses import is_internal
from mailpath.host.services import catalogue
from mailpath.values.answers import Question
from mailpath.values.audit import Finding, Mx, MxHost, Presence, Severity
from mailpath.values.names import dns_name, ip_address, is_under
from mailpath.values.presentation import mx_data
from mailpath.values.vocabulary import DnsStatus, YesNo

__all__ = ["RECORD"]

_MOST_HOSTS = 20
_NULL_MX = (0, "")  # and no other record beside it
_TLSA = re.compile(r"([23]) ([01]) ([012]) ([0-9a-f ]+)", re.IGNORECASE)
_DIGEST_LENGTHS = {"1": 64, "2": 128}


def _audit(subject: Subject, asking: Asking) -> Audited:
    domain = subject.domain
    known = standing(domain, asking)
    answer = asking.ask(Question(domain, "MX"))
    if answer.failed:
        return Audited(Mx(status=Presence.UNKNOWN, null_mx=False, implicit=False, hosts=()), ())
    found = sorted(parsed for record in answer.records if (parsed := mx_data(record)))
    hosts = tuple(_hosts(tuple(one for one in found if one[1])[:_MOST_HOSTS], asking))
    value = Mx(
        status=Presence.FOUND if found else Presence.MISSING,
        null_mx=bool(found) and not hosts,
        implicit=not found and known.takes_mail is YesNo.YES,
        hosts=hosts,
    )
    if known.exists is YesNo.NO:
        return Audited(value, (finding("mx_no_domain", domain=domain),))
    findings: list[Finding] = []
    if not found:
        if value.implicit:
            findings.append(finding("mx_missing", domain=domain))
        elif known.silent:
            findings.append(finding("mx_no_null_mx", domain=domain))
    if hosts and not all(host for _, host in found):
        findings.append(finding("mx_null_with_others", domain=domain))
    if value.null_mx and set(found) != {_NULL_MX}:
        records = tuple(f"{preference} ." for preference, _ in found)[:_MOST_HOSTS]
        findings.append(finding("mx_null_malformed", domain=domain, records=records))
    if hosts:
        findings += _targets(hosts)
        findings += _free(domain, hosts, asking)
        findings += _extras(domain, hosts, asking)
    return Audited(value, tuple(findings))


def _hosts(found: Sequence[tuple[int, str]], asking: Asking) -> Iterator[MxHost]:
    names = list(dict.fromkeys(host for _, host in found if dns_name(host) and not ip_address(host)))
    ask_all(asking, [Question(name, kind) for name in names for kind in ("A", "AAAA")])
    aliases = ask_all(asking.optional, [Question(name, "CNAME") for name in names])
    tlsa = ask_all(asking.optional, [Question(f"_25._tcp.{name}", "TLSA") for name in names])
    for preference, host in found:
        at = names.index(host) if host in names else None
        known = addresses(host, asking) if at is not None else ()
        match = catalogue().by_mx((host,))
        yield MxHost(
            preference=preference,
            host=host,
            alias=aliases[at].records[0] if at is not None and aliases[at].records else None,
            addresses=None if known is None else tuple(map(str, known)),
            service=match.entry.name if match else None,
            tlsa=None if at is None or tlsa[at].failed else tlsa[at].records,
        )


def _targets(hosts: Sequence[MxHost]) -> Iterator[Finding]:
    """Faults of single targets: errors where no other target is left that takes mail."""
    usable = [one for one in hosts if one.addresses is None or _public(one)]
    worse = None if usable else Severity.ERROR
    seen: set[str] = set()
    for one in hosts:
        if one.host in seen:
            yield finding("mx_duplicate", host=one.host)
            continue
        seen.add(one.host)
        if ip_address(one.host):
            yield finding("mx_target_is_address", worse, host=one.host)
        elif not _is_host_name(one.host):
            yield finding("mx_target_invalid", worse, host=one.host)
        elif one.addresses == ():
            yield finding("mx_target_without_address", worse, host=one.host)
        elif one.addresses and (inside := [ip for ip in one.addresses if _internal(ip)]):
            yield finding("mx_target_private", worse, host=one.host, addresses=tuple(inside))
        if one.alias:
            yield finding("mx_target_alias", host=one.host, alias=one.alias)


def _free(domain: str, hosts: Sequence[MxHost], asking: Asking) -> Iterator[Finding]:
    """Targets in a domain that nobody has: whoever registers it gets the mail."""
    for host in dict.fromkeys(one.host for one in hosts if one.addresses == () and dns_name(one.host)):
        gone = asking.optional.ask(Question(host, "A")).status is DnsStatus.NXDOMAIN
        if gone and (free := free_domain(host, domain, asking.optional)):
            yield finding("mx_target_unregistered", domain=domain, host=host, free=free)


def _is_host_name(host: str) -> bool:
    name = dns_name(host)
    return name is not None and all(re.fullmatch(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", label) for label in name.split("."))


def _internal(text: str) -> bool:
    ip = ip_address(text)
    return ip is not None and is_internal(ip)


def _public(host: MxHost) -> bool:
    return any(not _internal(ip) for ip in host.addresses or ()) and ip_address(host.host) is None


def _extras(domain: str, hosts: Sequence[MxHost], asking: Asking) -> Iterator[Finding]:
    """What is optional, and TLSA records that do nothing."""
    names = {one.host for one in hosts}
    if len(names) == 1:
        yield finding("mx_single", domain=domain, host=hosts[0].host)
    known = [one.addresses for one in hosts]
    if all(each is not None for each in known) and not any(":" in ip for each in known for ip in each or ()):
        yield finding("mx_no_ipv6", domain=domain)
    if all(one.tlsa == () for one in hosts):
        yield finding("mx_no_dane", domain=domain)
    ds = asking.optional.ask(Question(domain, "DS"))
    for one in {one.host: one for one in hosts}.values():
        for record in one.tlsa or ():
            if not _usable_tlsa(record):
                yield finding("mx_tlsa_faulty", host=one.host, record=record)
        if one.tlsa and is_under(one.host, domain) and not ds.failed and not ds.records:
            yield finding("mx_tlsa_without_dnssec", host=one.host, domain=domain)


def _usable_tlsa(record: str) -> bool:
    match = _TLSA.fullmatch(record)
    if match is None:
        return False
    length = _DIGEST_LENGTHS.get(match[3])
    return length is None or len(match[4].replace(" ", "")) == length


RECORD = Record(field="mx", audit=_audit)
