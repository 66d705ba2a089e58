"""The command as it is called: exit codes, outputs, a baseline, a scan's output, a schema that its output keeps."""

import copy
import json

import jsonschema
import pytest

from mailpath.cli.main import main
from mailpath.language.render import catalogue
from mailpath.outputs.json import schema
from tests.domain.zones import DOMAIN, FAULTY, changed, sound, spf


@pytest.fixture
def call(tmp_path, capsysbinary):
    def called(zone, *arguments):
        file = tmp_path / "zone.json"
        file.write_text(json.dumps(zone))
        code = main(["domain", *(arguments or (DOMAIN,)), "--dns", str(file)])
        return code, capsysbinary.readouterr().out.decode()

    return called


@pytest.mark.parametrize(
    ("zone", "code"),
    [
        (sound(), 0),
        (changed(("default._bimi.", "TXT", None)), 0),
        (FAULTY["spf plus all"][0], 1),
        (FAULTY["dmarc none"][0], 1),
        (changed(("@", "TXT", "failed")), 3),
        (changed(("mx1.", "A", "failed"), ("mx1.", "AAAA", "failed")), 3),
        (changed(("s1._domainkey.", "TXT", "failed")), 3),
        (changed(("_spf.dienst.example", "TXT", "failed")), 3),
        (changed(("_dmarc.", "TXT", "failed")), 3),
        (changed(("_dmarc.", "TXT", "failed"), spf("v=spf1 mx +all")), 1),
    ],
)
def test_exit_code(call, zone, code):
    assert call(zone, DOMAIN, "--selector", "s1")[0] == code


def test_a_baseline_of_a_weak_domain_exits_by_its_findings_and_an_unchanged_sound_one_with_0(call, tmp_path):
    before = tmp_path / "before.json"
    assert call(sound(), DOMAIN, "--json", "--output", str(before))[0] == 0
    code, text = call(sound(), DOMAIN, "--json", "--baseline", str(before))
    assert (code, json.loads(text)["changes"]) == (0, [])
    more = changed(("_spf.dienst.example", "TXT", ["v=spf1 ip4:198.51.100.0/24 ip4:203.0.113.1 -all"]))
    code, text = call(more, DOMAIN, "--json", "--baseline", str(before))
    assert code == 1
    assert [one["kind"] for one in json.loads(text)["changes"]] == ["who_may_send"]
    other = changed(("@", "MX", ["10 mx2.firma.example", "20 mx1.firma.example"]))
    assert call(other, DOMAIN, "--json", "--baseline", str(before))[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("no domain",),
        (DOMAIN, "--baseline", "/does/not/exist"),
        (DOMAIN, "--from-scan", "/does/not/exist"),
        (DOMAIN, "--https"),
        (DOMAIN, "--selector", "a b"),
        (DOMAIN, "--format", "yaml"),
    ],
)
def test_wrong_usage(tmp_path, arguments):
    file = tmp_path / "zone.json"
    file.write_text(json.dumps(sound()))
    assert main(["domain", *arguments, "--dns", str(file)]) == 2


def test_several_domains_are_a_line_each_and_share_a_file(call, tmp_path):
    names = tmp_path / "names"
    names.write_text("firma.example\n# a remark\ngone.example  # no such domain\n\nFIRMA.example.\n")
    code, text = call(sound(), "--domains-from", str(names), "--json")
    assert code == 1
    assert [json.loads(line)["domain"] for line in text.splitlines()] == ["firma.example", "gone.example"]


@pytest.mark.parametrize("name", ["several", "mx private", "dmarc twice"])
def test_output_keeps_to_its_schema(call, name):
    _, text = call(FAULTY[name][0], DOMAIN, "--json", "--selector", "s1")
    validator = jsonschema.Draft202012Validator(
        json.loads(schema("domain")), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.validate(json.loads(text))


def test_a_report_is_a_snapshot(call, tmp_path, capsysbinary):
    _, text = call(FAULTY["several"][0], DOMAIN, "--json", "--selector", "s1")
    report = tmp_path / "report.json"
    report.write_text(text)
    assert main(["domain", DOMAIN, "--selector", "s1", "--json", "--dns", str(report)]) == 1
    again = json.loads(capsysbinary.readouterr().out)
    first = json.loads(text)
    assert again["findings"] == first["findings"]


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", ["several", "spf plus all", "dmarc missing"])
def test_text_says_what_to_do_first_within_ten_lines_of_80_columns(call, name, lang):
    _, text = call(FAULTY[name][0], DOMAIN, "--lang", lang)
    lines = text.splitlines()
    head = lines[:10]
    assert all(len(line) <= 80 for line in head)
    assert any(line.startswith({"en": "First: ", "de": "Zuerst: "}[lang]) for line in head)
    assert any(line.startswith("  v=") for line in head)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "csv"])
def test_hostile_records_cannot_leave_their_place(call, form):
    zone = copy.deepcopy(sound())
    zone[DOMAIN]["TXT"] = ["v=spf1 \x1b[2J<script>alert(1)</script>|=cmd()`x` mx -all"]
    _, text = call(zone, DOMAIN, "gone.example", "--format", form)
    assert "\x1b" not in text
    assert form not in ("html",) or "<script" not in text


