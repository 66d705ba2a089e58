import re
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from msgspec.structs import replace

from mailpath.language import reason
from mailpath.outputs import Options, by_name
from mailpath.outputs.visible import width_of
from tests.outputs.golden import FOLDER, holds
from tests.outputs.hostile import reports, with_texts
from tests.outputs.reports import REPORTS, by_service, leak, spoofed, unreadable

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
RECORD = "v=spf1"


def written(*given_reports, **options):
    stream = BytesIO()
    chosen = Options(**options)
    by_name("text").write(given_reports, stream, chosen)
    return stream.getvalue().decode(chosen.encoding)


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("name", REPORTS)
def test_golden(name, lang, pytestconfig):
    text = written(REPORTS[name](), lang=lang)
    holds(text, FOLDER / f"{name}.{lang}.txt", pytestconfig)
    assert [line for line in text.splitlines() if width_of(line) > 80] == []


@pytest.mark.parametrize("lang", ["en", "de"])
def test_golden_of_several(lang, pytestconfig):
    holds(written(leak(), spoofed(), unreadable(), lang=lang), FOLDER / f"several.{lang}.txt", pytestconfig)


def test_golden_verbose(pytestconfig):
    holds(written(leak(), verbose=True), FOLDER / "verbose.en.txt", pytestconfig)


@given(reports())
def test_whatever_mail_says_lines_are_printable_and_fit(report):
    for options in ({"lang": "de"}, {"verbose": True, "width": 60}):
        lines = written(report, **options).split("\n")
        assert all(line.isprintable() for line in lines)
        assert not any(char in line for line in lines for char in BIDI)
        assert len(lines) < 3000


@given(reports())
def test_lines_keep_to_the_width(report):
    report = replace(report, action=replace(report.action, facts={}))  # a record stands on one line
    assert [line for line in written(report).split("\n") if width_of(line) > 80] == []


@given(reports())
def test_colour_only_adds_codes(report):
    coloured = written(report, color=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.split("\n")] == written(report).split("\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437", "utf-8"])
@pytest.mark.parametrize("lang", ["en", "de"])
def test_any_terminal_encoding(encoding, lang):
    text = written(with_texts(spoofed(), lambda old: old + "日本\u202e"), leak(), lang=lang, encoding=encoding)
    assert "\\u202e" in text
    assert ("日本" in text) == (encoding == "utf-8")


def test_umlauts_of_ours_are_spelled_out_and_those_of_mail_escaped():
    text = written(leak(), lang="de", encoding="ascii")
    assert "Pruefungen" in text
    assert "Rechnung M\\xe4rz" in text


def test_plain_ascii_drawing():
    text = written(leak(), ascii=True)
    assert set(text) - set("ä") <= set(map(chr, range(128)))
    assert "# 203.0.113.9  <- the sending host" in text


def test_a_long_name_is_shortened_but_no_address():
    text = written(spoofed())
    assert "2001:db8:1234:5678:9abc:def0:1234:5678" in text
    assert re.search(r"relay1\.out-17\S*…\S*evil\.example \[203\.0\.113\.1\]", text)


def test_record_stands_on_one_line():
    action = replace(leak().action, facts={"domain": "firma.example", "record": "v=spf1 " + "ip4:192.0.2.1 " * 30})
    assert "  v=spf1 " + "ip4:192.0.2.1 " * 29 in written(replace(leak(), action=action))


def test_hundreds_of_forged_hops_do_not_push_the_answer_away():
    report = spoofed()
    assert report.path is not None
    many = (report.path.hops[0], *report.path.hops[1:] * 50)
    text = written(replace(report, path=replace(report.path, hops=many)))
    assert "545 older hops not shown; anyone could have written them" in text
    assert len(text.splitlines()) < 100


def test_cautions_stand_with_the_answer():
    caution = reason("display_name_other_domain", shown="bank.example", domain="shop.example")
    report = by_service()
    text = written(replace(report, reasons=(*report.reasons, caution)))
    assert "\nCaution     The display name carries bank.example" in text
    assert text.count("The display name") == 1


def test_notes_of_one_server_with_one_outcome_stand_together():
    report = leak()
    (note,) = report.recorded
    entry = replace(note.results[0], method="dkim", raw_result="odd", result=None)
    text = written(replace(report, recorded=(note, replace(note, results=(entry,)), replace(note, agrees=True))))
    assert "(boundary): spf=softfail, dmarc=fail, dkim=odd; differs" in " ".join(text.split())
    assert text.count("• mx1.empfaenger.example") == 2


@pytest.mark.parametrize(("fcrdns", "word"), [(None, "unknown"), (False, "none")])
def test_names_that_were_not_asked_for_are_unknown(fcrdns, word):
    report = leak()
    assert report.sending_host is not None
    text = written(replace(report, sending_host=replace(report.sending_host, ptr=(), fcrdns=fcrdns)))
    assert f"Name (PTR)             {word}" in text


def test_rule_and_evidence_only_with_verbose():
    assert "Rule 14" not in written(leak())
    assert "Rule 14" in written(leak(), verbose=True)
    assert "v=spf1 mx -all" in written(leak(), verbose=True)


def test_summary_is_bounded():
    text = written(*[unreadable()] * 300)
    assert text.count("undetermined (low)") == 200
    assert "100 more" in text
    assert text.endswith("undetermined: 300\n")


def test_no_word_of_the_catalogues_stands_in_the_renderers():
    """German output holds no English label: all labels come from the catalogues."""
    text = written(leak(), lang="de")
    assert not re.search(r"\b(claimed|trusted|boundary|Checks|confidence|Why)\b", text)


def test_golden_files_are_all_in_use():
    kept = {path.name for path in Path(FOLDER).glob("*.txt")}
    names = [*REPORTS, "several"]
    assert kept == {f"{name}.{lang}.txt" for name in names for lang in ("en", "de")} | {"verbose.en.txt"}
