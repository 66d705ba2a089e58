"""What a scan writes: each kind of file, and the page that is made of one."""

import csv
from io import StringIO

import pytest

from mailpath.outputs.columns import columns
from mailpath.outputs.sheets.sqlite import VIEWS
from tests.cli.running import mailpath
from tests.cli.scans import COUNT, killed_at_random, scan, table


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


def test_csv(place, tmp_path):
    done = scan("md", "--limit", "20", "--output", tmp_path / "x.csv", home=place)
    assert done.code == 1
    found = list(csv.DictReader(StringIO((tmp_path / "x.csv").read_text())))
    assert len(found) == 20
    assert list(found[0]) == [column.name for column in columns()]
    assert found[2]["verdict"] == "internal_server_leak"
    printed = scan("md", "--limit", "20", "--format", "csv", home=place).out
    assert printed == (tmp_path / "x.csv").read_text()


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
