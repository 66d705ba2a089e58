"""What every command shares: version, help, one line for each error, no traceback, clean ends."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mailpath.cli import commands, main
from mailpath.inputs import Item
from mailpath.version import __version__
from tests.cli.running import ROOT, environment, mailpath

FULL = Path("/dev/full")


@pytest.fixture
def quiet_environment(tmp_path, monkeypatch):
    """As `tests.cli.running`, in this process."""
    monkeypatch.chdir(ROOT)
    for name in [name for name in os.environ if name.startswith(("MAILPATH_", "LC_", "LANG", "NO_COLOR"))]:
        monkeypatch.delenv(name)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def test_version(tmp_path):
    done = mailpath("--version", home=tmp_path)
    assert (done.code, done.out, done.err) == (0, f"mailpath {__version__}\n", "")


def test_version_loads_no_command_line(tmp_path):
    code = (
        "import sys; sys.argv = ['mailpath', '--version']\n"
        "from mailpath.cli.main import run\n"
        "try: run()\n"
        "except SystemExit: pass\n"
        "heavy = {'typer', 'pydantic', 'msgspec', 'rich', 'dns', 'dkim', 'spf', 'cryptography'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment(tmp_path), capture_output=True)


def test_help_names_every_command_and_group(tmp_path):
    assert mailpath("--help", home=tmp_path).code == 0
    done = mailpath("check", "--help", home=tmp_path, COLUMNS="100")
    assert done.code == 0
    for title in ("The receiving side", "This message", "DNS", "Output"):
        assert f"─ {title}" in done.out
    bare = mailpath(home=tmp_path)
    assert bare.code == 2
    assert all(name in bare.out for name in commands.COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "No such command 'chek'"),
        (["check"], "Missing argument 'MESSAGE'"),
        (["check", "--frmat", "json", "x"], "No such option: --frmat"),
        (["check", "x", "--timeout"], "--timeout"),
        (["check", "x", "--trust", "300.1.2.3/40"], r'^mailpath: --trust: "300\.1\.2\.3/40" is no address or network'),
        (["check", "x", "--at", "yesterday"], r'^mailpath: --at: "yesterday" is no time'),
        (["check", "x", "--timeout", "0"], "^mailpath: --timeout: "),
        (["check", "x", "--format", "xml"], "^mailpath: --format: "),
        (["check", "x", "--lang", ""], "^mailpath: --lang: "),
        (["check", "x", "--json", "--format", "csv"], "^mailpath: --json and --format csv: only one"),
        (["check", "x", "--offline", "--dns", "y"], "^mailpath: --offline and --dns: only one"),
        (["check", "x", "--dns", "nowhere"], "^mailpath: --dns nowhere: "),
        (["check", "x", "--dns", "README.md"], r"^mailpath: --dns .*README\.md: "),
        (["check", "x", "--offline", "--output", "nowhere/x"], "^mailpath: --output nowhere/x: cannot be written"),
        (["check", "x", "--offline", "--output", "."], r"^mailpath: --output \.: is a directory"),
        (["check", "README.md", "--offline", "--output", "README.md"], "would be overwritten"),
        (["check", "x", "--offline", "--output", ""], "^mailpath: --output: a file name is needed"),
        (["check", "x", "--offline", "--output", "x.sqlite"], r"^mailpath: --output x\.sqlite: .*mailpath scan only"),
        (["triage", "README.md", "--offline", "--output", "x.parquet"], r"^mailpath: --output x\.parquet: .*scan only"),
        (["domain", "a.example", "--offline", "--output", "x.db"], r"^mailpath: --output x\.db: .*mailpath scan only"),
        (["check", "README.md", "--offline", "--record", "README.md"], "^mailpath: --record README.md: .*overwritten"),
        (["scan", "README.md", "--offline", "--record", "README.md"], "^mailpath: --record README.md: .*overwritten"),
        (["triage", "README.md", "--offline", "--record", "README.md"], "^mailpath: --record README.md: .*overwritten"),
        (["check", "x", "--offline", "--record", "."], r"^mailpath: --record \.: is a directory"),
        (["check", "x", "--offline", "--record", "-"], "^mailpath: --record: a file name is needed"),
        (
            ["check", "x", "--offline", "--record", "q", "--output", "./q"],
            "^mailpath: --record q: is the file of --out",
        ),
        (["scan", "x", "--offline", "--where", "verdict=spooofed"], "verdict is one of authorized_own, .*, or empty"),
        (["scan", "x", "--offline", "--where", "fcrdns!=yes"], "sending_host_fcrdns is one of true, false, or empty"),
        (["report", "x", "--where", "listed=true"], "listed is one of yes, no, unknown, or empty"),
        (["scan", "x", "--since", "2026-05-01", "--until", "2026-03-01"], "no time lies between them"),
        (["triage", "x", "--engine", "spark"], "^mailpath: --engine spark: is none of local, dask"),
        (["scan", "x", "--jobs", "99999"], '"99999" is no number of processes from 1 to 256'),
        (["check", "x", "--offline", "--record", "nowhere/x"], "^mailpath: --record nowhere/x: there is no folder"),
        (["schema", "cases"], "schema cases: there is no such schema"),
        (["config", "--nameserver", "resolver"], "^mailpath: --nameserver: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_one_line(quiet_environment, capsys, arguments, words):
    assert main.main(arguments) == 2
    out, err = capsys.readouterr()
    assert re.search(words, err)
    assert err.count("\n") == 1
    assert not out


def test_wrong_usage_of_the_real_command(tmp_path):
    done = mailpath("check", "x", "--trust", "300.1.2.3/40", home=tmp_path)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_bad_setting_says_where_it_stands(tmp_path):
    done = mailpath("config", home=tmp_path, MAILPATH_TIMEOUT="soon")
    assert (done.code, done.err[:36]) == (2, 'mailpath: MAILPATH_TIMEOUT: "soon" i')
    (tmp_path / "mailpath").mkdir()
    (tmp_path / "mailpath" / "config.toml").write_text("lang = 1\n")
    done = mailpath("check", "x", home=tmp_path)
    assert done.code == 2
    assert f"{tmp_path / 'mailpath' / 'config.toml'}: lang: " in done.err


def test_schema(tmp_path):
    done = mailpath("schema", home=tmp_path)
    assert done.code == 0
    Draft202012Validator.check_schema(json.loads(done.out))
    assert mailpath("schema", "report", home=tmp_path).out == done.out


def test_config_shows_value_and_origin(tmp_path):
    (tmp_path / "mailpath").mkdir()
    (tmp_path / "mailpath" / "config.toml").write_text('own_domains = ["firma.example"]\n')
    done = mailpath("config", "--trust", ".firma.example", home=tmp_path, MAILPATH_LANG="de", MAILPATH_TRUSTS="x")
    assert done.code == 0
    rows = {line.split()[0]: line.split()[1:4] for line in done.out.splitlines() if line}
    assert rows["own_domains"][:2] == ["firma.example", "file"]
    assert rows["trust"] == [".firma.example", "flag", "--trust"]
    assert rows["lang"] == ["de", "environment", "MAILPATH_LANG"]
    assert rows["dmarc"] == ["rfc9989", "default"]
    assert "no setting of mailpath: MAILPATH_TRUSTS" in done.out


def test_config_as_json(tmp_path):
    whole = json.loads(mailpath("config", "--json", "--trust", "a.example", home=tmp_path).out)
    assert whole["settings"]["trust"] == {"value": ["a.example"], "origin": "flag", "place": "--trust"}
    assert whole["settings"]["at"] == {"value": None, "origin": "default", "place": None}
    assert whole["file_found"] is False


def test_a_fault_is_one_line_and_a_log(tmp_path, monkeypatch, capsys):
    def broken(arguments: object) -> int:
        raise RuntimeError("secret\ndetails")

    monkeypatch.setattr(commands, "call", broken)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert main.main(["check", "x"]) == 5
    log = tmp_path / "mailpath" / "log" / "mailpath.log"
    assert capsys.readouterr().err == f"mailpath: a fault of mailpath itself; details in {log}\n"
    assert "Traceback" in log.read_text()
    assert main.main(["check", "--verbose", "x"]) == 5
    assert "RuntimeError: secret\\ndetails (line " in capsys.readouterr().err


def test_a_fault_without_a_place_for_the_log(tmp_path, monkeypatch, capsys):
    def broken(arguments: object) -> int:
        raise RuntimeError

    (tmp_path / "mailpath").write_text("no folder")
    monkeypatch.setattr(commands, "call", broken)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert main.main(["check"]) == 5
    assert capsys.readouterr().err == "mailpath: a fault of mailpath itself; no log could be written\n"


def written_to(output: int, arguments: list[str], home: Path) -> subprocess.CompletedProcess[bytes]:
    """The command with that file as its standard output."""
    return subprocess.run(
        [sys.executable, "-m", "mailpath", *arguments],
        stdout=output,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(home),
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--version"], ["schema"], ["config"], ["check", "--help"]], ids=" ".join)
def test_nobody_reads_on(tmp_path, arguments):
    reading, writing = os.pipe()
    os.close(reading)
    done = written_to(writing, arguments, tmp_path)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"], []], ids=" ".join)
def test_no_room_for_help(tmp_path, arguments):
    """The disk's fault, and none of ours."""
    with FULL.open("wb") as full:
        done = written_to(full.fileno(), arguments, tmp_path)
    words = b"mailpath: standard output: could not be written to its end (no space left on device)\n"
    assert (done.returncode, done.stderr) == (5, words)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(tmp_path, closed):
    words = f"{shlex.quote(sys.executable)} -m mailpath check - {closed}"
    done = subprocess.run(words, shell=True, capture_output=True, cwd=ROOT, env=environment(tmp_path), check=False)
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(tmp_path):
    with FULL.open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mailpath", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(tmp_path),
            check=False,
        )
    assert done.returncode == 5
    assert done.stderr.count(b"\n") == 1
    assert b"no space left" in done.stderr.lower()


def test_interrupted(quiet_environment, monkeypatch, capsys, tmp_path):
    def stopped(name: str, **named: object) -> Iterator[Item]:
        yield Item(file=name, key=None, raw=b"")
        raise KeyboardInterrupt

    monkeypatch.setattr("mailpath.cli.check.messages", stopped)
    assert main.main(["check", "x", "--offline", "--output", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "mailpath: stopped\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], []], ids=" ".join)
def test_help_is_plain_where_output_is_no_terminal(tmp_path, arguments):
    done = mailpath(*arguments, home=tmp_path, GITHUB_ACTIONS="1", FORCE_COLOR="1", PY_COLORS="1")
    assert "Usage: mailpath" in done.out
    assert "\x1b" not in done.out


@pytest.mark.parametrize(("variables", "styled"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_help_on_a_terminal(tmp_path, variables, styled):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "mailpath", "schema", "--help"],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        cwd=ROOT,
        env=environment(tmp_path, TERM="xterm") | variables,
    ) as running:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 1 << 16)
            except OSError:  # Linux says so that nobody writes any more
                break
            if not part:
                break
            shown += part
        assert running.wait() == 0
    os.close(ours)
    assert b"mailpath schema" in shown
    assert (b"\x1b[" in shown) is styled
