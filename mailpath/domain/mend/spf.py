"""A whole new SPF record: the old one with everything put right that can be, nothing added that was not asked for."""

import re
from collections.abc import Iterator, Sequence

from mailpath.dns.overlay import overlay
from mailpath.dns.protocol import Dns
from mailpath.domain.mend.candidate import Candidate, Mender, txt_candidate
from mailpath.domain.mend.spf_words import mended_terms
from mailpath.domain.spf_own_records import is_own
from mailpath.domain.spf_reading import read
from mailpath.domain.spf_terms import literal, shadowing
from mailpath.domain.spf_tree import is_mx, nodes, tree
from mailpath.domain.standing import standing
from mailpath.domain.subject import Subject
from mailpath.host.addresses import is_internal
from mailpath.host.services import catalogue
from mailpath.records.spf import SpfRecord, is_spf, parse
from mailpath.records.spf_macros import letters
from mailpath.values.answers import Question
from mailpath.values.audit import Finding, SpfNode
from mailpath.values.names import ip_address, is_under
from mailpath.values.presentation import txt_bytes

__all__ = ["MENDER", "smallest_terms"]

_MAX_LOOKUPS = 10
_MOST_ADDRESSES = 12  # of one term that is written out
_MOST_FURTHER = 8  # records mended beside the domain's own
_CLOSING = "~all"
_DEAD = ("no_record", "several_records", "loop", "syntax", "void", "too_many_mx")
_VERSION = re.compile(r"[\s\"']*v?\s*[=:-]?\s*spf\s*[=0-9.]*[;,:\s]*", re.IGNORECASE)


