"""One large message: what its size costs in memory and in time.

Memory: `mailpath scan` of the message alone, one process; its peak less the peak with a message of 10 kB, over the
message's size. Time: `mailpath.check` in a process that has judged a small message before (so the start is not in it),
as a share of the rate of SHA-256 alone there. Both with LF and with CRLF line ends; the worse of the two counts.
"""

import json
import subprocess
import sys
from pathlib import Path

from scan_parts.growth import mbox_line
from scan_parts.large_messages import BASE64, KINDS, LINE_ENDS, SMALL, message_path
from scan_parts.measured import ROOT
from scan_parts.own import environment, scan
from scan_parts.table import AT_LEAST, AT_MOST, Line

__all__ = ["large_lines", "make_large"]

_SCRIPT = str(ROOT / "benchmarks" / "scan_parts" / "large_messages.py")
_POLL_S = 0.003  # such a run is short
_MIB = 1 << 20
_MEMORY_TARGET = 4.0
_RATE_SIZE_MB = 25
_IN_AN_MBOX = 12
_MEMORY_SIZES_MB = (25, 48)


def make_large(folder: Path) -> None:
    """In a process of its own: what it holds would count in the memory of every process begun after it."""
    subprocess.run([sys.executable, _SCRIPT, "make", str(folder)], check=True)


def large_lines(folder: Path) -> list[Line]:
    box = [message_path(folder, BASE64, _RATE_SIZE_MB, "lf")] * _IN_AN_MBOX
    what = f"an mbox of {_IN_AN_MBOX} of {_RATE_SIZE_MB} MB"
    lines = [*(_rate(folder, kind) for kind in KINDS), *_memory(folder)]
    return [*lines, mbox_line(what, box, folder / "dns.json", folder)]


def _rate(folder: Path, kind: str) -> Line:
    places = [str(message_path(folder, kind, _RATE_SIZE_MB, ends)) for ends in LINE_ENDS]
    words = [sys.executable, _SCRIPT, "time", *places, "--dns", str(folder / "dns.json")]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT, env=environment())
    found = dict(zip(LINE_ENDS, map(json.loads, done.stdout.splitlines()), strict=True))
    shares = {ends: one["sha256"] / one["check"] for ends, one in found.items()}
    notes = ", ".join(f"{ends} {share:.3f}" for ends, share in shares.items())
    unsound = [ends for ends, one in found.items() if one["dkim"] != ["pass"]]
    name = "base64 body" if kind == BASE64 else "text, relaxed"
    return Line(
        what=f"{_RATE_SIZE_MB} MB, {name}: rate of SHA-256 alone",
        measured=None if unsound else min(shares.values()),
        bound=AT_LEAST,
        target=0.15 if kind == BASE64 else 0.05,
        note="its signature did not verify" if unsound else notes,
    )


def _memory(folder: Path) -> list[Line]:
    small = max((_peak(folder, kind, SMALL, ends) for kind in KINDS for ends in LINE_ENDS), default=0.0)
    lines = []
    for size_mb in _MEMORY_SIZES_MB:
        times = {}
        for kind in KINDS:
            for ends in LINE_ENDS:
                size = message_path(folder, kind, size_mb, ends).stat().st_size / _MIB
                times[f"{kind} {ends}"] = (_peak(folder, kind, size_mb, ends) - small) / size
        lines.append(
            Line(
                what=f"{size_mb} MB: memory above a small message's, in its size",
                measured=max(times.values()) if small else None,
                bound=AT_MOST,
                target=_MEMORY_TARGET,
                note=", ".join(f"{name} {value:.1f}" for name, value in times.items()) if small else "no /proc here",
            )
        )
    return lines


def _peak(folder: Path, kind: str, size_mb: float, ends: str) -> float:
    place = message_path(folder, kind, size_mb, ends)
    done = scan(place, folder / "dns.json", folder / "rows.jsonl", jobs=1, poll_s=_POLL_S)
    return done.peak_mib or 0.0
