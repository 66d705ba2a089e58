"""`mailpath check` from outside: inputs of every kind, outputs, exit codes, DNS from files alone."""

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from mailpath.outputs.json import schema
from tests.cli.running import ROOT, environment, mailpath

SAMPLES = ROOT / "samples"
AT = ("--at", "2026-03-10T09:35:00Z")
GOOD = SAMPLES / "own-server.eml"
GOOD_DNS = ("--dns", SAMPLES / "own-server.dns.json")
BAD = SAMPLES / "spoofed-bank.eml"
BAD_DNS = ("--dns", SAMPLES / "spoofed-bank.dns.json")
OPEN = SAMPLES / "nothing-published.eml"

VALID = Draft202012Validator(json.loads(schema()), format_checker=FormatChecker())


@pytest.fixture
def both_dns(tmp_path):
    """One map of both samples' names: each alone says that nothing else exists."""
    path = tmp_path / "both.json"
    maps = [json.loads(Path(one[1]).read_text(encoding="utf-8")) for one in (GOOD_DNS, BAD_DNS)]
    path.write_text(json.dumps(maps[0] | maps[1]))
    return ("--dns", path)


def reports(text: str) -> list[dict[str, object]]:
    found = [json.loads(line) for line in text.splitlines()]
    for one in found:
        VALID.validate(one)
    return found


def errors(text: str) -> list[tuple[str, str | None]]:
    return [(Path(one["source"]["file"]).name, one["source"]["error"]) for one in reports(text)]  # type: ignore[index]


def test_the_text_is_the_default(tmp_path):
    done = mailpath("check", GOOD, *GOOD_DNS, *AT, home=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Yes: heizbau.example stands behind this message")
    assert "\x1b" not in done.out


def test_german_and_verbose(tmp_path):
    done = mailpath("check", GOOD, *GOOD_DNS, *AT, "--verbose", home=tmp_path, LANG="de_DE.UTF-8")
    assert done.out.startswith("Ja: ")
    assert done.err == f"mailpath: {GOOD}: rule 7 decided authorized_own, high; 10 DNS answers\n"
    quiet = mailpath("check", GOOD, *GOOD_DNS, *AT, "--quiet", "--lang", "de", home=tmp_path)
    assert (quiet.out, quiet.err) == (done.out, "")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((GOOD, *GOOD_DNS), 0),
        ((BAD, *BAD_DNS), 1),
        ((OPEN, "--offline"), 3),
        ((SAMPLES / "nowhere.eml", "--offline"), 4),
        ((GOOD, OPEN, *GOOD_DNS), 3),
    ],
    ids=["good", "bad", "open", "nowhere", "open beside good"],
)
def test_exit_codes(tmp_path, arguments, code):
    assert mailpath("check", *arguments, *AT, "--quiet", home=tmp_path).code == code


def test_exit_codes_of_several(tmp_path, both_dns):
    assert mailpath("check", GOOD, OPEN, BAD, *both_dns, *AT, home=tmp_path).code == 1
    assert mailpath("check", GOOD, SAMPLES / "nowhere.eml", BAD, *both_dns, *AT, home=tmp_path).code == 4


