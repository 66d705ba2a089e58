"""An earlier report of a domain against a new one: who may send, what is weaker, what only differs.

Compared are contents: the order of records and answers does not count, nor does any TTL. Where either side does not
know a thing, nothing is said about it.
"""

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network

from mailpath.domain.findings import identity
from mailpath.domain.spf_tree import nodes, sending
from mailpath.language import reason
from mailpath.values.audit import (
    Change,
    ChangeKind,
    DkimSelector,
    DomainReport,
    Finding,
    Presence,
    Section,
    Severity,
    Spf,
)
from mailpath.values.reasons import FactValue
from mailpath.values.vocabulary import DnsStatus

__all__ = ["changes"]

_MOST = 200
_ALL = ("+all", "?all", "~all", "-all")  # from open to closed; no `all` is as `?all`
_POLICIES = (None, "none", "quarantine", "reject")
_MODES = (None, "none", "testing", "enforce")


def changes(old: DomainReport, new: DomainReport) -> tuple[Change, ...]:
    """In the order: who may send, weakening, differences."""
    found: list[Change] = []
    if old.error is None and new.error is None:
        for part in (_spf, _dkim, _dmarc, _transport, _mx, _hosts, _name_servers, _faults):
            found += part(old, new)
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind))[:_MOST])


def _change(kind: ChangeKind, code: str, section: Section, **facts: FactValue) -> Change:
    said = reason(f"audit_change_{code}", **facts)
    return Change(kind=kind, code=f"change_{code}", section=section, text=said.text, facts=said.facts)


def _compare(
    section: Section, domain: str, what: str, old: object, new: object, levels: tuple[object, ...] = ()
) -> Iterator[Change]:
    """A value that changed: weaker where it stands lower among the levels, else only different."""
    if old == new:
        return
    weaker = old in levels and new in levels and levels.index(new) < levels.index(old)
    kind, code = (ChangeKind.WEAKENING, "weaker") if weaker else (ChangeKind.DIFFERENCE, "differs")
    yield _change(kind, code, section, what=what, domain=domain, new=_shown(new), old=_shown(old))


def _shown(value: object) -> str:
    if value is None or value == ():
        return "-"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _known(*spf: Spf) -> bool:
    faults = {node.fault for one in spf if one.tree for node in nodes(one.tree)}
    return not {"unanswered", "cut"} & faults and all(one.status is not Presence.UNKNOWN for one in spf)


def _senders(spf: Spf) -> dict[str, str]:
    return {} if spf.tree is None or spf.tree.record is None else dict(reversed(list(sending(spf.tree))))


