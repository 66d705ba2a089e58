"""The SPF tree of a domain: each term with what it leads to and costs, as if nothing matched (RFC 7208 4.6.4)."""

import re
from collections.abc import Iterator
from ipaddress import collapse_addresses, ip_network

from mailpath.domain.spf_reading import MAX_MX_HOSTS, Network, Reading, reachable, target_of
from mailpath.host.services import catalogue
from mailpath.records.spf import Mechanism, SpfRecord
from mailpath.values.audit import SpfNode

__all__ = ["addresses_of", "closing_of", "count_of", "is_mx", "nodes", "sending", "tree"]

_MOST_NODES, _MOST_TERMS = 400, 10_000  # records, and terms in all of them
_EVERYBODY = ("0.0.0.0/0", "::/0")


class _Room:
    """How many nodes may still be made: a record that includes itself many times over must not cost more."""

    def __init__(self) -> None:
        self.left = _MOST_NODES
        self.terms = _MOST_TERMS


def tree(domain: str, reading: Reading) -> SpfNode:
    """The node of the domain's own record. `fault` of a node says what is wrong there."""
    return _record_node(None, domain, reading, (), _Room())


def _record_node(term: str | None, name: str, reading: Reading, chain: tuple[str, ...], room: _Room) -> SpfNode:
    here = reading.records.get(name)
    own = 0 if term is None else 1
    room.left -= 1
    if name in chain:
        return _node(term, name, own, fault="loop")
    if here is None or room.left < 0:
        return _node(term, name, own, fault="cut")
    if not here.known:
        return _node(term, name, own, fault="unanswered")
    if here.record is None:
        fault = "several_records" if here.texts else "no_record"
        return _node(term, name, own, void=own if here.void else 0, fault=fault)
    terms = tuple(_term_nodes(here.record, name, reading, (*chain, name), room))
    return _node(
        term,
        name,
        own + sum(one.lookups for one in terms),
        void=sum(one.void_lookups for one in terms),
        fault="syntax" if here.record.defects else None,
        record=here.record.text,
        terms=terms,
    )


def _node(
    term: str | None,
    name: str | None,
    lookups: int,
    *,
    void: int = 0,
    fault: str | None = None,
    record: str | None = None,
    networks: tuple[str, ...] | None = (),
    terms: tuple[SpfNode, ...] = (),
) -> SpfNode:
    match = catalogue().by_spf_include((name,)) if name else None
    return SpfNode(
        term=term,
        name=name,
        record=record,
        lookups=lookups,
        void_lookups=void,
        networks=networks,
        service=match.entry.name if match else None,
        fault=fault,
        terms=terms,
    )


def _term_nodes(
    record: SpfRecord, name: str, reading: Reading, chain: tuple[str, ...], room: _Room
) -> Iterator[SpfNode]:
    for term in reachable(record):
        room.terms -= 1
        if room.terms < 0:
            yield _node(term.text, None, 0, fault="cut")
            return
        yield _term_node(term, name, reading, chain, room)
    if record.closing is None and record.redirect:
        text = f"redirect={record.redirect}"
        target = target_of(record.redirect, name)
        if target is None:
            yield _node(text, None, 1, fault="depends_on_message", networks=None)
        else:
            yield _record_node(text, target, reading, chain, room)


def _term_node(term: Mechanism, name: str, reading: Reading, chain: tuple[str, ...], room: _Room) -> SpfNode:
    if term.name == "all":
        return _node(term.text, None, 0, networks=_EVERYBODY)
    if term.name in ("ip4", "ip6"):
        return _node(term.text, None, 0, networks=(str(_literal(term)),))
    target = target_of(term.value, name)
    if term.name == "ptr":
        return _node(term.text, target, 1, fault="depends_on_message", networks=None)
    if target is None:
        return _node(term.text, None, 1, fault="depends_on_message", networks=None)
    if term.name == "include":
        return _record_node(term.text, target, reading, chain, room)
    if term.name == "mx":
        return _mx_node(term, target, reading)
    return _address_node(term, target, reading)


