import json
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns import sniff
from mailpath.dns.chain import SnapshotDns
from mailpath.dns.errors import DnsFileError
from mailpath.values.answers import Question
from mailpath.values.settings import SettingError
from mailpath.values.vocabulary import DnsStatus

_ROW = {"name": "a.example", "type": "A", "status": "found", "ttl": 5, "records": ["192.0.2.1"], "asked_at": None}
_SNAPSHOT = {"schema": "mailpath-dns/1", "complete": False, "answers": [_ROW]}
_REPORT = {"schema_version": "1", "evidence": [{**_ROW, "source": "192.0.2.53:53"}]}
_MAP = {"a.example": {"A": ["192.0.2.1"]}}

_KINDS = [
    ("snapshot", json.dumps(_SNAPSHOT), "snapshot f"),
    ("snapshot, indented", "\n " + json.dumps(_SNAPSHOT, indent=2) + "\n", "snapshot f"),
    ("snapshot without its schema", json.dumps({"answers": [_ROW]}), "snapshot f"),
    ("report", json.dumps(_REPORT), "report f"),
    ("report, indented", json.dumps(_REPORT, indent=1), "report f"),
    ("JSONL", json.dumps(_REPORT) + "\n" + json.dumps({"evidence": []}) + "\n", "report f"),
    ("JSONL, CRLF, blank lines", json.dumps({"evidence": []}) + "\r\n\r\n" + json.dumps(_REPORT) + "\r\n", "report f"),
    ("list of reports", json.dumps([_REPORT, {"evidence": []}]), "report f"),
    ("triage", json.dumps({"complaints": 1, "cases": [{"evidence": _REPORT}]}), "report f"),
    ("map", json.dumps(_MAP), "map f"),
    ("map with a failed name", json.dumps({**_MAP, "b.example": "failed"}), "map f"),
    ("zone", "a.example. 5 A 192.0.2.1\n", "zone f"),
]


@pytest.mark.parametrize(("text", "source"), [case[1:] for case in _KINDS], ids=[case[0] for case in _KINDS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_told_by_content(tmp_path: Path, text: str, source: str, encoding: str) -> None:
    path = tmp_path / "f"
    path.write_bytes(text.encode(encoding))
    answer = SnapshotDns(str(path)).ask(Question("a.example", "A"))
    assert (answer.records, answer.source) == (("192.0.2.1",), source)


def test_an_empty_map_is_complete(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("{}")
    assert SnapshotDns(tmp_path / "f").ask(Question("a.example", "A")).status is DnsStatus.NXDOMAIN


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x00\x01\x02", "is no text"),
        (b"{", "broken JSON: .* line 1 column 2"),
        (b'{"a": "\xff"}', "is no UTF-8 text"),
        (b"\xff\xfe{\x00\x00\xd8", "is no UTF-8 text"),
        (b'{"evidence": []}\n{"evidence": [\n', "broken JSON: .* line 3 column 1"),
        (b'{"evidence": []}\n{"a": {}}\n', "value 2 of several is no report"),
        (b'{"evidence": []}\nnull\n', "value 2 of several is no report"),
        (b'{"a": {}}\n{"b": {}}\n', "value 1 of several is no report"),
        (b"[1]", "value 1 of several is no report"),
        (b'{"a": 1}', "no snapshot, no report, and no map: 'a' holds no object of record types"),
        (b'{"schema": "mailpath-dns/2", "answers": []}', "schema 'mailpath-dns/2' is not known here"),
        (b'{"schema": "mailpath-dns/1"}', "answers are no list"),
        (b'{"schema": "mailpath-dns/1", "answers": [{"name": 5}]}', "answer 1 has no name"),
        (b'{"evidence": [{"name": "a"}]}', "answer 1 has no type"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"9" * 5000, "no zone file"),
    ],
)
def test_no_dns_file(tmp_path: Path, raw: bytes, why: str) -> None:
    path = tmp_path / "f"
    path.write_bytes(raw)
    with pytest.raises(DnsFileError, match=why) as trouble:
        SnapshotDns(path)
    assert str(trouble.value).startswith(f"{path}: ")
    assert "\n" not in str(trouble.value)


@pytest.mark.parametrize(
    ("path", "why"),
    [("missing", "No such file"), (".", "Is a directory"), ("a\0b", "is no file name"), ("x" * 5000, "too long")],
)
def test_no_file(path: str, why: str) -> None:
    with pytest.raises(DnsFileError, match=why):
        SnapshotDns(path)


def test_devices_end(tmp_path: Path) -> None:
    for device in ("/dev/urandom", "/dev/zero"):
        if Path(device).exists():
            with pytest.raises(DnsFileError, match="is no text"):
                SnapshotDns(device)


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "MAX_FILE_BYTES", 1 << 20)
    (tmp_path / "f").write_text(" " * ((1 << 20) + 1))
    with pytest.raises(DnsFileError, match="is larger than 1 MiB"):
        SnapshotDns(tmp_path / "f")


def test_the_error_is_a_setting_error_that_survives_a_worker() -> None:
    error = DnsFileError("odd\nname", "because\tso")
    again = pickle.loads(pickle.dumps(error))
    assert isinstance(error, SettingError)
    assert str(again) == str(error) == "odd?name: because?so"


_TEXTS = st.text('{}[]",:\\ \n01ade.$;()@"evidence', max_size=60)
_TOKENS = ['{"schema": "mailpath-dns/1", "answers": ', '{"evidence": ', json.dumps([_ROW]), *'[]}{\n1,"', '"a": ']
_PIECES = st.lists(st.sampled_from(_TOKENS), max_size=8).map("".join)


@given(st.binary(max_size=200) | _TEXTS.map(str.encode) | _PIECES.map(str.encode))
def test_nothing_but_a_dns_file_error(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "arbitrary"
    path.write_bytes(raw)
    try:
        dns = SnapshotDns(path)
    except DnsFileError:
        return
    for kind in ("A", "TXT"):
        dns.ask(Question("a.example", kind))
