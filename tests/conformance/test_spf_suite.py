"""The openspf suite for RFC 7208, unchanged (`rfc7208-tests.LICENSE`), through `evaluate` and `explanation`."""

import json
from pathlib import Path
from typing import Any

import pytest

from mailpath.verify.spf import evaluate, explanation
from tests.verify.table_dns import FAILED, TableDns

_SUITE = json.loads((Path(__file__).parent / "rfc7208-tests.json").read_text(encoding="utf-8"))["scenarios"]
_TYPES = ("TXT", "A", "AAAA", "MX", "PTR")


def zone_of(data: dict[str, list[Any]]) -> dict[str, dict[str, Any]]:
    """The suite's zone as plain lists: its README says what SPF, NONE, TIMEOUT and CNAME mean."""
    zone = {name.lower().rstrip("."): _records(items) for name, items in data.items()}
    for held in zone.values():
        if alias := held.pop("CNAME", None):
            held.update(zone.get(alias[0].lower().rstrip("."), {}))
    return zone


def _records(items: list[Any]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    timed_out = False
    has_txt = any(isinstance(item, dict) and "TXT" in item for item in items)
    for item in items:
        if item == "TIMEOUT":
            timed_out = True
            continue
        ((kind, value),) = item.items()
        if kind == "SPF":
            if has_txt:
                continue
            kind = "TXT"
        if value == "NONE":
            continue
        if value == "TIMEOUT":
            held[kind] = FAILED
            continue
        if kind == "TXT" and isinstance(value, list):
            value = "".join(value)
        if kind == "MX":
            value = f"{value[0]} {value[1].rstrip('.') or '.'}"
        held.setdefault(kind, []).append(value)
    if timed_out:
        held = dict.fromkeys(_TYPES, FAILED) | held
    return held


_CASES = [
    pytest.param(zone_of(scenario["zonedata"]), case, id=f"{scenario['description']}-{name}".replace(" ", "_"))
    for scenario in _SUITE
    for name, case in scenario["tests"].items()
]


def test_the_whole_suite_is_there() -> None:
    assert len(_CASES) == 203


@pytest.mark.parametrize(("zone", "case"), _CASES)
def test_result(zone: dict[str, Any], case: dict[str, Any]) -> None:
    expected = case["result"] if isinstance(case["result"], list) else [case["result"]]
    found = evaluate(case["host"], case["helo"], case["mailfrom"], TableDns(zone))
    assert found.result in expected, found


@pytest.mark.parametrize(("zone", "case"), [one for one in _CASES if "explanation" in one.values[1]])  # type: ignore[operator]
def test_explanation(zone: dict[str, Any], case: dict[str, Any]) -> None:
    found = explanation(case["host"], case["helo"], case["mailfrom"], TableDns(zone))
    assert (found.text if found else "DEFAULT") == case["explanation"]
