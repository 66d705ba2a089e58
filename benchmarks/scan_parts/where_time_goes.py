"""What share of a scan's CPU time each kind of work takes, as sampler.py has it."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from scan_parts.corpus import Corpus
from scan_parts.measured import ROOT
from scan_parts.own import environment, scan_words

__all__ = ["print_profile"]

_SCRIPT = str(ROOT / "benchmarks" / "scan_parts" / "sampler.py")
_MOST = 25


def print_profile(corpus: Corpus, place: Path) -> None:
    found, rows = place / "profile.json", place / "profile.jsonl"
    words = scan_words(corpus.maildir, corpus.dns, rows, jobs=1)
    subprocess.run([sys.executable, _SCRIPT, str(found), *words], check=False, cwd=ROOT, env=environment())
    told = json.loads(found.read_bytes())
    seconds: dict[str, float] = told["seconds"]
    total = sum(seconds.values())
    print(f"\n{'Where the CPU time goes':28}{'seconds':>9}{'share':>9}{'µs a message':>14}")
    for name, spent in sorted(seconds.items(), key=lambda one: -one[1]):
        print(f"{name:28}{spent:9.2f}{spent / total:9.1%}{1e6 * spent / len(corpus):14,.0f}")
    print(f"{'all of it':28}{total:9.2f}{1:9.1%}{1e6 * total / len(corpus):14,.0f}")
    idle = max(0.0, told["wall"] - told["cpu"])
    print(f"{'idle (wall less CPU time)':28}{idle:9.2f}{idle / told['wall']:9.1%} of wall time")
    functions: list[tuple[str, float]] = told["functions"]
    modules: Counter[str] = Counter()
    for name, spent in functions:
        modules[name.rpartition(":")[0]] += spent
    for title, rows in (("Modules", modules.most_common(_MOST)), ("Functions", functions[:_MOST])):
        print(f"\n{title} of ours in which most is spent")
        for name, spent in rows:
            print(f"{spent / total:7.1%}  {name}")
