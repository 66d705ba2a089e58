"""A hostile inbox by the real command: bounded, a case or a row for each, the rest done, nothing breaks out."""

import csv
import io
import json
import resource
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.cli.running import ROOT, mailpath
from tests.inputs.complaints import ATTACHED, arf, multipart
from tests.triage.queues import BANK

DNS = ("--dns", ROOT / "samples" / "complaints" / "dns.json", "--at", "2026-03-10T09:35:00Z")
MEMORY = 900 << 20  # bytes of address space; the command itself takes about 250 MB of it


def _zeros(size):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    block = bytes(1 << 20)
    return b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()


def _zip(*members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return held.getvalue()


def _attached(name, raw, kind):
    import base64

    fields = f'Content-Type: {kind}; name="{name}"\r\nContent-Transfer-Encoding: base64'
    return multipart((fields, base64.encodebytes(raw).replace(b"\n", b"\r\n")))


def _deep(depth):
    raw = BANK
    for number in range(depth):
        raw = b"Content-Type: message/rfc822\r\nSubject: %d\r\n\r\n" % number + raw
    return raw


def _report_in_itself():
    """A report whose parts are all delimited by its own boundary, so that each seems to hold the whole once more."""
    head = b"From: a@firma.example\r\nTo: helpdesk@firma.example\r\nMIME-Version: 1.0\r\n"
    kind = b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n'
    return head + kind + (b"--b\r\n" + kind) * 3000 + b"--b--\r\n"


def _reports(depth):
    raw = BANK
    for _ in range(depth):
        raw = arf(raw)
    return raw


def _bomb():
    inner = _zip(*[(f"{number}.eml", bytes(50 << 20)) for number in range(8)])
    for _ in range(4):
        inner = _zip(*[(f"{number}.zip", inner) for number in range(10)])
    return inner


HOSTILE = {
    "zeros.eml.gz": lambda: _zeros(1 << 30),
    "zeros-attached.eml": lambda: _attached("x.eml.gz", _zeros(1 << 30), "application/gzip"),
    "bomb.eml": lambda: _attached("x.zip", _zip(*[(f"{n}.eml", bytes(50 << 20)) for n in range(8)]), "application/zip"),
    "bomb-in-bombs.eml": lambda: _attached("x.zip", _bomb(), "application/zip"),
    "deep.eml": lambda: _deep(10_000),
    "report-in-itself.eml": _report_in_itself,
    "reports.eml": lambda: _reports(300),
}


@pytest.mark.long
def test_a_hostile_inbox_is_bounded_and_the_rest_is_done(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, make in HOSTILE.items():
        (inbox / name).write_bytes(make())
    for number in range(5):
        (inbox / f"ok{number}.eml").write_bytes(
            ATTACHED["rfc822"](BANK.replace(b"Subject: ", b"Subject: %d " % number))
        )
    done = subprocess.run(
        [sys.executable, "-m", "mailpath", "triage", inbox, *DNS, "--jobs", "1", "--json"],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )
    assert done.stderr == b""
    queue = json.loads(done.stdout)
    files = {one["file"].rpartition("/")[2] for case in queue["cases"] for one in case["messages"]}
    unread = {one["file"].rpartition("/")[2] for one in queue["unread"]}
    assert files | unread == {one.name for one in inbox.iterdir()}
    assert {"zeros.eml.gz", "zeros-attached.eml", "bomb.eml", "deep.eml", "reports.eml"} <= unread
    bank = next(case for case in queue["cases"] if case["cause"]["author_domain"] == "bank.example")
    assert {f"ok{number}.eml" for number in range(5)} <= {one["file"].rpartition("/")[2] for one in bank["messages"]}


TRICKS = (
    "\x1b]0;owned\x07\x1b[31m=cmd|'/c calc'!A1 <script>alert(1)</script> | `x` ](javascript:x)"
    " \u202egnp.exe\u2066 \x00\x85"
)


@pytest.fixture(scope="module")
def tricky(tmp_path_factory):
    inbox = tmp_path_factory.mktemp("tricks")
    inner = BANK.replace(b"Subject: ", b"Subject: " + TRICKS.encode())
    inner = inner.replace(b"\nMessage-ID: <", b"\nReply-To: <x@evil.example>\nMessage-ID: <\x1b[2J")
    name = 'Content-Type: message/rfc822; name="../../=1+1\x1b[31m<b>.eml"'
    raw = multipart(
        (name, inner), sender=f'"{TRICKS}" <melder@firma.example>', subject=TRICKS, words=f"{TRICKS}\r\nHallo"
    )
    (inbox / "a.eml").write_bytes(raw)
    (inbox / "b.eml").write_bytes(ATTACHED["zip"](inner))
    return inbox


def _written(inbox, name, home, *more):
    return mailpath("triage", inbox, *DNS, "--format", name, *more, home=home)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("more", [(), ("--case", "1")])
@pytest.mark.parametrize("name", ["text", "markdown", "html", "csv"])
def test_nothing_breaks_out_of_an_output(tricky, tmp_path, name, more, lang):
    done = _written(tricky, name, tmp_path, *more, "--lang", lang)
    assert done.code == 1
    assert "bank.example" in done.out
    assert not {char for char in done.out if char < " " and char != "\n"} | (
        set("\x7f\x85\u202e\u2066") & set(done.out)
    )
    if name == "html":
        assert "<script" not in done.out.lower()
        assert "javascript:x" not in done.out or 'href="javascript' not in done.out
    if name == "csv":
        cells = [cell for row in csv.reader(io.StringIO(done.out)) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_nothing_breaks_out_of_a_draft_or_a_report(tricky, tmp_path):
    done = _written(tricky, "json", tmp_path, "--folders", tmp_path / "cases")
    assert done.code == 1
    mails = list((tmp_path / "cases").rglob("*.eml"))
    assert len(mails) >= 4
    for mail in mails:
        raw = mail.read_bytes()
        head = raw.partition(b"\r\n\r\n")[0]
        assert b"\x1b" not in raw
        assert b"\n" not in head.replace(b"\r\n", b"")
        assert {line.partition(b":")[0].lower() for line in head.split(b"\r\n") if line[:1] not in b" \t"} <= {
            *(b"x-unsent", b"to", b"subject", b"date", b"mime-version", b"content-type", b"content-transfer-encoding")
        }
    for page in (tmp_path / "cases").rglob("case.md"):
        text = page.read_text("utf-8")
        assert not {char for char in text if char < " " and char != "\n"}
        assert "\n# " not in text
    assert {one.resolve().parent.parent for one in mails} == {(tmp_path / "cases").resolve()}


def test_a_disk_without_room_is_said_and_nothing_counts_as_answered(tmp_path):
    inbox = tmp_path / "a.eml"
    inbox.write_bytes(ATTACHED["rfc822"](BANK))
    store = ("--state", tmp_path / "state.db")
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    full = mailpath("triage", inbox, *DNS, *store, "--json", "--output", "/dev/full", home=tmp_path)
    assert full.code == 5
    assert "no space left" in full.err.lower()
    assert "Traceback" not in full.err
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"")
    refused = mailpath("triage", inbox, *DNS, *store, "--json", "--folders", blocked / "x", home=tmp_path)
    assert refused.code == 5
    assert "--folders" in refused.err
    done = json.loads(mailpath("triage", inbox, *DNS, *store, "--json", home=tmp_path).out)
    assert {draft["to_role"] for draft in done["cases"][0]["drafts"]} == {"complainant", "own_team", "abuse_desk"}


@pytest.mark.parametrize("content", [b"x" * 5000, b""], ids=["no database", "empty"])
def test_a_state_file_that_is_none(tmp_path, content):
    store, inbox = tmp_path / "state.db", tmp_path / "a.eml"
    store.write_bytes(content)
    inbox.write_bytes(ATTACHED["rfc822"](BANK))
    done = mailpath("triage", inbox, *DNS, "--state", store, home=tmp_path)
    assert done.code == (2 if content else 1)
    assert "Traceback" not in done.err
    if content:
        assert store.read_bytes() == content


def test_a_crafted_copy_blames_nobody_without_a_question(tmp_path):
    """Who hands a message in can write any Received field: outward drafts ask for our own logs first."""
    inbox = tmp_path / "a.eml"
    inbox.write_bytes(ATTACHED["rfc822"](BANK))
    case = json.loads(mailpath("triage", inbox, *DNS, "--json", home=tmp_path).out)["cases"][0]
    outward = [draft for draft in case["drafts"] if draft["to_role"] in ("abuse_desk", "sender_admin")]
    assert outward
    for draft in outward:
        assert any("mail.evil.example" in one for one in draft["needs_confirmation"])
