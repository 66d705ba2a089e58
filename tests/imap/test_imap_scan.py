"""`mailpath scan imaps://…` as a user runs it, against a real server."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import ROOT, Done, environment, mailpath
from tests.imap.conftest import bare
from tests.imap.dovecot import PASSWORD, USER, Dovecot

pytestmark = pytest.mark.loopback


def scan(server: Dovecot, *more: str | Path, home: Path, **variables: str) -> Done:
    return mailpath("scan", "--offline", *more, home=home, stdin=b"", **{**server.trusted, **variables})


def subjects(done: Done) -> list[str]:
    return [json.loads(line)["identifiers"]["subject"].removeprefix("number ") for line in done.out.splitlines()]


def state(server: Dovecot) -> dict[str, str]:
    """Every file of a message with its folder and flags."""
    found = [one for one in server.mail.rglob("*") if one.parent.name in ("cur", "new") and one.is_file()]
    return {one.name.partition(":")[0]: str(one.relative_to(server.mail)) for one in found}


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("INBOX", range(30)),
        ("inbox", range(30)),
        ("Entw%C3%BCrfe%20&%20mehr", range(30, 33)),
        ("Entwürfe & mehr", range(30, 33)),
        ("Archiv/2026", [50]),
        ("Archiv.2026", [50]),
        ("Archiv/", [50]),
        ("Leer", []),
        ("", [*range(30), 50, *range(30, 33)]),
    ],
)
def test_folders(server, tmp_path, folder, expected):
    done = scan(server, server.url(folder), "--json", home=tmp_path)
    assert done.err == ""
    assert [int(one) for one in subjects(done)] == list(expected)
    assert done.code == (3 if expected else 0)


def test_where_a_message_was(server, tmp_path):
    rows = [
        json.loads(line)["source"] for line in scan(server, server.url(""), "--json", home=tmp_path).out.splitlines()
    ]
    user = USER.replace("@", "%40")
    assert {bare(one["file"]) for one in rows} == {
        f"imaps://{user}@localhost/{folder}" for folder in ("INBOX", "Archiv/2026", "Entwürfe%20&%20mehr")
    }
    uid_validity, uid = rows[0]["key"].split("/")
    assert int(uid_validity) > 0
    assert uid == "1"
    again = scan(server, rows[-1]["file"], "--json", home=tmp_path)  # the URL of a row can be scanned
    assert [json.loads(line)["source"] for line in again.out.splitlines()] == rows[-3:]


def test_nothing_is_changed_or_marked_as_seen(server, tmp_path):
    before = state(server)
    assert len(before) == 34
    scan(server, server.url(""), "--json", home=tmp_path)
    scan(server, server.url("Archiv/2026"), "--since", "2026-03-01", "--json", home=tmp_path)
    assert state(server) == before
    assert any(one.startswith(".Archiv.2026/new/") for one in before.values())


@pytest.mark.parametrize("scheme", ["imap", "imaps"])
def test_a_wrong_password(server, tmp_path, scheme):
    tries = log(server).count("auth failed, 1 attempts")
    wrong = "nein-danke-17"
    done = scan(server, server.url(scheme=scheme), home=tmp_path, MAILPATH_IMAP_PASSWORD=wrong)
    assert done.code == 4
    assert "refuses user and password" in done.err
    assert "1 message" in done.out
    assert wrong not in done.err + done.out
    assert log(server).count("auth failed, 1 attempts") == tries + 1


def log(server: Dovecot) -> str:
    return (server.mail.parents[1] / "log").read_text()


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("Nirgends", "there is no such folder; there are INBOX, Archiv/2026, Entwürfe & mehr, Leer"),
        ("Nirgends/", "there is no such folder"),
        ("Archiv", "only holds folders; with a / at the end they are read"),
    ],
)
def test_an_unknown_folder(server, tmp_path, folder, said):
    done = scan(server, server.url(folder), "--json", home=tmp_path)
    assert done.code == 4
    assert said in json.loads(done.out)["source"]["error"]
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_without_any_password(server, tmp_path):
    done = scan(server, server.url(), home=tmp_path, MAILPATH_IMAP_PASSWORD="")
    assert done.code == 4
    assert "set MAILPATH_IMAP_PASSWORD" in done.err
    assert f"keyring set localhost {USER}" in done.err


def test_a_server_that_is_not_there(server, tmp_path):
    place = server.url().replace(str(server.tls_port), "9")
    done = scan(server, place, "--output", tmp_path / "x.jsonl", home=tmp_path)
    assert done.code == 4
    assert "the server cannot be reached: connection refused" in done.err
    assert "the same command goes on" in done.err


def test_a_certificate_that_nobody_vouches_for(server, tmp_path):
    done = scan(server, server.url(), home=tmp_path, SSL_CERT_FILE="")
    assert done.code == 4
    assert "certificate is not to be trusted: self-signed certificate" in done.err


def test_a_name_that_the_certificate_does_not_have(server, tmp_path):
    done = scan(server, server.url().replace("localhost", "127.0.0.1"), home=tmp_path)
    assert done.code == 4
    assert "certificate is not to be trusted: ip address mismatch" in done.err


SECRETS = [
    "imaps://anna:{}@localhost/INBOX",
    "imaps://anna:x/{}@localhost/INBOX",
    "imap://anna:{}@localhost",
    "sftp://anna:{}@localhost/mail",
    "https://anna:{}@localhost/mail.mbox",
    "zip://mail::ftp://anna:{}@localhost/mail.zip",
]


@pytest.mark.parametrize("command", ["scan", "check", "triage", "config learn"])
@pytest.mark.parametrize("url", SECRETS)
def test_a_password_in_a_url_is_refused_and_not_repeated(tmp_path, command, url):
    done = mailpath(*command.split(), url.format("Geheim-7"), home=tmp_path)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "a password in a URL can be read by everyone" in done.err
    assert "Geheim" not in done.err + done.out


def test_also_in_a_list_of_paths(tmp_path):
    done = mailpath("scan", "--files-from", "-", home=tmp_path, stdin=b"imaps://anna:Geheim-7@localhost/INBOX\n")
    assert done.code == 2
    assert "Geheim" not in done.err + done.out


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("imaps://localhost/INBOX", "names no user: write imaps://USER@HOST/FOLDER"),
        ("imaps://anna@/INBOX", "names no server"),
        ("imaps://anna@localhost:70000/INBOX", "names no server"),
        ("imaps://anna@localhost/INBOX?TEXT%20x", "has options behind its name"),
        ("imaps://anna;AUTH=PLAIN@localhost/", "has options behind its name"),
        ("imaps://anna@localhost/INBOX/;UID=7", "has options behind its name"),
        ("imaps://anna%0d%0a1 LOGOUT@localhost/", "names no server"),
        ("imaps://anna@localhost/a%00b", "holds a character that can be in no name"),
    ],
)
def test_urls_that_mean_nothing(tmp_path, url, said):
    done = mailpath("scan", url, home=tmp_path)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.splitlines()) == 1


def test_check_says_who_reads_mailboxes(tmp_path):
    done = mailpath("check", "imaps://anna@localhost/INBOX", home=tmp_path)
    assert done.code == 4
    assert "mailpath scan reads it" in done.err


def test_selection(server, tmp_path):
    def numbers(*more: str) -> list[int]:
        return [int(one) for one in subjects(scan(server, server.url(), "--json", *more, home=tmp_path))]

    assert numbers("--limit", "3") == [0, 1, 2]
    assert numbers("--since", "2026-03-02", "--until", "2026-03-02T03:00:00Z") == [24, 25, 26]
    some = numbers("--sample", "5", "--seed", "1")
    assert len(some) == 5
    assert some == sorted(some) == numbers("--sample", "5", "--seed", "1")
    assert numbers("--sample", "99", "--since", "2026-03-02T03:00") == [27, 28, 29]


def test_triage_and_learn_read_it_too(server, tmp_path):
    done = mailpath("triage", "--offline", "--json", server.url("Archiv/"), home=tmp_path, **server.trusted)
    assert json.loads(done.out)["messages"] == 1
    learned = mailpath("config", "learn", "--json", server.url(), home=tmp_path, **server.trusted)
    assert json.loads(learned.out)["messages"] == 30


def test_the_keyring(server, tmp_path):
    """A keyring of the tests stands in for the desktop's, which `keyring` finds by the same setting."""
    pytest.importorskip("keyring")
    (tmp_path / "our_keyring.py").write_text(
        "import keyring.backend\n"
        "class Ours(keyring.backend.KeyringBackend):\n"
        "    priority = 1\n"
        "    def get_password(self, service, username):\n"
        f"        return {{('localhost', {USER!r}): {PASSWORD!r}}}.get((service, username))\n"
        "    def set_password(self, service, username, password): ...\n"
    )
    ours = {"PYTHON_KEYRING_BACKEND": "our_keyring.Ours", "PYTHONPATH": str(tmp_path), "MAILPATH_IMAP_PASSWORD": ""}
    assert len(subjects(scan(server, server.url(), "--json", home=tmp_path, **ours))) == 30


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to be had here")
def test_asked_on_the_terminal(server, tmp_path):
    """The password is asked for once and not shown."""
    import pty

    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "mailpath", "scan", "--offline", "--json", server.url()],
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(tmp_path, SSL_CERT_FILE=str(server.certificate)),
        start_new_session=True,
    )
    os.close(theirs)
    asked = b""
    while b"Password of imaps://" not in asked:
        asked += os.read(ours, 1000)
    os.write(ours, PASSWORD.encode() + b"\n")
    out, _ = running.communicate(timeout=60)
    os.close(ours)
    assert len(out.splitlines()) == 30
    assert running.returncode == 3


def test_two_accounts_do_not_share_what_the_environment_holds(server, tmp_path):
    other = server.url().replace(USER, "bert")
    found = scan(server, server.url("Leer"), other, "--json", home=tmp_path)
    rows: list[dict[str, Any]] = [json.loads(line) for line in found.out.splitlines()]
    assert found.code == 4
    assert [("needs a password" in one["source"]["error"]) for one in rows] == [True]
