from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailpath.dns.snapshot import Entry, EntryError, SnapshotTable, evidence_of, read_entries
from mailpath.dns.table import ask_tables
from mailpath.values.answers import NOT_RECORDED, OFFLINE, Answer, Question
from mailpath.values.vocabulary import DnsStatus

_FOUND, _NODATA, _NXDOMAIN, _FAILED = DnsStatus


def _row(name: str, kind: str, status: str = "found", *records: str, **more: object) -> dict[str, object]:
    return {"name": name, "type": kind, "status": status, "ttl": 300, "records": list(records), "asked_at": None} | more


_ROWS = [
    _row("Example.", "txt", "found", '"v=spf1 " "-all"', asked_at="2026-03-01T12:00:00Z"),
    _row("example", "MX", "found", "10 MX.Example.", ttl=60),
    _row("example", "A", "nodata"),
    _row("gone.example", "A", "nxdomain"),
    _row("down.example", "A", "failed", ttl=None),
    _row("slow.example", "A", "failed", source="192.0.2.53:53 timeout"),
    _row("unasked.example", "A", "failed", source="not recorded"),
    _row("alias.example", "CNAME", "found", "Example.", ttl=30),
    _row("alias.example", "MX", "found", "5 own.example"),
    _row("lost.example", "CNAME", "found", "elsewhere.example"),
    _row("x.below.example", "A", "found", "192.0.2.1"),
    _row("x.nothing.example", "A", "nxdomain"),
    _row("hand.example", "TXT", "found", "v=spf1 -all"),
    _row("bad.example", "A", "found", "192.0.2.1", "no address"),
    _row("void.example", "A", "found"),
    _row("bücher.example", "A", "found", "192.0.2.2"),
    _row("macro%percent  space%20url-space.example.com", "A", "found", "192.0.2.3"),
    _row("mta-sts.example", "HTTPS-GET", "found", "version: STSv1\r\nmode: enforce\r\n"),
]


def _ask(rows: Iterable[dict[str, object]], name: str, kind: str, *, complete: bool) -> Answer:
    table = SnapshotTable(read_entries(list(rows)), "snapshot dns.json", complete=complete)
    return ask_tables([table], Question(name, kind))


_EITHER_WAY = [
    ("example", "TXT", _FOUND, ('"v=spf1 " "-all"',), 300, "snapshot dns.json"),
    ("EXAMPLE.", "MX", _FOUND, ("10 mx.example",), 60, "snapshot dns.json"),
    ("example", "A", _NODATA, (), 300, "snapshot dns.json"),
    ("gone.example", "A", _NXDOMAIN, (), 300, "snapshot dns.json"),
    ("down.example", "A", _FAILED, (), None, "snapshot dns.json: failed"),
    ("slow.example", "A", _FAILED, (), 300, "192.0.2.53:53 timeout"),
    ("unasked.example", "A", _FAILED, (), 300, NOT_RECORDED),
    ("alias.example", "TXT", _FOUND, ('"v=spf1 " "-all"',), 30, "snapshot dns.json"),
    ("alias.example", "MX", _FOUND, ("5 own.example",), 300, "snapshot dns.json"),
    ("alias.example", "CNAME", _FOUND, ("example",), 30, "snapshot dns.json"),
    ("hand.example", "TXT", _FOUND, ('"v=spf1 -all"',), 300, "snapshot dns.json"),
    ("bad.example", "A", _FAILED, (), 300, "snapshot dns.json: A record 'no address' cannot be read"),
    ("void.example", "A", _NODATA, (), 300, "snapshot dns.json"),
    ("xn--bcher-kva.example", "A", _FOUND, ("192.0.2.2",), 300, "snapshot dns.json"),
    ("macro%percent\\032\\032space%20url-space.example.com", "A", _FOUND, ("192.0.2.3",), 300, "snapshot dns.json"),
    ("macro%percent  space%20url-space.example.com", "A", _FOUND, ("192.0.2.3",), 300, "snapshot dns.json"),
    ("mta-sts.example", "HTTPS-GET", _FOUND, ("version: STSv1\r\nmode: enforce\r\n",), 300, "snapshot dns.json"),
    ("other.example", "HTTPS-GET", _FAILED, (), None, NOT_RECORDED),
]


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize(
    ("name", "kind", "status", "records", "ttl", "source"),
    _EITHER_WAY,
    ids=[f"{c[0][:20]} {c[1]}" for c in _EITHER_WAY],
)
def test_what_is_held(
    complete: bool, name: str, kind: str, status: DnsStatus, records: tuple[str, ...], ttl: int | None, source: str
) -> None:
    answer = _ask(_ROWS, name, kind, complete=complete)
    assert (answer.status, answer.records, answer.source) == (status, records, source)
    assert answer.ttl == ttl or status is _FAILED


