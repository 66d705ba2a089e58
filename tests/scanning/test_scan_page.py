"""`docs/scan.md` and the program: the same options and views, and every question in it works as written."""

import re
import shlex
import sqlite3
from importlib import import_module
from pathlib import Path

import pytest
import typer

from mailpath.dns.spec import DnsSpec
from mailpath.outputs.sheets import ENDINGS
from mailpath.outputs.sheets.sqlite import VIEWS, SqliteSheet
from mailpath.outputs.sheets.values import to_values
from mailpath.scanning.chunks import chunks, places_below
from mailpath.scanning.job import Job, Judge
from mailpath.values.settings import Settings
from tests.scanning.mail import write_mbox, write_zone

PAGE = (Path(__file__).parents[2] / "docs" / "scan.md").read_text(encoding="utf-8")
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
    judge = Judge(Job(dns=spec, settings=settings, render=to_values))
    sheet = SqliteSheet(folder / "mail.sqlite")
    sheet.begin()
    for chunk in chunks(places_below(str(write_mbox(folder / "box", 60)), 0)):
        sheet.add([row.line for row in judge(chunk).rows])
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
