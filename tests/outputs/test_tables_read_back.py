"""Tables of a scan read by others: the documented columns, types and values by pyarrow, DuckDB, Polars and sqlite3."""

import csv
import json
import re
import sqlite3
from base64 import b64encode
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow
import pyarrow.parquet
import pytest

from mailpath.outputs.columns import columns, row
from mailpath.outputs.json import from_json
from tests.cli.running import mailpath
from tests.inputs.mailboxes import mbox
from tests.scanning.mail import messages, write_zone

PAGE = (Path(__file__).parents[2] / "docs" / "columns.md").read_text(encoding="utf-8")
DOCUMENTED = dict(re.findall(r"^\| `([a-z0-9_]+)` \| ([a-z]+) \|", PAGE, re.MULTILINE))
FORMULAS = (
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    " =1+1",
    "\t=1+1",
    '"=1+1"',
    "x;=1+1",
    'x";=1+1;"',
    "\uff1d1+1",
    "\uff0b1",
    "'=1",
    '=HYPERLINK("http://x.example","y")',
)
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def formula(number: int, text: str) -> bytes:
    """A message with the text wherever its author may choose one."""
    plain = text.encode("ascii", "ignore").decode()
    word = f"=?utf-8?b?{b64encode(text.encode()).decode()}?="
    return (
        f"Return-Path: <x@b.example>\nReceived: from {plain} (h.b.example [198.51.100.7])\n"
        f"\tby mx.receiver.example with ESMTPS id F{number}; Mon, 2 Mar 2026 10:00:00 +0000\n"
        f"From: {word} <x@b.example>\nTo: {word} <u@receiver.example>\nReply-To: {word} <=1@b.example>\n"
        f"Subject: {word}\nList-Id: {plain}\nMessage-ID: <=1+{number}@b.example>\n\nText\n"
    ).encode()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same scan as `mail.jsonl`, `.parquet`, `.sqlite` and `.csv`."""
    path = tmp_path_factory.mktemp("tables")
    write_zone(path / "dns.json")
    (path / "box").write_bytes(mbox([*messages(30), *(formula(at, text) for at, text in enumerate(FORMULAS))]))
    (path / "=1+1.eml").write_bytes(b"")
    known = ("--dns", path / "dns.json", "--at", "2026-04-01", "--trust", "mx.receiver.example", "--quiet")
    for ending in ("jsonl", "parquet", "sqlite", "csv"):
        mailpath("scan", path / "box", path / "=1+1.eml", *known, "--output", path / f"mail.{ending}", home=path)
    return path


@pytest.fixture(scope="module")
def expected(place: Path) -> list[tuple[Any, ...]]:
    """The values of every row, from the whole reports."""
    return [row(from_json(line)) for line in (place / "mail.jsonl").read_bytes().splitlines()]


def test_every_column_is_documented_with_its_type():
    assert {column.name: str(column.kind) for column in columns()} == DOCUMENTED
    assert set(DOCUMENTED.values()) == {"text", "integer", "boolean", "time"}


def test_pyarrow(place, expected):
    read = pyarrow.parquet.read_table(place / "mail.parquet")
    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "time": pyarrow.timestamp("us", tz="UTC"),
    }
    assert {field.name: field.type for field in read.schema} == {name: types[kind] for name, kind in DOCUMENTED.items()}
    assert [tuple(one.values()) for one in read.to_pylist()] == expected


def test_duckdb(place, expected):
    types = {"text": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "time": "TIMESTAMP WITH TIME ZONE"}
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        file = str(place / "mail.parquet")
        described = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [file]).fetchall()
        assert {name: kind for name, kind, *_ in described} == {name: types[kind] for name, kind in DOCUMENTED.items()}
        times = [name for name, kind in DOCUMENTED.items() if kind == "time"]
        as_numbers = ", ".join(f"epoch_us({name}) AS {name}" for name in times)
        found = database.execute(f"SELECT * REPLACE ({as_numbers}) FROM read_parquet(?)", [file]).fetchall()
    assert found == [tuple(_epoch(value) for value in one) for one in expected]


def _epoch(value: Any) -> Any:
    """A time as microseconds since 1970."""
    return round(value.timestamp() * 1_000_000) if isinstance(value, datetime) else value


def test_polars(place, expected):
    types: dict[str, Any] = {
        "text": polars.String(),
        "integer": polars.Int64(),
        "boolean": polars.Boolean(),
        "time": polars.Datetime("us", "UTC"),
    }
    read = polars.read_parquet(place / "mail.parquet")
    assert dict(read.schema) == {name: types[kind] for name, kind in DOCUMENTED.items()}
    assert read.rows() == expected


def test_sqlite3(place, expected):
    types = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "time": "TEXT"}
    with closing(sqlite3.connect(place / "mail.sqlite")) as database:
        (_, number, kind, *_), *described = database.execute("PRAGMA table_info(messages)").fetchall()
        assert (number, kind) == ("id", "INTEGER")
        assert {name: kind for _, name, kind, *_ in described} == {
            name: types[kind] for name, kind in DOCUMENTED.items()
        }
        found = database.execute("SELECT * FROM messages ORDER BY id").fetchall()
        assert [one[0] for one in found] == list(range(1, len(expected) + 1))
        kept = database.execute("SELECT typeof(received_at), typeof(hop_count) FROM messages WHERE id = 1").fetchone()
        reports = dict(database.execute("SELECT id, report FROM reports").fetchall())
        read = polars.read_database("SELECT verdict, count(*) AS messages FROM messages GROUP BY 1", database)
    kinds = tuple(DOCUMENTED.values())
    again = [tuple(_read(kind, value) for kind, value in zip(kinds, one[1:], strict=True)) for one in found]
    assert again == expected
    assert kept == ("text", "integer")
    assert dict(read.rows()) == Counter(_of(one, "verdict") for one in expected)
    attention = ("internal_server_leak", "unaligned_third_party", "spoofed")
    assert set(reports) == {at for at, one in enumerate(expected, start=1) if _of(one, "verdict") in attention}
    lines = (place / "mail.jsonl").read_bytes().splitlines()
    assert all(from_json(report.encode()) == from_json(lines[at - 1]) for at, report in reports.items())


def _of(values: tuple[Any, ...], name: str) -> Any:
    return values[list(DOCUMENTED).index(name)]


def _read(kind: str, value: Any) -> Any:
    if value is None or kind not in ("time", "boolean"):
        return value
    return bool(value) if kind == "boolean" else datetime.fromisoformat(value).astimezone(UTC)


def opened(place: Path, reader: str) -> list[list[str]]:
    """The cells of mail.csv without its head, as others read them."""
    file = place / "mail.csv"
    if reader == "csv":
        with file.open(encoding="utf-8-sig", newline="") as stream:
            head, *rows = csv.reader(stream)
            assert head == list(DOCUMENTED)
            return rows
    if reader == "polars":
        read = polars.read_csv(file, infer_schema=False)
        assert read.columns == list(DOCUMENTED)
        return [[value or "" for value in one] for one in read.rows()]
    with duckdb.connect() as database:
        read_by = database.execute("SELECT * FROM read_csv(?, all_varchar = true, header = true)", [str(file)])
        assert [one[0] for one in read_by.description] == list(DOCUMENTED)
        return [[value or "" for value in one] for one in read_by.fetchall()]


@pytest.mark.parametrize("reader", ["csv", "duckdb", "polars"])
def test_no_cell_of_csv_is_a_formula(place, expected, reader):
    rows = opened(place, reader)
    assert len(rows) == len(expected)
    cells = [cell for one in rows for cell in one]
    assert [cell for cell in cells if cell.lstrip(" \u00a0").startswith(STARTS)] == []
    subject = list(DOCUMENTED).index("identifiers_subject")
    texts = [one[subject] for one in rows]
    assert "'=cmd|'/c calc'!A1" in texts
    assert [one[list(DOCUMENTED).index("verdict")] for one in rows] == [_of(one, "verdict") for one in expected]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_nor_where_a_spreadsheet_takes_another_separator(place, separator):
    """A program of a German desktop splits at `;`: no piece of a cell may become a formula then."""
    raw = (place / "mail.csv").read_text(encoding="utf-8-sig")
    for line in csv.reader(raw.splitlines(), delimiter=separator):
        assert [cell for cell in line if cell.lstrip(" ").startswith(("=", "+", "@"))] == []


def test_jsonl_by_duckdb_and_polars(place, expected):
    file = str(place / "mail.jsonl")
    with duckdb.connect() as database:
        question = "SELECT verdict, identifiers.subject FROM read_json(?, format = 'newline_delimited')"
        found = database.execute(question, [file]).fetchall()
    assert found == [(_of(one, "verdict"), _of(one, "identifiers_subject")) for one in expected]
    read = polars.read_ndjson(file, infer_schema_length=None)
    assert read["verdict"].to_list() == [_of(one, "verdict") for one in expected]
    assert [json.loads(line)["verdict"] for line in Path(file).read_text().splitlines()] == read["verdict"].to_list()
