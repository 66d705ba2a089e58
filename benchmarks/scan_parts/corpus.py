"""The messages of a run, and how each was made."""

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

__all__ = ["Corpus", "Truth"]

Truth = dict[str, Any]


class Corpus:
    """The first `count` messages of a folder that make_corpus.py wrote, in the order in which `scan` reads them.

    Fewer than there are become a maildir of their own in `place`: `--limit` would judge the rest of the last batch too.
    """

    def __init__(self, folder: Path, count: int, place: Path) -> None:
        folder = folder.resolve()
        self.dns = folder / "dns.json"
        lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        named = {key_of(one["file"]): one for one in map(json.loads, lines)}
        self.keys = sorted(named)[:count]
        self.truth = [named[key] for key in self.keys]
        self.named = dict(zip(self.keys, self.truth, strict=True))
        self.maildir = folder / "maildir"
        if len(self) < len(named):
            self.maildir = self._linked(Path(tempfile.mkdtemp(prefix=f"first-{len(self)}-", dir=place)))

    def __len__(self) -> int:
        return len(self.truth)

    def path(self, one: Truth) -> Path:
        return self.maildir / str(one["file"])

    def size(self) -> int:
        return sum(self.path(one).stat().st_size for one in self.truth)

    def _linked(self, place: Path) -> Path:
        for name in ("new", "cur", "tmp"):
            (place / name).mkdir()
        for one in self.truth:
            try:
                os.link(self.path(one), place / one["file"])
            except OSError:  # another file system
                shutil.copy(self.path(one), place / one["file"])
        return place


def key_of(file: str) -> str:
    return Path(file).name.partition(":2,")[0]
