"""Name servers that do not agree, that hold no copy, that are silent: asked one by one from loopback servers, recorded
and replayed. What has no answer is no finding."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import mailpath.dns.at_server
from mailpath.cli.main import main
from mailpath.dns.at_server import NameServerDns
from mailpath.dns.map import ZoneDns
from mailpath.dns.nameservers import Nameserver, nameserver
from mailpath.domain.one_domain import audit
from mailpath.domain.subject import Subject
from mailpath.values.answers import Answer, Question
from mailpath.values.audit import DomainReport
from mailpath.values.settings import Settings
from tests.dns_server import DnsServer, Manner
from tests.domain.zones import DOMAIN, NOW, audited, changed

_Start = Callable[..., DnsServer]
_PLACES = ("192.0.2.53", "203.0.113.53", "2001:db8::53")
_ZONE = changed(
    ("@", "NS", ["ns1.firma.example", "ns2.dienst.example", "ns3.dienst.example"]),
    ("ns1.", "A", [_PLACES[0]]),
    ("ns2.dienst.example", "A", [_PLACES[1]]),
    ("ns3.dienst.example", "AAAA", [_PLACES[2]]),
)
_SOA = "ns1.firma.example. hostmaster.firma.example. 2026010101 7200 3600 1209600 60"


def _copy(**changes: Any) -> dict[str, Any]:
    """A copy of the zone as one of its servers holds it."""
    held = {DOMAIN: {**_ZONE[DOMAIN], "SOA": [_SOA], **changes}, "_dmarc.firma.example": _ZONE["_dmarc.firma.example"]}
    held[DOMAIN]["NS"] = [f"{one}." for one in held[DOMAIN]["NS"]]
    held[DOMAIN]["MX"] = [f"{one}." for one in held[DOMAIN]["MX"]]
    return held


def _audited(servers: Sequence[DnsServer], zone: Mapping[str, Any] = _ZONE, timeout_s: float = 2.0) -> DomainReport:
    places = dict(zip(_PLACES, servers, strict=True))
    dns = NameServerDns(ZoneDns(zone), timeout_s, lambda address: nameserver(places[address].address))
    subject = Subject(domain=DOMAIN, selectors=("s1",), each_server=True)
    (report,) = audit([subject], dns=dns, settings=Settings(now=NOW))  # type: ignore[arg-type]
    assert report.error is None
    return report


def _found(report: DomainReport) -> dict[str, Mapping[str, object]]:
    return {one.code: one.facts for one in report.findings if one.code.startswith(("ns_", "zone_"))}


@pytest.mark.loopback
def test_they_agree(dns_server: _Start) -> None:
    other_order = _copy(TXT=_ZONE[DOMAIN]["TXT"][::-1], MX=_ZONE[DOMAIN]["MX"][::-1])
    servers = [dns_server(one, manner=Manner.OWNER) for one in (_copy(), other_order, _copy())]
    report = _audited(servers)
    assert _found(report) == {}
    assert [(one.name, one.holds_zone, one.serial) for one in report.zone.name_servers] == [
        ("ns1.firma.example", "yes", 2026010101),
        ("ns2.dienst.example", "yes", 2026010101),
        ("ns3.dienst.example", "yes", 2026010101),
    ]
    assert report.zone.apex == DOMAIN
    assert {one.type.partition("@")[2] for one in report.evidence if "@" in one.type} == set(_PLACES)


@pytest.mark.loopback
def test_one_has_another_record_and_serial(dns_server: _Start) -> None:
    old = _copy(TXT=["v=spf1 -all"], SOA=[_SOA.replace("2026010101", "2025120101")])
    report = _audited([dns_server(one, manner=Manner.OWNER) for one in (_copy(), old, _copy())])
    found = _found(report)
    assert list(found) == ["ns_disagree", "ns_serials_differ"]
    assert found["ns_disagree"]["what"] == "TXT firma.example"
    assert (found["ns_disagree"]["host"], found["ns_disagree"]["other"]) == ("ns1.firma.example", "ns2.dienst.example")
    assert found["ns_disagree"]["other_says"] == '"v=spf1 -all"'
    assert "ns2.dienst.example 2025120101" in found["ns_serials_differ"]["serials"]  # type: ignore[operator]


@pytest.mark.loopback
@pytest.mark.parametrize("manner", [Manner.REFUSE, Manner.REFERRAL, Manner.ANSWER])
def test_one_does_not_hold_the_zone(dns_server: _Start, manner: Manner) -> None:
    servers = [dns_server(_copy(), manner=Manner.OWNER), dns_server(_copy(), manner=manner)]
    report = _audited([*servers, dns_server(_copy(), manner=Manner.OWNER)])
    assert _found(report) == {"ns_lame": {"host": "ns2.dienst.example", "name": DOMAIN}}


@pytest.mark.loopback
@pytest.mark.parametrize("manner", [Manner.SILENT, Manner.SERVFAIL, Manner.BROKEN, Manner.LIE])
def test_servers_without_an_answer_are_unknown_and_no_finding(dns_server: _Start, manner: Manner) -> None:
    servers = [dns_server(_copy(), manner=manner) for _ in _PLACES]
    report = _audited(servers, timeout_s=0.2)
    assert _found(report) == {}
    assert {one.holds_zone for one in report.zone.name_servers} == {"unknown"}
    assert report.grade == "good"
    assert report.unanswered == ()


def test_name_servers_behind_an_alias_are_those_of_its_target() -> None:
    """A resolver asked for the name servers of an alias gives those of the target: no zone of its own is there."""
    zone = changed(
        ("@", "NS", ["ns1.firma.example"]),
        ("ns1.", "A", [_PLACES[0]]),
        ("mail.", "CNAME", ["dienst.example"]),
        ("news.", "CNAME", ["dienst.example"]),
        ("dienst.example", "NS", ["ns.dienst.example"]),
        ("ns.dienst.example", "A", ["203.0.113.53"]),
    )
    (domain, news) = audit(
        [Subject(domain=DOMAIN), Subject(domain=f"news.{DOMAIN}")],
        dns=ZoneDns(zone),
        settings=Settings(now=NOW),  # type: ignore[arg-type]
    )
    assert domain.zone.delegated == ()
    assert news.zone.apex == DOMAIN
    assert [one.name for one in news.zone.name_servers] == ["ns1.firma.example"]


def test_what_may_be_an_alias_is_neither_a_zone_nor_a_change() -> None:
    zone = changed(
        ("mail.", "NS", ["ns.dienst.example"]),
        ("news.", "NS", ["ns.dienst.example"]),
        ("ns.dienst.example", "A", ["203.0.113.53"]),
    )
    lost = {
        name: {**types, "CNAME": "failed"} if name.startswith(("mail.", "news.")) else types
        for name, types in zone.items()
    }
    for domain in (DOMAIN, f"news.{DOMAIN}"):
        before = audited(zone, domain=domain)
        assert before.zone.delegated or before.zone.apex == domain
        subject = Subject(domain=domain, selectors=("s1",))
        (after,) = audit([subject], dns=ZoneDns(lost), settings=Settings(now=NOW), baselines={domain: before})  # type: ignore[arg-type]
        assert after.zone.delegated == ()
        assert after.zone.apex is None
        assert after.changes == ()


@pytest.mark.loopback
def test_a_delegation_that_only_the_zone_above_shows(dns_server: _Start) -> None:
    """Its servers are dead, so a resolver knows nothing; the zone's own servers say whom they delegate to."""
    zone = {**_ZONE, "_dmarc.firma.example": "failed", "ns.dienst.example": {"A": ["203.0.113.9"]}}
    held = {**_copy(), "_dmarc.firma.example": {"NS": ["ns.gone.example.", "ns.third.example."]}}
    report = _audited([dns_server(held, manner=Manner.OWNER) for _ in _PLACES], zone)
    assert [one.name_servers for one in report.zone.delegated] == [("ns.gone.example", "ns.third.example")]
    assert {"ns_unregistered", "zone_delegated"} == set(_found(report))
    assert "TXT _dmarc.firma.example" in report.unanswered


