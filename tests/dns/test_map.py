import pickle
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.map import ZoneDns
from mailpath.values.answers import NOT_RECORDED, Question
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import DnsStatus

_ZONE: dict[str, object] = {
    "Example.": {
        "TXT": ["v=spf1 -all", ["v=DKIM1; ", "p=abc"], "é\x00"],
        "MX": [
            {"exchange": "MX1.example", "priority": 5},
            {"exchange": "mx2.example.", "preference": 10},
            "20 Mx3.Example.",
        ],
        "A": ["192.0.2.1"],
        "AAAA": ["2001:DB8::1"],
        "NS": ["NS.example."],
        "SOA": [
            {
                "nsname": "ns.example",
                "hostmaster": "h.example",
                "serial": 1,
                "refresh": 2,
                "retry": 3,
                "expire": 4,
                "minttl": 5,
            }
        ],
        "CAA": [{"critical": 0, "issue": "ca.example"}],
        "SRV": [{"priority": 1, "weight": 2, "port": 3, "name": "s.example"}],
        "TLSA": [{"certUsage": 3, "selector": 1, "match": 1, "data": "AB01"}],
    },
    "caa.example": {"CAA": ['0 issue "a.example"', {"flags": 128, "tag": "iodef", "value": "mailto:x@example"}]},
    "bad-caa.example": {"CAA": [{"critical": 0}], "MX": [{"priority": 5}], "LOC": [{"x": 1}]},
    "null.example": {"MX": [{"exchange": "", "priority": 0}]},
    "pair.example": {"MX": [[10, "mx.example"]], "A": "192.0.2.7", "txt": "one"},
    "alias.example": {"CNAME": ["Example."]},
    "twice.example": {"CNAME": ["alias.example"]},
    "loop.example": {"CNAME": ["loop.example"]},
    "loop1.example": {"CNAME": ["loop2.example"]},
    "loop2.example": {"CNAME": ["loop1.example"]},
    "dangling.example": {"CNAME": ["gone.example"]},
    "to-failed.example": {"CNAME": ["down.example"]},
    "alias-down.example": {"CNAME": "failed"},
    "old.example": {"DNAME": ["new.example"]},
    "host.new.example": {"A": ["192.0.2.8"]},
    "down.example": "failed",
    "half.example": {"TXT": "failed", "A": ["192.0.2.2"]},
    "empty.example": {},
    "none.example": {"A": []},
    "a.b.deep.example": {"A": ["192.0.2.3"]},
    "*.wild.example": {"TXT": ["wild"]},
    "own.wild.example": {"A": ["192.0.2.4"]},
    "x.closer.wild.example": {"A": ["192.0.2.5"]},
    "*.walias.example": {"CNAME": ["example"]},
    "bücher.example": {"TXT": ["unicode"]},
    "bad.example": {"A": ["192.0.2.1", "192.0.2.999"], "MX": ["mx.example"], "TXT": [5], "PTR": [None], "NS": 1.5},
    "odd.example": ["no object"],
    "mta-sts.example": {"HTTPS-GET": ["version: STSv1\nmode: enforce\n"], "A": ["192.0.2.9"]},
}

_FOUND = [
    ("example", "TXT", ('"v=spf1 -all"', '"v=DKIM1; " "p=abc"', '"\\195\\169\\000"')),
    ("EXAMPLE.", "TXT", ('"v=spf1 -all"', '"v=DKIM1; " "p=abc"', '"\\195\\169\\000"')),
    ("example", "MX", ("5 mx1.example", "10 mx2.example", "20 mx3.example")),
    ("example", "A", ("192.0.2.1",)),
    ("example", "AAAA", ("2001:db8::1",)),
    ("example", "NS", ("ns.example",)),
    ("example", "SOA", ("ns.example h.example 1 2 3 4 5",)),
    ("example", "CAA", ('0 issue "ca.example"',)),
    ("example", "SRV", ("1 2 3 s.example",)),
    ("example", "TLSA", ("3 1 1 ab01",)),
    ("caa.example", "CAA", ('0 issue "a.example"', '128 iodef "mailto:x@example"')),
    ("null.example", "MX", ("0 .",)),
    ("pair.example", "MX", ("10 mx.example",)),
    ("pair.example", "A", ("192.0.2.7",)),
    ("pair.example", "TXT", ('"one"',)),
    ("alias.example", "A", ("192.0.2.1",)),
    ("alias.example", "CNAME", ("example",)),
    ("twice.example", "A", ("192.0.2.1",)),
    ("host.old.example", "A", ("192.0.2.8",)),
    ("half.example", "A", ("192.0.2.2",)),
    ("any.wild.example", "TXT", ('"wild"',)),
    ("a.b.wild.example", "TXT", ('"wild"',)),
    ("x.walias.example", "A", ("192.0.2.1",)),
    ("xn--bcher-kva.example", "TXT", ('"unicode"',)),
    ("bücher.example", "TXT", ('"unicode"',)),
    ("mta-sts.example", "HTTPS-GET", ("version: STSv1\nmode: enforce\n",)),
]


@pytest.mark.parametrize(("name", "kind", "records"), _FOUND, ids=[f"{n} {k}" for n, k, _ in _FOUND])
def test_found(name: str, kind: str, records: tuple[str, ...]) -> None:
    question = Question(name, kind)
    answer = ZoneDns(_ZONE).ask(question)
    assert (answer.status, answer.records) == (DnsStatus.FOUND, records)
    assert answer.question is question
    assert (answer.ttl, answer.asked_at, answer.source) == (None, None, "map")


