"""`mailpath scan` as a user runs it."""

import csv
import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from mailpath.outputs.columns import columns
from mailpath.outputs.sheets.sqlite import VIEWS
from tests.cli.running import ROOT, Done, environment, mailpath
from tests.inputs.mailboxes import mbox, tree, zipped
from tests.scanning.mail import message, messages, write_maildir, write_mbox, write_zone

COUNT = 480  # enough for several chunks and for workers


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`md` with many messages, `dns.json`, and `whole.jsonl`: what an undisturbed run writes."""
    path = tmp_path_factory.mktemp("scan")
    write_zone(path / "dns.json")
    write_maildir(path / "md", COUNT)
    done = scan("md", "--output", "whole.jsonl", home=path)
    assert (done.code, done.out) == (1, "")
    return path


def arguments(home: Path, *more: str | Path) -> list[str]:
    named = [
        str(home / one) if str(one) in ("md", "box") or str(one).startswith("whole.") else str(one) for one in more
    ]
    return ["scan", *told(home), "--quiet", *named]


def told(home: Path) -> list[str]:
    """Whatever a judgement depends on."""
    return ["--dns", str(home / "dns.json"), "--at", "2026-04-01", "--trust", "mx.receiver.example"]


def scan(*more: str | Path, home: Path, stdin: bytes = b"", **variables: str) -> Done:
    return mailpath(*arguments(home, *more), home=home, stdin=stdin, **variables)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_rows_are_those_of_check(place):
    found = lines(place / "whole.jsonl")
    assert len(found) == COUNT
    assert [one["identifiers"]["subject"] for one in found] == [f"number {number}" for number in range(COUNT)]
    assert [one["verdict"] for one in found[:3]] == ["authorized_own", "spoofed", "internal_server_leak"]
    first = found[1]["source"]["file"]
    alone = mailpath("check", "--json", *told(place), first, home=place)
    expected = json.loads(alone.out)
    expected["source"]["key"] = found[1]["source"]["key"]
    assert found[1] == expected


@pytest.mark.parametrize("jobs", ["4"])
def test_the_same_bytes_whatever_jobs(place, tmp_path, jobs):
    scan("md", "--jobs", jobs, "--output", tmp_path / "x.jsonl", home=place)
    assert (tmp_path / "x.jsonl").read_bytes() == (place / "whole.jsonl").read_bytes()
    assert [one.name for one in tmp_path.iterdir()] == ["x.jsonl"]


@pytest.mark.long
def test_offline_too(place, tmp_path):
    for jobs in ("1", "3"):
        options = [
            "scan",
            "--offline",
            "-q",
            "--at",
            "2026-04-01",
            "--jobs",
            jobs,
            "-o",
            str(tmp_path / f"{jobs}.jsonl"),
        ]
        assert mailpath(*options, place / "md", home=place).code in (1, 3)
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "3.jsonl").read_bytes()


@pytest.mark.parametrize("ending", ["jsonl", "csv", "sqlite", "parquet", "html"])
def test_a_complete_file_is_replaced(place, tmp_path, ending):
    """As every night's scan does."""
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    output = tmp_path / f"x.{ending}"
    assert scan("md", "--limit", "30", "--output", output, home=place).code == 1
    assert scan("md", "--limit", "20", "--output", output, home=place).code == 1
    whole = tmp_path / f"whole.{ending}"
    scan("md", "--limit", "20", "--output", whole, home=place)
    if ending == "sqlite":
        question = "SELECT id, source_file, verdict FROM messages ORDER BY id"
        assert table(output, question) == table(whole, question) != []
    elif ending != "html":  # the page tells when it was made
        assert output.read_bytes() == whole.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == [whole.name, output.name]


def wait_until_begun(running: "subprocess.Popen[bytes]", output: Path) -> None:
    """Until the journal is there, which is just before the first message is judged."""
    journal = output.with_name(f"{output.name}.part")
    while running.poll() is None and not journal.exists():
        time.sleep(0.002)


