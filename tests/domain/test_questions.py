"""Single questions: `mailpath spf`, `mailpath dkim`, `mailpath dmarc`, each with its trail."""

import json

import pytest

from mailpath.cli.main import main
from tests.domain.zones import sound


@pytest.fixture
def zone(tmp_path):
    file = tmp_path / "zone.json"
    file.write_text(json.dumps(sound() | {"lost.example": "failed", "_dmarc.lost.example": "failed"}))
    return str(file)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("spf", "192.0.2.1", "firma.example"), 0, "pass"),
        (("spf", "198.51.100.9", "firma.example"), 0, "_spf.dienst.example"),
        (("spf", "203.0.113.9", "firma.example"), 1, "fail"),
        (("spf", "203.0.113.9", "lost.example"), 3, "temperror"),
        (("spf", "nonsense", "firma.example"), 2, ""),
        (("dkim", "s1._domainkey.firma.example"), 0, "2048"),
        (("dkim", "s2._domainkey.firma.example"), 1, "missing"),
        (("dkim", "s2._domainkey.lost.example"), 1, "missing"),
        (("dkim", "firma.example"), 2, ""),
        (("dmarc", "firma.example"), 0, "reject"),
        (("dmarc", "sub.firma.example"), 0, "reject"),
        (("dmarc", "other.example"), 1, "DMARC"),
        (("dmarc", "lost.example"), 3, "DMARC"),
    ],
)
def test_question(zone, capsysbinary, arguments, code, says):
    assert main([*arguments, "--dns", zone]) == code
    assert says in capsysbinary.readouterr().out.decode()


def test_json_has_result_and_evidence(zone, capsysbinary):
    assert main(["spf", "192.0.2.1", "firma.example", "--dns", zone, "--json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["result"]["result"] == "pass"
    assert found["evidence"][0]["name"] == "firma.example"
