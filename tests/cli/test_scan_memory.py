"""A mailbox of any size is scanned in the same memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import ROOT, environment
from tests.inputs.mailboxes import FROM, mbox
from tests.scanning.mail import message, write_zone

_GIGABYTE = 1 << 30
_MEASURED = (
    "import resource, sys; from mailpath.cli.main import main; code = main(sys.argv[1:]);"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr); sys.exit(code)"
)


def peak(home: Path, box: Path, output: Path) -> int:
    """How much memory a scan takes at most, in KiB."""
    done = subprocess.run(
        [
            *(sys.executable, "-c", _MEASURED, "scan", str(box), "--dns", str(home / "dns.json"), "--jobs", "1", "-q"),
            *("--at", "2026-04-01", "--trust", "mx.receiver.example", "--output", str(output)),
        ],
        capture_output=True,
        cwd=ROOT,
        env=environment(home),
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return int(done.stderr.splitlines()[-1])


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="peaks are in KiB on Linux only, and files with holes")
def test_twenty_gigabytes(tmp_path):
    """Twenty messages of a gigabyte, which are rows that say so, between some hundred that are mail."""
    write_zone(tmp_path / "dns.json")
    small, large = tmp_path / "small", tmp_path / "large"
    small.write_bytes(mbox(message(number) for number in range(20)))
    with large.open("wb") as box:
        for number in range(20):
            box.write(mbox(message(20 * number + inner) for inner in range(20)))
            box.write(FROM + b"\nFrom: x@a.example\nSubject: a hole\n\n")
            box.seek(_GIGABYTE, 1)
            box.write(b"\n\n")
    assert large.stat().st_size > 20 * _GIGABYTE
    few = peak(tmp_path, small, tmp_path / "small.jsonl")
    many = peak(tmp_path, large, tmp_path / "large.jsonl")
    written = (tmp_path / "large.jsonl").read_text().splitlines()
    assert len(written) == 20 * 21
    assert sum("is larger than 64 MiB" in line for line in written) == 20
    assert many < few + 250_000  # a message of 64 MiB and what it is read through