def _spf(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    domain = new.domain
    if not _known(old.spf, new.spf):
        return
    before, after = _senders(old.spf), _senders(new.spf)
    found = [*_moved(before, after, "may_not_send", domain), *_moved(after, before, "may_send", domain)]
    closings = [one.closing or ("?all" if one.record else None) for one in (old.spf, new.spf)]
    found += _compare(Section.SPF, domain, "SPF all", closings[0], closings[1], (None, *_ALL))
    statuses = [one.status.value for one in (old.spf, new.spf)]
    found += _compare(Section.SPF, domain, "SPF", statuses[0], statuses[1], ("several", "faulty", "missing", "found"))
    yield from found
    if not found and (old.spf.record or "").split() != (new.spf.record or "").split():
        yield from _compare(Section.SPF, domain, "SPF record", old.spf.record, new.spf.record)


def _moved(here: Mapping[str, str], there: Mapping[str, str], code: str, domain: str) -> Iterator[Change]:
    """What is here and not there; a network that a wider one there covers may send there too."""
    wide = _Covering(there)
    for what, where in here.items():
        if what not in there and not wide.covers(what):
            yield _change(ChangeKind.WHO_MAY_SEND, code, Section.SPF, what=what, domain=domain, where=where or domain)


class _Covering:
    def __init__(self, networks: Mapping[str, str]) -> None:
        found = [network for text in networks if (network := _network(text)) is not None]
        self._held = {(one.version, one.prefixlen, int(one.network_address)) for one in found}
        self._lengths = {(one.version, one.prefixlen) for one in found}

    def covers(self, text: str) -> bool:
        network = _network(text)
        if network is None:
            return False
        for version, length in self._lengths:
            if version == network.version and length <= network.prefixlen:
                shift = network.max_prefixlen - length
                if (version, length, int(network.network_address) >> shift << shift) in self._held:
                    return True
        return False


def _network(text: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(text)
    except ValueError:
        return None


def _dkim(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    """Keys at selectors that both runs looked at, and new ones that are there."""
    before, after = ({one.selector: one for one in report.dkim.selectors} for report in (old, new))
    failed = {one.name for report in (old, new) for one in report.evidence if one.status is DnsStatus.FAILED}
    for selector in dict.fromkeys((*before, *after)):
        if f"{selector}._domainkey.{new.domain}" not in failed:
            yield from _key(new.domain, selector, before.get(selector), after.get(selector))


def _key(domain: str, selector: str, old: DkimSelector | None, new: DkimSelector | None) -> Iterator[Change]:
    had, has = _usable(old), _usable(new)
    if old is not None and old.status is not Presence.MISSING and not has and had:
        yield _change(ChangeKind.WEAKENING, "key_removed", Section.DKIM, what=selector, domain=domain)
    elif has and not had:
        yield _change(ChangeKind.WHO_MAY_SEND, "key_added", Section.DKIM, what=selector, domain=domain)
    elif has and had and old and new:
        if _material(old) != _material(new):
            yield _change(ChangeKind.WHO_MAY_SEND, "key_replaced", Section.DKIM, what=selector, domain=domain)
        if (old.key_bits or 0) > (new.key_bits or 0) and old.key_type == new.key_type:
            yield from _compare(
                Section.DKIM, domain, f"DKIM {selector}", old.key_bits, new.key_bits, (new.key_bits, old.key_bits)
            )
        yield from _compare(
            Section.DKIM, domain, f"DKIM {selector} t=y", _yes(old.testing), _yes(new.testing), ("yes", "no")
        )
        yield from _compare(Section.DKIM, domain, f"DKIM {selector} CNAME", old.alias, new.alias)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _usable(key: DkimSelector | None) -> bool:
    return key is not None and key.status is Presence.FOUND and not key.revoked


def _material(key: DkimSelector) -> str:
    parts = [part.partition("=") for part in (key.record or "").split(";")]
    return next(("".join(value.split()) for name, _, value in parts if name.strip() == "p"), "")


def _dmarc(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    if Presence.UNKNOWN in (old.dmarc.status, new.dmarc.status):
        return
    a, b, domain = old.dmarc, new.dmarc, new.domain
    for what, x, y in (
        ("DMARC policy", a.policies.domain, b.policies.domain),
        ("DMARC policy for subdomains", a.policies.subdomain, b.policies.subdomain),
        ("DMARC policy for names that do not exist", a.policies.non_existent, b.policies.non_existent),
    ):
        yield from _compare(Section.DMARC, domain, what, x, y, _POLICIES)
    if a.status is b.status is Presence.FOUND:
        yield from _compare(Section.DMARC, domain, "DMARC t", _yes(a.testing), _yes(b.testing), ("yes", "no"))
        yield from _compare(Section.DMARC, domain, "DMARC adkim", a.adkim, b.adkim, ("r", "s"))
        yield from _compare(Section.DMARC, domain, "DMARC aspf", a.aspf, b.aspf, ("r", "s"))
        for tag in ("rua", "ruf"):
            had = tuple(sorted(one.uri for one in a.reports if one.tag == tag))
            has = tuple(sorted(one.uri for one in b.reports if one.tag == tag))
            yield from _compare(Section.DMARC, domain, f"DMARC {tag}", had, has, ((), had) if had and not has else ())
    if a.policy_domain and b.policy_domain:
        yield from _compare(Section.DMARC, domain, "DMARC record at", a.policy_domain, b.policy_domain)
    if Presence.UNKNOWN not in (a.bimi.status, b.bimi.status):
        yield from _compare(Section.DMARC, domain, "BIMI", a.bimi.record, b.bimi.record)


def _transport(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    domain, a, b = new.domain, old.mta_sts, new.mta_sts
    statuses = ("several", "faulty", "missing", "found")
    if Presence.UNKNOWN not in (a.status, b.status):
        yield from _compare(Section.MTA_STS, domain, "MTA-STS", a.status.value, b.status.value, statuses)
        yield from _compare(Section.MTA_STS, domain, "MTA-STS id", a.id, b.id)
    if a.policy is not None and b.policy is not None:
        yield from _compare(Section.MTA_STS, domain, "MTA-STS mode", a.policy.mode, b.policy.mode, _MODES)
        x, y = tuple(sorted(a.policy.mx)), tuple(sorted(b.policy.mx))
        yield from _compare(Section.MTA_STS, domain, "MTA-STS mx", x, y)
    if Presence.UNKNOWN not in (old.tls_rpt.status, new.tls_rpt.status):
        gone = old.tls_rpt.rua and not new.tls_rpt.rua
        x, y = tuple(sorted(old.tls_rpt.rua)), tuple(sorted(new.tls_rpt.rua))
        yield from _compare(Section.TLS_RPT, domain, "TLS-RPT", x, y, (y, x) if gone else ())
    if "unknown" not in (old.zone.dnssec, new.zone.dnssec):
        yield from _compare(
            Section.HOSTS, domain, "DNSSEC", old.zone.dnssec.value, new.zone.dnssec.value, ("no", "yes")
        )


def _mx(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    if Presence.UNKNOWN in (old.mx.status, new.mx.status):
        return
    before, after = _exchangers(old), _exchangers(new)
    yield from _compare(Section.MX, new.domain, "MX", before, after)
    yield from _compare(Section.MX, new.domain, "null MX", _yes(old.mx.null_mx), _yes(new.mx.null_mx))
    tlsa = [
        {host.host: tuple(sorted(host.tlsa)) for host in one.mx.hosts if host.tlsa is not None} for one in (old, new)
    ]
    for host in tlsa[0].keys() & tlsa[1].keys():
        x, y = tlsa[0][host], tlsa[1][host]
        yield from _compare(Section.MX, new.domain, f"TLSA {host}", x, y, ((), x) if x and not y else ())


def _exchangers(report: DomainReport) -> tuple[str, ...]:
    return tuple(sorted(f"{one.preference} {one.host}" for one in report.mx.hosts))


def _hosts(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    """Addresses of hosts that both runs know."""
    before = {one.name: tuple(sorted(a.ip for a in one.addresses)) for one in old.hosts}
    after = {one.name: tuple(sorted(a.ip for a in one.addresses)) for one in new.hosts}
    unknown = {name for report in (old, new) for one in report.unanswered for name in [one.partition(" ")[2]]}
    for host in sorted((before.keys() & after.keys()) - unknown):
        yield from _compare(Section.HOSTS, new.domain, host, before[host], after[host])


def _name_servers(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    """Who holds the zone, and names below the domain that both runs know about."""
    before, after = (tuple(sorted(one.name for one in report.zone.name_servers)) for report in (old, new))
    if before and after:
        yield from _compare(Section.HOSTS, new.domain, "NS", before, after)
    had, has = ({one.name: tuple(sorted(one.name_servers)) for one in report.zone.delegated} for report in (old, new))
    failed = {
        one.name
        for report in (old, new)
        for one in report.evidence
        if one.type in ("NS", "CNAME") and one.status is DnsStatus.FAILED
    }
    for name in sorted((had.keys() | has.keys()) - failed):
        yield from _compare(Section.HOSTS, new.domain, f"NS {name}", had.get(name, ()), has.get(name, ()))


def _faults(old: DomainReport, new: DomainReport) -> Iterator[Change]:
    """Errors that were not there: what had an effect has none now. Nothing is new where the earlier run lacked
    answers."""
    if old.unanswered:
        return
    before = set(map(identity, old.findings))
    for one in new.findings:
        if one.severity is Severity.ERROR and identity(one) not in before:
            yield _fault(new.domain, one)


def _fault(domain: str, found: Finding) -> Change:
    return _change(ChangeKind.WEAKENING, "new_error", found.section, domain=domain, what=found.text)
