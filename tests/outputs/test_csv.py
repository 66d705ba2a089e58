import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from msgspec.structs import replace

from mailpath.outputs import Options, by_name
from mailpath.outputs.columns import Kind, columns, row
from mailpath.values.results import AuthResults
from mailpath.values.vocabulary import Confidence, Result, SpfScope, Verdict
from tests.outputs.hostile import reports
from tests.outputs.report_parts import dkim, identifiers, report, spf
from tests.outputs.reports import REPORTS, leak, no_path, spoofed, unreadable

SIGNS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def table(*given_reports):
    stream = BytesIO()
    by_name("csv").write(given_reports, stream, Options())
    return list(csv.DictReader(StringIO(stream.getvalue().decode("utf-8"), newline="")))


def test_columns_of_the_contract_are_there():
    names = [column.name for column in columns()]
    assert len(set(names)) == len(names)
    assert {
        "source_file",
        "source_error",
        "identifiers_author_domain",
        "path_boundary_method",
        "sending_host_ip",
        "sending_host_service_name",
        "auth_results_dmarc_policy",
        "verdict",
        "vouched",
        "listed",
        "confidence",
        "rule",
        "spf_result",
        "spf_domain",
        "dkim_result",
        "dkim_domains",
        "arc_result",
        "dmarc_result",
        "hop_count",
        "reason_codes",
        "action_code",
    } <= set(names)
    assert all(column.meaning for column in columns())


@pytest.mark.parametrize("name", REPORTS)
def test_values_are_of_the_kind_of_their_column(name):
    kinds = {Kind.TEXT: str, Kind.INTEGER: int, Kind.BOOLEAN: bool}
    for column, value in zip(columns(), row(REPORTS[name]()), strict=True):
        if value is not None and column.kind in kinds:
            assert type(value) is kinds[column.kind], column.name


def test_one_row_a_message():
    first, second = table(leak(), unreadable())
    assert first["verdict"] == "internal_server_leak"
    assert first["spf_result"] == "fail"
    assert first["spf_domain"] == "firma.example"
    assert first["dkim_result"] == "none"
    assert first["hop_count"] == "3"
    assert first["reason_codes"] == "host_not_listed no_aligned_pass domain_enforces_dmarc"
    assert first["action_code"] == "route_over_official_server"
    assert first["sending_host_fcrdns"] == "true"
    assert first["identifiers_date"] == "2026-03-02T13:59:50Z"
    assert second["source_error"] == "holds no header field"
    assert second["dkim_result"] == second["hop_count"] == ""


@pytest.mark.parametrize(
    ("results", "best"),
    [
        ((), "none"),
        ((Result.FAIL, Result.PASS), "pass"),
        ((Result.FAIL, Result.TEMPERROR), "temperror"),
        ((Result.PERMERROR, Result.FAIL), "fail"),
        ((Result.NEUTRAL, Result.POLICY), "policy"),
    ],
)
def test_best_signature(results, best):
    found = AuthResults(spf=(), dkim=tuple(dkim("a.example", each) for each in results), arc=None, dmarc=None)
    (only,) = table(report(Verdict.SPOOFED, Confidence.LOW, auth_results=found))
    assert only["dkim_result"] == best
    assert only["dkim_domains"] == ("a.example" if results else "")


def test_mail_from_stands_for_spf_and_helo_where_it_is_alone():
    helo, mfrom = spf("h.example", Result.NONE, None, SpfScope.HELO), spf("m.example", Result.PASS, "all")
    for rows, domain in (((helo, mfrom), "m.example"), ((helo,), "h.example")):
        found = AuthResults(spf=rows, dkim=(), arc=None, dmarc=None)
        (only,) = table(report(Verdict.SPOOFED, Confidence.LOW, auth_results=found))
        assert only["spf_domain"] == domain


@pytest.mark.parametrize(
    ("subject", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30 1", "'+49 30 1"),
        ("-x", "'-x"),
        ("@here", "'@here"),
        ("\t=1", "\\t=1"),
        ("\r=1", "\\r=1"),
        (" =1", " '=1"),
        ("a;=1", "a;'=1"),
        ("a; =1", "a; '=1"),
        ('a";=1', "a\";'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a = 1 - b", "a = 1 - b"),
        ("plain, text", "plain, text"),
        ("two\nlines", "two\\nlines"),
    ],
)
def test_no_cell_is_a_formula(subject, cell):
    given_report = replace(leak(), identifiers=identifiers("firma.example", subject=subject))
    assert table(given_report)[0]["identifiers_subject"] == cell


@given(reports())
def test_no_cell_begins_with_a_sign_in_any_splitting(report):
    stream = BytesIO()
    by_name("csv").write([report], stream, Options())
    text = stream.getvalue().decode("utf-8")
    assert text.count("\n") == 2
    for delimiter in ",;|\t":
        for cells in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            assert not [cell for cell in cells if cell.lstrip(' "').startswith(SIGNS)]


def test_other_reports_too():
    assert [each["verdict"] for each in table(spoofed(), no_path())] == ["spoofed", "undetermined"]
