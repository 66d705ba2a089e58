"""A scan that is stopped at any point, and started again."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import ROOT, environment, mailpath
from tests.cli.scans import COUNT, arguments, killed_at_random, lines, scan, table


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_and_started_again_it_ends_with_the_same_bytes(place, tmp_path, jobs):
    output = tmp_path / "x.jsonl"
    assert killed_at_random(place, output, 3, int(jobs), "--jobs", jobs)
    assert scan("md", "--output", output, "--jobs", jobs, home=place).code == 1
    assert output.read_bytes() == (place / "whole.jsonl").read_bytes()
    assert not (tmp_path / "x.jsonl.part").exists()


@pytest.mark.long
@pytest.mark.parametrize("ending", ["jsonl", "csv", "sqlite"])
def test_killed_at_twenty_moments(place, tmp_path, ending):
    output, whole = tmp_path / f"x.{ending}", tmp_path / f"whole.{ending}"
    killed_at_random(place, output, 20, 7)
    scan("md", "--output", output, home=place)
    mailpath(*arguments(place, "md", "--output", str(whole)), home=place)
    if ending == "sqlite":
        for name in ("messages", "reports"):
            assert table(output, f"SELECT * FROM {name}") == table(whole, f"SELECT * FROM {name}")
    else:
        assert output.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(("cut", "journal"), [(0, -1), (1, 900), (5000, 0), (150_001, 3), (150_001, 20_000)])
def test_whatever_was_lost_at_the_end_is_made_again(place, tmp_path, cut, journal):
    """An output and a journal that end anywhere, as a crash may leave them."""
    output = tmp_path / "x.jsonl"
    part = tmp_path / "x.jsonl.part"
    scan("md", "--limit", "40", "--output", output, "--jobs", "1", home=place)
    output.write_bytes(output.read_bytes()[:cut])
    if journal >= 0:
        part.write_bytes(unfinished_journal(place, tmp_path)[:journal])
    scan("md", "--limit", "40", "--output", output, "--jobs", "1", home=place)
    assert output.read_bytes() == b"".join((place / "whole.jsonl").read_bytes().splitlines(keepends=True)[:40])


def unfinished_journal(place: Path, tmp_path: Path) -> bytes:
    """Of a run over the same that was stopped."""
    other = tmp_path / "other.jsonl"
    running = subprocess.Popen(
        [sys.executable, "-m", "mailpath", *arguments(place, "md", "--output", str(other), "--jobs", "1")],
        cwd=ROOT,
        env=environment(place),
    )
    part = tmp_path / "other.jsonl.part"
    while not (part.exists() and part.stat().st_size > 30_000) and running.poll() is None:
        time.sleep(0.01)
    running.kill()
    running.wait()
    kept = part.read_bytes()
    part.unlink()
    other.unlink()
    return kept


def interrupted(place: Path, output: Path) -> tuple[int, bytes]:
    """A scan that gets Ctrl-C once some rows are written: its exit code and what it said."""
    running = subprocess.Popen(
        [sys.executable, "-m", "mailpath", *arguments(place, "md", "--output", str(output), "--jobs", "2")[:-1], "1"],
        cwd=ROOT,
        env=environment(place),
        stderr=subprocess.PIPE,
        # A shell starts a job in the background with Ctrl-C ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    part = output.with_name(output.name + ".part")
    while not (part.exists() and part.stat().st_size > 3000) and running.poll() is None:
        time.sleep(0.005)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    return running.returncode, said


def test_ctrl_c_leaves_whole_rows_and_goes_on(place, tmp_path):
    for attempt in range(5):  # a busy machine may look away until the scan is over: then it is done again
        output = tmp_path / f"{attempt}.jsonl"
        code, said = interrupted(place, output)
        if code != 1:
            break
    assert code == 130
    assert b"Traceback" not in said
    assert 0 < len(lines(output)) < COUNT
    scan("md", "--output", output, home=place)
    assert output.read_bytes() == (place / "whole.jsonl").read_bytes()


def test_other_settings_begin_anew(place, tmp_path):
    output = tmp_path / "x.jsonl"
    killed_at_random(place, output, 2, 1)
    done = scan("md", "--where", "verdict=spoofed", "--output", output, home=place)
    assert done.code == 1
    assert {one["verdict"] for one in lines(output)} == {"spoofed"}


def test_no_worker_outlives_a_killed_scan(place, tmp_path):
    if not Path("/proc").is_dir():
        pytest.skip("no /proc here")
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "mailpath",
            *arguments(place, "md", "--output", str(tmp_path / "x.jsonl"), "--jobs", "2"),
        ],
        cwd=ROOT,
        env=environment(place),
    )
    children: list[str] = []
    while len(children) < 2 and running.poll() is None:
        children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        time.sleep(0.02)
    running.kill()
    running.wait()
    ends = time.monotonic() + 10
    while any(Path(f"/proc/{child}").exists() for child in children) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{child}").exists() for child in children)
