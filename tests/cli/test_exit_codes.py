"""Reports to exit codes, as a table."""

from itertools import product

import msgspec
import pytest

from mailpath.cli.exit_codes import ExitCode, combined, of_report
from mailpath.values.report import Action, Report, Source, Tool
from mailpath.values.vocabulary import ActionCode, Confidence, Verdict, YesNo

NOWHERE = Source(
    file="x", key=None, sha256=None, size_bytes=None, format=None, fidelity=None, wrapped_in=(), error=None
)
GOOD = (
    Verdict.AUTHORIZED_OWN,
    Verdict.AUTHORIZED_THIRD_PARTY,
    Verdict.FORWARDED,
    Verdict.MAILING_LIST,
    Verdict.INTERNAL,
)
ATTENTION = (Verdict.INTERNAL_SERVER_LEAK, Verdict.UNALIGNED_THIRD_PARTY, Verdict.SPOOFED)
OPEN = (Verdict.UNDETERMINED, Verdict.UNVERIFIABLE)


def report(
    verdict: Verdict, confidence: Confidence = Confidence.HIGH, *, rule: int = 8, error: str | None = None
) -> Report:
    return Report(
        schema_version="1",
        tool=Tool(name="mailpath", version="0", public_suffix_list=None),
        source=msgspec.structs.replace(NOWHERE, error=error),
        identifiers=None,
        path=None,
        sending_host=None,
        auth_results=None,
        recorded=(),
        verdict=verdict,
        vouched=YesNo.UNKNOWN,
        listed=YesNo.UNKNOWN,
        confidence=confidence,
        reasons=(),
        action=Action(code=ActionCode.NONE, text="", facts={}),
        counterfactuals=(),
        notes=(),
        remarks=(),
        rule=rule,
        evidence=(),
    )


TABLE = [
    *((verdict, confidence, 0) for verdict, confidence in product(GOOD, (Confidence.HIGH, Confidence.MEDIUM))),
    *((verdict, Confidence.LOW, 3) for verdict in GOOD),
    *((verdict, confidence, 1) for verdict, confidence in product(ATTENTION, Confidence)),
    *((verdict, confidence, 3) for verdict, confidence in product(OPEN, Confidence)),
]


@pytest.mark.parametrize(("verdict", "confidence", "code"), TABLE)
def test_a_judged_message(verdict, confidence, code):
    assert of_report(report(verdict, confidence)) == code


def test_every_verdict_is_in_the_table():
    assert {verdict for verdict, _, _ in TABLE} == set(Verdict)


@pytest.mark.parametrize(
    ("error", "rule", "code"),
    [
        ("there is no such file", 1, 4),
        ("holds no header field, so it is no mail message", 1, 4),
        (None, 1, 4),
        ("could not be processed: a fault of mailpath (ValueError)", 1, 5),
        ("could not be processed: a fault of mailpath (ValueError)", 0, 5),
    ],
)
def test_a_row_with_error(error, rule, code):
    assert of_report(report(Verdict.UNDETERMINED, Confidence.LOW, rule=rule, error=error)) == code


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ((), 0),
        ((0, 0), 0),
        ((0, 3), 3),
        ((3, 5), 5),
        ((5, 1), 1),
        ((1, 3, 0), 1),
        ((4, 1, 5, 3), 4),
        ((2, 4), 2),
        ((0, 3, 5, 1, 4, 2), 2),
    ],
)
def test_several_at_once(codes, code):
    assert combined(map(ExitCode, codes)) == code
    assert combined(map(ExitCode, reversed(codes))) == code
