"""The messages of a run, and how each was made."""

import json
from pathlib import Path
from typing import Any

__all__ = ["Corpus", "Truth"]

Truth = dict[str, Any]


class Corpus:
    """The first `count` messages of a folder that make_corpus.py wrote, in the order in which `scan` reads them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.maildir = folder / "maildir"
        self.dns = folder / "dns.json"
        lines = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
        named = {key_of(one["file"]): one for one in map(json.loads, lines)}
        self.keys = sorted(named)[:count]
        self.truth = [named[key] for key in self.keys]
        self.named = dict(zip(self.keys, self.truth, strict=True))

    def __len__(self) -> int:
        return len(self.truth)

    def path(self, one: Truth) -> Path:
        return self.maildir / str(one["file"])

    def size(self, count: int | None = None) -> int:
        """Bytes of all, or of the first `count`."""
        return sum(self.path(one).stat().st_size for one in self.truth[:count])


def key_of(file: str) -> str:
    return Path(file).name.partition(":2,")[0]
