"""Show 4: lookup counts and results beside pyspf, term by term, over generated trees of records.

pyspf stops where something matches or a limit is passed; so each tree is judged for an address that nothing lists, with
pyspf's limits lifted. Each term must cost the same lookups. Void lookups are counted by term as RFC 7208 section 4.6.4
has it; pyspf counts questions, of the client's address family only. Where that makes a difference the tree stands in
docs/spf-counts.md with the terms, each of them for one of two reasons; `--rewrite-golden` writes that list anew.
"""

import random
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
import spf

from mailpath.dns.map import ZoneDns
from mailpath.domain.spf_reading import read
from mailpath.domain.spf_tree import nodes, tree
from mailpath.values.answers import Question
from mailpath.values.presentation import txt_bytes
from mailpath.verify.spf import evaluate

DOC = Path(__file__).resolve().parents[2] / "docs" / "spf-counts.md"
CLIENTS = ("203.0.113.250", "2001:db8:ffff::1")  # by turns
TREES = 1000
VOID_LIMIT = 2
HOSTS = ("host", "other") * 8 + ("four", "six", "mixed")


def made(seed):
    """A zone with a tree below t.example, of names that lead further down only: no loops, at most three levels."""
    random_ = random.Random(seed)
    zone = {
        "host.example": {"A": ["192.0.2.1"], "AAAA": ["2001:db8::1"], "MX": ["10 host.example"]},
        "other.example": {"A": ["192.0.2.2"], "AAAA": ["2001:db8::2"], "MX": ["10 host.example", "20 other.example"]},
        "four.example": {"A": ["192.0.2.4"], "MX": ["10 four.example"]},
        "six.example": {"AAAA": ["2001:db8::6"], "MX": ["10 six.example"]},
        "mixed.example": {"A": ["192.0.2.5"], "MX": ["10 host.example", "20 gone1.example", "30 gone2.example"]},
    }

    def record(name, depth):
        terms = []
        for number in range(random_.randint(0, 4)):
            word = random_.choice(("a", "mx", "ip4", "exists", "include", "include", "dead"))
            sign = random_.choice(("", "", "", "-", "~", "?", "+"))
            if word == "include" and depth < 3:
                below = f"{'abcd'[number % 4]}{depth}.{name}"
                record(below, depth + 1)
                terms.append(f"{sign}include:{below}")
            elif word in ("a", "mx"):
                terms.append(f"{sign}{word}:{random_.choice(HOSTS)}.example")
            elif word == "exists":
                terms.append(f"{sign}exists:%{{i}}.x.example")
            elif word == "dead":
                terms.append(f"{sign}{random_.choice(('a', 'mx'))}:gone{number}.example")
            else:
                terms.append(f"{sign}ip4:198.51.100.{random_.randint(0, 255)}")
        if random_.random() < 0.2 and depth < 3:
            below = f"r{depth}.{name}"
            record(below, depth + 1)
            terms.append(f"redirect={below}")
        elif random_.random() < 0.8:
            terms.append(random_.choice(("-all", "~all", "?all")))
            if random_.random() < 0.2:
                terms.append("a:host.example")
        zone[name] = {"TXT": [" ".join(("v=spf1", *terms))]}

    record("t.example", 0)
    return zone


class Counting(spf.query):  # type: ignore[misc]
    """pyspf over the map. Keeps each term that costs a lookup, by the record it stands in, and its void answers."""

    def __init__(self, dns, **given):
        super().__init__(**given)
        self.source = dns
        self.terms: Counter[tuple[str, str]] = Counter()
        self.void: Counter[tuple[str, str]] = Counter()
        self.current = ("", "")

    def check_lookups(self):
        super().check_lookups()
        self.current = (self.d, sys._getframe(1).f_locals["mech"])  # the term that pyspf is at
        self.terms[self.current] += 1

    def dns(self, name, qtype, cnames=None, ignore_void=False):
        answer = self.source.ask(Question(name.lower(), qtype))
        if not answer.records and not ignore_void:
            self.void[self.current] += 1
        if qtype == "TXT":
            return [(txt_bytes(one),) for one in answer.records]
        if qtype == "MX":
            return [(int(one.split()[0]), one.split()[1]) for one in answer.records]
        return list(answer.records)


