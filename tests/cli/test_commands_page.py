"""`docs/commands.md` and the program: the same options, keys, variables and exit codes."""

import re
import shlex
import tomllib
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
import typer

from mailpath.cli.commands import COMMANDS
from mailpath.cli.exit_codes import ExitCode
from mailpath.configuration import FORMATS, KEYS, read_configuration
from mailpath.inputs import bounds
from mailpath.outputs import NAMES

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
OPTION_ROWS = re.findall(
    r"^\| `(--[a-z-]+)[^|\n]*(?:\\\|[^|\n]*)*\|.*\| `([^|\n]+(?:\\\|[^|\n]*)*)` \|$", PAGE, re.MULTILINE
)


def options(command: str) -> set[str]:
    app = typer.main.get_command(import_module(f"mailpath.cli.{command}").APP)
    return {name for one in app.params for name in one.opts if name.startswith("--")}


def test_the_page_has_every_option_of_check_once():
    assert sorted(name for name, _ in OPTION_ROWS) == sorted(options("check"))


def test_config_takes_the_same_but_unwrap():
    assert options("config") == options("check") - {"--unwrap"}


@pytest.mark.parametrize(("option", "example"), OPTION_ROWS, ids=[name for name, _ in OPTION_ROWS])
def test_each_example_is_understood(option, example):
    words = shlex.split(example)
    assert words[0] == option
    command = typer.main.get_command(import_module("mailpath.cli.check").APP)
    prepared = command.main([*words, "message.eml"], standalone_mode=False)
    assert callable(prepared)


def test_every_command_is_named():
    assert all(f"| `mailpath {name}" in PAGE for name in COMMANDS)


def test_the_settings_example_has_every_key_and_holds(tmp_path):
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    assert set(tomllib.loads(example[1])) == {name for name, key in KEYS.items() if not key.of_one_message}
    path = tmp_path / "config.toml"
    path.write_text(example[1], encoding="utf-8")
    found = read_configuration((), now=datetime.now(UTC), variables={"MAILPATH_CONFIG": str(path)})
    assert found.settings.lang == "de"


def test_every_variable_is_named():
    assert {key.variable for key in KEYS.values()} | {"MAILPATH_CONFIG", "MAILPATH_IMAP_PASSWORD"} == set(
        re.findall(r"`(MAILPATH_[A-Z_]+[A-Z])`", PAGE)
    )


def test_every_exit_code_is_named():
    table = PAGE.partition("## Exit codes")[2]
    named = {int(number) for row in re.findall(r"^\| ([0-9, ]+) \|", table, re.MULTILINE) for number in row.split(",")}
    assert named == set(ExitCode)


def test_formats_and_bounds_are_those_of_the_code():
    assert FORMATS == NAMES
    assert f"{bounds.MAX_MEMBERS:,} members" in PAGE
    assert f"{bounds.MAX_RATIO} times" in PAGE
    assert f"{bounds.MAX_MESSAGE_BYTES >> 20} MiB" in PAGE
    assert f"{bounds.MAX_EXPANDED_BYTES >> 30} GiB" in PAGE
    assert f"{bounds.MAX_WRAPPERS} wrappers" in PAGE
