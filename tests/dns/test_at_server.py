"""Questions to one certain name server: its own word or none, recorded and replayed, never taken for the zone's."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mailpath.dns.at_server import NameServerDns, at_server
from mailpath.dns.chain import SnapshotDns
from mailpath.dns.map import ZoneDns
from mailpath.dns.nameservers import Nameserver, nameserver
from mailpath.dns.recording import RecordingDns
from mailpath.values.answers import Answer, Question
from mailpath.values.names import ip_address
from mailpath.values.vocabulary import DnsStatus
from tests.dns_server import DnsServer, Manner

_Start = Callable[..., DnsServer]
_FOUND, _NODATA, _NXDOMAIN, _FAILED = DnsStatus
_ZONE: dict[str, dict[str, list[object]]] = {
    "a.example": {
        "SOA": ["ns.a.example. hostmaster.a.example. 7 2 3 4 60"],
        "MX": ["10 mx.a.example."],
        "TXT": ["two  blanks"],
        "NS": ["ns.a.example."],
    },
    "_dmarc.a.example": {"NS": ["ns2.dienst.example.", "ns1.dienst.example."]},
    "alias.a.example": {"CNAME": ["elsewhere.example."]},
}
_BENEATH = ZoneDns({"a.example": {"MX": ["20 other.example"]}})


def _asked(server: DnsServer, question: Question, timeout_s: float = 5.0) -> Answer:
    def reached(address: str) -> Nameserver:
        assert address == "192.0.2.53"
        return nameserver(server.address)

    ip = ip_address("192.0.2.53")
    assert ip is not None
    return NameServerDns(_BENEATH, timeout_s, reached).ask(at_server(question, ip))


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("name", "kind", "status", "records"),
    [
        ("a.example", "MX", _FOUND, ("10 mx.a.example",)),
        ("a.example", "TXT", _FOUND, ('"two  blanks"',)),
        ("a.example", "SOA", _FOUND, ("ns.a.example hostmaster.a.example 7 2 3 4 60",)),
        ("a.example", "CAA", _NODATA, ()),
        ("gone.a.example", "A", _NXDOMAIN, ()),
        ("_dmarc.a.example", "NS", _FOUND, ("ns1.dienst.example", "ns2.dienst.example")),
        ("_dmarc.a.example", "TXT", _FAILED, ()),
    ],
)
def test_its_own_word(dns_server: _Start, name: str, kind: str, status: DnsStatus, records: tuple[str, ...]) -> None:
    answer = _asked(dns_server(_ZONE, manner=Manner.OWNER), Question(name, kind))
    assert (answer.status, answer.records, answer.question.type) == (status, records, f"{kind}@192.0.2.53")


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("manner", "word"),
    [
        (Manner.ANSWER, "not authoritative"),
        (Manner.REFERRAL, "referral"),
        (Manner.REFUSE, "refused"),
        (Manner.SILENT, "timeout"),
    ],
)
def test_no_word_of_its_own(dns_server: _Start, manner: Manner, word: str) -> None:
    server = dns_server(_ZONE, manner=manner)
    answer = _asked(server, Question("a.example", "MX"), 0.2)
    assert (answer.status, answer.source) == (_FAILED, f"{server.address} {word}")


@pytest.mark.loopback
def test_a_silent_server_is_left_alone_after_a_while(dns_server: _Start) -> None:
    server = dns_server(_ZONE, manner=Manner.SILENT)
    dns = NameServerDns(_BENEATH, 0.1, lambda _: nameserver(server.address))
    for number in range(6):
        assert dns.ask(Question(f"n{number}.example", "A@192.0.2.53")).source == f"{server.address} timeout"
    assert len(server.questions) == 6  # three questions, each sent twice


@pytest.mark.loopback
def test_other_questions_go_beneath_and_all_answers_replay(dns_server: _Start, tmp_path: Path) -> None:
    server = dns_server(_ZONE, manner=Manner.OWNER)
    dns = RecordingDns(NameServerDns(_BENEATH, 5.0, lambda _: nameserver(server.address)))
    questions = [Question("a.example", kind) for kind in ("MX", "MX@192.0.2.53", "TXT@192.0.2.53", "MX@192.0.2.53")]
    asked = dns.ask_all(questions)
    assert [one.records for one in asked[:2]] == [("20 other.example",), ("10 mx.a.example",)]
    assert asked[1] == asked[3]
    file = tmp_path / "dns.json"
    dns.recording.write(str(file))
    replayed = SnapshotDns(file)
    assert [replayed.ask(one).records for one in questions] == [one.records for one in asked]


def test_what_is_no_address_is_not_asked() -> None:
    dns = NameServerDns(_BENEATH, 5.0)
    assert dns.ask(Question("a.example", "MX@ns.a.example")).source == "ns.a.example is no address"


@pytest.mark.parametrize("name", ["complete.json", "map.json", "zone"])
def test_no_file_is_complete_for_them(tmp_path: Path, name: str) -> None:
    """What a file does not hold of one server is not known, whatever else it holds."""
    file = tmp_path / name
    file.write_text(
        {
            "complete.json": json.dumps({"schema": "mailpath-dns/1", "complete": True, "answers": []}),
            "map.json": json.dumps({"a.example": {"A": ["192.0.2.1"]}}),
            "zone": "$ORIGIN a.example.\n@ 60 IN SOA ns hostmaster 1 2 3 4 5\n",
        }[name]
    )
    dns = SnapshotDns(file)
    assert dns.ask(Question("a.example", "MX@192.0.2.53")).failed
    assert not dns.ask(Question("a.example", "MX")).failed
