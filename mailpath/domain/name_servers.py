"""The name servers of a domain's zone: do they exist, do they agree, and who has parts of it that mail rests on?

Whether they agree takes questions to each of them (`dns/at_server.py`), which open connections and are only asked on
request. Their answers are compared, never merged; a server without an answer says nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from mailpath.dns.at_server import at_server
from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.reply import NOT_AUTHORITATIVE, REFERRAL
from mailpath.domain.findings import finding
from mailpath.domain.standing import addresses, is_public
from mailpath.domain.unregistered import free_domain
from mailpath.organization import organizational_domain_psl
from mailpath.values.answers import Answer, Question
from mailpath.values.audit import Delegation, Finding, NameServer, Severity
from mailpath.values.names import IPAddress, dns_name, is_under
from mailpath.values.vocabulary import DnsStatus, YesNo

__all__ = ["LOOK_ALIKES", "ZoneServers", "server_findings", "zone_servers"]

_MOST_SERVERS = 8
_ASKED_ABOVE = 2  # servers that are asked whom they delegate a name to
# names below a domain that its mail rests on, and those that pass for the domain itself in the eyes of a reader
_ASKED_FOR_TXT = ("_dmarc", "_domainkey")  # by the audit of DMARC and DKIM
LOOK_ALIKES = (*_ASKED_FOR_TXT, "_spf", "mail", "smtp")
_NOT_HELD = (NOT_AUTHORITATIVE, REFERRAL, "refused", "notauth")  # its word that it has no such zone; servfail is none


class ZoneServers(msgspec.Struct, frozen=True, kw_only=True):
    """`apex` is the zone that the domain stands in, None where that is not known."""

    apex: str | None
    servers: tuple[NameServer, ...]
    delegated: tuple[Delegation, ...]
    asked: tuple[tuple[str, IPAddress], ...]


def zone_servers(domain: str, dns: Dns, *, each: bool) -> ZoneServers:
    """`each`: the servers themselves are asked, too."""
    apex, hosts = _apex(domain, dns)
    names = _there(domain, dns)
    below = dict(zip(names, ask_all(dns, [Question(name, "NS") for name in names]), strict=True))
    aliases = _aliases([name for name, answer in below.items() if answer.records], dns)
    below = {name: answer for name, answer in below.items() if name not in aliases}
    everyone = dict.fromkeys((*hosts, *(host for answer in below.values() for host in _hosts(answer))))
    ask_all(dns, [Question(host, kind) for host in everyone for kind in ("A", "AAAA")])
    found = {host: addresses(host, dns) for host in hosts}
    asked = tuple((host, ip) for host in hosts if each and (ip := _reachable(found[host])))
    if asked:
        ask_all(dns, [at_server(one, ip) for one in _compared(domain, apex or domain) for _, ip in asked])
        below |= _seen_from_above({name: one for name, one in below.items() if one.failed}, asked, dns)
    reached = dict(asked)
    return ZoneServers(
        apex=apex,
        servers=tuple(_server(host, found[host], reached.get(host), apex or domain, dns) for host in hosts),
        delegated=tuple(
            Delegation(name=name, name_servers=_hosts(answer)) for name, answer in below.items() if answer.records
        ),
        asked=asked,
    )


def _aliases(names: Sequence[str], dns: Dns) -> set[str]:
    """Those that are aliases, or may be: the name servers that an answer gives for one are those of its target."""
    answers = ask_all(dns, [Question(name, "CNAME") for name in names])
    return {name for name, answer in zip(names, answers, strict=True) if answer.failed or answer.records}


def _there(domain: str, dns: Dns) -> list[str]:
    """The names that are looked at, without those that are known not to exist."""
    answers = ask_all(dns, [Question(f"{label}.{domain}", "TXT") for label in _ASKED_FOR_TXT])
    gone = {one.question.name for one in answers if one.status is DnsStatus.NXDOMAIN}
    return [name for label in LOOK_ALIKES if (name := f"{label}.{domain}") not in gone]


def _apex(domain: str, dns: Dns) -> tuple[str | None, tuple[str, ...]]:
    """The nearest name from the domain upwards that has name servers, not above its organization."""
    above = organizational_domain_psl(domain) or domain
    names = [domain]
    while names[-1] != above and is_under(names[-1], above):
        names.append(names[-1].partition(".")[2])
    for name, answer in zip(names, ask_all(dns, [Question(name, "NS") for name in names]), strict=True):
        if answer.failed:
            break
        if not answer.records:
            continue
        alias = None if name == above else dns.ask(Question(name, "CNAME"))  # a registered domain is none
        if alias is None or not (alias.failed or alias.records):
            return name, _hosts(answer)
        if alias.failed:
            break
    return None, ()


def _hosts(answer: Answer) -> tuple[str, ...]:
    return tuple(name for text in answer.records if (name := dns_name(text)))[:_MOST_SERVERS]


def _reachable(found: Sequence[IPAddress] | None) -> IPAddress | None:
    """One public address of a server, IPv4 where it has one: a domain must not make us ask hosts inside a network."""
    public = [ip for ip in found or () if is_public(ip)]
    return min(public, key=lambda ip: ip.version, default=None)


def _compared(domain: str, apex: str) -> list[Question]:
    return [
        Question(apex, "SOA"),
        Question(domain, "MX"),
        Question(domain, "TXT"),
        Question(f"_dmarc.{domain}", "TXT"),
    ]


def _seen_from_above(
    unknown: dict[str, Answer], asked: Sequence[tuple[str, IPAddress]], dns: Dns
) -> Iterable[tuple[str, Answer]]:
    """Whom names are delegated to where no resolver can tell, since those servers are dead."""
    for name, answer in unknown.items():
        direct = ask_all(dns, [at_server(Question(name, "NS"), ip) for _, ip in asked[:_ASKED_ABOVE]])
        yield name, next((one for one in direct if one.records), answer)


def _server(host: str, found: Sequence[IPAddress] | None, place: IPAddress | None, apex: str, dns: Dns) -> NameServer:
    soa = dns.ask(at_server(Question(apex, "SOA"), place)) if place else None
    holds = None
    if soa is not None and not soa.failed:
        holds = bool(soa.records)
    elif soa is not None and soa.source.endswith(_NOT_HELD):
        holds = False
    words = soa.records[0].split() if soa and soa.records else ()
    return NameServer(
        name=host,
        addresses=None if found is None else tuple(map(str, found)),
        holds_zone=YesNo.of(holds),
        serial=int(words[2]) if len(words) > 2 and words[2].isdecimal() else None,
    )


def server_findings(domain: str, found: ZoneServers, dns: Dns) -> Iterator[Finding]:
    """`dns` answers again what was asked before, and whether a name is free to be registered."""
    ours = {organizational_domain_psl(one.name) for one in found.servers} | {organizational_domain_psl(domain)}
    yield from _gone(found.apex or domain, [one.name for one in found.servers], domain, dns)
    for one in found.delegated:
        foreign = tuple(host for host in one.name_servers if organizational_domain_psl(host) not in ours)
        if foreign:
            yield finding("zone_delegated", name=one.name, servers=foreign)
        yield from _gone(one.name, one.name_servers, domain, dns)
    for server in found.servers:
        if server.holds_zone is YesNo.NO:
            yield finding("ns_lame", host=server.name, name=found.apex or domain)
    yield from _disagreements(domain, found, dns)


def _gone(zone: str, hosts: Iterable[str], domain: str, dns: Dns) -> Iterator[Finding]:
    for host in hosts:
        if addresses(host, dns) != ():
            continue
        missing = dns.ask(Question(host, "A")).status is DnsStatus.NXDOMAIN
        free = free_domain(host, domain, dns) if missing else None
        if free is not None:
            yield finding("ns_unregistered", name=zone, host=host, free=free)
        else:  # of an own name the zone above may know the address
            yield finding(
                "ns_dangling",
                Severity.INFO if is_under(host, domain) or is_under(host, zone) else None,
                name=zone,
                host=host,
            )


def _disagreements(domain: str, found: ZoneServers, dns: Dns) -> Iterator[Finding]:
    """One finding for each question: a server, and the first that says otherwise."""
    soa, *others = _compared(domain, found.apex or domain)
    for question in others:
        said = {host: dns.ask(at_server(question, ip)) for host, ip in found.asked}
        known = {host: frozenset(answer.records) for host, answer in said.items() if not answer.failed}
        for (host, records), (other, differing) in _unlike(known):
            yield finding(
                "ns_disagree",
                what=f"{question.type} {question.name}",
                host=host,
                says=" | ".join(sorted(records)) or "-",
                other=other,
                other_says=" | ".join(sorted(differing)) or "-",
            )
    serials = {one.name: one.serial for one in found.servers if one.serial is not None}
    if len(set(serials.values())) > 1:
        texts = tuple(f"{host} {serial}" for host, serial in serials.items())
        yield finding("ns_serials_differ", name=soa.name, serials=texts)


def _unlike(
    known: dict[str, frozenset[str]],
) -> Iterator[tuple[tuple[str, frozenset[str]], tuple[str, frozenset[str]]]]:
    rows = list(known.items())
    other = next((row for row in rows if row[1] != rows[0][1]), None)
    if other is not None:
        yield rows[0], other
