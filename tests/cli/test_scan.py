"""`mailpath scan` as a user runs it: which messages, which rows, what it says and how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.running import mailpath
from tests.cli.scans import COUNT, lines, scan, told
from tests.inputs.mailboxes import mbox, tree, zipped
from tests.scanning.mail import message, messages, write_maildir, write_mbox


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
