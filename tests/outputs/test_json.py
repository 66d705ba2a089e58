import json
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import jsonschema
import pytest
from hypothesis import given
from msgspec.structs import replace

from mailpath.outputs import Options, by_name
from mailpath.outputs.json import KINDS, from_json, schema, to_json
from tests.outputs.hostile import reports
from tests.outputs.report_parts import identifiers
from tests.outputs.reports import REPORTS, leak

CHECKER = jsonschema.FormatChecker(())


@CHECKER.checks("date-time", raises=ValueError)
def is_time(value):
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


VALIDATOR = jsonschema.Draft202012Validator(json.loads(schema()), format_checker=CHECKER)


@pytest.mark.parametrize("name", REPORTS)
def test_round_trip_and_schema(name):
    report = REPORTS[name]()
    raw = to_json(report)
    assert from_json(raw) == report
    VALIDATOR.validate(json.loads(raw))


@given(reports())
def test_any_text_is_valid_json(report):
    VALIDATOR.validate(json.loads(to_json(report)))


def test_names_and_times():
    found = json.loads(to_json(leak()))
    hop = found["path"]["hops"][1]
    assert hop["with"] == "ESMTPS"
    assert hop["for"] is None
    assert hop["date"] == "2026-03-02T14:00:02Z"
    assert found["sending_host"]["service"] is None


def test_a_lone_surrogate_becomes_a_replacement_character():
    report = leak()
    report = replace(report, source=replace(report.source, file="caf\udce9.eml"))
    assert json.loads(to_json(report))["source"]["file"] == "caf\ufffd.eml"


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"null", b"\xff", b'{"schema_version":"2"}', b"[" * 100_000])
def test_what_is_no_report_is_a_value_error(raw):
    with pytest.raises(ValueError, match="not a report"):
        from_json(raw)


def test_fields_of_a_later_version_are_passed_over():
    raw = json.dumps(json.loads(to_json(leak())) | {"of_tomorrow": {"x": [1]}}).encode()
    assert from_json(raw) == leak()


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_a_2020_12_schema_with_every_field_required(kind):
    found = json.loads(schema(kind))
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in found
    for each in (found, *found["$defs"].values()):
        assert set(each.get("required", ())) == set(each.get("properties", ()))
        assert "additionalProperties" not in each
        assert all("description" in about for about in each.get("properties", {}).values())
        assert "\n" not in each.get("description", "")


def test_schema_refuses_what_is_not_so():
    found = json.loads(to_json(leak()))
    assert not VALIDATOR.is_valid(found | {"verdict": "fine"})
    assert not VALIDATOR.is_valid({key: value for key, value in found.items() if key != "notes"})
    found["identifiers"]["date"] = "yesterday"
    assert not VALIDATOR.is_valid(found)


def test_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        schema("weather")


@pytest.mark.parametrize(
    ("count", "indent", "lines"), [(1, False, 1), (1, True, None), (2, False, 2), (3, True, 3), (0, True, 0)]
)
def test_one_is_an_object_and_several_are_lines(count, indent, lines):
    stream = BytesIO()
    by_name("json").write([leak()] * count, stream, Options(indent=indent))
    raw = stream.getvalue()
    if lines is None:
        assert raw.count(b"\n") > 100
        assert from_json(raw) == leak()
    else:
        assert [from_json(line) for line in raw.splitlines()] == [leak()] * lines


def test_reports_are_written_as_they_come():
    stream = BytesIO()

    def some():
        yield leak()
        assert stream.getvalue().count(b"\n") == 1
        yield leak()

    by_name("jsonl").write(some(), stream, Options())
    assert stream.getvalue().count(b"\n") == 2


def test_times_of_other_zones_round_trip():
    east = datetime(2026, 3, 2, 14, tzinfo=timezone(timedelta(hours=2)))
    report = replace(leak(), identifiers=identifiers("firma.example", date=east))
    found = from_json(to_json(report))
    assert found.identifiers is not None
    assert found.identifiers.date == datetime(2026, 3, 2, 12, tzinfo=UTC)
