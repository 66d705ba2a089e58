"""The README's parts that are made: the output on its first screen and the table of samples."""

import re
import subprocess
import sys
from pathlib import Path

__all__ = ["first_output", "with_made_parts"]

ROOT = Path(__file__).parents[1]
_OUTPUT = re.compile(r"(```console\n\$ (mailpath [^\n]*)\n).*?(```\n)", re.DOTALL)
_TABLE = re.compile(r"\| sample \| story .*?\n\n", re.DOTALL)


def first_output(line: str) -> str:
    """What the command of the README prints on a terminal of 80 columns, English, without colour."""
    words = line.split()
    run = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "80", "MAILPATH_CONFIG": "/dev/null"},
    )
    return run.stdout.decode()


def with_made_parts(readme: str, table: str) -> str:
    """The README with its output and its table as they are now."""
    found = _OUTPUT.search(readme)
    assert found is not None
    readme = readme[: found.end(1)] + first_output(found[2]) + readme[found.start(3) :]
    linked = table.replace("](", "](samples/")
    readme = readme.replace("SAMPLES\n\n", linked + "\n\n")
    return _TABLE.sub(lambda _: linked + "\n\n", readme, count=1)