_NOT_FOUND = [
    ("example", "DNSKEY", DnsStatus.NODATA),
    ("alias.example", "DNSKEY", DnsStatus.NODATA),
    ("empty.example", "A", DnsStatus.NODATA),
    ("none.example", "A", DnsStatus.NODATA),
    ("deep.example", "A", DnsStatus.NODATA),
    ("b.deep.example", "TXT", DnsStatus.NODATA),
    ("wild.example", "TXT", DnsStatus.NODATA),
    ("own.wild.example", "TXT", DnsStatus.NODATA),
    ("closer.wild.example", "TXT", DnsStatus.NODATA),
    ("y.closer.wild.example", "TXT", DnsStatus.NXDOMAIN),
    ("any.wild.example", "A", DnsStatus.NODATA),
    ("gone.example", "A", DnsStatus.NXDOMAIN),
    ("dangling.example", "A", DnsStatus.NXDOMAIN),
    ("other.test", "A", DnsStatus.NXDOMAIN),
    ("x" * 70 + ".example", "A", DnsStatus.NXDOMAIN),
    ("a..example", "A", DnsStatus.NXDOMAIN),
    ("", "A", DnsStatus.NXDOMAIN),
]


@pytest.mark.parametrize(("name", "kind", "status"), _NOT_FOUND, ids=[f"{n[:30]} {k}" for n, k, _ in _NOT_FOUND])
def test_without_records(name: str, kind: str, status: DnsStatus) -> None:
    answer = ZoneDns(_ZONE).ask(Question(name, kind))
    assert (answer.status, answer.records) == (status, ())


_FAILED = [
    ("down.example", "TXT", "map: failed"),
    ("half.example", "TXT", "map: failed"),
    ("to-failed.example", "A", "map: failed"),
    ("alias-down.example", "CNAME", "map: failed"),
    ("alias-down.example", "A", "map: failed"),
    ("loop.example", "A", "map: CNAME loop at loop.example"),
    ("loop1.example", "A", "map: CNAME loop at loop1.example"),
    ("bad.example", "A", "map: A record '192.0.2.999' cannot be read"),
    ("bad.example", "MX", "map: MX record 'mx.example' cannot be read"),
    ("bad.example", "TXT", "map: TXT record is neither a text nor a list of texts"),
    ("bad.example", "PTR", "map: a record is neither a text nor a number"),
    ("bad.example", "NS", "map: a record is neither a text nor a number"),
    ("bad-caa.example", "CAA", "map: CAA record has no tag with a value"),
    ("bad-caa.example", "MX", "map: MX record has no exchange"),
    ("bad-caa.example", "LOC", "map: LOC record is an object"),
    ("odd.example", "A", "map: no object of record types"),
    ("example", "HTTPS-GET", NOT_RECORDED),
    ("gone.example", "HTTPS-GET", NOT_RECORDED),
]


@pytest.mark.parametrize(("name", "kind", "source"), _FAILED, ids=[f"{n} {k}" for n, k, _ in _FAILED])
def test_failed(name: str, kind: str, source: str) -> None:
    answer = ZoneDns(_ZONE).ask(Question(name, kind))
    assert (answer.status, answer.records, answer.source) == (DnsStatus.FAILED, (), source)


def test_long_chain_of_aliases_ends() -> None:
    zone = {f"a{number}.example": {"CNAME": [f"a{number + 1}.example"]} for number in range(100)}
    assert ZoneDns(zone).ask(Question("a0.example", "A")).source == "map: more than 16 CNAMEs"
    assert ZoneDns(zone).ask(Question("a85.example", "A")).status is DnsStatus.NXDOMAIN


def test_a_long_text_is_cut_into_strings_and_keeps_its_bytes() -> None:
    key = "v=DKIM1; p=" + "A" * 700
    record = ZoneDns({"s._domainkey.example": {"TXT": [key]}}).ask(Question("s._domainkey.example", "TXT")).records[0]
    assert txt_bytes(record) == key.encode()
    assert record.count('" "') == 2


def test_a_name_spelled_twice_has_the_types_of_both() -> None:
    dns = ZoneDns({"A.example": {"TXT": ["first"]}, "a.example.": {"TXT": ["second"], "A": ["192.0.2.1"]}})
    assert dns.ask(Question("a.example", "TXT")).records == ('"first"',)
    assert dns.ask(Question("a.example", "A")).records == ("192.0.2.1",)


def test_pickled_it_answers_the_same() -> None:
    dns = ZoneDns(_ZONE, source="map zone.json")
    again = pickle.loads(pickle.dumps(dns))
    assert again.ask(Question("example", "MX")) == dns.ask(Question("example", "MX"))


_KEYS = ["TXT", "MX", "A", "exchange", "x"]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("failed"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text("ab.*\\", max_size=8), _JSON, max_size=4), st.sampled_from(["TXT", "MX", "A", "CAA", "SOA"])
)
def test_never_raises(mapping: Mapping[str, object], kind: str) -> None:
    dns = ZoneDns(mapping)
    for name in (*mapping, "b.a", "nobody.example"):
        answer = dns.ask(Question(name, kind))
        assert bool(answer.records) == (answer.status is DnsStatus.FOUND)
