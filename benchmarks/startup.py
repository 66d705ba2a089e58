"""How long it takes to start: as ratios to `python -c pass`, all measured in one run.

    python benchmarks/startup.py [RUNS]

Prints each command with its wall time, its ratio and its target, then what a check imports and how long that takes
(`-X importtime`). Runs go round in turn, so that a busy machine slows all alike; the median of each counts.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "own-server.eml"
ANSWERS = ROOT / "samples" / "own-server.dns.json"
AT = "2026-03-10T09:35:00Z"
SAMPLE_BYTES = 10_000
RUNS = 21

BARE = "python -c pass"
SAME = "empty typer app, same libraries"
VERSION = "mailpath --version"
CHECK = "mailpath check, 10 kB, --dns"
TARGETS = {VERSION: 18.0, CHECK: 30.0}
TARGET_AGAINST_SAME = 1.3

EMPTY_APP = """
{imports}
import typer
app = typer.Typer()
@app.command()
def main() -> None:
    pass
app()
"""

LOADED = """
import sys
before = set(sys.modules)
from mailpath.cli.main import main
main({arguments!r})
names = [name for name in sys.modules if name not in before and name.partition('.')[0] != 'mailpath']
sys.stderr.write('\\n'.join(names))
"""


def command(*arguments: str) -> list[str]:
    """The installed command, or the module where it is not installed."""
    script = Path(sys.executable).with_name("mailpath")
    return [str(script), *arguments] if script.exists() else [sys.executable, "-m", "mailpath", *arguments]


def environment(home: str) -> dict[str, str]:
    """As a user has it: compiled modules are kept (once they were, they are read), no settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAILPATH_", "PYTHON"))}
    return {**kept, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_STATE_HOME": home}


def ran(words: list[str], home: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, check=False, capture_output=True, env=environment(home), cwd=ROOT, text=True)


def seconds(words: list[str], home: str) -> float:
    start = time.perf_counter()
    ran(words, home)
    return time.perf_counter() - start


def sample(folder: Path) -> Path:
    """The sample grown to 10 kB by a field that no signature covers."""
    raw = SAMPLE.read_bytes()
    line = b" " + b"x" * 76 + b"\r\n"
    padding = b"X-Padding: none\r\n" + line * max(0, (SAMPLE_BYTES - len(raw)) // len(line))
    path = folder / "sample.eml"
    path.write_bytes(padding + raw)
    return path


def importing(arguments: list[str], home: str) -> str:
    """Import statements for all that a run loads but our own modules, the standard library's too, in that order."""
    names = ran([sys.executable, "-c", LOADED.format(arguments=arguments)], home).stderr.split("\n")
    plain = [name for name in names if all(part.isidentifier() for part in name.split("."))]
    return "\n".join(f"try:\n    import {name}\nexcept ImportError:\n    pass" for name in plain)


def import_times(arguments: list[str], home: str) -> list[tuple[str, int, float]]:
    """What a run loads by name: modules, and milliseconds that their own code takes to import. The slowest first."""
    words = [sys.executable, "-X", "importtime", "-m", "mailpath", *arguments]
    spent: dict[str, list[float]] = {}
    for own, name in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", ran(words, home).stderr):
        top = name.partition(".")[0]
        spent.setdefault("standard library" if top in sys.stdlib_module_names else top, []).append(int(own) / 1000)
    return sorted(((name, len(each), sum(each)) for name, each in spent.items()), key=lambda row: -row[2])


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as home:
        check = ["check", str(sample(Path(home))), "--dns", str(ANSWERS), "--at", AT, "--json"]
        empty = Path(home, "empty.py")
        empty.write_text(EMPTY_APP.format(imports=""))
        same = Path(home, "same_libraries.py")
        same.write_text(EMPTY_APP.format(imports=importing(check, home)))
        measured = {
            BARE: [sys.executable, "-c", "pass"],
            "empty typer app": [sys.executable, str(empty)],
            SAME: [sys.executable, str(same)],
            VERSION: command("--version"),
            "mailpath config": command("config"),
            CHECK: command(*check),
        }
        for words in measured.values():
            seconds(words, home)  # compiles what is not compiled yet
        times: dict[str, list[float]] = {name: [] for name in measured}
        for _ in range(runs):
            for name, words in measured.items():
                times[name].append(seconds(words, home))
        report({name: median(each) for name, each in times.items()})
        print(f"\n{'What this check imports':34} {'ms':>7} {'modules':>7}")
        for name, modules, spent in import_times(check, home)[:10]:
            print(f"{name:34} {spent:7.1f} {modules:7}")
        print("(measuring makes importing slower; the rest is the interpreter's own start, and the work)")


def report(taken: dict[str, float]) -> None:
    print(f"{'':34} {'ms':>7} {'ratio':>7}")
    for name, spent in taken.items():
        print(f"{name:34} {spent * 1000:7.1f} {verdict(spent / taken[BARE], TARGETS.get(name))}")
    print(f"{'check / same libraries':34} {'':7} {verdict(taken[CHECK] / taken[SAME], TARGET_AGAINST_SAME)}")


def verdict(ratio: float, target: float | None) -> str:
    if target is None:
        return f"{ratio:7.2f}"
    return f"{ratio:7.2f}  at most {target:g}: {'held' if ratio <= target else 'MISSED'}"


if __name__ == "__main__":
    main()
