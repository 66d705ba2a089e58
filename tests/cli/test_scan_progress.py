"""What a scan says while it runs and when it is done: on a terminal, and nowhere else."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mailpath.cli.progress import Progress
from mailpath.cli.scan_left import Left
from mailpath.outputs import Options
from mailpath.outputs.scan_summary import MOST_LINES, scan_summary
from mailpath.scanning.chunks import places_below
from mailpath.scanning.rows import Digest
from mailpath.scanning.tally import Tally
from mailpath.values.vocabulary import Confidence, Verdict
from tests.cli.running import ROOT, environment
from tests.inputs.mailboxes import tree, zipped
from tests.scanning.mail import message, write_maildir, write_mbox, write_zone


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def digest(
    verdict: Verdict,
    domain: str = "a.example",
    over: str = "mx.a.example",
    *,
    error: str | None = None,
    day: str | None = None,
    tls: str = "unknown",
    delay: int | None = None,
) -> Digest:
    return Digest(
        verdict=verdict,
        confidence=Confidence.HIGH,
        error=error,
        file=None,
        key=None,
        domain=domain,
        over=over,
        listed="no",
        action="none",
        day=day,
        tls=tls,
        delay=delay,
    )


def tally(*digests: Digest) -> Tally:
    found = Tally()
    for one in digests:
        found.add(one)
    return found


# What is left


def counted(paths: list[str], clock: Clock) -> Left:
    left = Left(paths, clock)
    left.start().join()
    return left


@pytest.mark.parametrize("kind", ["maildir", "mbox", "tree"])
def test_what_is_left_follows_from_the_bytes(tmp_path, kind):
    if kind == "maildir":
        place = write_maildir(tmp_path / "md", 40)
    elif kind == "mbox":
        place = write_mbox(tmp_path / "box", 40)
    else:
        place = tmp_path / "tree"
        place.mkdir()
        tree(place, {f"{number:02}.eml": message(number) for number in range(40)})
    clock = Clock()
    left = counted([str(place)], clock)
    assert left.seconds() is None
    passing = left.handed(left.reached(places_below(str(place), 0)))
    for _ in range(10):
        next(passing)
    clock.now += 5
    found = left.seconds()
    assert found is not None
    assert 13 < found < 19  # 30 of 40 at 2 a second; an mbox has lines between the messages
    for _ in passing:
        pass
    assert (left.seconds() or 0) < 1


def test_what_was_judged_before_is_no_work(tmp_path):
    place = write_maildir(tmp_path / "md", 40)
    clock = Clock()
    left = counted([str(place)], clock)
    reached = left.reached(places_below(str(place), 0))
    for _ in range(20):
        next(reached)  # they have rows already
    passing = left.handed(reached)
    for _ in range(10):
        next(passing)
    clock.now += 5
    found = left.seconds()
    assert found is not None
    assert 4 < found < 6


def test_where_the_size_cannot_be_told_nothing_is(tmp_path):
    zipped(tmp_path / "x.zip", {"a.eml": message(1)})
    for paths in (["-"], [str(tmp_path / "x.zip")], [str(tmp_path)], ["imap://mail.example/"]):
        clock = Clock()
        left = counted(paths, clock)
        for place in places_below(str(tmp_path / "x.zip"), 0):
            list(left.handed(left.reached([place])))
        clock.now += 60
        assert left.seconds() is None


# The line that is written over


def line(found: Tally, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], left: float | None) -> str:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    clock = Clock()
    progress = Progress("en", shown=True, clock=clock)
    progress.earlier = 2
    clock.now += 2
    progress.tell(found, left)
    said = capsys.readouterr().err
    assert said.startswith("\r\x1b[K")
    return said[4:]


GOING = tally(*[digest(Verdict.AUTHORIZED_OWN)] * 1200, *[digest(Verdict.SPOOFED)] * 2)


def test_it_has_rate_rest_and_verdicts(monkeypatch, capsys):
    said = line(GOING, monkeypatch, capsys, 83.4)
    assert said == "1,202 messages, 600 a second, 1 min 23 s left: authorised, own server 1,200; spoofed 2"
    assert line(GOING, monkeypatch, capsys, None).startswith("1,202 messages, 600 a second: ")


def test_it_keeps_to_the_width(monkeypatch, capsys):
    found = tally(*(digest(verdict) for verdict in Verdict))
    assert len(line(found, monkeypatch, capsys, 12.0)) < 100


def test_nothing_where_there_is_no_terminal(capsys):
    clock = Clock()
    progress = Progress("en", shown=True, clock=clock)
    clock.now += 10
    progress.tell(GOING)
    progress.clear()
    assert capsys.readouterr().err == ""


def on_a_terminal(home: Path, *arguments: str | Path) -> str:
    """All that `mailpath` writes on a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "mailpath", *map(str, arguments)],
        cwd=ROOT,
        env=environment(home, TERM="xterm", COLUMNS="120"),
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            block = os.read(ours, 4096)
        except OSError:  # the other side is closed
            break
        if not block:
            break
        said += block
    os.close(ours)
    running.wait()
    return said.decode()


