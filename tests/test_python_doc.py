"""docs/python.md: its examples run as they stand and print what they say; every name of the interface is in it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import mailpath

ROOT = Path(__file__).parents[1]
DOC = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)


def test_the_examples_print_what_they_say(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "example"}
    for number, block in enumerate(BLOCKS):
        exec(compile(block, f"block {number} of docs/python.md", "exec"), names)
        expected = re.findall(r"# -> (.*)$", block, re.MULTILINE)
        assert capsys.readouterr().out.splitlines() == expected, block


@pytest.mark.parametrize("name", [name for name in mailpath.__all__ if name != "__version__"])
def test_every_name_is_there_and_explained(name):
    assert getattr(mailpath, name) is not None
    assert re.search(rf"\b{name}\b", DOC), f"docs/python.md does not say what {name} is"


CONTRACT = (
    *("check", "scan", "parse_received", "find_path", "check_spf", "check_dkim", "check_arc", "check_dmarc"),
    *("ZoneDns", "SnapshotDns", "LiveDns", "to_json", "Settings", "Report", "Hop", "Path"),
    *("SpfResult", "DkimResult", "ArcResult", "DmarcResult"),
)


@pytest.mark.parametrize("name", CONTRACT)
def test_what_others_rely_on_stays(name):
    assert name in mailpath.__all__
    assert name in dir(mailpath)


def test_other_names_are_none():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mailpath.nothing


def test_importing_it_loads_nothing_heavy():
    """Each is loaded by what needs it, so that `import mailpath` and `mailpath --version` start at once."""
    heavy = ("dkim", "spf", "dns", "cryptography", "msgspec", "publicsuffixlist", "jinja2", "rich", "mailpath.api")
    code = f"import mailpath, sys; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
