"""mailauth on Node 22: SPF, DKIM, ARC and DMARC of the same messages, from the same answers.

Both are installed by npm into benchmarks/peer/, the first time that they are asked for. Client and sender of each
message are told by `truth.jsonl`: mailauth need not find them.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scan_parts.corpus import Corpus, Truth
from scan_parts.measured import ROOT, Run, together

__all__ = ["NotHereError", "Peer"]

_FOLDER = ROOT / "benchmarks" / "peer"
_NODE = _FOLDER / "node_modules" / ".bin" / "node"
_PACKAGE = _FOLDER / "node_modules" / "mailauth" / "package.json"
_INSTALL = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund")


class NotHereError(Exception):
    """Why the peer cannot be run."""


class Peer:
    """Ready to run. Raises NotHereError where it cannot be installed."""

    def __init__(self, corpus: Corpus, place: Path) -> None:
        if not (_NODE.exists() and _PACKAGE.exists()):
            _install()
        node = subprocess.run([_NODE, "--version"], capture_output=True, text=True, check=False)
        if node.returncode or not node.stdout.startswith("v"):
            raise NotHereError("the node that npm brought does not run")
        self.name = f"mailauth {json.loads(_PACKAGE.read_bytes())['version']}, node {node.stdout.strip()}"
        self._corpus = corpus
        self._place = place

    def run(self, processes: int) -> list[Run]:
        """All messages, spread evenly over so many processes; 0 is a start alone."""
        parts = [self._corpus.keys[n::processes] for n in range(processes)] or [[]]
        words = []
        for number, keys in enumerate(parts):
            todo = self._place / f"peer-{processes}-{number}.json"
            todo.write_text(json.dumps([self._message(key, self._corpus.named[key]) for key in keys]))
            words.append(
                [str(_NODE), "judge.mjs", str(todo), str(self._corpus.dns), str(self._rows(processes, number))]
            )
        done = together(words, cwd=_FOLDER)
        if any(each.code for each in done):
            raise NotHereError("it ended with an error")
        return done

    def rows(self, processes: int) -> Sequence[Truth]:
        lines = [self._rows(processes, number).read_text().splitlines() for number in range(processes)]
        return [json.loads(line) for each in lines for line in each]

    def _rows(self, processes: int, number: int) -> Path:
        return self._place / f"peer-{processes}-{number}.jsonl"

    def _message(self, key: str, one: Truth) -> Truth:
        path = str(self._corpus.path(one).resolve())
        return {"key": key, "path": path, "ip": one["ip"], "helo": one["helo"], "sender": one["mail_from"]}


def _install() -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotHereError("npm is not installed")
    sys.stderr.write(f"{' '.join(_INSTALL)}, in {_FOLDER.relative_to(ROOT)}\n")
    try:
        done = subprocess.run(_INSTALL, cwd=_FOLDER, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        raise NotHereError("npm install took more than 300 seconds") from None
    if done.returncode or not _NODE.exists():
        first = next((line for line in done.stderr.splitlines() if "error" in line.lower()), "no node came with it")
        raise NotHereError(f"npm install: {first.strip()}")
