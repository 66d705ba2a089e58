"""`mailpath scan` as a user runs it, over one maildir that the tests share: run, started and killed, read back."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.cli.running import ROOT, Done, environment, mailpath

__all__ = ["COUNT", "arguments", "killed_at_random", "lines", "scan", "table", "told"]

COUNT = 480  # enough for several chunks and for workers


def arguments(home: Path, *more: str | Path) -> list[str]:
    named = [
        str(home / one) if str(one) in ("md", "box") or str(one).startswith("whole.") else str(one) for one in more
    ]
    return ["scan", *told(home), "--quiet", *named]


def told(home: Path) -> list[str]:
    """Whatever a judgement depends on."""
    return ["--dns", str(home / "dns.json"), "--at", "2026-04-01", "--trust", "mx.receiver.example"]


def scan(*more: str | Path, home: Path, stdin: bytes = b"", **variables: str) -> Done:
    return mailpath(*arguments(home, *more), home=home, stdin=stdin, **variables)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def table(path: Path, question: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


def wait_until_begun(running: "subprocess.Popen[bytes]", output: Path) -> None:
    """Until the journal is there, which is just before the first message is judged."""
    journal = output.with_name(f"{output.name}.part")
    while running.poll() is None and not journal.exists():
        time.sleep(0.002)


def killed_at_random(place: Path, output: Path, times: int, seed: int, *more: str) -> int:
    """Start the scan again and again, killing it each time; how often it was killed while it ran."""
    chance = random.Random(seed)
    killed = 0
    for _ in range(times):
        running = subprocess.Popen(
            [sys.executable, "-m", "mailpath", *arguments(place, "md", "--output", str(output), *more)],
            cwd=ROOT,
            env=environment(place),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if chance.random() < 0.8:
            wait_until_begun(running, output)
        time.sleep(chance.uniform(0.0, 0.3))
        killed += running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
    return killed
