"""Conditions hold of a row that was written as they hold of its report."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mailpath.outputs.sheets.sqlite import SqliteSheet, own_domains_in, rows_in
from mailpath.outputs.sheets.values import from_values, to_values, with_report
from mailpath.outputs.where import where
from tests.outputs.reports import REPORTS

CONDITIONS = (
    ("verdict=spoofed",),
    ("verdict!=spoofed",),
    ("verdict=spoofed", "verdict=internal_server_leak", "listed=no"),
    ("fcrdns=true",),
    ("fcrdns=false",),
    ("fcrdns=",),
    ("aligned_spf!=true",),
    ("received_at=2026-03-02",),
    ("received_at!=2026-03-02",),
    ("hop_count=2",),
    ("reason_codes=spf_lists_host",),
    ("source.error=",),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.sqlite"
    sheet = SqliteSheet(path, ("a.example", "b.example"))
    sheet.begin()
    sheet.add([with_report(make()) for make in REPORTS.values()])
    sheet.finish(())
    return path


@pytest.mark.parametrize("texts", CONDITIONS, ids=" ".join)
def test_rows_are_judged_as_reports_are(file, texts):
    keep = where(list(texts))
    assert keep is not None
    reports = [make() for make in REPORTS.values()]
    expected = [keep(report) for report in reports]
    assert [keep.row(from_values(to_values(report))) for report in reports] == expected
    assert [keep.row(from_values(line)) for line in rows_in(file)] == expected


def test_a_file_gives_back_what_was_added(file):
    assert list(rows_in(file)) == [_as_in_sqlite(with_report(make())) for make in REPORTS.values()]
    assert own_domains_in(file) == ("a.example", "b.example")


def _as_in_sqlite(line: bytes) -> bytes:
    """Yes and no are 1 and 0 there."""
    from mailpath.outputs.sheets.values import as_line

    return as_line([int(value) if isinstance(value, bool) else value for value in from_values(line)])


def test_going_on_forgets_the_reports_that_are_cut_off(file):
    sheet = SqliteSheet(file)
    sheet.go_on(2)
    sheet.add([with_report(next(iter(REPORTS.values()))())])
    sheet.finish(())
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT max(id) FROM messages").fetchone() == (3,)
        assert database.execute("SELECT count(*) FROM reports WHERE id > 3").fetchone() == (0,)
        assert database.execute(
            "SELECT count(*) FROM reports WHERE id NOT IN (SELECT id FROM messages)"
        ).fetchone() == (0,)
