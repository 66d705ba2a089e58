"""Nothing that a check makes holds itself: what is let go is gone at once, and looking for cycles can wait."""

import gc

import pytest

import mailpath
from mailpath.one_message import check_many
from mailpath.scanning.collection import collecting_seldom
from tests.test_many_messages import MESSAGES, NOW, ZONE
from tests.test_side_by_side import NOWHERE

LOOPS = {"a.example": {"TXT": ["v=spf1 include:a.example -all"]}}
TWICE = {"a.example": {"TXT": ["v=spf1 -all", "v=spf1 +all"], "MX": "failed"}}


@pytest.mark.parametrize("zone", [ZONE, ZONE | LOOPS, ZONE | TWICE], ids=["sound", "too many lookups", "two records"])
def test_no_cycles(zone):
    dns = mailpath.ZoneDns(zone)
    items = [(raw, NOWHERE) for raw in MESSAGES]
    check_many(items, dns=dns, settings=NOW)  # what is kept for good is there
    gc.collect()
    gc.disable()
    try:
        for raw, source in items:
            check_many([(raw + b" ", source)], dns=dns, settings=NOW)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_caller_keeps_its_own_numbers():
    others = gc.get_threshold()
    gc.set_threshold(701, 11, 12)
    try:
        with collecting_seldom():
            assert gc.get_threshold() != (701, 11, 12)
        assert gc.get_threshold() == (701, 11, 12)
    finally:
        gc.set_threshold(*others)
