"""Where results go and what messages may come as, as shells and editors have it: `-`, `>(..)`, UTF-16, `> `."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, environment, mailpath

SAMPLES = ROOT / "samples"
GOOD = SAMPLES / "own-server.eml"
DNS = ("--dns", SAMPLES / "own-server.dns.json")
YES = "Yes: heizbau.example stands behind this message"


def _in_a_shell(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """`line` as bash runs it in an empty folder; `$M` is the command, `$MESSAGE` and `$ANSWERS` a sample."""
    bash = shutil.which("bash")
    if bash is None or not Path("/dev/fd").exists():
        pytest.skip("no bash, or no /dev/fd")
    variables = environment(
        home, PYTHONPATH=str(ROOT), M=f"{sys.executable} -m mailpath", MESSAGE=str(GOOD), ANSWERS=str(DNS[1])
    )
    return subprocess.run(
        [bash, "-c", line], capture_output=True, text=True, cwd=home, env=variables, timeout=60, check=False
    )


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
@pytest.mark.parametrize("command", ["check", "scan", "triage"])
def test_a_name_for_standard_output(command, name, tmp_path):
    plain = mailpath(command, GOOD, *DNS, home=tmp_path)
    done = mailpath(command, GOOD, *DNS, "--output", name, home=tmp_path)
    assert (done.code, done.out, done.err) == (plain.code, plain.out, plain.err)
    assert plain.out
    assert not (ROOT / "-").exists()


def test_standard_output_that_goes_to_a_file_is_added_to(tmp_path):
    line = "echo before > log; $M check $MESSAGE --dns $ANSWERS --output /dev/stdout >> log; cat log"
    done = _in_a_shell(line, tmp_path)
    assert done.stdout.startswith(f"before\n{YES}")


@pytest.mark.parametrize(
    ("options", "begins"),
    [
        ("check $MESSAGE --dns $ANSWERS --output", YES),
        ("check $MESSAGE --dns $ANSWERS --quiet --format csv --record", '{"schema": "mailpath-dns/1"'),
        ("scan $MESSAGE --dns $ANSWERS --quiet --format jsonl --output", '{"schema_version":"1"'),
        ("domain heizbau.example --dns $ANSWERS --json --output", '{"schema_version":"1"'),
    ],
)
def test_into_another_command(options, begins, tmp_path):
    done = _in_a_shell(f"$M {options} >(cat > kept); code=$?; sleep 1; cat kept; exit $code", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert begins in done.stdout


def _headers() -> str:
    return GOOD.read_text(encoding="utf-8").partition("\n\n")[0] + "\n"


def _quoted() -> str:
    return "".join(f"> {line}\n" for line in _headers().splitlines())


@pytest.mark.parametrize(
    "raw",
    [
        ("On Tue, 10 Mar 2026 09:40 Anna wrote:\n\n" + _quoted()).encode(),
        ("Is this real?\r\n" + _quoted().replace("\n", "\r\n")).encode(),
        GOOD.read_text(encoding="utf-8").encode("utf-16"),
        b"\xfe\xff" + _headers().encode("utf-16-be"),
        ("Is this real?\n\n" + _quoted()).encode("utf-16"),
        ("Kopfzeilen:\n\n" + _headers()).encode(),
        _headers().replace("\n", "\n\n").encode(),
        ("Header: as shown\r\n\r\n" + _headers().replace("\n", "\n \n").replace("\n", "\r\n")).encode(),
        _quoted().replace("\n", "\n\n").encode(),
    ],
    ids=[
        "quoted under prose",
        "the same with CRLF",
        "UTF-16",
        "UTF-16, big end first",
        "UTF-16, quoted under prose",
        "below a title",
        "a line between lines",
        "both",
        "quoted, with a line between lines",
    ],
)
def test_what_editors_and_tickets_make_of_a_header(raw, tmp_path):
    """Who pastes from a ticket keeps a line above it; Windows saves "Unicode"."""
    file = tmp_path / "pasted.txt"
    file.write_bytes(raw)
    done = mailpath("check", file, *DNS, "--json", home=tmp_path)
    report = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert (report["source"]["fidelity"], report["source"]["size_bytes"]) == ("quoted", len(raw))
    assert report["sending_host"]["ip"] == "203.0.113.10"
    assert report["identifiers"]["subject"] == "Ihr Angebot"
    case = json.loads(mailpath("triage", file, *DNS, "--json", home=tmp_path).out)["cases"][0]
    assert (case["evidence"]["verdict"], case["evidence"]["confidence"]) == ("authorized_own", "medium")


@pytest.mark.parametrize("raw", [b"look here\n> https://a.example\n> Hint: b\n", b"\xff\xfe", b"\xff\xfea"])
def test_what_only_looks_so_is_no_message(raw, tmp_path):
    file = tmp_path / "x"
    file.write_bytes(raw)
    done = mailpath("check", file, "--offline", home=tmp_path)
    assert (done.code, done.err) == (4, f"mailpath: {file}: holds no header field, so it is no mail message\n")


def test_check_says_where_another_command_or_option_fits_better(tmp_path):
    message = GOOD.read_bytes()
    mailbox = tmp_path / "three.mbox"
    mailbox.write_bytes((b"From a@b.example Tue Mar 10 09:30:04 2026\n" + message + b"\n") * 3)
    done = mailpath("check", mailbox, *DNS, home=tmp_path)
    words = "looks like a mailbox of several messages and is judged as one; mailpath scan judges each"
    assert done.err == f"mailpath: {mailbox}: {words}\n"
    carrier = tmp_path / "carrier.eml"
    carrier.write_bytes(b"From: a@b.example\nContent-Type:\n message/rfc822\n\n" + message)
    done = mailpath("check", carrier, *DNS, home=tmp_path)
    assert done.err == f"mailpath: {carrier}: carries another message; with --unwrap that one is judged\n"
    for quiet in (["--quiet"], ["--unwrap"]):
        assert mailpath("check", carrier, *DNS, *quiet, home=tmp_path).err == ""
    one = tmp_path / "one.mbox"
    one.write_bytes(b"From a@b.example Tue Mar 10 09:30:04 2026\n" + message)
    assert mailpath("check", one, *DNS, home=tmp_path).err == ""
