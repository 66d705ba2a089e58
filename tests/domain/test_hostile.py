"""Records made to cost: the audit stays within bounds, and says of a wildcard's records nothing that they are not."""

import json

import pytest

from mailpath.cli.main import main
from tests.domain.zones import DOMAIN, audited, changed, dmarc, sound, spf


def test_thousands_of_terms_and_faults():
    for word in ("ip4:192.0.2.{0}", "foo{0}:x", "include:gone{0}.example", "a:h{0}.firma.example", "ptr:p{0}.example"):
        text = " ".join(("v=spf1", *(word.format(n % 250) for n in range(3500)), "-all"))
        report = audited(changed(spf(text)))
        assert len(report.findings) < 200


def test_a_tree_that_doubles_at_every_level():
    zone = sound()
    for n in range(40):
        zone[f"x{n}.example"] = {
            "TXT": ["v=spf1 " + f"include:x{n + 1}.example " * 10 + "ip4:192.0.2.1 " * 300 + "-all"]
        }
    zone[DOMAIN]["TXT"] = ["v=spf1 include:x0.example -all"]
    report = audited(zone)
    assert report.spf.lookups is not None
    assert report.spf.lookups > 10
    assert "spf_too_many_lookups" in {one.code for one in report.findings}


def test_a_hundred_exchangers():
    zone = sound()
    zone[DOMAIN]["MX"] = [f"{n} mx{n}.many.example" for n in range(100)]
    zone |= {f"mx{n}.many.example": {"A": [f"203.0.113.{n}"]} for n in range(100)}
    assert len(audited(zone).mx.hosts) == 20


def test_a_wildcard_text_is_no_record_of_any_kind():
    zone = {name: types for name, types in sound().items() if not name.startswith(("_", "default.", "s1."))}
    zone["*.firma.example"] = {"TXT": ["v=spf1 include:hosts.example exp=why.firma.example -all"]}
    codes = {one.code for one in audited(zone).findings}
    assert {"dmarc_missing", "sts_missing", "tlsrpt_missing", "bimi_missing", "dkim_missing", "zone_wildcard"} <= codes
    assert not codes & {"dmarc_unrecognized", "sts_faulty", "tlsrpt_faulty", "dkim_faulty", "bimi_faulty"}


def test_bytes_that_are_no_text():
    zone = changed(("@", "TXT", [[b"v=spf1 mx \xff\xfe -all"]]), ("_dmarc.", "TXT", [[b"v=DMARC1; p=reject\xff"]]))
    report = audited(zone)
    assert report.error is None
    assert "spf_syntax" in {one.code for one in report.findings}


def test_thousands_of_exchangers_and_addresses():
    """What is cut off is not taken for a null MX, and no record is offered that would lose a host."""
    zone = changed(("@", "MX", [f"{n} mx{n}.firma.example" for n in range(4000)]))
    zone |= {f"mx{n}.firma.example": {"A": ["192.0.2.1"]} for n in range(4000)}
    report = audited(zone)
    assert report.error is None
    assert len(report.mx.hosts) == 20
    assert "mx_null_with_others" not in {one.code for one in report.findings}
    many = changed(("mx1.", "A", [f"198.51.{n // 250}.{n % 250}" for n in range(4000)]))
    assert audited(many).error is None


def test_aliases_and_includes_that_go_round():
    zone = changed(
        spf("v=spf1 include:a.firma.example include:b.firma.example -all"),
        ("a.", "TXT", ["v=spf1 " + "include:b.firma.example " * 20]),
        ("b.", "TXT", ["v=spf1 " + "include:a.firma.example " * 20]),
        ("@", "MX", ["10 c.firma.example"]),
        ("c.", "CNAME", ["d.firma.example"]),
        ("d.", "CNAME", ["c.firma.example"]),
        ("_dmarc.", "TXT", None),
        ("_dmarc.", "CNAME", ["_dmarc.firma.example"]),
    )
    report = audited(zone)
    assert report.error is None
    assert "spf_loop" in {one.code for one in report.findings}
    assert "dmarc_missing" not in {one.code for one in report.findings}
    assert "TXT _dmarc.firma.example" in report.unanswered


def test_macros_that_multiply():
    report = audited(
        changed(spf("v=spf1 " + " ".join(f"include:{'%{d}.' * n}x.example" for n in range(1, 60)) + " -all"))
    )
    assert report.error is None
    assert len(report.evidence) < 500