def _literal(term: Mechanism) -> Network:
    length = term.cidr4 if term.name == "ip4" else term.cidr6
    return ip_network(f"{term.value}/{length}" if length is not None else term.value or "", strict=False)


def _mx_node(term: Mechanism, target: str, reading: Reading) -> SpfNode:
    hosts = reading.mx_hosts(target)
    if hosts is None:
        return _node(term.text, target, 1, fault="unanswered", networks=None)
    answer = reading.answer(target, "MX")
    if answer is not None and not answer.records:
        return _node(term.text, target, 1, void=1, fault="void")
    found: list[Network] = []
    for host in hosts[:MAX_MX_HOSTS]:
        addresses = reading.addresses(host, term.cidr4, term.cidr6)
        if addresses is None:
            return _node(term.text, target, 1, fault="unanswered", networks=None)
        found += addresses
    fault = "too_many_mx" if len(hosts) > MAX_MX_HOSTS else None
    return _node(term.text, target, 1, networks=_texts(found), fault=fault)


def _address_node(term: Mechanism, target: str, reading: Reading) -> SpfNode:
    if term.name == "exists":
        answer = reading.answer(target, "A")
        if answer is None or answer.failed:
            return _node(term.text, target, 1, fault="unanswered", networks=None)
        void = not answer.records
        return _node(term.text, target, 1, void=int(void), networks=() if void else _EVERYBODY, fault=_void(void))
    addresses = reading.addresses(target, term.cidr4, term.cidr6)
    if addresses is None:
        return _node(term.text, target, 1, fault="unanswered", networks=None)
    return _node(term.text, target, 1, void=int(not addresses), networks=_texts(addresses), fault=_void(not addresses))


def _void(void: bool) -> str | None:
    return "void" if void else None


def _texts(networks: list[Network] | tuple[Network, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, networks)))


# ---------------------------------------------------------------------- what a tree says


def nodes(node: SpfNode) -> Iterator[SpfNode]:
    """The node and all below it, in the order of the records."""
    yield node
    for one in node.terms:
        yield from nodes(one)


def is_mx(node: SpfNode) -> bool:
    """Whether the term lets the MX hosts of a name send."""
    return re.fullmatch(r"\+?mx([:/].*)?", node.term or "", re.IGNORECASE | re.DOTALL) is not None


def _qualifier(node: SpfNode) -> str:
    first = (node.term or "+")[:1]
    return first if first in "+-~?" else "+"


def sending(node: SpfNode, where: str = "") -> Iterator[tuple[str, str]]:
    """What may send by this tree: (network, or the term where it depends on the message; the name whose record says
    so). Terms with another qualifier than pass let nobody send."""
    here = node.name if node.record is not None else where
    if _qualifier(node) != "+":
        return
    if node.networks is None and node.term:
        yield node.term, where
    for network in node.networks or ():
        yield network, where
    for one in node.terms:
        yield from sending(one, here or where)


def closing_of(node: SpfNode) -> str | None:
    """The `all` (with its qualifier) that ends the tree, redirects followed; None where there is none."""
    for one in node.terms:
        if one.term and one.term.lower().lstrip("+-~?") == "all":
            return f"{_qualifier(one)}all"
        if one.term and one.term.lower().startswith("redirect="):
            return closing_of(one)
    return None


def addresses_of(node: SpfNode) -> tuple[Network, ...]:
    """The networks that may send, merged; what depends on the message is left out."""
    found = [network for text, _ in sending(node) if (network := _network(text))]
    four = collapse_addresses(one for one in found if one.version == 4)
    six = collapse_addresses(one for one in found if one.version == 6)
    return (*four, *six)


def _network(text: str) -> Network | None:
    try:
        return ip_network(text)
    except ValueError:  # a term
        return None


def count_of(networks: tuple[Network, ...]) -> int:
    """How many IPv4 addresses are in merged networks."""
    return sum(one.num_addresses for one in networks if one.version == 4)
