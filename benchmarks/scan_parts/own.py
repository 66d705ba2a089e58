"""`mailpath scan` as a user runs it: the whole command, start, reports and output included."""

import os
import shutil
import sys
from pathlib import Path

from scan_parts.corpus import Corpus
from scan_parts.measured import Run, run

__all__ = ["TRUSTED", "environment", "scan", "scan_words", "warm_up"]

TRUSTED = "mx.receiver.example"
_WARM_UP = 100


def environment() -> dict[str, str]:
    """As a user has it: no settings, and compiled modules are kept (once they were, they are read)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILPATH_", "PYTHON"))}
    return {**kept, "MAILPATH_CONFIG": os.devnull}


def scan_words(place: Path, dns: Path, output: Path, *, jobs: int) -> list[str]:
    return [
        *("scan", str(place), "--dns", str(dns), "--trust", TRUSTED, "--quiet", "--jobs", str(jobs)),
        *("--output", str(output)),
    ]


def scan(place: Path, dns: Path, output: Path, *, jobs: int, poll_s: float = 0.05) -> Run:
    """A run that writes JSONL; what it wrote before is gone, for a scan goes on where one was stopped."""
    output.unlink(missing_ok=True)
    words = scan_words(place, dns, output, jobs=jobs)
    return run([sys.executable, "-m", "mailpath", *words], poll_s=poll_s, env=environment())


def warm_up(corpus: Corpus, place: Path) -> None:
    """Compiles what is not compiled yet."""
    some = place / "some"
    some.mkdir()
    for one in corpus.truth[:_WARM_UP]:
        shutil.copy(corpus.path(one), some)
    scan(some, corpus.dns, place / "some.jsonl", jobs=1)
