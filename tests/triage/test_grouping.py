import random
from collections import Counter
from datetime import UTC, datetime

import pytest

import mailpath
from mailpath.inputs.item import Item
from mailpath.triage.content import skeleton
from mailpath.triage.queue import triage
from tests.triage.campaigns import SIZES, campaign, ordinary

LARGE = (300, 200, 100, 80, 60, 50, 40, 30, 30, 20, 20, 15, 15, 10, 10, 10, 8, 8, 6, 6, 5, 5, 4, 4, 3, 3, 3, 2, 2, 2)
SETTINGS = mailpath.Settings(own_domains=("empfang.example",), now=datetime(2026, 3, 11, tzinfo=UTC))


def queue_of(items):
    return triage(items, dns=mailpath.ZoneDns({}), settings=SETTINGS).queue


def waves(sizes, others):
    items = [
        Item(file=f"c{number}", key=str(place), raw=raw)
        for number, size in enumerate(sizes)
        for place, raw in enumerate(campaign(number, size))
    ]
    return items + [Item(file="ordinary", key=str(n), raw=raw) for n, raw in enumerate(ordinary(others))]


@pytest.fixture(scope="module")
def mixed():
    return waves(SIZES, 300)


def test_waves_are_found_among_ordinary_mail(mixed):
    holds(queue_of(mixed), SIZES)


@pytest.mark.long
def test_large_waves_among_six_hundred_in_any_order():
    items = waves(LARGE, 600)
    queue = queue_of(items)
    holds(queue, LARGE)
    for seed in (1, 2):
        random.Random(seed).shuffle(items)
        assert queue_of(items) == queue


def holds(queue, sizes):
    """Over pairs of one wave; and how many cases hold any of a wave."""
    cases = [Counter(one.file for one in case.messages) for case in queue.cases]
    pairs = sum(size * (size - 1) // 2 for size in sizes)
    together = sum(n * (n - 1) // 2 for case in cases for file, n in case.items() if file != "ordinary")
    wrong = sum(n * m for case in cases for a, n in case.items() for b, m in case.items() if a < b)
    precision, recall = together / (together + wrong), together / pairs
    held = sum(any(file != "ordinary" for file in case) for case in cases)
    assert recall >= 0.90
    assert precision >= 0.98
    assert held <= 36


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
