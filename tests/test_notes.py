"""Notes: what is seen beside the judgement and decides nothing."""

import pytest

import mailpath
from samples.letters import Letter, postfix
from samples.stories.publishing import mx, txt, zone

ANSWERS = zone(mx("firma.example", "mail.firma.example", "203.0.113.10"), txt("firma.example", "v=spf1 mx -all"))
RECORD = txt("marke._bimi.firma.example", "v=BIMI1; l=https://firma.example/logo.svg")


@pytest.mark.parametrize(
    ("field", "record", "codes"),
    [
        ("BIMI-Selector: v=BIMI1; s=marke", True, {"note_bimi", "note_bimi_record"}),
        ("BIMI-Selector: v=BIMI1; s=marke", False, {"note_bimi", "note_bimi_no_record"}),
        ("DKIM2-Signature: i=1; d=firma.example", False, {"note_dkim2"}),
        ("TLS-Required: No", False, {"note_tls_required"}),
        ("Feedback-ID: 1:campaign:firma", False, {"note_feedback_id"}),
    ],
)
def test_notes(field: str, record: bool, codes: set[str]):
    letter = Letter("a@firma.example", "x", "x").on_top(field)
    letter.on_top("Return-Path: <a@firma.example>", postfix("mail.firma.example", "mail.firma.example", "203.0.113.10"))
    dns = mailpath.ZoneDns(zone(ANSWERS, RECORD) if record else ANSWERS)
    report = mailpath.check(letter.sealed(), dns=dns)
    assert {remark.code for remark in report.remarks} - {"note_harmless", "note_answers_are_later"} == codes
    assert report.verdict == "authorized_own"
