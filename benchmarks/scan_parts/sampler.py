"""Where a command's time goes: its stack each millisecond of CPU time.

    python benchmarks/scan_parts/sampler.py FOUND.json scan MAILDIR ...

Runs mailpath in this process under a signal that comes with CPU time (ITIMER_PROF): nothing is slowed as by a tracer.
Each sample counts the CPU time since the one before: a signal waits for the end of a call into C, and all of that call
is then its caller's. What a call is, its line says (`sha256(`, `.verify(`); else the innermost of our modules.
"""

import json
import linecache
import re
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType

_EVERY_S = 0.001
_ROOT = str(Path(__file__).parents[2])

HASHING, RSA, SPF, PARSING, DKIM = "hashing", "signatures (OpenSSL)", "SPF", "message and path", "DKIM and ARC, other"
JUDGING, JSON, DNS, READING = "judging, DMARC, host", "report to JSON", "DNS answers", "reading files"
DIAGNOSIS, REMEDY = "why a signature fails", "single changes tried"
START, REST = "start: imports, options", "the rest"

_HASH_CALL = re.compile(
    r"\b(?:sha1|sha256|new|_HASHES|blake2b)\b.*\(|\.(?:hex)?digest\(\)|\bhash\w*\.update\(|digest_of\("
)
_KEY_CALL = re.compile(r"\bkey\.verify\(|load_der_public_key\(|\.public_key\(|\.public_numbers\(|from_public_bytes\(")
_BY_MODULE = (  # the first that matches the innermost module that any matches
    ("importlib", START),
    ("mailpath.verify.spf", SPF),
    ("mailpath.verify.pyspf", SPF),
    ("mailpath.records.spf", SPF),
    ("spf", SPF),
    ("mailpath.verify.dmarc", JUDGING),
    ("mailpath.verify.walk", JUDGING),
    ("mailpath.verify.alignment", JUDGING),
    ("mailpath.verify.compare", JUDGING),
    ("mailpath.verify", DKIM),
    ("mailpath.records.dkim", DKIM),
    ("dkim", DKIM),
    ("mailpath.message", PARSING),
    ("mailpath.trace", PARSING),
    ("mailpath.path", PARSING),
    ("mailpath.receipts", PARSING),
    ("mailpath.dns", DNS),
    ("mailpath.inputs", READING),
    ("mailpath.outputs", JSON),
    ("mailpath.language", JSON),
    ("mailpath.scanning.rows", JSON),
    *((f"mailpath.{room}", JUDGING) for room in ("judge", "gather", "host", "remedy", "assembly", "organization")),
    ("mailpath.records", JUDGING),
    ("mailpath.scanning.chunks", READING),
    ("mailpath.configuration", START),
)


_ALL_BELOW = (  # whatever these call is theirs
    ("mailpath.verify.diagnosis", DIAGNOSIS),
    ("mailpath.verify.undo", DIAGNOSIS),
    ("mailpath.gather.diagnosed", DIAGNOSIS),
    ("mailpath.remedy", REMEDY),
)


class Sampler:
    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.functions: Counter[str] = Counter()
        self._last = time.process_time()

    def begin(self) -> None:
        signal.signal(signal.SIGPROF, self._sample)
        signal.setitimer(signal.ITIMER_PROF, _EVERY_S, _EVERY_S)

    def end(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _sample(self, _: int, frame: FrameType | None) -> None:
        now = time.process_time()
        name, function = _kind(frame)
        self.seconds[name] += now - self._last
        self.functions[f"{name}: {function}"] += now - self._last
        self._last = time.process_time()


def _kind(frame: FrameType | None) -> tuple[str, str]:
    """What a stack is doing, and the function of ours in which it does it."""
    ours = kind = ""
    if frame is not None:
        line = linecache.getline(frame.f_code.co_filename, frame.f_lineno or 0)
        kind = _by_line(str(frame.f_globals.get("__name__", "")), line)
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if not ours and module.startswith("mailpath."):
            ours = f"{module.removeprefix('mailpath.')}:{frame.f_code.co_name}"
        if whole := _listed(module, _ALL_BELOW):
            return whole, ours
        kind = kind or _listed(module, _BY_MODULE)
        frame = frame.f_back
    return kind or REST, ours


def _listed(module: str, table: tuple[tuple[str, str], ...]) -> str:
    return next((kind for start, kind in table if module == start or _is_below(module, start)), "")


def _is_below(module: str, start: str) -> bool:
    """`mailpath.verify.spf_query` is of `mailpath.verify.spf`, as a folder's module is of the folder."""
    return module.startswith((f"{start}.", f"{start}_"))


def _by_line(module: str, line: str) -> str:
    if module.startswith("mailpath.verify") and _KEY_CALL.search(line):
        return RSA
    if module.startswith("cryptography"):
        return RSA
    if module.startswith("mailpath.") and _HASH_CALL.search(line):
        return HASHING
    return ""


def main() -> int:
    begun = time.monotonic()
    sampler = Sampler()
    sampler.begin()
    sys.path.insert(0, _ROOT)
    try:
        from mailpath.cli.main import main as run

        code = run(sys.argv[2:])
    finally:
        sampler.end()
        found = {
            "wall": time.monotonic() - begun,
            "cpu": time.process_time(),
            "seconds": sampler.seconds,
            "functions": sampler.functions.most_common(),
        }
        Path(sys.argv[1]).write_text(json.dumps(found))
    return int(code or 0)


if __name__ == "__main__":
    sys.exit(main())
