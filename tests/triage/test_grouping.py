import random
from collections import Counter
from datetime import UTC, datetime

import pytest

import mailpath
from mailpath.inputs.item import Item
from mailpath.triage.content import skeleton
from mailpath.triage.queue import triage
from tests.triage.campaigns import SIZES, campaign, ordinary

SETTINGS = mailpath.Settings(own_domains=("empfang.example",), now=datetime(2026, 3, 11, tzinfo=UTC))


def queue_of(items):
    return triage(items, dns=mailpath.ZoneDns({}), settings=SETTINGS).queue


@pytest.fixture(scope="module")
def mixed():
    items = [
        Item(file=f"c{number}", key=None, raw=raw)
        for number, size in enumerate(SIZES)
        for raw in campaign(number, size)
    ]
    return items + [Item(file="ordinary", key=str(n), raw=raw) for n, raw in enumerate(ordinary(300))]


def test_waves_are_found_among_ordinary_mail(mixed):
    queue = queue_of(mixed)
    cases = [Counter(one.file for one in case.messages) for case in queue.cases]
    pairs = sum(size * (size - 1) // 2 for size in SIZES)
    together = sum(n * (n - 1) // 2 for case in cases for file, n in case.items() if file != "ordinary")
    wrong = sum(n * m for case in cases for a, n in case.items() for b, m in case.items() if a < b)
    assert together / pairs >= 0.90
    assert together / (together + wrong) >= 0.98
    assert sum(any(file != "ordinary" for file in case) for case in cases) <= 36


def test_any_order_gives_the_same(mixed):
    some = mixed[::5]
    shuffled = list(some)
    random.Random(7).shuffle(shuffled)
    first, second = queue_of(some), queue_of(shuffled)
    assert first == second


@pytest.mark.parametrize(
    ("subject", "pattern"),
    [
        ("Re: AW: WG: Ihr Paket 12345", "ihr paket #"),
        ("[EXTERN] Fwd: Ihr Paket", "ihr paket"),
        ("Invoice INV-2026-0001 for anna@x.example", "invoice inv # for #"),
        ("***SPAM*** Gewinn", "gewinn"),
        ("", ""),
        ("Re: " * 200, "re re"),
    ],
)
def test_skeleton(subject, pattern):
    assert skeleton(subject).startswith(pattern)
