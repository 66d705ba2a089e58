"""Show 4: lookup counts and results beside pyspf, over generated trees of records.

pyspf stops where something matches or a limit is passed; so each tree is judged for an address that nothing lists, with
pyspf's limits lifted, and the counts of the whole tree must be the same. Void lookups are counted as RFC 7208 section
4.6.4 does, by term: pyspf asks one family only, so that `a` and `mx` terms are given both families or none.
"""

import random

import pytest
import spf

from mailpath.dns.map import ZoneDns
from mailpath.domain.spf_reading import read
from mailpath.domain.spf_tree import nodes, tree
from mailpath.values.answers import Question
from mailpath.values.presentation import txt_bytes
from mailpath.verify.spf import evaluate

CLIENT = "203.0.113.250"
TREES = 1000
VOID_LIMIT = 2


def made(seed):
    """A zone with a tree below t.example, of names that lead further down only: no loops, at most three levels."""
    random_ = random.Random(seed)
    zone = {
        "host.example": {"A": ["192.0.2.1"], "AAAA": ["2001:db8::1"], "MX": ["10 host.example"]},
        "other.example": {"A": ["192.0.2.2"], "AAAA": ["2001:db8::2"], "MX": ["10 host.example", "20 other.example"]},
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
                terms.append(f"{sign}{word}:{random_.choice(('host', 'other'))}.example")
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


class Unlimited(spf.query):  # type: ignore[misc]
    """pyspf over the map, counting the terms that it asks for."""

    def __init__(self, dns, **given):
        super().__init__(**given)
        self.source = dns

    def dns(self, name, qtype, cnames=None, ignore_void=False):
        answer = self.source.ask(Question(name.lower(), qtype))
        if qtype == "TXT":
            return [(txt_bytes(one),) for one in answer.records]
        if qtype == "MX":
            return [(int(one.split()[0]), one.split()[1]) for one in answer.records]
        return list(answer.records)


def by_pyspf(zone, monkeypatch):
    monkeypatch.setattr(spf, "MAX_LOOKUP", 10_000)
    monkeypatch.setattr(spf, "MAX_RECURSION", 10_000)
    query = Unlimited(ZoneDns(zone), i=CLIENT, s="x@t.example", h="t.example")
    result, _, _ = query.check()
    return result, query.lookups


def whole(zone):
    return tree("t.example", read("t.example", ZoneDns(zone)))


@pytest.mark.parametrize("block", range(10))
def test_lookups_and_results_agree(block, monkeypatch):
    """exists:%{i} asks for a name that is not there: a term more that leads nowhere, and pyspf counts as we do."""
    for seed in range(block * TREES // 10, (block + 1) * TREES // 10):
        zone = made(seed)
        result, lookups = by_pyspf(zone, monkeypatch)
        root = whole(zone)
        assert root.lookups == lookups, (seed, zone)
        dead = sum(one.fault == "void" for one in nodes(root))
        assert root.void_lookups == dead, seed
        ours = evaluate(CLIENT, "t.example", "x@t.example", ZoneDns(zone))
        exists = sum("exists" in (one.term or "") for one in nodes(root))
        if lookups <= 10 and dead + exists <= VOID_LIMIT:
            assert ours.result.value == result, seed
            assert ours.lookups == lookups
            assert ours.void_lookups == dead + exists
