"""Internal addresses, and what counts as one network."""

import pytest

from mailpath.host.addresses import is_internal, same_network
from mailpath.values.names import IPAddress, ip_address


def address(text: str) -> IPAddress:
    found = ip_address(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "internal"),
    [
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.255.255", True),
        ("127.0.0.1", True),
        ("169.254.7.7", True),
        ("100.64.0.1", True),
        ("100.127.255.255", True),
        ("100.128.0.1", False),
        ("0.0.0.0", True),
        ("198.18.0.1", True),
        ("192.0.2.1", False),  # documentation networks stand for public hosts
        ("198.51.100.7", False),
        ("203.0.113.9", False),
        ("8.8.8.8", False),
        ("::1", True),
        ("::", True),
        ("fd12:3456::1", True),
        ("fe80::1%6", True),
        ("fec0::1", True),
        ("2001:db8::1", False),
        ("2a01:4f8::1", False),
        ("::ffff:10.0.0.1", True),
        ("2002:a05:6214:8c4::", True),  # 6to4 of 10.5.98.20, as Gmail writes its own hosts
        ("2002:c000:201::1", False),
        ("64:ff9b::192.168.1.1", True),
        ("64:ff9b::192.0.2.1", False),
    ],
)
def test_internal(text: str, internal: bool):
    assert is_internal(address(text)) is internal


@pytest.mark.parametrize(
    ("first", "last"),
    [
        *(("0.0.0.0", "0.255.255.255"), ("10.0.0.0", "10.255.255.255"), ("100.64.0.0", "100.127.255.255")),
        *(("127.0.0.0", "127.255.255.255"), ("169.254.0.0", "169.254.255.255"), ("172.16.0.0", "172.31.255.255")),
        *(("192.168.0.0", "192.168.255.255"), ("198.18.0.0", "198.19.255.255"), ("::", "::1")),
        *(("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), ("fe80::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")),
    ],
)
def test_internal_up_to_its_ends(first: str, last: str):
    begins, ends = address(first), address(last)
    assert is_internal(begins)
    assert is_internal(ends)
    assert not is_internal(ends + 1)
    assert not int(begins) or not is_internal(begins - 1)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:0:100::1", "2001:db8:0:1ff::2", True),
        ("2001:db8:0:100::1", "2001:db8:0:200::1", False),
        ("192.0.2.1", "2001:db8::1", False),
    ],
)
def test_same_network(a: str, b: str, same: bool):
    assert same_network(address(a), address(b)) is same
    assert same_network(address(b), address(a)) is same
