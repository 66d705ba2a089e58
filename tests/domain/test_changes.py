"""Show 5: kinds of change, each classed rightly; and none where only order and TTL differ."""

import json
import random

import pytest
from msgspec import structs

from mailpath.cli.main import main
from mailpath.dns.map import ZoneDns
from mailpath.domain.changes import changes
from mailpath.domain.one_domain import audit
from mailpath.domain.subject import Subject
from mailpath.values.settings import Settings
from tests.domain.zones import NOW, audited, changed, dmarc, key, sound, spf

WHO, WEAK, ONLY = "who_may_send", "weakening", "difference"
POLICY = "version: STSv1\nmode: {mode}\nmx: *.firma.example\nmax_age: 1209600\n"

CASES = {
    "spf: an address more": (changed(spf("v=spf1 mx include:_spf.dienst.example ip4:203.0.113.9 -all")), {WHO}),
    "spf: an include more": (
        changed(
            spf("v=spf1 mx include:_spf.dienst.example include:n.example -all"),
            ("n.example", "TXT", ["v=spf1 ip4:203.0.113.0/24 -all"]),
        ),
        {WHO},
    ),
    "spf: a term less": (changed(spf("v=spf1 mx -all")), {WHO}),
    "spf: inside an include": (
        changed(("_spf.dienst.example", "TXT", ["v=spf1 ip4:198.51.100.0/24 ip4:203.0.113.0/24 -all"])),
        {WHO},
    ),
    "spf: behind mx": (
        changed(("mx2.", "A", ["192.0.2.3"]), ("3.2.0.192.in-addr.arpa", "PTR", ["mx2.firma.example"])),
        {WHO, ONLY},
    ),
    "spf: wider network": (changed(("_spf.dienst.example", "TXT", ["v=spf1 ip4:198.51.100.0/23 -all"])), {WHO}),
    "spf: macro term": (changed(spf("v=spf1 mx include:_spf.dienst.example exists:%{i}.n.example -all")), {WHO}),
    "spf: softer": (changed(spf("v=spf1 mx include:_spf.dienst.example ~all")), {WEAK}),
    "spf: open": (changed(spf("v=spf1 mx include:_spf.dienst.example +all")), {WHO, WEAK}),
    "spf: gone": (changed(("@", "TXT", ["x"])), {WHO, WEAK}),
    "spf: broken": (changed(spf("v=spf1 mx include:_spf.dienst.example foo -all")), {WEAK}),
    "spf: twice": (changed(("@", "TXT", ["v=spf1 mx include:_spf.dienst.example -all"] * 2)), {WHO, WEAK}),
    "dmarc: quarantine": (changed(dmarc("v=DMARC1; p=quarantine; rua=mailto:dmarc@firma.example")), {WEAK}),
    "dmarc: gone": (changed(("_dmarc.", "TXT", None)), {WEAK}),
    "dmarc: sp": (changed(dmarc("v=DMARC1; p=reject; sp=none; rua=mailto:dmarc@firma.example")), {WEAK}),
    "dmarc: testing": (changed(dmarc("v=DMARC1; p=reject; t=y; rua=mailto:dmarc@firma.example")), {WEAK}),
    "dmarc: strict": (changed(dmarc("v=DMARC1; p=reject; adkim=s; rua=mailto:dmarc@firma.example")), {ONLY}),
    "dmarc: no reports": (changed(dmarc("v=DMARC1; p=reject")), {WEAK}),
    "dmarc: other reports": (changed(dmarc("v=DMARC1; p=reject; rua=mailto:x@firma.example")), {ONLY}),
    "dkim: replaced": (changed(("s1._domainkey.", "TXT", [f"v=DKIM1; p={key(2056)}"])), {WHO}),
    "dkim: shorter": (changed(("s1._domainkey.", "TXT", [f"v=DKIM1; p={key(1024)}"])), {WHO, WEAK}),
    "dkim: gone": (changed(("s1._domainkey.", "TXT", None)), {WEAK}),
    "dkim: testing": (changed(("s1._domainkey.", "TXT", [f"v=DKIM1; k=rsa; t=y; p={key()}"])), {WEAK}),
    "dkim: a second key": (changed(("google._domainkey.", "TXT", [f"v=DKIM1; p={key()}"])), {WHO}),
    "sts: testing": (changed(("mta-sts.", "HTTPS-GET", [POLICY.format(mode="testing")])), {WEAK}),
    "sts: gone": (changed(("_mta-sts.", "TXT", None)), {WEAK, ONLY}),
    "sts: another id": (changed(("_mta-sts.", "TXT", ["v=STSv1; id=20260202"])), {ONLY}),
    "tls-rpt: gone": (changed(("_smtp._tls.", "TXT", None)), {WEAK}),
    "mx: preference": (
        changed(("@", "MX", ["10 mx2.firma.example", "20 mx1.firma.example"])),
        {ONLY},
    ),
    "dnssec: gone": (changed(("@", "DS", None)), {WEAK}),
    "dmarc: delegated": (
        changed(("_dmarc.", "NS", ["ns.dienst.example"]), ("ns.dienst.example", "A", ["203.0.113.53"])),
        {ONLY},
    ),
    "dane: gone": (changed(("_25._tcp.mx1.", "TLSA", None)), {WEAK}),
}


