"""Leaving out what cannot match changes neither the result nor a question."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.dns.map import ZoneDns
from mailpath.dns.protocol import Noting
from mailpath.dns.remembered import Remembered
from mailpath.values.names import IPAddress, ip_address
from mailpath.verify.spf_query import SpfQuery
from mailpath.verify.spf_terms import Terms, terms_of

_NETWORKS = st.sampled_from(
    [
        *("ip4:192.0.2.7", "ip4:192.0.2.0/24", "ip4:192.0.2.7/28", "ip4:0.0.0.0/0", "ip4:198.51.100.0/31"),
        *("ip6:2001:db8::7", "ip6:2001:db8::/32", "ip6:::/0", "ip6:::ffff:192.0.2.7", "ip6:2001:DB8::7/127"),
    ]
)
_TERMS = _NETWORKS | st.sampled_from(
    [
        *("all", "a", "mx", "ptr", "a:b.example/24", "include:b.example", "include:c.example", "exists:%{i}.b.example"),
        *("include:%{p}.example", "a:%{p}.example", "include:gone.example"),
    ]
)
_RECORDS = st.builds(
    lambda terms, end: " ".join(["v=spf1", *terms, *end]),
    st.lists(st.builds("{}{}".format, st.sampled_from(["", "-", "~", "?"]), _TERMS), max_size=8),
    st.sampled_from([(), ("redirect=b.example",), ("exp=%{p}.example",), ("-all",)]),
)
_CLIENTS = st.sampled_from(
    ["192.0.2.7", "192.0.2.200", "198.51.100.1", "2001:db8::7", "2001:db9::1", "::ffff:c000:207"]
)


@settings(max_examples=300, deadline=None)
@given(record=_RECORDS, included=_RECORDS, client=_CLIENTS)
def test_the_same_with_every_term(record: str, included: str, client: str) -> None:
    zone = {
        "a.example": {"TXT": [record], "A": ["192.0.2.200"], "MX": ["10 b.example"]},
        "b.example": {"TXT": [included], "A": ["192.0.2.7"]},
        "c.example": {"TXT": ["v=spf1 ip4:198.51.100.0/24 ?all"]},
        "7.2.0.192.in-addr.arpa": {"PTR": ["b.example"]},
    }
    ip = ip_address(client)
    assert ip is not None
    assert _evaluated(zone, ip) == _with_every_term(zone, ip)


def _evaluated(zone: dict[str, dict[str, list[str]]], ip: IPAddress) -> tuple[object, ...]:
    noting = Noting(ZoneDns(zone).ask, Remembered())
    query = SpfQuery(ip=ip, helo="h.example", local="x", domain="a.example", dns=noting)
    return query.outcome(), query.lookups, query.void_lookups, list(noting.answers)


def _with_every_term(zone: dict[str, dict[str, list[str]]], ip: IPAddress) -> tuple[object, ...]:
    def whole(terms: Terms, _: IPAddress) -> str:
        return " ".join(["v=spf1", *(one.text for one in terms.terms)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Terms, "for_client", whole)
        return _evaluated(zone, ip)


@pytest.mark.parametrize(
    ("client", "text"),
    [
        ("192.0.2.7", "v=spf1 a ip4:192.0.2.0/24"),
        ("198.51.100.1", "v=spf1 a mx -all"),
        ("2001:db8::1", "v=spf1 a ip6:2001:db8::/32"),
    ],
)
def test_what_is_left(client: str, text: str) -> None:
    record = "v=spf1 a ip4:203.0.113.0/24 ip4:192.0.2.0/24 ip6:2001:db8::/32 mx -all ptr"
    ip = ip_address(client)
    assert ip is not None
    assert terms_of(record).for_client(ip) == text


def test_a_macro_further_on_still_counts() -> None:
    """`%{p}` asks for names of the client whenever a record is read."""
    assert terms_of("v=spf1 all a:%{p}.example").for_client(IPv4Address("192.0.2.7")) == "v=spf1 all a:%{p}.example"