def client(seed):
    return CLIENTS[seed % 2]


def by_pyspf(seed, zone, monkeypatch):
    monkeypatch.setattr(spf, "MAX_LOOKUP", 10_000)
    monkeypatch.setattr(spf, "MAX_RECURSION", 10_000)
    query = Counting(ZoneDns(zone), i=client(seed), s="x@t.example", h="t.example")
    result, _, _ = query.check()
    return result, query


def whole(zone):
    return tree("t.example", read("t.example", ZoneDns(zone)))


def bare(node):
    return (node.term or "").lstrip("+-~?")


def costly(root):
    """Our terms that cost a lookup, by record, each with whether it leads nowhere."""
    for node in nodes(root):
        for one in node.terms if node.record is not None else ():
            own = one.lookups - sum(below.lookups for below in one.terms)
            if own:
                yield (node.name, one.term), own, one


@pytest.mark.parametrize("block", range(10))
def test_lookups_and_results_agree(block, monkeypatch):
    for seed in range(block * TREES // 10, (block + 1) * TREES // 10):
        zone = made(seed)
        result, query = by_pyspf(seed, zone, monkeypatch)
        root = whole(zone)
        counted: Counter[tuple[str, str]] = Counter()
        for place, own, _ in costly(root):
            counted[place] += own
        assert counted == query.terms, (seed, zone)
        assert root.lookups == query.lookups == counted.total()
        dead = sum(one.fault == "void" for one in nodes(root))
        assert root.void_lookups == dead, seed
        ours = evaluate(client(seed), "t.example", "x@t.example", ZoneDns(zone))
        exists = sum("exists" in (one.term or "") for one in nodes(root))
        other_family = sum(
            bool(node.networks) and query.void[place] for place, _, node in costly(root) if bare(node).startswith("a:")
        )
        void = dead + exists + other_family  # for one client the audit's count, and `a` terms of the other family
        if root.lookups <= 10 and void <= VOID_LIMIT:
            assert ours.result.value == result, seed
            assert ours.lookups == root.lookups
            assert ours.void_lookups == void


def differences(seed, monkeypatch):
    """Terms that one counts as void and the other does not, each with (our count, pyspf's, why); what depends on the
    message (`exists` with a macro) is judged with it by both."""
    zone = made(seed)
    _, query = by_pyspf(seed, zone, monkeypatch)
    ours: Counter[tuple[str, str]] = Counter()
    terms = {}
    for place, _, node in costly(whole(zone)):
        terms[place] = node
        ours[place] += node.fault == "void"
    found = {}
    for place, node in terms.items():
        theirs = query.void[place]
        if node.fault == "depends_on_message" or ours[place] == theirs:
            continue
        word = bare(node).partition(":")[0]
        answered = bool(node.networks)
        if word == "a" and answered:
            why = "only addresses of the other family"
        else:
            assert word == "mx", (seed, place)
            assert answered
            why = "MX hosts without an address of this family"
        found[place] = (ours[place], theirs, why)
    return found


def test_trees_whose_void_lookups_differ_are_listed(monkeypatch, request):
    rows = [
        "| tree | client | void by term (RFC 7208, ours) | void by question (pyspf) | terms |",
        "|---|---|---|---|---|",
    ]
    listed = 0
    for seed in range(TREES):
        found = differences(seed, monkeypatch)
        if not found:
            continue
        listed += 1
        root = whole(made(seed))
        more = sum(theirs - ours for ours, theirs, _ in found.values())
        terms = "; ".join(f"`{term}` ({why})" for (_, term), (_, _, why) in found.items())
        family = "IPv6" if ":" in client(seed) else "IPv4"
        rows.append(f"| {seed} | {family} | {root.void_lookups} | {root.void_lookups + more} | {terms} |")
    assert 0 < listed < TREES // 2
    text = DOC.read_text(encoding="utf-8")
    listing = f"{listed} of the {TREES} trees:\n\n" + "\n".join(rows)
    pattern = re.compile(r"(<!-- trees -->\n).*?(\n<!-- end -->)", re.DOTALL)
    wanted = pattern.sub(lambda match: match[1] + listing + match[2], text)
    if request.config.getoption("--rewrite-golden"):
        DOC.write_text(wanted, encoding="utf-8")
        return
    assert wanted == text