_HOSTILE = "\x1b]0;x\x07\x1b[31m\u202e<script>alert(1)</script>"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "csv", "json"])
def test_texts_for_terminal_browser_and_spreadsheet(tmp_path, capsysbinary, form):
    file = tmp_path / "zone.json"
    zone = changed(
        spf(f"v=spf1 mx include:{_HOSTILE} @SUM(1) -all"),
        dmarc(f"v=DMARC1; p=none; rua=mailto:{_HOSTILE}@x.example; {_HOSTILE}=1"),
        ("@", "MX", ["10 =1+1.example", "20 mx1.firma.example"]),
        ("@", "NS", ["\\027[31m.x.example"]),
        ("_smtp._tls.", "TXT", [f"v=TLSRPTv1; rua={_HOSTILE}"]),
        ("_mta-sts.", "TXT", [f"v=STSv1; id={_HOSTILE}"]),
        ("default._bimi.", "TXT", [f"v=BIMI1; l={_HOSTILE}"]),
        ("s1._domainkey.", "TXT", [f"v=DKIM1; p={_HOSTILE}"]),
        ("mta-sts.", "HTTPS-GET", [f"version: STSv1\nmode: {_HOSTILE}\nmx: {_HOSTILE}\n"]),
    )
    file.write_text(json.dumps(zone))
    assert main(["domain", DOMAIN, "--selector", "s1", "--dns", str(file), "--format", form]) == 1
    out = capsysbinary.readouterr().out.decode()
    assert "\x1b" not in out
    assert "\x07" not in out
    if form in ("text", "html", "markdown", "csv"):
        assert "\u202e" not in out
    if form == "html":
        assert "<script>" not in out
    if form == "csv":
        assert ",=1+1" not in out
        assert "'=1+1.example" in out


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"{", b"[]", b"[1]", b'{"domain": 3}', b"\xff\x00" * 1000, b"[" * 100_000, b'{"a":' * 100_000],
)
def test_a_baseline_that_is_none(tmp_path, capsysbinary, content):
    """An empty one, too: a run against nothing would find no change, night after night."""
    file, base = tmp_path / "zone.json", tmp_path / "base.json"
    file.write_text(json.dumps(sound()))
    base.write_bytes(content)
    assert main(["domain", DOMAIN, "--dns", str(file), "--baseline", str(base)]) == 2
    said = capsysbinary.readouterr()
    assert said.out == b""
    assert f"--baseline {base}: " in said.err.decode()
    assert said.err.decode().count("\n") == 1


def _from_file(tmp_path, content):
    file, names = tmp_path / "zone.json", tmp_path / "names"
    file.write_text(json.dumps(sound()))
    names.write_bytes(content)
    return main(["domain", "--domains-from", str(names), "--dns", str(file), "--json"])


@pytest.mark.parametrize(
    "content",
    [
        "\ufefffirma.example\r\n\r\n# remark\r\n FIRMA.example.  # same\r\nbücher.example".encode(),
        "firma.example\r\nbücher.example\r\n".encode("utf-16"),
    ],
)
def test_a_list_of_domains(tmp_path, capsysbinary, content):
    assert _from_file(tmp_path, content) == 1
    lines = capsysbinary.readouterr().out.splitlines()
    assert [json.loads(line)["domain"] for line in lines] == ["firma.example", "xn--bcher-kva.example"]


@pytest.mark.parametrize(
    "text",
    [
        "https://firma.example/",
        "a@firma.example",
        "192.0.2.1",
        "*.firma.example",
        "=cmd|x",
        "a.example, b.example",
        "com",
    ],
)
def test_a_line_that_is_no_domain_is_named(tmp_path, capsysbinary, text):
    assert _from_file(tmp_path, f"firma.example\n{text}\n".encode()) == 2
    said = capsysbinary.readouterr()
    assert said.out == b""
    assert f"line 2: {text}: is no domain name" in said.err.decode()


def test_a_file_of_other_bytes_is_no_list(tmp_path, capsysbinary):
    assert _from_file(tmp_path, bytes(range(255, 0, -1)) * 50) == 2
    said = capsysbinary.readouterr().err.decode()
    assert len(said) < 1000
    assert "\x1b" not in said


@pytest.mark.loopback
def test_servers_that_are_all_silent(dns_server, capsysbinary):
    from tests.dns_server import Manner

    server = dns_server({}, manner=Manner.SILENT)
    arguments = ["domain", DOMAIN, "--selector", "s1", "--nameserver", server.address, "--timeout", "0.05", "--json"]
    assert main(arguments) == 3
    report = json.loads(capsysbinary.readouterr().out)
    assert (report["grade"], report["findings"], report["error"]) == ("unknown", [], None)
    assert "MX firma.example" in report["unanswered"]
