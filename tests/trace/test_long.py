"""Two hundred thousand fields of the families' alphabets, and the time that long ones take (pytest -m long)."""

from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailpath.trace.parse import parse_received
from tests.strategies.received import fields
from tests.trace.test_hostile import PATHOLOGICAL

_A_BATCH = 50
_TOTAL = 200_000


@pytest.mark.long
@settings(max_examples=_TOTAL // _A_BATCH, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(fields, min_size=_A_BATCH, max_size=_A_BATCH))
def test_two_hundred_thousand_fields(bodies: list[str]) -> None:
    for body in bodies:
        hop = parse_received(body)
        values = (hop.from_name, hop.helo, hop.rdns, hop.ip, hop.by, hop.by_ip, hop.with_, hop.via, hop.id, hop.for_)
        assert all(value is None or len(value) <= len(body) for value in values)
        hop.raw.encode()


@pytest.mark.long
@pytest.mark.parametrize("unit", PATHOLOGICAL)
@pytest.mark.parametrize("before", ["", "from x (y [192.0.2.7]) by z with ESMTP id 1; ", "from x ("])
def test_ten_times_the_length_takes_at_most_twelve_times_the_time(before: str, unit: str) -> None:
    def seconds(size: int) -> float:
        body = before + unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            start = process_time()
            parse_received(body)
            best = min(best, process_time() - start)
        return best

    assert seconds(1_000_000) <= 12 * max(seconds(100_000), 0.001)
