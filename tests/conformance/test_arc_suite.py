"""The ARC validation suite of ValiMail, unchanged (`arc-draft-validation-tests.LICENSE`), and dkimpy beside it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mailpath.message.fields import read_message
from mailpath.verify.arc import verify
from tests.verify.table_dns import TableDns

_SUITE = json.loads((Path(__file__).parent / "arc-validation-tests.json").read_text(encoding="utf-8"))["scenarios"]
_AT = datetime(2025, 1, 1, tzinfo=UTC)
_CASES = [
    pytest.param({name: {"TXT": [text]} for name, text in scenario["txt-records"].items()}, case, id=name)
    for scenario in _SUITE
    for name, case in scenario["tests"].items()
]


def _raw(case: dict[str, Any]) -> bytes:
    return str(case["message"]).replace("\n", "\r\n").encode()


def test_the_whole_suite_is_there() -> None:
    assert len(_CASES) == 171


@pytest.mark.parametrize(("zone", "case"), _CASES)
def test_result(zone: dict[str, Any], case: dict[str, Any]) -> None:
    """An empty `cv` stands for a chain that a sealer has ended with cv=fail: `fail` by RFC 8617 section 5.2."""
    found = verify(read_message(_raw(case)), TableDns(zone), _AT)
    assert found.result == (case["cv"].lower() or "fail"), found


@pytest.mark.parametrize(("zone", "case"), _CASES)
def test_same_as_dkimpy(zone: dict[str, Any], case: dict[str, Any]) -> None:
    import dkim

    def lookup(name: bytes, timeout: int = 5) -> bytes | None:
        held = zone.get(name.decode().rstrip("."))
        return str(held["TXT"][0]).encode() if held else None

    theirs = dkim.arc_verify(_raw(case), dnsfunc=lookup)[0]
    found = verify(read_message(_raw(case)), TableDns(zone), _AT)
    assert found.result == (theirs.decode() if theirs else "fail")
