"""A hop at its place: what is recorded there and what stays the client's word."""

import pytest

from mailpath.trace.parse import parse_received
from mailpath.trace.zones import provenance_in, with_zone
from mailpath.values.vocabulary import Provenance, Zone

C, R = Provenance.CLAIMED, Provenance.RECORDED
HELO_FIRST = "from h.example (r.example [192.0.2.7]) by z.example ([192.0.2.9]) via tcp with ESMTPS"
LOOKED_UP_FIRST = "from r.example ([192.0.2.7] helo=h.example) by z.example with esmtp (Exim 4.98)"
ONE_NAME = "from h.example ([192.0.2.7]) by z.example with esmtp (Exim 4.98)"


@pytest.mark.parametrize("zone", [Zone.TRUSTED, Zone.BOUNDARY])
def test_the_server_records_and_the_client_claims(zone: Zone) -> None:
    hop = parse_received(HELO_FIRST)
    assert provenance_in(hop, zone) == {"from_name": C, "helo": C, "rdns": R, "ip": R, "by": R, "by_ip": R}


def test_a_looked_up_name_behind_from_is_recorded() -> None:
    hop = parse_received(LOOKED_UP_FIRST)
    assert provenance_in(hop, Zone.BOUNDARY) == {"from_name": R, "helo": C, "rdns": R, "ip": R, "by": R}


def test_a_name_that_is_the_helo_too_stays_claimed() -> None:
    assert provenance_in(parse_received(ONE_NAME), Zone.BOUNDARY)["from_name"] is C


@pytest.mark.parametrize("line", [HELO_FIRST, LOOKED_UP_FIRST, ONE_NAME])
def test_below_the_boundary_everything_is_claimed(line: str) -> None:
    hop = parse_received(line)
    assert provenance_in(hop, Zone.CLAIMED) == hop.provenance
    assert set(hop.provenance.values()) == {C}


def test_only_the_place_changes() -> None:
    hop = parse_received(HELO_FIRST)
    placed = with_zone(hop, Zone.BOUNDARY, index=3, delay_seconds=7, skew_seconds=None)
    assert (placed.index, placed.zone, placed.delay_seconds, placed.skew_seconds) == (3, Zone.BOUNDARY, 7, None)
    back = with_zone(placed, Zone.CLAIMED, index=0, delay_seconds=None, skew_seconds=None)
    assert back == hop
