"""The same report whatever the source: live from a real DNS server on loopback, recorded and replayed, from a report.

With `--dns` not one socket is opened: the command is watched from outside its process.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from samples.make import FOLDER
from samples.stories import STORIES
from samples.stories.telling import judged_at
from tests.cli.running import ROOT, environment, mailpath
from tests.dns_server import Manner

# One of each kind of evidence; live runs start a process and a server each.
NAMES = ("own-server", "leak-exchange", "spoofed-with-own-arc-seal", "newsletter-unaligned", "two-authors")
TOLD = {story.name: story for story in STORIES if story.name in NAMES}


def without_evidence(raw: str) -> dict[str, object]:
    report = json.loads(raw)
    assert isinstance(report, dict)
    return {name: value for name, value in report.items() if name != "evidence"}


@pytest.mark.loopback
@pytest.mark.parametrize("name", NAMES)
def test_recorded_live_and_replayed(name: str, dns_server, tmp_path: Path):
    made = TOLD[name].make()
    message = [f"samples/{name}.eml", "--at", judged_at(made), "--json", *made.args]
    record = tmp_path / "answers.json"
    with_server = [*message, "--nameserver", dns_server(made.zone).address, "--timeout", "3", "--record", record]
    live = mailpath("check", *with_server, home=tmp_path)
    assert live.code == TOLD[name].exit_code, live.err
    replayed = mailpath("check", *message, "--dns", record, home=tmp_path)
    assert replayed.code == live.code
    assert without_evidence(replayed.out) == without_evidence(live.out)
    (tmp_path / "report.json").write_text(live.out)
    from_report = mailpath("check", *message, "--dns", tmp_path / "report.json", home=tmp_path)
    assert without_evidence(from_report.out) == without_evidence(live.out)
    from_file = mailpath("check", *message, "--dns", FOLDER / f"{name}.dns.json", home=tmp_path)
    for key in ("verdict", "confidence", "vouched", "listed", "auth_results", "sending_host", "reasons", "action"):
        assert json.loads(from_file.out)[key] == json.loads(live.out)[key], key


@pytest.mark.loopback
@pytest.mark.parametrize(
    ("manner", "verdict"),
    [
        (Manner.TRUNCATE, "authorized_own"),
        (Manner.WRONG_ID_FIRST, "authorized_own"),
        (Manner.OTHER_QUESTION_FIRST, "authorized_own"),
        (Manner.REFUSE, "undetermined"),
        (Manner.SERVFAIL, "undetermined"),
        (Manner.GARBAGE, "undetermined"),
        (Manner.LIE, "undetermined"),
        (Manner.SILENT, "undetermined"),
    ],
)
def test_bad_manners_never_accuse(manner: Manner, verdict: str, dns_server, tmp_path: Path):
    made = TOLD["own-server"].make()
    server = dns_server(made.zone, manner=manner)
    options = ["--at", judged_at(made), "--json", "--nameserver", server.address, "--timeout", "0.3"]
    done = mailpath("check", "samples/own-server.eml", *options, home=tmp_path)
    assert json.loads(done.out)["verdict"] == verdict
    assert done.code == (0 if verdict == "authorized_own" else 3)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("name", ["own-server", "own-server-ed25519"])
def test_a_dns_file_opens_no_socket(name: str, tmp_path: Path):
    made = next(story for story in STORIES if story.name == name).make()
    dns = FOLDER / (f"{name}.zone" if made.kind == "zone" else f"{name}.dns.json")
    log = tmp_path / "calls"
    command = [
        sys.executable,
        "-m",
        "mailpath",
        "check",
        f"samples/{name}.eml",
        "--dns",
        str(dns),
        "--at",
        judged_at(made),
    ]
    done = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log), *command],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        timeout=120,
        check=False,
    )
    if b"Operation not permitted" in done.stderr:
        pytest.skip("this system lets nobody trace a process")
    assert done.returncode == 0, done.stderr
    assert log.read_text() == ""
