from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec.structs import replace

from mailpath.outputs.visible import visible
from mailpath.outputs.way import Border, Gap, Leg, Machine, moment, way
from mailpath.outputs.wording import Wording
from mailpath.values.path import Boundary, Path
from mailpath.values.vocabulary import BoundaryMethod, Confidence, Verdict, Zone
from tests.outputs.report_parts import hop, host, report
from tests.outputs.reports import leak, no_path

ENGLISH = Wording(lang="en", show=visible)


def steps(found, verbose=False):
    return way(found, ENGLISH, verbose=verbose)


def names(found):
    return [step.name or step.address for step in steps(found) if isinstance(step, Machine)]


def made(hops, boundary, **given):
    return report(Verdict.SPOOFED, Confidence.LOW, path=Path(hops=hops, boundary=boundary, findings=()), **given)


def test_it_reads_as_a_journey():
    found = steps(leak())
    assert [type(step).__name__ for step in found] == [
        *("Machine", "Leg", "Machine"),  # claimed
        *("Machine", "Border", "Leg", "Machine"),  # the sending host and over the boundary
        *("Leg", "Machine"),  # inside
    ]
    assert names(leak()) == [
        "pc-17.firma.local",
        "exch01.firma.local",
        "203.0.113.9",
        "mx1.empfaenger.example",
        "mailbox.empfaenger.example",
    ]
    assert [step.sender for step in found if isinstance(step, Machine)] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("server", "client", "machines"),
    [
        ("mx7.in.example", "mx7.in.example", 2),
        ("MX7.in.example", "mx7.in.example", 2),
        ("am7ft033.mail.protection.outlook.com", "AM7FT033.eop-eur.prod.protection.outlook.com", 2),
        ("mx7.in.example", "mx8.in.example", 3),
        ("mail.a.example.com", "mail.b.example.com", 3),
    ],
)
def test_a_server_and_the_next_client_are_drawn_once_if_they_are_one(server, client, machines):
    hops = (
        hop(0, Zone.CLAIMED, 2, helo=client, ip="192.0.2.2", by="last.example"),
        hop(1, Zone.CLAIMED, 1, by=server),
    )
    assert len(names(made(hops, None))) == machines


def test_an_unconfirmed_name_is_a_claim():
    found = leak()
    assert found.sending_host is not None
    for fcrdns, word in ((True, "verified"), (False, "claimed"), (None, "claimed")):
        told = replace(found, sending_host=replace(found.sending_host, fcrdns=fcrdns))
        (sender,) = [step for step in steps(told) if isinstance(step, Machine) and step.sender]
        assert ("PTR", "mail.firma.example", word) in sender.traits


def test_no_path_is_no_way():
    assert steps(no_path()) == ()


def test_without_a_boundary_all_is_claimed():
    found = steps(made((hop(0, Zone.CLAIMED, 1, ip="192.0.2.1", by="b.example"),), None))
    assert isinstance(found[-1], Border)
    assert not found[-1].found


def test_a_way_wholly_inside_has_no_border():
    hops = tuple(hop(n, Zone.TRUSTED, 9 - n, ip=f"192.0.2.{n}", by="b.example") for n in range(2))
    assert not [step for step in steps(made(hops, None)) if isinstance(step, Border)]


def test_a_given_host_that_no_hop_shows():
    hops = (hop(0, Zone.TRUSTED, 2, ip="192.0.2.7", by="in.example"), hop(1, Zone.CLAIMED, 1, by="x.example"))
    boundary = Boundary(hop_index=None, method=BoundaryMethod.GIVEN, confidence=Confidence.HIGH)
    found = steps(made(hops, boundary, sending_host=host("203.0.113.9")))
    kinds = [step.kind for step in found]
    assert kinds == ["leg", "machine", "machine", "border", "machine", "leg", "machine"]


def test_the_hops_nearest_to_the_boundary_are_drawn():
    hops = tuple(hop(n, Zone.CLAIMED, 100 - n, ip=f"192.0.2.{n}", by=f"b{n}.example") for n in range(1, 60))
    found = steps(made(hops, None))
    assert isinstance(found[0], Gap)
    assert found[0].text.startswith("54 older hops")
    assert names(made(hops, None))[-1] == "b1.example"
    assert not [step for step in steps(made(hops, None), verbose=True) if isinstance(step, Gap)]


def test_backward_time_and_long_delays_stand_out():
    hops = (
        hop(0, Zone.CLAIMED, 3, by="a.example", delay_seconds=7300),
        hop(1, Zone.CLAIMED, 2, by="b.example", skew_seconds=-65),
        hop(2, Zone.CLAIMED, 1, by="c.example", delay_seconds=0),
    )
    legs = [step for step in steps(made(hops, None)) if isinstance(step, Leg)]
    assert [(leg.delay, leg.late) for leg in legs] == [
        ("+0 s", False),
        ("-1 min 5 s (clocks differ)", True),
        ("+2 h 1 min", True),
    ]


def test_raw_fields_only_when_asked():
    assert {step.raw for step in steps(leak()) if isinstance(step, Leg)} == {None}
    assert {step.raw for step in steps(leak(), verbose=True) if isinstance(step, Leg)} == {"from x by y"}


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (datetime(2026, 3, 2, 1, tzinfo=timezone(timedelta(hours=2))), "2026-03-01 23:00:00"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2))), "0001-01-01T00:00:00+02:00"),
        (datetime(2026, 3, 2, tzinfo=UTC), "2026-03-02 00:00:00"),
    ],
)
def test_moment(time, shown):
    assert moment(time) == shown