def _candidates(subject: Subject, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    domain = subject.domain
    yield from _further_records(domain, findings, dns)
    answer = dns.ask(Question(domain, "TXT"))
    if answer.failed:
        return
    raw = [txt_bytes(one) for one in answer.records]
    texts = [one.decode("latin-1") for one in raw if is_spf(one)]
    codes = {one.code for one in findings}
    silent = standing(domain, dns).silent
    if not texts and "spf_unrecognized" not in codes:
        starts = list(_for_nothing(domain, dns)) if not silent else [["-all"]]
    else:
        near = [_near(one.decode("utf-8", "replace")) for one in raw if _VERSION.match(one.decode("utf-8", "replace"))]
        terms = [term for text in texts or near[:1] for term in mended_terms(text)]
        starts = [_without_free(domain, terms, findings, dns)]
    for start in starts:
        for extra in _extras(findings):
            terms = _put_right(domain, [*extra, *start], dns, silent=silent)
            candidate = txt_candidate(domain, " ".join(("v=spf1", *terms)), dns, is_spf)
            if candidate is not None:
                yield candidate


def _further_records(domain: str, findings: Sequence[Finding], dns: Dns) -> Iterator[Candidate]:
    """Own records that the domain's one leads to, where they stand."""
    names = dict.fromkeys(str(one.facts["name"]) for one in findings if "name" in one.facts)
    for name in [one for one in names if one != domain and is_own(one, domain)][:_MOST_FURTHER]:
        raw = [txt_bytes(one) for one in dns.ask(Question(name, "TXT")).records]
        texts = [one.decode("latin-1") for one in raw if is_spf(one)]
        if len(texts) == 1:
            record = " ".join(("v=spf1", *_ordered(mended_terms(texts[0]))))
            candidate = txt_candidate(name, record, dns, is_spf, about=(("name", name),))
            if candidate is not None:
                yield candidate


def _without_free(domain: str, terms: list[str], findings: Sequence[Finding], dns: Dns) -> list[str]:
    """An `mx` of which a host is in a domain that anybody may register, as the addresses of its other hosts."""
    named = {str(one.facts["term"]) for one in findings if one.code == "spf_target_unregistered"}
    if not named:
        return terms
    found = [node for node in _tree(domain, terms, dns).terms if node.term in named and is_mx(node)]
    small = {node.term: node.networks for node in found if node.networks is not None}
    small = {term: networks for term, networks in small.items() if len(networks) <= _MOST_ADDRESSES}
    return [new for term in terms for new in (map(_network_term, small[term]) if term in small else [term])]


def _near(text: str) -> str:
    return "v=spf1 " + text[_end(text) :].strip("\"' ")


def _end(text: str) -> int:
    match = _VERSION.match(text)
    return match.end() if match else 0


def _for_nothing(domain: str, dns: Dns) -> Iterator[list[str]]:
    """First records for a domain that takes mail: its provider's, else its own MX hosts."""
    known = standing(domain, dns)
    match = catalogue().by_mx(known.exchangers.hosts)
    for suffix in match.entry.spf if match else ():
        yield [f"include:{suffix}", _CLOSING]
    yield ["a" if known.exchangers.implicit else "mx", _CLOSING]


def _extras(findings: Sequence[Finding]) -> Iterator[list[str]]:
    """Own MX hosts that may not send: `mx`, or their addresses where that is a lookup too many."""
    missing = [str(one.facts["ip"]) for one in findings if one.code == "spf_mx_not_listed"]
    seen = [str(one.facts["ip"]) for one in findings if one.code == "seen_not_listed"]
    also = list(map(_address_term, seen))
    if missing:
        yield ["mx", *also]
    yield [*map(_address_term, missing), *also]


def _address_term(text: str) -> str:
    return f"ip6:{text}" if ":" in text else f"ip4:{text}"


def smallest_terms(addresses: Sequence[str]) -> list[str]:
    """Terms for exactly these addresses."""
    return [*map(_address_term, addresses), _CLOSING]


def _put_right(domain: str, terms: list[str], dns: Dns, *, silent: bool) -> list[str]:
    """Terms without what leads nowhere, opens the domain, never decides, or costs too much; closed at the end."""
    terms = _without_dead(domain, _ordered(terms), dns)
    terms = _ordered(terms)
    root = _tree(domain, terms, dns)
    if root.lookups > _MAX_LOOKUPS:
        terms = _ordered(_written_out(domain, terms, root))
    positive = [term for term in terms if not _is_all(term) and not term.startswith(("exp=", "redirect="))]
    if silent and not positive and not any(term.startswith("redirect=") for term in terms):
        return [*(term for term in terms if term.startswith("exp=")), "-all"]
    return terms


def _ordered(terms: list[str]) -> list[str]:
    """Mechanisms without repeats, one closing `all` or a redirect, modifiers."""
    record = parse(" ".join(("v=spf1", *terms)))
    covered = {term.position for term, _ in shadowing(record)}
    kept = []
    closings = []
    for one in record.mechanisms:
        if one.name == "all":
            closings.append(one.qualifier)
        elif one.position not in covered and not _private(record, one.position):
            kept.append(one.text)
    others = [text for text in kept if "ptr" not in text.lower()[:4]]
    kept = others or kept
    modifiers = list({one.name: one.text for one in reversed(record.modifiers)}.values())[::-1]
    known = [text for text in modifiers if not text.lower().startswith("redirect=")]
    if closings or record.redirect is None:
        refused = [one for one in closings if one in "-~"]
        closing = "-all" if refused and "~" not in refused and len(refused) == len(closings) else _CLOSING
        return [*kept, closing, *known]
    return [*kept, *modifiers]


def _private(record: SpfRecord, position: int) -> bool:
    term = next(one for one in record.mechanisms if one.position == position)
    network = literal(term)
    if network is None:
        return False
    return is_internal(network.network_address) or network.prefixlen <= (1 if network.version == 4 else 3)


def _is_all(term: str) -> bool:
    return term.lower().lstrip("+-~?") == "all"


def _tree(domain: str, terms: list[str], dns: Dns) -> SpfNode:
    candidate = txt_candidate(domain, " ".join(("v=spf1", *terms)), dns, is_spf)
    records = candidate.records if candidate else ()
    return tree(domain, read(domain, overlay(dns, {(domain, "TXT"): records})))


def _without_dead(domain: str, terms: list[str], dns: Dns) -> list[str]:
    root = _tree(domain, terms, dns)
    dead = {
        node.term
        for node in root.terms
        if any(below.fault in (_DEAD if below is node else _DEAD[:4]) or _opens(below) for below in nodes(node))
    }
    if any(node.term in dead and (node.term or "").lower().startswith("redirect=") for node in root.terms):
        terms = [*terms, _CLOSING]
    return [term for term in terms if term not in dead]


def _opens(node: SpfNode) -> bool:
    """An included record that lets everybody send, or a fixed name that matches everybody."""
    if node.term is not None and node.term.lower().startswith(("exists", "+exists")) and node.networks:
        return True
    if node.record is None or node.term is None:
        return False
    for one in parse(node.record).mechanisms:
        network = literal(one)
        if one.qualifier == "+" and (
            one.name == "all" or (network is not None and network.prefixlen <= (1 if network.version == 4 else 3))
        ):
            return True
    return False


def _written_out(domain: str, terms: list[str], root: SpfNode) -> list[str]:
    """Own terms that cost a lookup as addresses, one after the other until ten are enough: first `a` and `mx`, then
    includes of own names. Somebody else's includes stay: their addresses change without a word."""
    left = root.lookups
    by_term = {node.term: node for node in root.terms}
    out: dict[str, list[str]] = {}
    for wanted in (_is_address_term, lambda node: _is_own_include(node, domain)):
        for term in terms:
            node = by_term.get(term)
            if node is None or left <= _MAX_LOOKUPS or term in out or not wanted(node):
                continue
            networks = [
                network for each in nodes(node) for network in each.networks or () if not _is_all(each.term or "")
            ]
            if all(each.networks is not None for each in nodes(node)) and 0 < len(networks) <= _MOST_ADDRESSES:
                out[term] = [_network_term(one) for one in dict.fromkeys(networks)]
                left -= node.lookups
    return [new for term in terms for new in out.get(term, [term])]


def _is_address_term(node: SpfNode) -> bool:
    return bool(node.networks) and node.record is None and node.lookups == 1 and (node.term or "")[:1] not in "-~?"


def _is_own_include(node: SpfNode, domain: str) -> bool:
    """An own name whose record only adds senders."""
    text = (node.term or "").lower().removeprefix("+")
    if not text.startswith("include:") or node.record is None or not node.name or not is_under(node.name, domain):
        return False
    record = parse(node.record)
    plain = all(one.qualifier == "+" and not letters(one.value or "") for one in record.mechanisms if one.name != "all")
    return plain and record.redirect is None and not (record.closing and record.closing.qualifier == "+")


def _network_term(text: str) -> str:
    address, _, length = text.partition("/")
    ip = ip_address(address)
    whole = ip is not None and int(length) == ip.max_prefixlen
    return _address_term(address if whole else text)


MENDER = Mender(
    codes=frozenset(
        {
            "spf_missing",
            "spf_several",
            "spf_unrecognized",
            "spf_syntax",
            "spf_too_many_lookups",
            "spf_too_many_void",
            "spf_void_term",
            "spf_target_without_record",
            "spf_target_unregistered",
            "spf_target_several",
            "spf_loop",
            "spf_mx_too_many",
            "spf_allows_all",
            "spf_target_allows_all",
            "spf_neutral_all",
            "spf_no_all",
            "spf_ptr",
            "spf_private",
            "spf_duplicate",
            "spf_shadowed",
            "spf_after_all",
            "spf_redirect_ignored",
            "spf_unknown_modifier",
            "spf_mx_not_listed",
            "spf_no_mail_but_open",
            "seen_not_listed",
        }
    ),
    scope=("spf",),
    candidates=_candidates,
)
