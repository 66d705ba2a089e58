"""Enrichment: whose network, who takes complaints, which block lists; unknown is not no."""

from ipaddress import IPv4Address, IPv6Address

from mailpath.dns.map import ZoneDns
from mailpath.host.enrich import BLOCK_LISTS, enrich

IP = IPv4Address("192.0.2.1")
ZONE = {
    "1.2.0.192.origin.asn.cymru.com": {"TXT": ["64500 64501 | 192.0.2.0/24 | DE | ripencc | 2020-01-01"]},
    "as64500.asn.cymru.com": {"TXT": ["64500 | DE | ripencc | 2020-01-01 | PROVIDER-AS Provider, DE"]},
    "1.2.0.192.abuse-contacts.abusix.zone": {"TXT": ["abuse@provider.example, second@provider.example", "no address"]},
    "1.2.0.192.zen.spamhaus.org": {"A": ["127.0.0.4"]},
    "1.2.0.192.bl.spamcop.net": "failed",
}


def test_nothing_is_asked_unless_told():
    class NoDns:
        def ask(self, question):
            raise AssertionError(question)

    assert enrich(IP, (), NoDns()) is None


def test_all_of_it():
    found = enrich(IP, ("asn", "dnsbl", "abuse"), ZoneDns(ZONE))
    assert found is not None
    assert (found.asn, found.prefix, found.country) == (64500, "192.0.2.0/24", "DE")
    assert found.name == "PROVIDER-AS Provider, DE"
    assert found.abuse_contacts == ("abuse@provider.example", "second@provider.example")
    assert found.listed_by == ("zen.spamhaus.org",)
    assert found.not_listed_by == (BLOCK_LISTS[2],), "a list that did not answer says neither"


def test_a_refusal_of_the_list_is_no_listing():
    found = enrich(IP, ("dnsbl",), ZoneDns({"1.2.0.192.zen.spamhaus.org": {"A": ["127.255.255.254"]}}))
    assert found is not None
    assert found.listed_by == ()
    assert "zen.spamhaus.org" not in found.not_listed_by


def test_ipv6_and_empty_answers():
    found = enrich(IPv6Address("2001:db8::1"), ("asn", "abuse"), ZoneDns({}))
    assert found is not None
    assert (found.asn, found.name, found.abuse_contacts, found.listed_by) == (None, None, (), ())
