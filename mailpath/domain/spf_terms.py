"""What is wrong with the terms of an own SPF record, whatever they lead to (RFC 7208 sections 3 to 6)."""

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from mailpath.domain.findings import finding
from mailpath.host.addresses import is_internal
from mailpath.records.spf import Mechanism, SpfRecord
from mailpath.records.spf_macros import letters
from mailpath.values.audit import Finding

__all__ = [
    "WIDEST_IP4",
    "WIDEST_IP6",
    "how_many",
    "is_private",
    "literal",
    "looks_like_mechanism",
    "record_findings",
    "shadowing",
    "term_findings",
    "wide",
]

WIDEST_IP4 = 17  # bits of prefix: 32,768 addresses are not yet worth a word
WIDEST_IP6 = 32  # what a provider is given for all its customers
_EVERYBODY = {4: 1, 6: 3}  # half of IPv4, all of global unicast
_LONGEST = 450  # characters (section 3.4)
_KNOWN_MODIFIERS = ("redirect", "exp")
_MECHANISM_WORDS = ("include", "a", "mx", "ip", "ip4", "ip6", "ipv4", "ipv6", "ptr", "exists", "all")


def term_findings(domain: str, record: SpfRecord) -> Iterator[Finding]:
    """The faults of the record that stands at the domain itself."""
    yield from record_findings(domain, domain, record)
    yield from _closing(domain, record)
    for term in record.mechanisms:
        yield from _range(domain, term)
    for term, by in shadowing(record):
        if term.text.lower() == by.text.lower():
            yield finding("spf_duplicate", term=term.text)
        else:
            yield finding("spf_shadowed", term=term.text, by=by.text)


def record_findings(domain: str, name: str, record: SpfRecord) -> Iterator[Finding]:
    """The faults of the record at `name` that matter wherever in the tree of `domain` it stands."""
    if len(record.text) > _LONGEST:
        yield finding("spf_too_long", name=name, length=len(record.text))
    yield from _behind_all(domain, name, record)
    for term in record.mechanisms:
        if term.name == "ptr":
            yield finding("spf_ptr", name=name, term=term.text)
        elif "p" in letters(term.value or ""):
            yield finding("spf_macro_p", name=name, term=term.text)
        if is_private(term):
            yield finding("spf_private", name=name, term=term.text)
    for modifier in record.modifiers:
        if modifier.name not in _KNOWN_MODIFIERS and looks_like_mechanism(modifier.name):
            yield finding("spf_unknown_modifier", name=name, term=modifier.text)


def looks_like_mechanism(name: str) -> bool:
    """A modifier of that name was meant as a mechanism (`include=...`, `ip4=...`), or as a redirect."""
    return name in _MECHANISM_WORDS or name in ("redirects", "redir", "explain", "spf1")


def _closing(domain: str, record: SpfRecord) -> Iterator[Finding]:
    closing = record.closing
    if closing is None:
        if record.redirect is None and not record.defects:
            yield finding("spf_no_all", domain=domain)
        return
    if closing.qualifier == "+":
        yield finding("spf_allows_all", domain=domain, term=closing.text)
    elif closing.qualifier == "?":
        yield finding("spf_neutral_all", domain=domain, term=closing.text)


def _behind_all(domain: str, name: str, record: SpfRecord) -> Iterator[Finding]:
    closing = record.closing
    if closing is None:
        return
    behind = tuple(term.text for term in record.mechanisms if term.position > closing.position)
    if behind:
        yield finding("spf_after_all", domain=domain, name=name, terms=behind, all=closing.text)
    if record.redirect is not None:
        text = f"redirect={record.redirect}"
        yield finding("spf_redirect_ignored", domain=domain, name=name, term=text, all=closing.text)


def _range(domain: str, term: Mechanism) -> Iterator[Finding]:
    """Ranges that the record itself names; a refused range is no danger."""
    if term.qualifier != "+" or is_private(term):
        return
    for version, length in ((4, _length(term, 4)), (6, _length(term, 6))):
        if length is None:
            continue
        if length <= _EVERYBODY[version]:
            yield finding("spf_allows_all", domain=domain, term=term.text)
        elif wide(length, version):
            yield finding("spf_wide", domain=domain, term=term.text, count=how_many(length, version))


def is_private(term: Mechanism) -> bool:
    """A network of its own that may send and only exists inside networks."""
    network = literal(term) if term.qualifier == "+" else None
    if network is None or network.prefixlen <= _EVERYBODY[network.version]:
        return False
    return is_internal(network.network_address)


def _length(term: Mechanism, version: int) -> int | None:
    if term.name in ("ip4", "ip6"):
        network = literal(term)
        return network.prefixlen if network is not None and network.version == version else None
    if term.name in ("a", "mx"):
        return term.cidr4 if version == 4 else term.cidr6
    return None


def wide(length: int, version: int) -> bool:
    return length < (WIDEST_IP4 if version == 4 else WIDEST_IP6)


def how_many(length: int, version: int) -> str:
    """The addresses of a network, as a sentence names them."""
    count = 1 << ((32 if version == 4 else 128) - length)
    return str(count) if count < 10**12 else f"2^{128 - length}"


def literal(term: Mechanism) -> IPv4Network | IPv6Network | None:
    """The network of an `ip4` or `ip6` term."""
    if term.name not in ("ip4", "ip6") or term.value is None:
        return None
    length = term.cidr4 if term.name == "ip4" else term.cidr6
    return ip_network(f"{term.value}/{length}" if length is not None else term.value, strict=False)


def shadowing(record: SpfRecord) -> Iterator[tuple[Mechanism, Mechanism]]:
    """Terms that never decide, each with the one in front that covers it: the same term, or a wider network.

    One look-up a prefix length that occurs, so that many terms cost no more than each of them.
    """
    texts: dict[str, Mechanism] = {}
    networks: dict[tuple[int, int], dict[int, Mechanism]] = {}
    for term in record.mechanisms:
        key = term.text.lower().removeprefix("+")
        bare = key.lstrip("-~?")
        network = literal(term)
        by = texts.get(bare) or (_wider(network, networks) if network is not None else None)
        if by is not None:
            yield term, by
            continue
        texts[bare] = term
        if network is not None:
            value = int(network.network_address) >> (network.max_prefixlen - network.prefixlen)
            networks.setdefault((network.version, network.prefixlen), {})[value] = term
        if term.name == "all":
            return


def _wider(
    network: IPv4Network | IPv6Network, networks: dict[tuple[int, int], dict[int, Mechanism]]
) -> Mechanism | None:
    for (version, length), held in networks.items():
        if version == network.version and length <= network.prefixlen:
            found = held.get(int(network.network_address) >> (network.max_prefixlen - length))
            if found is not None:
                return found
    return None
