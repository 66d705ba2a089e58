"""`docs/scan.md` and the program: the same options and views, and every question in it works as written."""

import os
import re
import shlex
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
import typer

from mailpath.dns.spec import DnsSpec
from mailpath.outputs.sheets import ENDINGS
from mailpath.outputs.sheets.sqlite import VIEWS, SqliteSheet
from mailpath.outputs.sheets.values import with_report
from mailpath.scanning.chunks import chunks, places_below
from mailpath.scanning.job import Job, Judge
from mailpath.values.settings import Settings
from tests.cli.running import ROOT, environment, mailpath
from tests.inputs.mailboxes import maildir, mbox
from tests.scanning.mail import messages, write_mbox, write_zone

PAGE = (Path(__file__).parents[2] / "docs" / "scan.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PROGRAMS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
QUESTIONS = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
ROWS = re.findall(r"^\| `(--[a-z-]+)[^|\n]*\|.*\| `([^|\n]+)` \|$", PAGE, re.MULTILINE)


def options(command: str) -> set[str]:
    app = typer.main.get_command(import_module(f"mailpath.cli.{command}").APP)
    return {name for one in app.params for name in one.opts if name.startswith("--")}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    folder = tmp_path_factory.mktemp("page")
    settings = Settings(now="2026-03-10T00:00:00Z", trust=("mx.receiver.example",))  # type: ignore[arg-type]
    spec = DnsSpec(files=(str(write_zone(folder / "dns.json")),))
    judge = Judge(Job(dns=spec, settings=settings, render=with_report))
    sheet = SqliteSheet(folder / "mail.sqlite")
    sheet.begin()
    for chunk in chunks(places_below(str(write_mbox(folder / "box", 60)), 0)):
        sheet.add([row.line for row in judge(chunk).parts])
    sheet.finish(())
    return sqlite3.connect(folder / "mail.sqlite")


def test_every_option_of_its_own_is_there_once():
    assert sorted(name for name, _ in ROWS) == sorted(options("scan") - options("check"))
    assert options("check") - options("scan") == {"--unwrap"}


@pytest.mark.parametrize(("option", "example"), ROWS, ids=[name for name, _ in ROWS])
def test_each_example_is_understood(option, example):
    words = shlex.split(example)
    assert words[0] == option
    command = typer.main.get_command(import_module("mailpath.cli.scan").APP)
    assert callable(command.main([*words, "Maildir"], standalone_mode=False))


def test_every_ending_and_view_is_there():
    assert all(f"`{ending}`" in PAGE or f"`FILE{ending}`" in PAGE for ending in ENDINGS)
    for name, (answers, _) in VIEWS.items():
        assert f"| `{name}` | {answers} |" in PAGE


@pytest.mark.parametrize("question", QUESTIONS, ids=[one.split("FROM ")[1].split()[0] for one in QUESTIONS])
def test_each_question_works_as_written(database, question):
    found = database.execute(question).fetchall()
    if "policy" in question:
        assert found == []  # everybody forged here asks for rejection
    elif "dkim_result" in question:
        assert found == []
    else:
        assert found


def test_what_the_recipes_find(database):
    leak, by_sender = QUESTIONS[0], QUESTIONS[1]
    ((domain, sender, ip, messages, *_),) = database.execute(leak).fetchall()
    assert (domain, sender, ip, messages) == ("shop.example", "web.shop.example", "203.0.113.77", 20)
    assert database.execute(by_sender).fetchall()[0][:4] == ("web.shop.example", 20, 1, 0)


@pytest.mark.parametrize("name", VIEWS)
def test_views_work(database, name):
    database.execute(f"SELECT * FROM {name}").fetchall()


def test_the_reports_are_whole(database):
    question = next(one for one in QUESTIONS if "FROM reports" in one)
    ip, why = database.execute(question).fetchall()[0]
    assert ip == "203.0.113.77"
    assert "shop.example" in why


SIGNED = (
    b"Received: from mx.a.example (mx.a.example [192.0.2.1]) by mx.receiver.example with ESMTPS id D;\n"
    b"\tMon, 2 Mar 2026 10:00:00 +0000\n"
    b"DKIM-Signature: v=1; a=rsa-sha256; d=a.example; s=s2026; h=from; bh=AAAA; b=AAAA\n"
    b"From: x@a.example\nMessage-ID: <d@a.example>\n\nText\n"
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `mail.parquet` and `mail.jsonl`."""
    path = tmp_path_factory.mktemp("tables")
    write_zone(path / "dns.json")
    (path / "box").write_bytes(mbox([*messages(30), SIGNED]))
    for ending in ("parquet", "jsonl"):
        known = ("--dns", path / "dns.json", "--at", "2026-04-01", "--trust", "mx.receiver.example")
        mailpath("scan", path / "box", *known, "--quiet", "--output", path / f"mail.{ending}", home=path)
    return path


@pytest.mark.parametrize("program", PROGRAMS, ids=[one.split()[1] for one in PROGRAMS])
def test_each_program_works_as_written(tables, program):
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tables,
        env={**environment(tables), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if "duckdb" in program:
        for found in ("authorized_own", "web.shop.example", "s2026"):
            assert found in done.stdout
    else:
        assert "shape: (" in done.stdout
        assert "ninety_percent_within_s" in done.stdout


def sh(script: str, home: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """A script of the page, with `mailpath` and a `mail` that only notes what it was asked."""
    folder = home / "bin"
    folder.mkdir(exist_ok=True)
    for name, does in (
        ("mailpath", f'cd "$PWD" && PYTHONPATH={shlex.quote(str(ROOT))} exec {sys.executable} -m mailpath "$@"'),
        ("mail", f'echo "$@" >> {shlex.quote(str(home / "sent"))}'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{does}\n")
        (folder / name).chmod(0o755)
    known = environment(home, **variables)
    return subprocess.run(
        ["sh", "-c", script],
        cwd=home,
        env={**known, "PATH": f"{folder}{os.pathsep}{known['PATH']}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("noticed", [True, False])
def test_the_nightly_job_works_as_written(tmp_path, noticed):
    (script,) = (one for one in SCRIPTS if "mail-of-yesterday" in one)
    if subprocess.run(["date", "-d", "yesterday", "+%F"], capture_output=True, check=False).returncode:
        pytest.skip("date here knows no -d")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    noon, before = yesterday.replace(hour=12), yesterday - timedelta(days=2)
    raw = messages(1)[0].decode()
    dated = {
        f"{at}.mx": re.sub(r"\d+ Mar 2026 [\d:]+ \+0000", f"{moment:%d %b %Y 12:00:00 +0000}", raw).encode()
        for at, moment in ((1, noon), (2, before))
    }
    maildir(tmp_path / "archive", new={**dated, **({"3.mx": b""} if noticed else {})}, cur={})
    (tmp_path / "lib").mkdir()
    script = script.replace("/var/lib/mailpath", str(tmp_path / "lib")).replace(
        "/var/mail/archive", str(tmp_path / "archive")
    )
    done = sh(script, tmp_path, MAILPATH_OFFLINE="true", TZ="UTC")
    day = f"{yesterday:%Y-%m-%d}"
    assert (done.returncode, done.stderr) == (0, "")
    made = sorted(one.name for one in (tmp_path / "lib").iterdir())
    assert made == [f"dns-{day}.json", f"mail-{day}.html", f"mail-{day}.sqlite"]
    with sqlite3.connect(tmp_path / "lib" / f"mail-{day}.sqlite") as found:
        assert found.execute("SELECT count(*) FROM messages").fetchone() == (2 if noticed else 1,)
    assert '<html lang="de">' in (tmp_path / "lib" / f"mail-{day}.html").read_text()
    sent = (tmp_path / "sent").read_text() if (tmp_path / "sent").exists() else ""
    assert sent == (f"-s Mail of {day} -A mail-{day}.html postmaster\n" if noticed else "")


def test_the_commands_of_the_page_work_as_written(tmp_path):
    """What `## The page` says, in a folder where these files are."""
    write_zone(tmp_path / "dns.json")
    named = {f"1772000{number:03}.M{number}.mx:2,S": raw for number, raw in enumerate(messages(9), start=119)}
    maildir(tmp_path / "Maildir", new={}, cur=named)
    sh("mailpath scan Maildir/ --dns dns.json --quiet --output mail.sqlite", tmp_path)
    for script in SCRIPTS:
        if "mail.html" in script or "leaks.html" in script:
            # what is read is what this folder holds; what is asked is answered by its file
            given = re.sub(r"(?m)^mailpath (scan|check) ", r"mailpath \1 --dns dns.json ", script)
            done = sh(given.replace("1772000123.M5.mx", "1772000123.M123.mx"), tmp_path)
            assert "mailpath: " not in done.stderr, done.stderr
    assert {"mail.html", "leaks.html", "shop.html"} <= {one.name for one in tmp_path.iterdir()}
    leaks, shop = ((tmp_path / name).read_text() for name in ("leaks.html", "shop.html"))
    assert "<h1>3 messages</h1>" in leaks
    assert "<h1>3 messages</h1>" in shop
    assert "b.example" not in leaks


def test_pictures_are_there_and_small():
    found = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)
    assert len(found) >= 4
    for name in found:
        picture = ROOT / "docs" / name
        assert picture.read_bytes().startswith(b"\x89PNG")
        assert picture.stat().st_size < 200_000


def test_bounds_are_those_of_the_program():
    from mailpath.outputs.picture import cells, gather, page, senders

    domains, networks, services = cells._LIMITS[0]
    assert f"| {gather.MOST_REPORTS} whole reports, {page._MOST_BYTES / 1e6:.1f} MB of them |" in PAGE
    assert f"| {page._MOST_SENDERS} hosts and services, {senders._MOST_IN_DOMAIN} a domain |" in PAGE
    assert f"| {domains} domains, {networks} networks, {services} services in the charts |" in PAGE
    assert f"| {cells._MOST_PERIODS} columns over time |" in PAGE