def test_servers_inside_a_network_are_never_asked() -> None:
    class Watched:
        def ask(self, question: Question) -> Answer:
            assert "@" not in question.type
            return ZoneDns(zone).ask(question)

    inside = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "224.0.0.251", "255.255.255.255", "0.0.0.0"]
    zone = changed(("@", "NS", ["ns1.firma.example"]), ("ns1.", "A", inside), ("ns1.", "AAAA", ["::1", "ff02::fb"]))
    subject = Subject(domain=DOMAIN, each_server=True)
    (report,) = audit([subject], dns=Watched(), settings=Settings(now=NOW))  # type: ignore[arg-type]
    assert report.error is None
    assert report.zone.name_servers[0].holds_zone == "unknown"


@pytest.mark.loopback
def test_the_command_records_and_replays_it(
    dns_server: _Start,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    zone = {
        name: {
            kind: [f"{one}." if kind in ("MX", "NS", "PTR") else one for one in records]
            for kind, records in types.items()
            if kind != "HTTPS-GET"
        }
        for name, types in _ZONE.items()
    }
    resolver = dns_server(zone)
    servers = [dns_server(one, manner=Manner.OWNER) for one in (_copy(), _copy(TXT=["v=spf1 -all"]), _copy())]
    places = {address: server.address for address, server in zip(_PLACES, servers, strict=True)}

    class Reached(NameServerDns):
        def __init__(self, dns: Any, timeout_s: float) -> None:
            def reached(address: str) -> Nameserver:
                return nameserver(places[address])

            super().__init__(dns, timeout_s, reached)

    monkeypatch.setattr(mailpath.dns.at_server, "NameServerDns", Reached)
    file = str(tmp_path / "dns.json")
    live = ["domain", DOMAIN, "--each-name-server", "--json", "--nameserver", resolver.address, "--record", file]
    assert main(live) == 1
    first = json.loads(capsysbinary.readouterr().out)
    assert "ns_disagree" in {one["code"] for one in first["findings"]}
    assert main(["domain", DOMAIN, "--each-name-server", "--json", "--dns", file]) == 1
    second = json.loads(capsysbinary.readouterr().out)
    assert second["findings"] == first["findings"]
    assert second["zone"] == first["zone"]
    assert main(["domain", DOMAIN, "--json", "--dns", file]) == 0
    assert "ns_disagree" not in {one["code"] for one in json.loads(capsysbinary.readouterr().out)["findings"]}


_WRONG = changed(
    ("@", "NS", ["ns1.firma.example", "ns.gone.example", "ns2.dienst.example"]),
    ("ns1.", "A", [_PLACES[0]]),
    ("_domainkey.", "NS", ["ns.gone.example", "ns3.dienst.example"]),
    ("ns3.dienst.example", "A", ["203.0.113.54"]),
    ("@", "MX", ["10 mx1.firma.example", "20 mx.gone.example"]),
    ("@", "TXT", ["v=spf1 mx include:_spf.gone.example -all"]),
)


@pytest.mark.parametrize("name", [*_WRONG, "ns.gone.example", "gone.example", "example", "_spf.gone.example"])
def test_losing_an_answer_makes_no_finding(name: str) -> None:
    """One may be less sure: a server that is not there, instead of one that anybody may become."""
    before = {one.code for one in audited(_WRONG).findings}
    assert {"ns_unregistered", "ns_dangling", "mx_target_unregistered", "spf_target_unregistered"} <= before
    after = audited({**_WRONG, name: "failed"})
    found = {one.code for one in after.findings if one.code.startswith(("ns_", "zone_")) or "unregistered" in one.code}
    assert found <= before


def test_the_overview_names_them(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "zone.json"
    file.write_text(json.dumps(_ZONE))
    assert main(["domain", DOMAIN, "--dns", str(file)]) == 0
    assert "ns1.firma.example, ns2.dienst.example, ns3.dienst.example" in capsysbinary.readouterr().out.decode()
