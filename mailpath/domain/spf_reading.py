"""All records and addresses that an SPF record leads to, asked level by level, so that a tree costs few rounds."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network

import msgspec

from mailpath.dns.protocol import Dns, ask_all
from mailpath.records.spf import Mechanism, SpfRecord, parse, spf_records
from mailpath.records.spf_macros import expand, letters
from mailpath.values.answers import Answer, Question
from mailpath.values.names import dns_name, ip_address
from mailpath.values.presentation import mx_data, txt_bytes
from mailpath.values.vocabulary import DnsStatus

__all__ = ["MAX_MX_HOSTS", "Network", "Published", "Reading", "links", "read", "target_of"]

MAX_MX_HOSTS = 10  # RFC 7208 section 4.6.4
_MAX_RECORDS = 60  # of one tree: far beyond what ten lookups reach
_MAX_ADDRESS_TERMS = 120

Network = IPv4Network | IPv6Network


class Published(msgspec.Struct, frozen=True):
    """What stands at a name: `texts` are its SPF records, `record` the one that counts. `void`: no TXT at all."""

    texts: tuple[str, ...]
    record: SpfRecord | None
    known: bool
    void: bool


class Reading:
    """What was asked for one tree."""

    def __init__(self) -> None:
        self.records: dict[str, Published] = {}
        self.answers: dict[Question, Answer] = {}

    def answer(self, name: str, type: str) -> Answer | None:
        return self.answers.get(Question(name, type))

    def is_gone(self, name: str) -> bool:
        """Whether an answer says that there is no such name."""
        return any(q.name == name and one.status is DnsStatus.NXDOMAIN for q, one in self.answers.items())

    def addresses(self, name: str, cidr4: int | None, cidr6: int | None) -> tuple[Network, ...] | None:
        """The networks that a host stands for; None where a question about it was not asked or not answered."""
        found: list[Network] = []
        for kind, length in (("A", cidr4), ("AAAA", cidr6)):
            answer = self.answer(name, kind)
            if answer is None or answer.failed:
                return None
            for text in answer.records:
                if (address := ip_address(text)) is not None:
                    bits = address.max_prefixlen if length is None else length
                    found.append(ip_network((address, bits), strict=False))
        return tuple(found)

    def mx_hosts(self, name: str) -> tuple[str, ...] | None:
        answer = self.answer(name, "MX")
        if answer is None or answer.failed:
            return None
        parsed = sorted(one for record in answer.records if (one := mx_data(record)))
        return tuple(dict.fromkeys(host for _, host in parsed if host))


def published(answer: Answer) -> Published:
    texts = tuple(spf_records([txt_bytes(one) for one in answer.records]))
    return Published(
        texts=texts,
        record=parse(texts[0]) if len(texts) == 1 else None,
        known=not answer.failed,
        void=not answer.failed and not answer.records,
    )


def read(domain: str, dns: Dns) -> Reading:
    """Everything below `domain` (normalised): each name once, all of one depth together."""
    found = Reading()
    frontier = [domain]
    terms: list[Question] = []
    while frontier or terms:
        _ask([*(Question(name, "TXT") for name in frontier), *terms], found, dns)
        hosts = [host for q in terms if q.type == "MX" for host in (found.mx_hosts(q.name) or ())[:MAX_MX_HOSTS]]
        terms = [Question(host, kind) for host in hosts if dns_name(host) for kind in ("A", "AAAA")]
        onward: list[str] = []
        for name in frontier:
            here = found.records[name] = published(found.answers[Question(name, "TXT")])
            if here.record is not None:
                onward += links(here.record, name)
                terms += _questions(here.record, name)
        room = max(0, _MAX_RECORDS - len(found.records))
        frontier = [name for name in dict.fromkeys(onward) if name not in found.records][:room]
        fresh = [question for question in dict.fromkeys(terms) if question not in found.answers]
        terms = fresh[: max(0, _MAX_RECORDS + 2 * _MAX_ADDRESS_TERMS - len(found.answers))]
    return found


def _ask(questions: Sequence[Question], found: Reading, dns: Dns) -> None:
    fresh = [question for question in dict.fromkeys(questions) if question not in found.answers]
    found.answers.update(zip(fresh, ask_all(dns, fresh), strict=True))


def target_of(spec: str | None, current: str) -> str | None:
    """The name that a domain-spec means in the record of `current`; None where it depends on the message, or is no
    name."""
    if spec is None:
        return current
    if letters(spec) <= {"d"}:
        return dns_name(expand(spec, lambda _: current))
    return None


def links(record: SpfRecord, name: str) -> Iterator[str]:
    """The names that the record of `name` includes or redirects to."""
    for term in reachable(record):
        if term.name == "include" and (target := target_of(term.value, name)):
            yield target
    if record.closing is None and record.redirect and (target := target_of(record.redirect, name)):
        yield target


def reachable(record: SpfRecord) -> Iterator[Mechanism]:
    """The mechanisms up to the first `all`, with it."""
    for term in record.mechanisms:
        yield term
        if term.name == "all":
            return


def _questions(record: SpfRecord, name: str) -> Iterator[Question]:
    types = {"a": ("A", "AAAA"), "mx": ("MX",), "exists": ("A",)}
    for term in reachable(record):
        target = target_of(term.value, name) if term.name in types else None
        if target is not None:
            yield from (Question(target, kind) for kind in types[term.name])
