"""One zone in every kind of source gives the same answers but for who answered, the ttl and the time."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mailpath.dns.chain import SnapshotDns
from mailpath.dns.live import LiveDns
from mailpath.dns.map import ZoneDns
from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.recording import RecordingDns
from mailpath.values.answers import Question
from mailpath.values.vocabulary import DnsStatus
from tests.dns_server import DnsServer

_LONG = "v=DKIM1; k=rsa; p=" + "A" * 500
_MAP: dict[str, dict[str, list[object]]] = {
    "corp.example": {
        "SOA": ["ns.corp.example. hostmaster.corp.example. 1 7200 3600 1209600 60"],
        "NS": ["ns.corp.example."],
        "TXT": ["v=spf1 include:_spf.corp.example ~all"],
        "MX": [{"exchange": "MX1.corp.example.", "priority": 10}, {"exchange": "mx2.corp.example.", "priority": 20}],
        "CAA": ['0 issue "ca.example"'],
    },
    "_spf.corp.example": {"TXT": [["v=spf1 ip4:192.0.2.0/24 ", "-all"]]},
    "ns.corp.example": {"A": ["192.0.2.53"]},
    "mx1.corp.example": {"A": ["192.0.2.1"], "AAAA": ["2001:DB8:0:0::1"]},
    "s1._domainkey.corp.example": {"TXT": [_LONG]},
    "s2._domainkey.corp.example": {"CNAME": ["s1._domainkey.corp.example."]},
    "odd.corp.example": {"TXT": ['quote " backslash \\ é \n']},
    "*.users.corp.example": {"MX": [{"exchange": "mx1.corp.example.", "priority": 5}]},
    "null.corp.example": {"MX": [{"exchange": "", "priority": 0}]},
    "dangling.corp.example": {"CNAME": ["gone.corp.example."]},
    "loop.corp.example": {"CNAME": ["loop.corp.example."]},
    "xn--bro-hoa.corp.example": {"A": ["192.0.2.9"]},
}
_ZONE = rf"""
$ORIGIN corp.example.
$TTL 300
@ SOA ns hostmaster 1 7200 3600 1209600 60
@ NS ns
@ TXT "v=spf1 include:_spf.corp.example ~all"
@ MX 10 MX1
@ MX 20 mx2
@ CAA 0 issue "ca.example"
_spf TXT "v=spf1 ip4:192.0.2.0/24 " "-all"
ns A 192.0.2.53
mx1 A 192.0.2.1
mx1 AAAA 2001:DB8:0:0::1
s1._domainkey TXT ( "{_LONG[:255]}" "{_LONG[255:510]}"
   "{_LONG[510:]}" )
s2._domainkey CNAME s1._domainkey
odd TXT "quote \" backslash \\ \195\169 \010"
*.users MX 5 mx1
null MX 0 .
dangling CNAME gone
loop CNAME loop
büro A 192.0.2.9
"""
_QUESTIONS = [
    *(Question("corp.example", kind) for kind in ("SOA", "NS", "TXT", "MX", "CAA", "A")),
    Question("Corp.Example.", "TXT"),
    Question("_spf.corp.example", "TXT"),
    Question("mx1.corp.example", "A"),
    Question("mx1.corp.example", "AAAA"),
    Question("mx1.corp.example", "TXT"),
    Question("s1._domainkey.corp.example", "TXT"),
    Question("s2._domainkey.corp.example", "TXT"),
    Question("s2._domainkey.corp.example", "CNAME"),
    Question("_domainkey.corp.example", "TXT"),
    Question("odd.corp.example", "TXT"),
    Question("anna.users.corp.example", "MX"),
    Question("anna.users.corp.example", "A"),
    Question("users.corp.example", "MX"),
    Question("null.corp.example", "MX"),
    Question("dangling.corp.example", "A"),
    Question("loop.corp.example", "A"),
    Question("gone.corp.example", "A"),
    Question("büro.corp.example", "A"),
    Question("BÜRO.corp.example.", "A"),
    Question("xn--bro-hoa.corp.example", "A"),
]


def _written(path: Path, text: str) -> Dns:
    path.write_text(text, encoding="utf-8")
    return SnapshotDns(path)


@pytest.mark.loopback
def test_whatever_the_source(tmp_path: Path, dns_server: Callable[..., DnsServer]) -> None:
    recorded = RecordingDns(LiveDns([dns_server(_MAP).address]))
    live = ask_all(recorded, _QUESTIONS)
    snapshot = recorded.recording.snapshot()
    report = {"schema_version": "1", "evidence": [{**row, "source": "x"} for row in json.loads(snapshot)["answers"]]}
    sources: dict[str, Dns] = {
        "ZoneDns": ZoneDns(_MAP),
        "map": _written(tmp_path / "map", json.dumps(_MAP)),
        "zone": _written(tmp_path / "zone", _ZONE),
        "snapshot": _written(tmp_path / "snapshot", snapshot),
        "complete": _written(tmp_path / "complete", snapshot.replace('"complete": false', '"complete": true')),
        "report": _written(tmp_path / "report", json.dumps(report)),
        "jsonl": _written(tmp_path / "jsonl", json.dumps(report) + "\n" + json.dumps(report)),
    }
    expected = [(answer.question, answer.status, answer.records) for answer in live]
    assert {status for _, status, _ in expected} == set(DnsStatus)
    for kind, source in sources.items():
        answers = ask_all(source, _QUESTIONS)
        assert [(answer.question, answer.status, answer.records) for answer in answers] == expected, kind
