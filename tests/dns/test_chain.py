import json
import pickle
from pathlib import Path

import pytest

from mailpath.dns.chain import ChainDns, SnapshotDns
from mailpath.values.answers import NOT_RECORDED, Question
from mailpath.values.vocabulary import DnsStatus


def _row(name: str, kind: str, *records: str, status: str = "found", source: str | None = None) -> dict[str, object]:
    return {
        "name": name,
        "type": kind,
        "status": status,
        "ttl": 5,
        "records": records,
        "asked_at": None,
        "source": source,
    }


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    contents: dict[str, str] = {
        "part": json.dumps(
            {
                "schema": "mailpath-dns/1",
                "complete": False,
                "answers": [
                    _row("a.example", "A", "192.0.2.1"),
                    _row("down.example", "A", status="failed"),
                    _row("gone.example", "A", status="nxdomain"),
                    _row("alias.example", "CNAME", "b.one.example"),
                    _row("replayed.example", "A", status="failed", source=NOT_RECORDED),
                ],
            }
        ),
        "zone": "$TTL 5\n$ORIGIN one.example.\n@ SOA n h 1 2 3 4 5\nb A 192.0.2.2\nout CNAME c.example.\n",
        "map": json.dumps(
            {
                "a.example": {"A": ["203.0.113.1"], "TXT": ["map"]},
                "down.example": {"A": ["203.0.113.2"]},
                "gone.example": {"A": ["203.0.113.3"]},
                "c.example": {"A": ["203.0.113.4"]},
                "x.one.example": {"A": ["203.0.113.5"]},
                "replayed.example": {"A": ["203.0.113.6"]},
            }
        ),
    }
    for name, text in contents.items():
        (tmp_path / name).write_text(text)
    return {name: str(tmp_path / name) for name in contents}


@pytest.mark.parametrize(
    ("order", "name", "kind", "expected"),
    [
        pytest.param("part map", "a.example", "A", "192.0.2.1", id="the first that knows answers"),
        pytest.param("map part", "a.example", "A", "203.0.113.1", id="in the order given"),
        pytest.param("part map", "a.example", "TXT", '"map"', id="another type: the next is asked"),
        pytest.param("part map", "down.example", "A", DnsStatus.FAILED, id="a failure is an answer"),
        pytest.param("part map", "gone.example", "A", DnsStatus.NXDOMAIN, id="so is nxdomain"),
        pytest.param("part map", "replayed.example", "A", "203.0.113.6", id="not recorded is none, though held"),
        pytest.param("part", "replayed.example", "A", DnsStatus.FAILED, id="not recorded, and nobody else"),
        pytest.param("zone map", "x.one.example", "A", DnsStatus.NXDOMAIN, id="complete for its zone"),
        pytest.param("map zone", "b.one.example", "A", DnsStatus.NXDOMAIN, id="complete for everything"),
        pytest.param("zone part", "alias.example", "A", "192.0.2.2", id="alias into a file before"),
        pytest.param("part zone", "alias.example", "A", "192.0.2.2", id="alias into a file behind"),
        pytest.param("zone map", "out.one.example", "A", "203.0.113.4", id="alias out of a zone"),
        pytest.param("zone part", "out.one.example", "A", DnsStatus.FAILED, id="alias to where nobody knows"),
    ],
)
def test_order(files: dict[str, str], order: str, name: str, kind: str, expected: str | DnsStatus) -> None:
    answer = ChainDns([files[word] for word in order.split()]).ask(Question(name, kind))
    assert (answer.records[0] if answer.records else answer.status) == expected


def test_no_file_knows(files: dict[str, str]) -> None:
    answer = ChainDns([files["part"], files["zone"]]).ask(Question("nobody.example", "A"))
    assert answer.source == NOT_RECORDED


def test_pickled_as_paths(files: dict[str, str]) -> None:
    for dns in (SnapshotDns(files["map"]), ChainDns([files["part"], files["map"]])):
        raw = pickle.dumps(dns)
        assert b"192.0.2" not in raw
        assert b"203.0.113" not in raw
        again = pickle.loads(raw)
        assert type(again) is type(dns)
        assert again.ask(Question("c.example", "A")).records == ("203.0.113.4",)


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "dns.json"
    for address in ("192.0.2.1", "192.0.2.11"):
        path.write_text(json.dumps({"a.example": {"A": [address]}}))
        assert SnapshotDns(path).ask(Question("a.example", "A")).records == (address,)
