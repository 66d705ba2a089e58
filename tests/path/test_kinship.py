"""Names and addresses: what looks like one organization's, what is internal."""

import pytest

from mailpath.path.addresses import is_internal, same_network
from mailpath.path.kinship import is_public_name, organization_guess, related
from mailpath.path.trust import trust_of
from mailpath.values.names import ip_address
from mailpath.values.settings import Settings

ORGANIZATIONS = {
    "a.b.example.com": "example.com",
    "example.com": "example.com",
    "mx.firma.co.uk": "firma.co.uk",
    "mx.firma.com.br": "firma.com.br",
    "co.uk": "co.uk",
    "MX.Example.COM.": "example.com",
    "host": None,
    "ex.firma.local": None,
    "192.0.2.1": None,
    "[192.0.2.1]": None,
    "": None,
}


@pytest.mark.parametrize(("name", "expected"), ORGANIZATIONS.items(), ids=lambda value: str(value) or "empty")
def test_organization(name: str, expected: str | None) -> None:
    assert organization_guess(name) == expected


def test_related() -> None:
    assert related("a.example.com", "b.example.com")
    assert not related("a.example.com", "a.example.org")
    assert not related("a", "a")
    assert not related(None, "a.example.com")


def test_public_names() -> None:
    assert is_public_name("mx.bücher.example")
    assert not is_public_name("mx.firma.lan")
    assert not is_public_name("1.2.3.4.5")


@pytest.mark.parametrize(
    ("text", "internal"),
    [
        ("10.1.2.3", True),
        ("172.31.255.255", True),
        ("172.32.0.1", False),
        ("192.168.0.1", True),
        ("127.0.0.53", True),
        ("169.254.1.1", True),
        ("100.64.0.1", True),
        ("100.128.0.1", False),
        ("192.0.2.1", False),
        ("198.51.100.1", False),
        ("203.0.113.1", False),
        ("::1", True),
        ("fe80::1", True),
        ("fd00::1", True),
        ("2001:db8::1", False),
        ("2603:10a6::1", False),
        ("2002:a05:6520::1", True),
        ("2002:c000:201::1", False),
        ("::ffff:10.0.0.1", True),
    ],
)
def test_internal(text: str, internal: bool) -> None:
    address = ip_address(text)
    assert address is not None
    assert is_internal(address) is internal


def test_same_network() -> None:
    def same(one: str, other: str) -> bool:
        first, second = ip_address(one), ip_address(other)
        assert first is not None
        assert second is not None
        return same_network(first, second)

    assert same("192.0.2.1", "192.0.2.200")
    assert not same("192.0.2.1", "192.0.3.1")
    assert same("2001:db8:0:12::1", "2001:db8:0:34::1")
    assert not same("2001:db8:0:100::1", "2001:db8:0:200::1")
    assert not same("192.0.2.1", "2001:db8::1")


def test_trust() -> None:
    trust = trust_of(Settings(trust=("mx.own.example", ".in.own.example", "192.0.2.0/24", "2001:db8::1")).trust)
    for name in ("mx.own.example", "MX.own.example.", "a.mx.own.example", "b.in.own.example", "in.own.example"):
        assert trust.name(name)
    for other in ("own.example", "badmx.own.example", "mx.own.example.evil.example", "[192.0.2.1]", "", None):
        assert not trust.name(other)
    assert trust.address(ip_address("192.0.2.9"))
    assert trust.address(ip_address("2001:db8::1"))
    assert not trust.address(ip_address("2001:db8::2"))
    assert not trust.address(None)