def test_what_cannot_be_read_is_a_row_and_the_others_go_on(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.eml").touch()
    (folder / "noise.eml").write_bytes(os.urandom(1 << 20))
    (folder / "broken.gz").write_bytes(gzip.compress(b"From: a@b.example\n\n")[:-9])
    (folder / "broken.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(3000))
    os.mkfifo(folder / "pipe")
    named = [folder / "gone", folder, *(folder / name for name in ("empty.eml", "broken.gz", "broken.msg", "pipe"))]
    done = mailpath("check", *named, folder / "noise.eml", GOOD, *GOOD_DNS, "--json", home=tmp_path)
    assert done.code == 4
    *unread, (_, noise), good = errors(done.out)
    assert unread == [
        ("gone", "there is no such file"),
        ("in", "is a directory; mailpath scan reads what is in it"),
        ("empty.eml", "is empty"),
        ("broken.gz", "the gzip file ends too early"),
        ("broken.msg", "is a damaged Outlook message"),
        ("pipe", "is a pipe, no file; name it - to read standard input"),
    ]
    assert noise in (None, "holds no header field, so it is no mail message")
    assert good == ("own-server.eml", None)
    rows = reports(done.out)
    assert {(row["verdict"], row["rule"]) for row in rows[:6]} == {("undetermined", 1)}
    assert rows[6]["verdict"] == "undetermined"
    assert done.err.count("\n") == 6 + (noise is not None)


def test_standard_input_archive_and_rows_in_their_order(tmp_path, both_dns):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(BAD, "bad.eml")
        archive.writestr("../good.eml.gz", gzip.compress(GOOD.read_bytes()))
    done = mailpath("check", "-", *both_dns, *AT, "-f", "jsonl", home=tmp_path, stdin=packed.getvalue())
    sources = [one["source"] for one in reports(done.out)]
    assert [(one["file"], one["key"]) for one in sources] == [("-", "bad.eml"), ("-", "../good.eml.gz")]  # type: ignore[index]
    assert done.code == 1


def test_unwrap(tmp_path):
    complaint = (
        b"From: user@example.net\r\nSubject: is this real?\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nplease look\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" + GOOD.read_bytes() + b"\r\n--b--\r\n"
    )
    wrapped, inner = (
        reports(mailpath("check", "-", *GOOD_DNS, *AT, "--json", *more, home=tmp_path, stdin=complaint).out)[0]
        for more in ((), ("--unwrap",))
    )
    assert wrapped["identifiers"]["header_from"] == "user@example.net"  # type: ignore[index]
    assert inner["verdict"] == "authorized_own"
    assert inner["source"]["wrapped_in"] == ["rfc822"]  # type: ignore[index]


@pytest.mark.parametrize("name", ["report.json", "report.html", "report.md", "report.csv", "report.txt"])
def test_output_goes_to_a_file_that_its_ending_describes(tmp_path, name):
    path = tmp_path / name
    path.write_text("old")
    done = mailpath("check", GOOD, *GOOD_DNS, *AT, "--output", path, home=tmp_path)
    assert (done.code, done.out, done.err) == (0, "", "")
    begins = {"json": "{", "html": "<!doctype html>", "md": "**Yes:**", "csv": "schema_version,", "txt": "Yes: "}
    assert path.read_text(encoding="utf-8").startswith(begins[path.suffix[1:]])
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_settings_of_file_environment_and_flags_reach_the_report(tmp_path):
    (tmp_path / "mailpath").mkdir()
    (tmp_path / "mailpath" / "config.toml").write_text('trust = ["mx.empfang.example"]\n')
    (one,) = reports(mailpath("check", GOOD, "--offline", "--json", home=tmp_path).out)
    assert one["path"]["boundary"]["method"] == "configured"  # type: ignore[index]
    (one,) = reports(mailpath("check", GOOD, "--offline", "--client-ip", "192.0.2.9", "--json", home=tmp_path).out)
    assert one["sending_host"]["ip"] == "192.0.2.9"  # type: ignore[index]
    assert one["path"]["boundary"]["method"] == "given"  # type: ignore[index]


def test_recorded_answers_give_the_same_report(tmp_path):
    record = tmp_path / "dns.json"
    first = mailpath("check", GOOD, *GOOD_DNS, *AT, "--json", "--record", record, home=tmp_path)
    again = mailpath("check", GOOD, "--dns", record, *AT, "--json", home=tmp_path)
    report = tmp_path / "report.json"
    report.write_text(first.out)
    replayed = mailpath("check", GOOD, "--dns", report, *AT, "--json", home=tmp_path)

    def judged(text: str) -> dict[str, object]:
        return {name: value for name, value in reports(text)[0].items() if name != "evidence"}

    assert judged(first.out) == judged(again.out) == judged(replayed.out)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: nobody watches from outside")
def test_with_dns_no_socket_is_opened(tmp_path):
    seen = tmp_path / "calls"
    words = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto", "-o", str(seen)]
    words += [sys.executable, "-m", "mailpath", "check", *map(str, (GOOD, *GOOD_DNS, *AT))]
    done = subprocess.run(words, capture_output=True, cwd=ROOT, env=environment(tmp_path), timeout=120, check=False)
    if b"ptrace" in done.stderr:
        pytest.skip("this machine lets nobody watch processes")
    assert done.returncode == 0, done.stderr
    assert seen.read_text() == ""


def test_a_check_loads_no_pydantic_and_no_resolver(tmp_path):
    """Start-up counts: what is slow to import is not imported for nothing."""
    arguments = ["check", *map(str, (GOOD, *GOOD_DNS, *AT)), "--json"]
    code = (
        f"import sys\nfrom mailpath.cli.main import main\nassert main({arguments!r}) == 0\n"
        "heavy = {'pydantic', 'rich', 'jinja2', 'dns.resolver', 'dkim', 'asyncio', 'email.parser'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, cwd=ROOT, env=environment(tmp_path), check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_fault_in_one_message_is_a_row_and_a_log(tmp_path):
    code = (
        "import sys\nimport mailpath.one_message as one\nfrom mailpath.cli.main import main\n"
        "work = one._Work.step\n"
        "def step(self):\n"
        "    if 'spoofed' in self._source.file: self.report = self.fault(ValueError('x\\ny'))\n"
        "    return work(self)\n"
        "one._Work.step = step\n"
        f"sys.exit(main({['check', str(BAD), str(GOOD), *map(str, GOOD_DNS), *AT, '--json']!r}))\n"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, cwd=ROOT, env=environment(tmp_path), check=False, text=True)
    assert done.returncode == 5
    assert [(name, bool(error)) for name, error in errors(done.stdout)] == [(BAD.name, True), (GOOD.name, False)]
    assert "Traceback" not in done.stderr
    assert f"details in {tmp_path / 'mailpath' / 'log' / 'mailpath.log'}" in done.stderr
    assert "ValueError" in (tmp_path / "mailpath" / "log" / "mailpath.log").read_text()
