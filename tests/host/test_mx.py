"""Exchangers, and whether records of a domain list an address."""

import pytest

from mailpath.dns.map import ZoneDns
from mailpath.host.listed import a_listed
from mailpath.host.mx import MAX_HOSTS, exchangers, mx_listed
from mailpath.values.names import ip_address
from mailpath.values.vocabulary import YesNo

IP = ip_address("203.0.113.9")
Zone = dict[str, object]


def test_by_preference():
    zone: Zone = {"firma.example": {"MX": ["20 B.example.", "10 c.example", "10 a.example", "20 b.example"]}}
    found = exchangers("firma.example", ZoneDns(zone))
    assert found.hosts == ("a.example", "c.example", "b.example")
    assert found.known
    assert not found.null_mx
    assert not found.implicit


@pytest.mark.parametrize(
    ("zone", "hosts", "null_mx", "implicit", "known"),
    [
        ({"firma.example": {"MX": ["0 ."]}}, (), True, False, True),
        ({"firma.example": {"MX": ["0 .", "10 a.example"]}}, ("a.example",), False, False, True),
        ({"firma.example": {"A": ["192.0.2.1"]}}, ("firma.example",), False, True, True),
        ({}, (), False, False, True),
        ({"firma.example": {"MX": "failed"}}, (), False, False, False),
        ({"firma.example": {"MX": ["10 192.0.2.1", "10 [192.0.2.1]"]}}, (), False, False, True),
    ],
    ids=["null", "null among others", "implicit", "no such name", "failed", "addresses"],
)
def test_odd_exchangers(zone: Zone, hosts: tuple[str, ...], null_mx: bool, implicit: bool, known: bool):
    found = exchangers("firma.example", ZoneDns(zone))
    assert (found.hosts, found.null_mx, found.implicit, found.known) == (hosts, null_mx, implicit, known)


LISTED: list[tuple[str, Zone, YesNo, str | None]] = [
    (
        "the organization's MX",
        {
            "news.firma.example": {"MX": ["0 ."]},
            "firma.example": {"MX": ["10 mx.firma.example", "20 other.example"]},
            "mx.firma.example": {"A": ["203.0.113.9"]},
            "other.example": "failed",
        },
        YesNo.YES,
        "mx.firma.example",
    ),
    (
        "not the host",
        {"firma.example": {"MX": ["10 mx.firma.example"]}, "mx.firma.example": {"A": ["192.0.2.1"]}},
        YesNo.NO,
        None,
    ),
    (
        "address of an MX host failed",
        {"firma.example": {"MX": ["10 mx.example"]}, "mx.example": "failed"},
        YesNo.UNKNOWN,
        None,
    ),
    ("MX failed", {"firma.example": {"MX": "failed"}}, YesNo.UNKNOWN, None),
    ("null MX lists nobody", {"firma.example": {"MX": ["0 ."], "A": ["203.0.113.9"]}}, YesNo.NO, None),
    ("no MX record: the address lists, not the MX", {"firma.example": {"A": ["203.0.113.9"]}}, YesNo.NO, None),
]


@pytest.mark.parametrize(("zone", "answer", "host"), [row[1:] for row in LISTED], ids=[row[0] for row in LISTED])
def test_mx_listed(zone: Zone, answer: YesNo, host: str | None):
    assert IP is not None
    found = mx_listed(IP, ("news.firma.example", "firma.example", "firma.example"), ZoneDns(zone))
    assert (found.answer, found.host) == (answer, host)
    assert found.domain == ("firma.example" if host else None)


def test_all_matching_hosts_are_told():
    assert IP is not None
    zone: Zone = {
        "firma.example": {"MX": ["10 in.provider.example", "20 mx.firma.example"]},
        "in.provider.example": {"A": ["203.0.113.9"]},
        "mx.firma.example": {"A": ["203.0.113.9"]},
    }
    assert mx_listed(IP, ("firma.example",), ZoneDns(zone)).hosts == ("in.provider.example", "mx.firma.example")


def test_too_many_hosts_leave_the_rest_unknown():
    assert IP is not None
    zone: Zone = {"firma.example": {"MX": [f"{n} mx{n}.example" for n in range(MAX_HOSTS + 5)]}}
    zone |= {f"mx{n}.example": {"A": ["192.0.2.1"]} for n in range(MAX_HOSTS + 5)}
    dns = ZoneDns(zone)
    assert len(exchangers("firma.example", dns).hosts) == MAX_HOSTS
    assert mx_listed(IP, ("firma.example",), dns).answer is YesNo.UNKNOWN


@pytest.mark.parametrize(
    ("zone", "answer", "domain"),
    [
        ({"firma.example": {"A": ["203.0.113.9"]}}, YesNo.YES, "firma.example"),
        ({"a.firma.example": {"A": ["203.0.113.9"]}, "firma.example": "failed"}, YesNo.YES, "a.firma.example"),
        ({"firma.example": {"A": ["192.0.2.1"]}}, YesNo.NO, None),
        ({"firma.example": {"A": "failed"}}, YesNo.UNKNOWN, None),
        ({}, YesNo.NO, None),
    ],
    ids=["organization", "author beside a failure", "other address", "failed", "nothing"],
)
def test_a_listed(zone: Zone, answer: YesNo, domain: str | None):
    assert IP is not None
    found = a_listed(IP, ("a.firma.example", "firma.example"), ZoneDns(zone))
    assert (found.answer, found.domain) == (answer, domain)
