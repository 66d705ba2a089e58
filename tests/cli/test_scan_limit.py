"""`scan --limit N`: no more is judged than is needed. Each message has an author's domain of its own, so what was
judged is told by the questions that were asked."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import mailpath
from tests.inputs.mailboxes import maildir, mbox, tree

COUNT = 700  # more than a chunk, and more than is worth a process


def message(number: int) -> bytes:
    """One a minute from 1 March 2026 on."""
    hour, minute = divmod(number, 60)
    day, hour = divmod(hour, 24)
    date = f"{1 + day} Mar 2026 {hour:02}:{minute:02}:00 +0000"
    return (
        f"Return-Path: <x@d{number}.example>\n"
        f"Received: from mx.d{number}.example (mx.d{number}.example [192.0.2.1]) by mx.receiver.example with ESMTPS\n"
        f"\tid A{number} for <user@receiver.example>; {date}\n"
        f"From: x@d{number}.example\nTo: user@receiver.example\nDate: {date}\n"
        f"Message-ID: <{number}@d{number}.example>\nSubject: number {number}\n\nText.\n"
    ).encode()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`md` and `box` with the same messages; in `zone.json` every tenth domain lets the host send."""
    path = tmp_path_factory.mktemp("limit")
    sent = [message(number) for number in range(COUNT)]
    maildir(path / "md", cur={f"{1_772_000_000 + number}.M{number}.mx:2,S": raw for number, raw in enumerate(sent)})
    (path / "box").write_bytes(mbox(sent))
    zone = {
        f"d{number}.example": {"TXT": [f"v=spf1 {'ip4:192.0.2.1 ' if number % 10 == 9 else ''}-all"]}
        for number in range(COUNT)
    }
    (path / "zone.json").write_text(json.dumps(zone))
    return path


def judged_and_rows(place: Path, tmp_path: Path, *more: str | Path) -> tuple[list[int], list[int]]:
    """The numbers of the messages that were judged, and of those that have a row."""
    record = tmp_path / "record.json"
    done = mailpath(
        *("scan", "--dns", place / "zone.json", "--record", record, "--trust", "mx.receiver.example", "--quiet"),
        *("--json", *more),
        home=place,
    )
    asked = {int(number) for number in re.findall(r"\bd(\d+)\.example\b", record.read_text())}
    subjects = [json.loads(line)["identifiers"]["subject"] for line in done.out.splitlines()]
    return sorted(asked), [int(subject.split()[1]) for subject in subjects]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("box", ["md", "box"])
def test_so_many_messages_are_judged_as_rows_are_wanted(place, tmp_path, box, jobs):
    assert judged_and_rows(place, tmp_path, place / box, "--limit", "3", "--jobs", jobs) == ([0, 1, 2], [0, 1, 2])


def test_a_limit_of_more_than_a_chunk(place, tmp_path):
    assert judged_and_rows(place, tmp_path, place / "md", "--limit", "300", "--jobs", "1") == (
        list(range(300)),
        list(range(300)),
    )


def test_a_limit_of_more_than_is_worth_processes(place, tmp_path):
    judged, rows = judged_and_rows(place, tmp_path, place / "md", "--limit", "600", "--jobs", "2")
    assert rows == list(range(600))
    assert set(rows) <= set(judged)


def test_in_a_period_nothing_before_it_and_little_behind(place, tmp_path):
    for options in (("--since", "2026-03-01T06:00:00Z"), ("--since", "2026-03-01T00:04:00Z")):
        judged, rows = judged_and_rows(place, tmp_path, place / "md", *options, "--limit", "3", "--jobs", "1")
        assert len(rows) == 3
        assert judged == rows


@pytest.mark.parametrize(("limit", "most"), [(1, 20), (3, 60), (12, 240)])
def test_with_conditions_at_most_twice_as_many_as_it_takes(place, tmp_path, limit, most):
    """The tenth message is the first that has a row."""
    judged, rows = judged_and_rows(
        place, tmp_path, place / "md", "--where", "spf_result=pass", "--limit", str(limit), "--jobs", "2"
    )
    assert rows == [10 * number + 9 for number in range(limit)]
    assert judged == list(range(len(judged)))
    assert len(judged) <= most


def test_conditions_in_a_period(place, tmp_path):
    judged, rows = judged_and_rows(
        *(place, tmp_path, place / "md", "--since", "2026-03-01T08:00:00Z", "--where", "spf_result=pass"),
        *("--limit", "1", "--jobs", "1"),
    )
    assert rows == [489]
    assert judged[0] == 480
    assert len(judged) <= 20


def test_what_gives_no_row_is_made_up_for(place, tmp_path):
    """A limit is of rows: what cannot be read is one, and a folder without messages is none."""
    tree(tmp_path / "tree", {"a.eml": message(1), "b.eml": b"", "c.eml": message(2), "d.eml": message(3)})
    (tmp_path / "nothing").mkdir()
    done = mailpath(
        *("scan", "--offline", "--quiet", "--json", "--limit", "3", tmp_path / "nothing", tmp_path / "tree"),
        home=place,
    )
    files = [Path(json.loads(line)["source"]["file"]).name for line in done.out.splitlines()]
    assert files == ["a.eml", "b.eml", "c.eml"]
