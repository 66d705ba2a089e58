"""Published test lines of other parsers, where they lie beside the checkout (they are no part of the project)."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from mailpath.trace.addresses import address
from mailpath.trace.parse import parse_received
from mailpath.values.hop import Hop

_CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "received.jsonl"
_PYTHON_NAMES = {"with": "with_", "for": "for_"}
_NAMES = ("from_name", "helo", "rdns", "by", "via")


def _plain(field: str, value: object) -> object:
    """A value as the cases' own README compares it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if not isinstance(value, str):
        return value
    if field in ("ip", "by_ip"):
        return address(value) or value
    if field in _NAMES:
        return value.strip("[]").removesuffix(".").lower()
    return value.split()[0].lower() if field == "with" else value.strip("<>")


def _ours(hop: Hop, field: str) -> object:
    ours: object = getattr(hop, _PYTHON_NAMES.get(field, field))
    return ours


def _differences(case: dict[str, object]) -> list[str]:
    hop = parse_received(str(case["header"]))
    found = []
    expect, absent = case.get("expect") or {}, case.get("absent") or []
    assert isinstance(expect, dict)
    assert isinstance(absent, list)
    for field, value in expect.items():
        ours = _ours(hop, field)
        if value is not None and _plain(field, ours) != _plain(field, value):
            found.append(f"{field}: expected {value!r}, read {ours!r}")
    for field in absent:
        ours = _ours(hop, field)
        if ours is True if field == "auth" else ours is not None:
            found.append(f"{field}: claimed {ours!r}")
    return found


@pytest.mark.skipif(not _CASES.exists(), reason="the published cases are not beside this checkout")
def test_published_lines() -> None:
    cases = [json.loads(line) for line in _CASES.read_text("utf-8").splitlines()]
    wrong = {case["header"]: found for case in cases if (found := _differences(case))}
    for header, found in wrong.items():
        print(repr(header), *found, sep="\n    ")  # noqa: T201 - for the reader of a failure
    assert len(wrong) <= len(cases) // 100
