"""`docs/received.md`: every example line parses as the page says, and every family has one."""

import re
from pathlib import Path

import pytest

from mailpath.trace.dialects import DIALECTS
from mailpath.trace.parse import parse_received
from mailpath.values.hop import Hop

_PAGE = (Path(__file__).resolve().parents[2] / "docs" / "received.md").read_text("utf-8")
_EXAMPLE = re.compile(r"^### (.+)\n\n.+\n\n```received\n([^`]+)\n```\n\nRead: (.+)$", re.MULTILINE)
_READ = re.compile(r"(\w+) `([^`]*)`")
EXAMPLES = [(title, line, dict(_READ.findall(read))) for title, line, read in _EXAMPLE.findall(_PAGE)]


def shown(hop: Hop) -> dict[str, str]:
    """The fields that are there, in the words of the page."""
    pairs = {
        "family": hop.family,
        "from_name": hop.from_name,
        "helo": hop.helo,
        "rdns": hop.rdns,
        "ip": hop.ip,
        "by": hop.by,
        "by_ip": hop.by_ip,
        "with": hop.with_,
        "via": hop.via,
        "id": hop.id,
        "for": hop.for_,
        "envelope_from": hop.envelope_from,
        "tls": f"{hop.tls.version or 'null'}, {hop.tls.cipher or 'null'}" if hop.tls else None,
        "auth": None if hop.auth is None else str(hop.auth).lower(),
        "date": hop.date.strftime("%Y-%m-%dT%H:%M:%SZ") if hop.date else None,
    }
    return {field: value for field, value in pairs.items() if value is not None}


@pytest.mark.parametrize(("line", "read"), [case[1:] for case in EXAMPLES], ids=[case[0] for case in EXAMPLES])
def test_an_example_reads_as_the_page_says(line: str, read: dict[str, str]) -> None:
    assert shown(parse_received(line)) == read


@pytest.mark.parametrize(("line", "read"), [case[1:] for case in EXAMPLES], ids=[case[0] for case in EXAMPLES])
def test_folding_changes_nothing(line: str, read: dict[str, str]) -> None:
    assert shown(parse_received(line.replace("\n", "\r\n").encode())) == read
    assert shown(parse_received(" ".join(line.split()))) == read


def test_no_example_is_overlooked() -> None:
    assert len(EXAMPLES) == _PAGE.count("```received")


def test_every_family_has_an_example() -> None:
    families = {family for dialect in DIALECTS for family in dialect.families}
    assert families == {read["family"] for _, _, read in EXAMPLES}