def test_from_scan_of_something_else_is_said(call, tmp_path):
    """Taken for a scan in which nobody sent, it would call every term unused."""
    (tmp_path / "other.jsonl").write_text('{"x": 1}\n{}\n')
    code, text = call(sound(), DOMAIN, "--from-scan", str(tmp_path / "other.jsonl"))
    assert (code, text) == (2, "")


def test_from_scan_brings_hosts_and_selectors(call, tmp_path):
    def row(ip, verdict):
        return {
            "identifiers": {"author_domain": "firma.example"},
            "sending_host": {"ip": ip, "service": None},
            "auth_results": {"dkim": [{"domain": "firma.example", "selector": "neu", "result": "pass"}]},
            "verdict": verdict,
        }

    rows = [row("192.0.2.1", "authorized_own"), row("203.0.113.7", "authorized_own"), row("203.0.113.8", "forwarded")]
    scan = tmp_path / "scan.jsonl"
    scan.write_text("".join(json.dumps(one) + "\n" for one in rows))
    code, text = call(sound(), DOMAIN, "--json", "--from-scan", str(scan))
    report = json.loads(text)
    assert code == 1
    assert [(one["ip"], one["covered"]) for one in report["seen"]["hosts"]] == [
        ("192.0.2.1", "yes"),
        ("203.0.113.7", "no"),
        ("203.0.113.8", "no"),
    ]
    fixes = {one["code"]: one["fix"] for one in report["findings"]}
    assert "ip4:203.0.113.7" in fixes["seen_not_listed"]["record"]
    assert "203.0.113.8" not in fixes["seen_not_listed"]["record"]
    assert "dkim_missing" in fixes
    assert report["seen"]["smallest"]["record"] == "v=spf1 ip4:192.0.2.1 ip4:203.0.113.7 -all"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", FAULTY)
def test_the_first_ten_lines_say_what_to_do_first(call, name, lang):
    """80 columns: the fault, and then the record to publish in full, or what else to do."""
    zone = FAULTY[name][0]
    _, text = call(zone, DOMAIN, "--selector", "s1", "--lang", lang)
    _, raw = call(zone, DOMAIN, "--selector", "s1", "--json")
    worst = next(one for one in json.loads(raw)["findings"] if one["severity"] != "info")
    lines = text.splitlines()[:10]
    label = {"de": "Zuerst: ", "en": "First: "}[lang]
    start = next(at for at, line in enumerate(lines) if line.startswith(label))
    end = lines.index("", start)
    assert all(len(line) <= 80 for line in lines[:end] if not line.startswith("  "))
    first = " ".join(" ".join(lines[start:end]).split())
    if worst["fix"]:
        record = worst["fix"]["record"]
        assert all(f"  {one}" in lines for one in ([record] if isinstance(record, str) else record))
    else:
        code = worst["code"]
        facts = {key: ", ".join(value) if isinstance(value, list) else value for key, value in worst["facts"].items()}
        assert first.endswith(catalogue(lang)[f"audit_do_{code}"].format_map(facts))


def test_the_overview_says_of_a_given_selector_what_is_known(call):
    _, text = call(changed(("s2._domainkey.", "TXT", "failed")), DOMAIN, "--selector", "s1", "--selector", "s2")
    assert "s1: rsa 2048, s2: unknown" in text
    assert "name selectors with --selector" not in text


NO_EFFECT = {
    "--own-domain": DOMAIN,
    "--trust": "mx.firma.example",
    "--authserv-id": "mx.firma.example",
    "--trust-sealer": "liste.example",
    "--client-ip": "192.0.2.1",
    "--helo": "mx.firma.example",
    "--mail-from": "a@firma.example",
    "--at": "2026-03-01",
    "--dmarc": "rfc7489",
    "--enrich": "asn",
}


@pytest.mark.parametrize(("option", "value"), NO_EFFECT.items(), ids=NO_EFFECT)
def test_options_about_messages_change_nothing_and_say_so(tmp_path, capsysbinary, option, value):
    (tmp_path / "zone.json").write_text(json.dumps(sound()))
    shown = []
    for more in ((), (option, value), (option, value, "--quiet")):
        code = main(["domain", DOMAIN, "--json", "--dns", str(tmp_path / "zone.json"), *more])
        out, err = capsysbinary.readouterr()
        shown.append((code, {**json.loads(out), "checked_at": None}, err.decode()))
    plain, told, quiet = shown
    assert plain[:2] == told[:2] == quiet[:2]
    assert plain[2] == quiet[2] == ""
    assert f"no effect of {option}:" in told[2]
    assert len(told[2].splitlines()) == 1


def test_the_help_text_says_which_options_change_nothing(capsysbinary):
    assert main(["domain", "--help"]) == 0
    text = capsysbinary.readouterr().out.decode()
    panel = text.partition("without effect here")[2].partition("╰")[0]
    assert {word for word in panel.split() if word.startswith("--")} == set(NO_EFFECT)
    assert panel.count("Changes nothing.") == len(NO_EFFECT)
    assert main(["check", "--help"]) == 0
    assert "without effect" not in capsysbinary.readouterr().out.decode()


def test_a_value_that_makes_no_sense_is_refused_all_the_same(call):
    assert call(sound(), DOMAIN, "--client-ip", "nobody")[0] == 2
