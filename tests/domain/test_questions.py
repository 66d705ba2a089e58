"""Single questions: `mailpath spf`, `mailpath dkim`, `mailpath dmarc`, each with its trail."""

import json
from pathlib import Path

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


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("spf", "203.0.113.9", "lost.example"), "Grund        DNS hat nicht geantwortet"),
        (("dkim", "s2._domainkey.firma.example"), "steht kein DKIM-Schlüssel"),
        (("dmarc", "other.example"), "DMARC      fehlt"),
        (("dmarc", "lost.example"), "DMARC      unbekannt"),
        (("dmarc", "firma.example"), "Schritt 1  _dmarc.firma.example"),
    ],
)
def test_german(zone, capsysbinary, arguments, says):
    main([*arguments, "--dns", zone, "--lang", "de"])
    assert says in capsysbinary.readouterr().out.decode()


def test_json_has_result_and_evidence(zone, capsysbinary):
    assert main(["spf", "192.0.2.1", "firma.example", "--dns", zone, "--json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["result"]["result"] == "pass"
    assert found["evidence"][0]["name"] == "firma.example"


COMMANDS = (("spf", "192.0.2.1", "firma.example"), ("dkim", "s1._domainkey.firma.example"), ("dmarc", "firma.example"))


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_recording_replays(zone, tmp_path, capsysbinary, arguments):
    file = tmp_path / "dns.json"
    assert main([*arguments, "--dns", zone, "--record", str(file)]) == 0
    first = capsysbinary.readouterr().out
    assert main([*arguments, "--dns", str(file)]) == 0
    assert capsysbinary.readouterr().out == first


@pytest.mark.parametrize("arguments", [*COMMANDS, ("domain", "firma.example")])
def test_a_recording_that_cannot_be_written_is_no_wrong_usage(zone, capsysbinary, arguments):
    """The result is there, and one line says what is not; as with every other command."""
    if not Path("/dev/full").exists():
        pytest.skip("no device here that is always full")
    code = main([*arguments, "--dns", zone, "--record", "/dev/full"])
    said = capsysbinary.readouterr()
    assert code == 5
    assert said.out
    assert said.err.decode().count("\n") == 1
    assert "--record /dev/full" in said.err.decode()


@pytest.mark.parametrize("arguments", [*COMMANDS, ("domain", "firma.example")])
@pytest.mark.parametrize(
    ("record", "words"), [("", "a file name"), ("-", "a file name"), (".", "is a directory"), (None, "overwritten")]
)
def test_what_is_no_place_for_a_recording(zone, capsysbinary, arguments, record, words):
    before = Path(zone).read_bytes()
    code = main([*arguments, "--dns", zone, "--record", zone if record is None else record])
    said = capsysbinary.readouterr()
    assert (code, said.out) == (2, b"")
    assert words in said.err.decode()
    assert Path(zone).read_bytes() == before


@pytest.mark.parametrize("arguments", [*COMMANDS, ("domain", "firma.example")])
def test_a_recording_into_no_folder_is_said_before_anything_is_asked(zone, tmp_path, capsysbinary, arguments):
    code = main([*arguments, "--dns", zone, "--record", str(tmp_path / "no" / "dns.json")])
    said = capsysbinary.readouterr()
    assert (code, said.out) == (2, b"")
    assert "there is no folder" in said.err.decode()


@pytest.mark.parametrize("arguments", COMMANDS)
def test_its_own_input_is_not_overwritten(zone, capsysbinary, arguments):
    assert main([*arguments, "--dns", zone, "--output", zone]) == 2
    assert "would be overwritten" in capsysbinary.readouterr().err.decode()
