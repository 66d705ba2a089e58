"""The parts of the documentation that are made: what commands print, and the table of samples."""

import re
import subprocess
import sys
from pathlib import Path

__all__ = ["PAGES", "output_of", "with_made_parts", "with_outputs"]

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/verification.md")
_OUTPUT = re.compile(r"(```console\n\$ (mailpath [^\n]*)\n).*?(```\n)", re.DOTALL)
_TABLE = re.compile(r"\| sample \| story .*?\n\n", re.DOTALL)


def output_of(line: str) -> str:
    """What a command prints on a terminal of 80 columns, English unless it says otherwise, without colour."""
    words = line.split()
    run = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "80", "MAILPATH_CONFIG": "/dev/null"},
    )
    return run.stdout.decode()


def with_outputs(page: str) -> str:
    """A page with what its commands print now."""
    return _OUTPUT.sub(lambda found: found[1] + output_of(found[2]) + found[3], page)


def with_made_parts(page: str, table: str) -> str:
    """A page with its outputs and, where it has one, its table of samples as they are now."""
    linked = table.replace("](", "](samples/")
    return _TABLE.sub(lambda _: linked + "\n\n", with_outputs(page), count=1)