def test_on_a_real_terminal(tmp_path):
    write_zone(tmp_path / "dns.json")
    box = write_maildir(tmp_path / "md", 600)
    known = ("--dns", tmp_path / "dns.json", "--at", "2026-04-01", "--trust", "mx.receiver.example", "--jobs", "1")
    said = on_a_terminal(tmp_path, "scan", box, *known, "--output", tmp_path / "x.jsonl")
    assert re.search(r"\r\x1b\[K[\d,]+ messages, [\d,]+ a second.*: .*spoofed \d+", said)
    assert "600 messages" in said.rpartition("\x1b[K")[2]  # the summary stands behind the last line that was cleared
    assert on_a_terminal(tmp_path, "scan", box, *known, "--quiet", "--output", tmp_path / "y.jsonl") == ""


# The summary


def summary(found: Tally, *own: str, lang: str = "en", **more: float) -> list[str]:
    text = scan_summary(found, Options(lang=lang), own_domains=own, **more)  # type: ignore[arg-type]
    return text.decode().splitlines()


def test_the_summary_has_what_the_page_has():
    found = tally(
        *[digest(Verdict.AUTHORIZED_OWN, day="2026-03-01", tls="yes", delay=3)] * 3,
        digest(Verdict.SPOOFED, "bank.example", "evil.example", day="2026-03-09", tls="no", delay=90),
        digest(Verdict.INTERNAL_SERVER_LEAK, "firma.example", "web.firma.example"),
    )
    said = summary(found, seconds=2.0)
    assert said[0] == "5 messages, 2 s (2 a second)"
    assert said[1] == "2026-03-01 to 2026-03-09; 75.0 % over TLS; 75.0 % within a minute"
    assert said[2].split() == ["authorised,", "own", "server", "3", "60.0", "%"]
    assert said[-3] == "Needs attention: whose name, over whom"
    assert summary(found, "firma.example")[-2].split()[1] == "firma.example"  # our own come first
    assert summary(found)[-2].split()[1] == "bank.example"
    assert (
        summary(found, lang="de")[1] == "2026-03-01 bis 2026-03-09; 75,0 % über TLS; 75,0 % in höchstens einer Minute"
    )


def test_a_rate_counts_what_was_judged_now():
    assert summary(GOING, seconds=2.0, earlier=1000)[0] == "1,202 messages, 2 s (101 a second)"


@pytest.mark.parametrize("groups", [0, 1, 4, 5, 6, 500])
def test_the_summary_has_twenty_lines_at_most(groups):
    found = tally(
        *(
            digest(verdict, day="2026-03-01", tls="yes", delay=1)
            for verdict in Verdict
            if verdict is not Verdict.SPOOFED
        ),
        *(digest(Verdict.SPOOFED, f"d{number}.example") for number in range(groups)),
        digest(Verdict.UNDETERMINED, error="is empty"),
    )
    said = summary(found, seconds=60.0)
    assert len(said) <= MOST_LINES
    listed = sum(line.endswith((" spoofed", "published", "aligned")) and ".example" in line for line in said)
    more = re.findall(r"^  (\d+) more$", "\n".join(said), re.MULTILINE)
    assert listed + sum(map(int, more)) == len(found.groups)
