"""What docs/dns.md shows is what the sources read."""

import json
import re
from pathlib import Path

import pytest

from mailpath.dns import caching, nameservers, query, rounds, sniff, table, zone
from mailpath.dns.chain import SnapshotDns
from mailpath.dns.live import DEFAULT_TIMEOUT_S, MAX_IN_FLIGHT
from mailpath.values.answers import NOT_RECORDED, Question

_PAGE = (Path(__file__).resolve().parents[2] / "docs" / "dns.md").read_text(encoding="utf-8")
_EXAMPLES = re.findall(r"^```(?:json|zone)\n(.*?)^```$", _PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("number", "kind", "name", "type", "source"),
    [
        (0, "snapshot", "corp.example", "TXT", "snapshot f"),
        (0, "snapshot", "mx.corp.example", "A", "192.0.2.53:53 timeout"),
        (0, "snapshot", "corp.example", "MX", NOT_RECORDED),
        (1, "report", "corp.example", "MX", "report f"),
        (2, "zone", "corp.example", "TXT", "zone f"),
        (2, "zone", "x.sub.corp.example", "TXT", NOT_RECORDED),
        (3, "map", "www.corp.example", "MX", "map f"),
        (3, "map", "slow.corp.example", "MX", "map f: failed"),
    ],
)
def test_examples(tmp_path: Path, number: int, kind: str, name: str, type: str, source: str) -> None:
    assert len(_EXAMPLES) == 4
    (tmp_path / "f").write_text(_EXAMPLES[number])
    assert SnapshotDns(tmp_path / "f").ask(Question(name, type)).source == source
    if kind != "zone":
        json.loads(_EXAMPLES[number])


def test_figures() -> None:
    assert f"| {rounds.MAX_QUESTIONS}; those" in _PAGE
    assert f"| {rounds.MAX_ROUNDS}, more" in _PAGE
    assert f"| questions in flight | {MAX_IN_FLIGHT} |" in _PAGE
    assert f"| CNAME steps of one question | {table.MAX_ALIASES} |" in _PAGE
    assert f"more than {sniff.MAX_FILE_BYTES >> 20} MiB" in _PAGE
    assert f"at most {zone._MOST_GENERATED:,}" in _PAGE
    assert f"`--timeout` ({DEFAULT_TIMEOUT_S:.0f} seconds)" in _PAGE
    assert f"EDNS ({query._UDP_PAYLOAD:,} bytes)" in _PAGE
    assert (caching._LEAST_S, caching._MOST_S, caching._NEGATIVE_S, caching._FAILED_S) == (60, 86_400, 300, 60)
    assert nameservers._SLOW_S == 60
