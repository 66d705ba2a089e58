"""The real command, in a process of its own, with nothing of this machine's settings around it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Done", "environment", "mailpath"]

ROOT = Path(__file__).parents[2]
_SECONDS = 60  # against a hang, no measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    code: int
    out: str
    err: str


def environment(home: Path, **variables: str) -> dict[str, str]:
    """Settings, logs and locale are those of an empty home."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "SYSTEMROOT")}
    return {**kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home), **variables}


def mailpath(*arguments: str | Path, home: Path, stdin: bytes = b"", **variables: str) -> Done:
    """Run `mailpath` with these arguments in the project's folder; its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "mailpath", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env=environment(home, **variables),
        timeout=_SECONDS,
        check=False,
    )
    return Done(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())
