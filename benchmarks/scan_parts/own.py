"""`mailpath scan` as a user runs it: the whole command, start, reports and output included."""

import os
import sys
from pathlib import Path

from scan_parts.measured import Run, run

__all__ = ["TRUSTED", "environment", "scan", "scan_words"]

TRUSTED = "mx.receiver.example"


def environment() -> dict[str, str]:
    """As a user has it: no settings, and compiled modules are kept (once they were, they are read)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILPATH_", "PYTHON"))}
    return {**kept, "MAILPATH_CONFIG": os.devnull}


def scan_words(place: Path, dns: Path, output: Path, *, jobs: int, count: int | None = None) -> list[str]:
    return [
        *("scan", str(place), "--dns", str(dns), "--trust", TRUSTED, "--quiet", "--jobs", str(jobs)),
        *(() if count is None else ("--limit", str(count))),
        *("--output", str(output)),
    ]


def scan(place: Path, dns: Path, output: Path, *, jobs: int, count: int | None = None, poll_s: float = 0.05) -> Run:
    """A run that writes JSONL; what it wrote before is gone, for a scan goes on where one was stopped."""
    output.unlink(missing_ok=True)
    words = scan_words(place, dns, output, jobs=jobs, count=count)
    return run([sys.executable, "-m", "mailpath", *words], poll_s=poll_s, env=environment())