@pytest.mark.parametrize("name", CASES)
def test_change_is_classed(name):
    zone, kinds = CASES[name]
    found = changes(audited(sound()), audited(zone))
    assert {one.kind.value for one in found} == kinds, [one.text for one in found]


def test_there_are_enough():
    assert len(CASES) >= 25


def test_order_and_ttl_are_no_change():
    zone = sound()
    shuffled = {name: {kind: records[::-1] for kind, records in types.items()} for name, types in sorted(zone.items())}
    shuffled["_spf.dienst.example"] = {"TXT": ["v=spf1 ip4:198.51.100.0/24 -all"]}
    assert changes(audited(zone), audited(shuffled)) == ()
    assert changes(audited(zone), audited(zone)) == ()


@pytest.mark.parametrize("name", CASES)
def test_a_change_back_is_never_nothing(name):
    zone, _ = CASES[name]
    assert changes(audited(zone), audited(sound()))


def test_what_is_not_known_is_no_change():
    zone = sound()
    unknown = {name: dict.fromkeys(types, "failed") for name, types in zone.items()}
    found = changes(audited(zone), audited(unknown))
    assert [one for one in found if one.kind != ONLY] == []


def test_an_error_that_an_earlier_run_could_not_see_is_not_new():
    broken = changed(spf("v=spf1 mx foo -all"))
    unknown = changed(("@", "TXT", "failed"))
    assert changes(audited(unknown), audited(broken)) == ()


def _served(zone):
    """The zone as a server has it: names with a dot at their end, nothing that is no DNS."""
    named = ("MX", "NS", "PTR", "CNAME")
    return {
        name: {
            kind: [f"{one}." for one in rows] if kind in named else rows
            for kind, rows in types.items()
            if kind != "HTTPS-GET"
        }
        for name, types in zone.items()
    }


def _with_name_servers():
    return changed(
        ("@", "NS", ["ns1.firma.example", "ns2.dienst.example"]),
        ("ns1.", "A", ["192.0.2.53", "192.0.2.54"]),
        ("ns2.dienst.example", "A", ["203.0.113.53"]),
        ("_domainkey.", "NS", ["ns2.dienst.example", "ns1.firma.example"]),
        ("mx1.", "A", ["192.0.2.1", "192.0.2.2"]),
        ("_smtp._tls.", "TXT", ["v=TLSRPTv1; rua=mailto:tls@firma.example,mailto:t@firma.example"]),
        ("_25._tcp.mx1.", "TLSA", ["3 1 1 " + "ab" * 32, "3 1 1 " + "cd" * 32]),
    )


def _run(capsysbinary, *arguments):
    code = main(["domain", "firma.example", "--selector", "s1", "--json", *arguments])
    return code, json.loads(capsysbinary.readouterr().out)


@pytest.mark.loopback
def test_live_order_and_ttl_are_no_change(dns_server, tmp_path, capsysbinary):
    """Another server, another TTL, every answer the other way round."""
    zone = _served(_with_name_servers())
    turned = {name: {kind: rows[::-1] for kind, rows in types.items()} for name, types in reversed(zone.items())}
    base = tmp_path / "base.json"
    first, second = dns_server(zone, ttl=300), dns_server(turned, ttl=77)
    _, before = _run(capsysbinary, "--nameserver", first.address)
    base.write_text(json.dumps(before))
    assert {one["ttl"] for one in before["evidence"]} == {300, None}
    _, after = _run(capsysbinary, "--nameserver", second.address, "--baseline", str(base))
    assert {one["ttl"] for one in after["evidence"]} == {77, None}
    assert after["changes"] == []


@pytest.mark.parametrize("seed", range(5))
def test_replayed_order_and_ttl_are_no_change(seed, tmp_path, capsysbinary):
    """A recording with its answers, their records and their TTL changed at random."""
    zone, base, record, other = (tmp_path / name for name in ("zone.json", "base.json", "record.json", "other.json"))
    zone.write_text(json.dumps(_with_name_servers()))
    _, before = _run(capsysbinary, "--dns", str(zone), "--record", str(record))
    base.write_text(json.dumps(before))
    random_ = random.Random(seed)
    snapshot = json.loads(record.read_text())
    random_.shuffle(snapshot["answers"])
    for answer in snapshot["answers"]:
        answer["ttl"] = random_.choice((None, 0, 60, 86400))
        answer["asked_at"] = "2027-01-01T00:00:00Z"
        random_.shuffle(answer["records"])
    other.write_text(json.dumps(snapshot))
    code, after = _run(capsysbinary, "--dns", str(other), "--baseline", str(base))
    assert (code, after["changes"]) == (0, [])
    assert after["findings"] == before["findings"]


def test_changes_are_null_without_a_baseline_and_empty_where_the_domain_is_new():
    def run(baselines):
        settings = Settings(now=NOW)  # type: ignore[arg-type]
        (report,) = audit(
            [Subject(domain="firma.example")], dns=ZoneDns(sound()), settings=settings, baselines=baselines
        )
        return report

    assert run(None).changes is None
    assert run({}).changes == ()
    old = structs.replace(run(None))
    assert run({"firma.example": old}).changes == ()
