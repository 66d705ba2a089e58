"""What is wrong with an SPF tree: limits, dead ends, and somebody else's record that lets everybody send."""

from collections.abc import Iterator

from mailpath.domain.findings import finding
from mailpath.domain.spf_own_records import is_own
from mailpath.domain.spf_reading import Reading
from mailpath.domain.spf_terms import how_many, is_private, literal, wide
from mailpath.domain.spf_tree import nodes
from mailpath.records.spf import parse
from mailpath.values.audit import Finding, SpfNode

__all__ = ["ALL", "MAX_LOOKUPS", "MAX_VOID", "tree_findings"]

MAX_LOOKUPS, MAX_VOID = 10, 2  # RFC 7208 section 4.6.4
ALL = ("+all",)
_EVERYBODY_IP4 = 1  # bits of prefix: half of all addresses


def tree_findings(domain: str, root: SpfNode, reading: Reading) -> Iterator[Finding]:
    yield from _limits(domain, root)
    seen: set[tuple[str, str | None, str]] = set()
    for node in nodes(root):
        for one in _faults(domain, node, reading):
            key = (one.code, str(one.facts.get("target") or one.facts.get("name")), str(one.facts.get("term")))
            if key not in seen:
                seen.add(key)
                yield one


def _limits(domain: str, root: SpfNode) -> Iterator[Finding]:
    looping = any(node.fault == "loop" for node in nodes(root))
    if root.lookups > MAX_LOOKUPS and not looping:
        yield finding("spf_too_many_lookups", domain=domain, lookups=root.lookups)
    elif root.lookups == MAX_LOOKUPS:
        yield finding("spf_ten_lookups", domain=domain)
    if root.void_lookups > MAX_VOID:
        # a dead include counts where it is asked, though it is an error of its own
        terms = tuple(node.term or "" for node in nodes(root) if node.void_lookups and not node.terms)
        yield finding("spf_too_many_void", domain=domain, count=root.void_lookups, terms=terms)


def _faults(domain: str, node: SpfNode, reading: Reading) -> Iterator[Finding]:
    term, target = node.term, node.name
    if term is None:
        return
    if node.fault == "no_record":
        yield finding("spf_target_without_record", term=term, target=target)
    elif node.fault == "several_records":
        yield finding("spf_target_several", term=term, target=target)
    elif node.fault == "loop":
        yield finding("spf_loop", term=term, target=target)
    elif node.fault == "void":
        yield finding("spf_void_term", term=term, target=target)
    elif node.fault == "too_many_mx":
        count = len(reading.mx_hosts(target or "") or ())
        yield finding("spf_mx_too_many", term=term, count=count)
    elif node.fault == "syntax" and node.record is not None:
        for one in parse(node.record).defects[:1]:
            yield finding("spf_syntax", name=target, position=one.position + 1, term=one.text, fault=one.code)
    if term.lower().lstrip("+").startswith("exists") and node.networks:
        yield finding("spf_allows_all", domain=domain, term=term)  # a fixed name that is there matches every client
    if node.record is not None:
        yield from _somebody_elses(domain, node)


def _somebody_elses(domain: str, node: SpfNode) -> Iterator[Finding]:
    """What stands in an included record, or one that a redirect leads to."""
    for one in node.terms:
        text = (one.term or "").lower()
        if text in ("all", "+all"):
            yield finding("spf_target_allows_all", domain=domain, target=node.name, term=node.term)
        elif text == "?all" and (node.term or "").lower().startswith("redirect="):
            yield finding("spf_neutral_all", domain=domain, term=one.term)
    if (node.term or "").lower().startswith("redirect=") and not _closes(node):
        yield finding("spf_no_all", domain=domain)
    if node.record is None or not (node.term or "").startswith(("include", "+include", "redirect")):
        return
    for term in parse(node.record).mechanisms:
        network = literal(term)
        if network is None or term.qualifier != "+":
            continue
        if network.prefixlen <= _EVERYBODY_IP4:
            yield finding("spf_target_allows_all", domain=domain, target=node.name, term=node.term)
        elif wide(network.prefixlen, network.version) and node.name and is_own(node.name, domain):
            if not is_private(term):  # which is said already
                count = how_many(network.prefixlen, network.version)
                yield finding("spf_wide", domain=domain, term=term.text, count=count)
        elif wide(network.prefixlen, network.version):
            yield finding("spf_wide_include", domain=domain, name=node.name, term=term.text)


def _closes(node: SpfNode) -> bool:
    return any(
        (one.term or "").lower().lstrip("+-~?") == "all" or (one.term or "").startswith("redirect=")
        for one in node.terms
    )
