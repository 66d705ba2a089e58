"""Names of subscribers' lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.host.dynamic import pool_name
from mailpath.host.services import catalogue
from mailpath.values.names import ip_address

KNOWN = catalogue()


@pytest.mark.parametrize(
    ("ip", "name", "pool"),
    [
        ("203.0.113.9", "pcb007109.dip0.t-ipconnect.de", True),
        ("203.0.113.9", "dslb-203-000-113-009.203.000.pools.vodafone-ip.de", True),
        ("203.0.113.9", "x4db1a2.dyn.telefonica.de", True),
        ("203.0.113.9", "c-203-0-113-9.hsd1.ca.comcast.net", True),
        ("203.0.113.9", "203-0-113-9.provider.example", True),
        ("203.0.113.9", "9.113.0.203.adsl.provider.example", True),
        ("203.0.113.9", "ip203-0-113-9.provider.example", True),
        ("203.0.113.9", "hcb007109.provider.example", True),
        ("203.0.113.9", "203000113009.ctinets.example.com", True),
        ("2001:db8::9", "2001-db8--9.provider.example", True),
        ("2001:db8::9", "p20010db8000000000000000000000009.line.example.net", True),
        ("203.0.113.9", "1203-0-113-9.provider.example", False),
        ("203.0.113.9", "static-203-0-113-9.provider.example", False),
        ("203.0.113.9", "mail-203-0-113-9.provider.example", False),
        ("203.0.113.9", "static.9.113.0.203.clients.your-server.de", False),
        ("203.0.113.9", "ec2-203-0-113-9.compute-1.amazonaws.com", False),
        ("203.0.113.9", "mail.firma.example", False),
        ("203.0.113.9", "mail.cable.example", False),
        ("203.0.113.9", "cable.example", False),  # the provider's own name says nothing of the line
        ("203.0.113.9", "dynamo.firma.example", False),
    ],
)
def test_pool_name(ip: str, name: str, pool: bool):
    address = ip_address(ip)
    assert address is not None
    assert pool_name(address, (name,), KNOWN) == (name if pool else None)


def test_one_good_name_is_enough():
    address = ip_address("203.0.113.9")
    assert address is not None
    assert pool_name(address, ("203-0-113-9.provider.example", "mx1.firma.example"), KNOWN) is None
    assert pool_name(address, (), KNOWN) is None


@given(st.lists(st.text(alphabet="abc0123459.-", max_size=253), max_size=10), st.sampled_from(["203.0.113.9", "::1"]))
def test_any_name(names: list[str], ip: str):
    address = ip_address(ip)
    assert address is not None
    pool_name(address, names, KNOWN)