@pytest.mark.parametrize(
    ("name", "kind", "status"),
    [
        ("example", "AAAA", _NODATA),
        ("alias.example", "DNSKEY", _NODATA),
        ("below.example", "A", _NODATA),
        ("gone.example", "TXT", _NXDOMAIN),
        ("x.gone.example", "A", _NXDOMAIN),
        ("nothing.example", "A", _NXDOMAIN),
        ("lost.example", "A", _NXDOMAIN),
        ("other.example", "A", _NXDOMAIN),
        ("down.example", "TXT", _NODATA),
    ],
)
def test_what_is_not_held(name: str, kind: str, status: DnsStatus) -> None:
    assert _ask(_ROWS, name, kind, complete=True).status is status
    incomplete = _ask(_ROWS, name, kind, complete=False)
    assert (incomplete.status, incomplete.source) == (_FAILED, NOT_RECORDED)


def test_times_are_those_of_the_file() -> None:
    rows = [
        _row("z.example", "A", "found", "192.0.2.1", asked_at="2026-03-01T12:00:00Z"),
        _row("o.example", "A", "found", "192.0.2.1", asked_at="2026-03-01T13:00:00+01:00"),
        _row("n.example", "A", "found", "192.0.2.1", asked_at="2026-03-01T12:00:00"),
        _row("none.example", "A", "found", "192.0.2.1"),
    ]
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    times = [_ask(rows, name, "A", complete=False).asked_at for name in ("z.example", "o.example", "n.example")]
    assert times == [noon, noon, noon]
    assert times[1] is not None
    assert times[1].tzinfo == timezone(timedelta(hours=1))
    assert _ask(rows, "none.example", "A", complete=False).asked_at is None
    assert _ask(rows, "absent.example", "A", complete=True).asked_at is None


def test_the_first_answer_wins_unless_it_failed() -> None:
    rows = [
        _row("a.example", "A", "failed"),
        _row("a.example", "A", "found", "192.0.2.1"),
        _row("A.example.", "A", "found", "192.0.2.2"),
        _row("a.example", "A", "failed"),
    ]
    assert _ask(rows, "a.example", "A", complete=False).records == ("192.0.2.1",)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({}, "answers are no list"),
        ("text", "answers are no list"),
        ([1], "answer 1 is no object"),
        ([_row("a", "A"), {"type": "A"}], "answer 2 has no name"),
        ([{"name": "a"}], "answer 1 has no type"),
        ([_row("a", "A", "perhaps")], "answer 1 has none of the statuses found, nodata, nxdomain, failed"),
        ([_row("a", "A") | {"status": ["found"]}], "answer 1 has none of the statuses found, nodata, nxdomain, failed"),
        ([_row("a", "A", records={"x": 1})], "answer 1 has records that are no list"),
        ([_row("a", "A", records=[1])], "answer 1 has a record that is no text"),
        ([_row("a", "A", asked_at="yesterday")], "answer 1 has an asked_at that is no time"),
        ([_row("a", "A", asked_at=12)], "answer 1 has an asked_at that is no time"),
    ],
)
def test_what_is_no_answer(answers: object, message: str) -> None:
    with pytest.raises(EntryError, match=f"^{message}$"):
        list(read_entries(answers))


@pytest.mark.parametrize(("ttl", "read"), [(300, 300), (0, 0), (-1, None), (True, None), ("300", None), (1.5, None)])
def test_a_ttl_is_a_whole_number_or_unknown(ttl: object, read: int | None) -> None:
    assert _ask([_row("a.example", "A", "found", "192.0.2.1", ttl=ttl)], "a.example", "A", complete=False).ttl == read


def test_evidence_of_reports_and_of_all_that_hold_some() -> None:
    report: dict[str, object] = {
        "schema_version": "1",
        "evidence": [_row("a.example", "A", source="offline", status="failed")],
    }

    def names(value: dict[str, object]) -> list[Entry] | None:
        entries = evidence_of(value)
        return None if entries is None else list(entries)

    (entry,) = names(report) or []
    assert (entry.name, entry.source) == ("a.example", OFFLINE)
    assert names({"complaints": 1, "cases": [{"evidence": report}, {"evidence": None}, 5]}) == [entry]
    assert names({"schema_version": "1", "evidence": []}) == []
    assert names({"evidence": "none"}) is None
    assert names({"a.example": {}}) is None