def killed_at_random(place: Path, output: Path, times: int, seed: int, *more: str) -> int:
    """Start the scan again and again, killing it each time; how often it was killed while it ran."""
    chance = random.Random(seed)
    killed = 0
    for _ in range(times):
        running = subprocess.Popen(
            [sys.executable, "-m", "mailpath", *arguments(place, "md", "--output", str(output), *more)],
            cwd=ROOT,
            env=environment(place),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if chance.random() < 0.8:
            wait_until_begun(running, output)
        time.sleep(chance.uniform(0.0, 0.3))
        killed += running.poll() is None
        running.send_signal(signal.SIGKILL)
        running.wait()
    return killed


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


def test_csv(place, tmp_path):
    done = scan("md", "--limit", "20", "--output", tmp_path / "x.csv", home=place)
    assert done.code == 1
    found = list(csv.DictReader(StringIO((tmp_path / "x.csv").read_text())))
    assert len(found) == 20
    assert list(found[0]) == [column.name for column in columns()]
    assert found[2]["verdict"] == "internal_server_leak"
    printed = scan("md", "--limit", "20", "--format", "csv", home=place).out
    assert printed == (tmp_path / "x.csv").read_text()


def table(path: Path, question: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


def test_sqlite(place, tmp_path):
    output = tmp_path / "x.sqlite"
    killed_at_random(place, output, 1, 3)
    scan("md", "--output", output, home=place)
    assert table(output, "SELECT id FROM messages ORDER BY id") == [(number + 1,) for number in range(COUNT)]
    assert table(output, "SELECT domain, sender, messages, listed FROM who_sends_as") == [
        ("a.example", "mx.a.example", 160, 1),
        ("b.example", "198.51.100.7", 160, 0),
        ("shop.example", "web.shop.example", 160, 0),
    ]
    leaks = table(output, "SELECT domain, ip, messages, action_code FROM leaks")
    assert [one[:3] for one in leaks] == [("shop.example", "203.0.113.77", 160)]
    assert sum(one[0] for one in table(output, "SELECT messages FROM per_day")) == COUNT
    assert len(table(output, "SELECT * FROM attention")) == 320
    named = {one[0] for one in table(output, "SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert named == set(VIEWS)


def test_parquet_without_its_extra_says_which(place, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['pyarrow'] = None")  # as if it were not there
    done = mailpath(
        "scan", "--offline", place / "md", "-o", tmp_path / "x.parquet", home=place, PYTHONPATH=str(tmp_path)
    )
    assert done.code == 2
    assert "mailpath[parquet]" in done.err


def test_parquet(place, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    scan("md", "--limit", "50", "--output", tmp_path / "x.parquet", home=place)
    read = parquet.read_table(tmp_path / "x.parquet")
    assert read.num_rows == 50
    assert read.schema.names == [column.name for column in columns()]
    assert str(read.schema.field("received_at").type) == "timestamp[us, tz=UTC]"
    assert read.column("verdict").to_pylist()[:3] == ["authorized_own", "spoofed", "internal_server_leak"]


def test_the_summary(place):
    done = scan("md", "--lang", "en", home=place)
    assert done.code == 1
    first, *rest = done.out.splitlines()
    assert first.startswith("480 messages")
    assert any("spoofed" in line and "160" in line for line in rest)
    assert any("shop.example" in line and "web.shop.example" in line for line in rest)
    assert len(rest) <= 25
    assert "Nachrichten" in scan("md", "--limit", "3", "--lang", "de", home=place).out


def test_the_same_rows_from_every_kind(place, tmp_path):
    few = messages(30)
    named = {f"{number:02}.eml": raw for number, raw in enumerate(few)}
    kinds = [
        tree(tmp_path / "tree", named),
        write_mbox(tmp_path / "box", 30),
        zipped(tmp_path / "all.zip", named),
        write_maildir(tmp_path / "maildir", 30),
    ]
    rows = []
    for kind in kinds:
        found = [json.loads(line) for line in scan(kind, "--json", home=place).out.splitlines()]
        for one in found:
            del one["source"]["file"], one["source"]["key"]
        rows.append(found)
    assert len(rows[0]) == 30
    assert all(found == rows[0] for found in rows)


def test_selection(place):
    def numbers(*more: str) -> list[int]:
        out = scan("md", "--json", *more, home=place).out
        return [int(json.loads(line)["identifiers"]["subject"].split()[1]) for line in out.splitlines()]

    assert numbers("--limit", "3") == [0, 1, 2]
    assert numbers("--limit", "0") == []
    assert numbers("--since", "2026-03-02", "--until", "2026-03-02T03:00:00Z") == [24, 25, 26]
    some = numbers("--sample", "5", "--seed", "1")
    assert len(some) == 5
    assert some == sorted(some) == numbers("--sample", "5", "--seed", "1")
    assert some != numbers("--sample", "5", "--seed", "2")
    assert len(numbers("--sample", "99", "--since", "2026-03-20")) == 24
    assert numbers("--where", "verdict=spoofed", "--limit", "2") == [1, 4]
    assert numbers("--where", "author_domain=b.example", "--where", "author_domain=shop.example", "--limit", "2") == [
        1,
        2,
    ]
    assert numbers("--where", "verdict!=spoofed", "--where", "listed=no", "--limit", "2") == [2, 5]


def test_files_from(place, tmp_path):
    tree(tmp_path, {"a.eml": message(1), "b.eml": message(2)})
    listed = f"{tmp_path / 'a.eml'}\n{tmp_path / 'b.eml'}\n{tmp_path / 'gone.eml'}\n"
    done = scan("--files-from", "-", "--json", home=place, stdin=listed.encode())
    assert [json.loads(line)["source"]["error"] for line in done.out.splitlines()] == [
        None,
        None,
        "there is no such file",
    ]
    assert done.code == 1
    (tmp_path / "list").write_text(listed.replace("\n", "\0"))
    assert scan("--files-from", tmp_path / "list", "--json", home=place).out == done.out


def test_standard_input(place):
    done = scan("-", "--json", home=place, stdin=mbox(messages(3)))
    assert [json.loads(line)["source"]["key"] is not None for line in done.out.splitlines()] == [True] * 3


PLACES = ("good.eml", "bad.eml", "empty.eml", "unsure.eml", "folder", "nowhere")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["good.eml"], 0),
        (["bad.eml", "good.eml"], 1),
        (["good.eml", "nowhere"], 4),
        (["bad.eml", "nowhere"], 4),
        (["good.eml", "empty.eml"], 5),
        (["bad.eml", "empty.eml"], 1),
        (["good.eml", "unsure.eml"], 3),
        (["unsure.eml", "empty.eml"], 5),
        (["folder"], 0),
        ([], 2),
        (["good.eml", "--jobs", "0"], 2),
        (["good.eml", "--jobs", "many"], 2),
        (["good.eml", "--since", "soon"], 2),
        (["good.eml", "--limit", "-1"], 2),
        (["good.eml", "--where", "colour=red"], 2),
        (["good.eml", "--where", "verdict"], 2),
        (["good.eml", "--where", "result=pass"], 2),
        (["good.eml", "--seed", "1"], 2),
        (["good.eml", "--files-from", "nowhere"], 2),
        (["good.eml", "--output", "folder"], 2),
        (["good.eml", "--output", "nowhere/x.jsonl"], 2),
        (["good.eml", "--output", "good.eml"], 2),
    ],
    ids=lambda one: " ".join(one) or "nothing" if isinstance(one, list) else str(one),
)
def test_exit_codes(place, tmp_path, given, code):
    unsure = b"From: x@a.example\nSubject: no trace\n\nText\n"
    tree(tmp_path, {"good.eml": message(0), "bad.eml": message(1), "empty.eml": b"", "unsure.eml": unsure})
    (tmp_path / "folder").mkdir()
    named = [tmp_path / one if one.partition("/")[0] in PLACES else one for one in given]
    done = scan(*named, "--json", home=place)
    assert done.code == code, done.err
    assert "Traceback" not in done.err
    if code == 2:
        assert len(done.err.splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("more", [["--output", "/dev/full"], ["--output", "/dev/full", "--format", "csv"]])
def test_a_full_disk_is_one_clear_line(place, more):
    done = scan("md", "--limit", "5", *more, home=place)
    assert done.code == 5
    assert "no space left" in done.err
    assert len(done.err.splitlines()) == 1


def test_what_is_removed_or_grows_meanwhile(place, tmp_path):
    """The list of paths is read first, the files later: one is gone by then."""
    box = write_mbox(tmp_path / "box", 3)
    gone = tmp_path / "gone.eml"
    done = scan("--files-from", "-", "--json", home=place, stdin=f"{gone}\n{box}\n".encode())
    assert len(done.out.splitlines()) == 4
    output = tmp_path / "x.jsonl"
    scan(box, "--output", output, home=place)
    box.write_bytes(box.read_bytes() + mbox([message(9)]))
    scan(box, "--output", output, home=place)
    assert [one["identifiers"]["subject"] for one in lines(output)] == ["number 0", "number 1", "number 2", "number 9"]


def test_record_and_replay(place, tmp_path):
    record = tmp_path / "record.json"
    scan("md", "--limit", "20", "--record", record, "--output", tmp_path / "a.jsonl", home=place)
    replayed = mailpath(
        *("scan", *told(place)[2:], "--dns", record, "-q", "-o", tmp_path / "b.jsonl", "--limit", "20", place / "md"),
        home=place,
    )
    assert replayed.code == 1
    assert [one["verdict"] for one in lines(tmp_path / "a.jsonl")] == [
        one["verdict"] for one in lines(tmp_path / "b.jsonl")
    ]


def test_nothing_but_errors_on_standard_error_when_quiet(place, tmp_path):
    done = scan("md", "--limit", "3", "--output", tmp_path / "x.jsonl", home=place)
    assert (done.out, done.err) == ("", "")
    told = mailpath("scan", "--offline", "-o", tmp_path / "y.jsonl", place / "md", "--limit", "3", home=place)
    assert "3 messages" in told.err
    assert "\x1b" not in told.err
    assert "\r" not in told.err


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


def test_html_and_report_are_the_same_page(place, tmp_path):
    page, database = tmp_path / "x.html", tmp_path / "x.sqlite"
    assert scan("md", "--limit", "30", "--lang", "de", "--output", page, home=place).code == 1
    scan("md", "--limit", "30", "--output", database, home=place)
    printed = mailpath("report", database, "--lang", "de", home=place)
    assert printed.code == 0
    assert printed.out == page.read_text()
    assert "web.shop.example" in printed.out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.html", "x.sqlite"]


@pytest.mark.parametrize("given", ["nowhere.sqlite", "text.sqlite"])
def test_a_report_of_something_else_is_refused(place, tmp_path, given):
    (tmp_path / "text.sqlite").write_text("no database")
    done = mailpath("report", tmp_path / given, home=place)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
