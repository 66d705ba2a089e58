"""What a scan saw sending as the domain, held against what SPF lists."""

from mailpath.dns.overlay import overlay
from mailpath.dns.protocol import Dns
from mailpath.domain.mend.candidate import txt_candidate
from mailpath.domain.mend.spf import smallest_terms
from mailpath.domain.spf_tree import addresses_of
from mailpath.domain.subject import Subject
from mailpath.records.spf import is_spf
from mailpath.values.audit import Covered, Fix, Seen, SeenHost, Spf
from mailpath.values.names import ip_address
from mailpath.values.vocabulary import Result, YesNo
from mailpath.verify.spf import evaluate_domain

__all__ = ["seen"]

_AUTHORIZED = {"authorized_own", "authorized_third_party"}
_MOST_TERMS = 25


def seen(subject: Subject, spf: Spf, dns: Dns) -> Seen | None:
    """None without a scan. `smallest` names the hosts and includes that authorized mail came from, never those of
    forwarders, lists or leaks; only where our own evaluation passes each of them."""
    if subject.senders is None:
        return None
    hosts = []
    for one in subject.senders:
        result = evaluate_domain(subject.domain, one.ip, dns).result
        known = None if result in (Result.TEMPERROR, Result.PERMERROR) else result is Result.PASS
        hosts.append(
            SeenHost(
                ip=one.ip,
                service=one.service,
                verdicts=one.verdicts,
                messages=one.messages,
                covered=YesNo.of(known),
            )
        )
    terms = tuple(_terms(subject, spf))
    return Seen(
        messages=sum(one.messages for one in subject.senders),
        hosts=tuple(hosts),
        terms=terms,
        selectors=subject.seen_selectors,
        smallest=_smallest(subject, spf, dns),
    )


def _terms(subject: Subject, spf: Spf) -> list[Covered]:
    found = []
    for node in spf.tree.terms if spf.tree else ():
        networks = addresses_of(node)
        if networks and node.term and node.term.lower().lstrip("+") != "all":
            count = sum(
                one.messages
                for one in subject.senders or ()
                if (ip := ip_address(one.ip)) and any(ip.version == net.version and ip in net for net in networks)
            )
            found.append(Covered(term=node.term, messages=count))
    return found


def _smallest(subject: Subject, spf: Spf, dns: Dns) -> Fix | None:
    """An address that an include lists is covered by the include: a service's addresses change."""
    wanted = [one.ip for one in subject.senders or () if set(one.verdicts) & _AUTHORIZED]
    terms: dict[str, None] = {}
    for text in wanted:
        ip = ip_address(text)
        for node in spf.tree.terms if spf.tree else ():
            inside = ip and any(ip.version == net.version and ip in net for net in addresses_of(node))
            if inside and node.term and node.record is not None and node.term.lower().lstrip("+").startswith("include"):
                terms[node.term] = None
                break
        else:
            terms[smallest_terms((text,))[0]] = None
    if not terms or len(terms) > _MOST_TERMS:
        return None
    record = " ".join(("v=spf1", *terms, "-all" if spf.closing == "-all" else "~all"))
    candidate = txt_candidate(subject.domain, record, dns, is_spf)
    if candidate is None:
        return None
    changed = overlay(dns, {(candidate.name, candidate.type): candidate.records})
    passes = all(evaluate_domain(subject.domain, ip, changed).result is Result.PASS for ip in wanted)
    return Fix(name=subject.domain, type="TXT", record=record, checked=True) if passes else None
