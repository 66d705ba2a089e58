from pathlib import Path

import pytest

from mailpath.dns.chain import SnapshotDns
from mailpath.dns.errors import DnsFileError
from mailpath.values.answers import NOT_RECORDED, Question
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import DnsStatus

_FOUND, _NODATA, _NXDOMAIN, _FAILED = DnsStatus

_ZONES = r"""
; two zones in one file
$TTL 300
$ORIGIN one.example.
@       IN SOA ns hostmaster ( 1 7200 3600
                               1209600 60 ) ; minimum
        IN NS  ns
        IN MX  10 MX
        IN TXT "v=spf1 " "-all"
        IN TXT unquoted
mx   60 IN A   192.0.2.1
mx      IN A   192.0.2.2
        IN AAAA 2001:DB8::1
*.wild  IN TXT "wild"
own.wild IN A  192.0.2.3
x.y.deep IN A  192.0.2.4
alias 30 IN CNAME mx
twice   IN CNAME alias
across  IN CNAME www.two.example.
outside IN CNAME www.other.example.
loop    IN CNAME loop2
loop2   IN CNAME loop
old     IN DNAME new
host.new IN A  192.0.2.5
sub     IN NS  ns.sub
        IN NS  ns
ns.sub  IN A   192.0.2.6
bücher  IN A   192.0.2.7
both    IN CNAME mx
both    IN TXT "beside an alias"
a\.b    IN A   192.0.2.8
odd\032name IN A 192.0.2.9
key._domainkey IN TXT ( "v=DKIM1; p=AAAA"
                        "BBBB" )
bytes   IN TXT "a\010b\"c\\d\233" "ü"
caa     IN CAA 0 issue "ca.example"
tlsa    IN TLSA 3 1 0 ABCDEF ABCDEF
unknown IN TYPE65280 \# 2 0102
$GENERATE 1-3 host-$ A 198.51.100.$
$ORIGIN two.example.
@       IN SOA ns.one.example. hostmaster 1 7200 3600 1209600 60
www     IN A   192.0.2.20
@       IN MX  0 .
$ORIGIN no-soa.example.
@       IN TXT "no zone of ours"
"""


@pytest.fixture(scope="module")
def zones(tmp_path_factory: pytest.TempPathFactory) -> SnapshotDns:
    path = tmp_path_factory.mktemp("zones") / "two.zone"
    path.write_text(_ZONES, encoding="utf-8")
    return SnapshotDns(path)


_ANSWERS: list[tuple[str, str, DnsStatus, tuple[str, ...]]] = [
    ("one.example", "TXT", _FOUND, ('"v=spf1 " "-all"', '"unquoted"')),
    ("One.Example.", "MX", _FOUND, ("10 mx.one.example",)),
    ("one.example", "SOA", _FOUND, ("ns.one.example hostmaster.one.example 1 7200 3600 1209600 60",)),
    ("one.example", "A", _NODATA, ()),
    ("mx.one.example", "A", _FOUND, ("192.0.2.1", "192.0.2.2")),
    ("mx.one.example", "AAAA", _FOUND, ("2001:db8::1",)),
    ("any.wild.one.example", "TXT", _FOUND, ('"wild"',)),
    ("a.b.wild.one.example", "TXT", _FOUND, ('"wild"',)),
    ("any.wild.one.example", "A", _NODATA, ()),
    ("own.wild.one.example", "TXT", _NODATA, ()),
    ("x.own.wild.one.example", "TXT", _NXDOMAIN, ()),
    ("wild.one.example", "TXT", _NODATA, ()),
    ("deep.one.example", "A", _NODATA, ()),
    ("y.deep.one.example", "A", _NODATA, ()),
    ("z.deep.one.example", "A", _NXDOMAIN, ()),
    ("alias.one.example", "A", _FOUND, ("192.0.2.1", "192.0.2.2")),
    ("twice.one.example", "AAAA", _FOUND, ("2001:db8::1",)),
    ("twice.one.example", "TXT", _NODATA, ()),
    ("alias.one.example", "CNAME", _FOUND, ("mx.one.example",)),
    ("across.one.example", "A", _FOUND, ("192.0.2.20",)),
    ("host.old.one.example", "A", _FOUND, ("192.0.2.5",)),
    ("gone.old.one.example", "A", _NXDOMAIN, ()),
    ("old.one.example", "A", _NODATA, ()),
    ("sub.one.example", "NS", _FOUND, ("ns.sub.one.example", "ns.one.example")),
    ("sub.one.example", "DS", _NODATA, ()),
    ("ns.sub.one.example", "A", _FOUND, ("192.0.2.6",)),
    ("bücher.one.example", "A", _FOUND, ("192.0.2.7",)),
    ("xn--bcher-kva.one.example", "A", _FOUND, ("192.0.2.7",)),
    ("both.one.example", "TXT", _FOUND, ('"beside an alias"',)),
    ("both.one.example", "A", _FOUND, ("192.0.2.1", "192.0.2.2")),
    ("a\\.b.one.example", "A", _FOUND, ("192.0.2.8",)),
    ("odd name.one.example", "A", _FOUND, ("192.0.2.9",)),
    ("key._domainkey.one.example", "TXT", _FOUND, ('"v=DKIM1; p=AAAA" "BBBB"',)),
    ("caa.one.example", "CAA", _FOUND, ('0 issue "ca.example"',)),
    ("tlsa.one.example", "TLSA", _FOUND, ("3 1 0 abcdefabcdef",)),
    ("unknown.one.example", "TYPE65280", _FOUND, ("\\# 2 0102",)),
    ("host-2.one.example", "A", _FOUND, ("198.51.100.2",)),
    ("host-4.one.example", "A", _NXDOMAIN, ()),
    ("two.example", "MX", _FOUND, ("0 .",)),
    ("two.example", "TXT", _NODATA, ()),
    ("no.two.example", "TXT", _NXDOMAIN, ()),
    ("no-soa.example", "TXT", _FOUND, ('"no zone of ours"',)),
]


@pytest.mark.parametrize(("name", "kind", "status", "records"), _ANSWERS, ids=[f"{c[0]} {c[1]}" for c in _ANSWERS])
def test_answer(zones: SnapshotDns, name: str, kind: str, status: DnsStatus, records: tuple[str, ...]) -> None:
    answer = zones.ask(Question(name, kind))
    assert (answer.status, answer.records) == (status, records)
    assert (answer.source, answer.asked_at) == ("zone two.zone", None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("outside.one.example", "A"),
        ("sub.one.example", "TXT"),
        ("host.sub.one.example", "A"),
        ("a.b.sub.one.example", "MX"),
        ("no-soa.example", "MX"),
        ("x.no-soa.example", "TXT"),
        ("other.example", "A"),
        ("example", "A"),
        ("mta-sts.one.example", "HTTPS-GET"),
    ],
)
def test_not_recorded(zones: SnapshotDns, name: str, kind: str) -> None:
    answer = zones.ask(Question(name, kind))
    assert (answer.status, answer.source) == (_FAILED, NOT_RECORDED)


def test_a_loop_of_aliases_fails(zones: SnapshotDns) -> None:
    assert zones.ask(Question("loop.one.example", "A")).source == "zone two.zone: CNAME loop at loop.one.example"


def test_ttl_is_the_smallest_on_the_way(zones: SnapshotDns) -> None:
    asked = [zones.ask(Question(f"{name}.one.example", "A")).ttl for name in ("mx", "alias", "twice", "across")]
    assert asked == [60, 30, 30, 300]


def test_bytes_of_a_text(zones: SnapshotDns) -> None:
    assert txt_bytes(zones.ask(Question("bytes.one.example", "TXT")).records[0]) == b'a\nb"c\\d\xe9\xc3\xbc'


def _zone(tmp_path: Path, text: str | bytes) -> SnapshotDns:
    path = tmp_path / "file.zone"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return SnapshotDns(path)


@pytest.mark.parametrize(
    ("text", "name", "kind", "ttl", "record"),
    [
        pytest.param("a.example. TXT x\n", "a.example", "TXT", 3600, '"x"', id="no ttl anywhere"),
        pytest.param("a.example. 5 TXT x\nb. TXT y\n", "b", "TXT", 5, '"y"', id="ttl of the line above"),
        pytest.param("$ORIGIN a.\n@ SOA n h 1 2 3 4 77\n@ TXT x\n", "a", "TXT", 77, '"x"', id="soa minimum"),
        pytest.param("$TTL 1h\r\na.example. TXT x\r\n", "a.example", "TXT", 3600, '"x"', id="CRLF and units"),
        pytest.param(b"\xef\xbb\xbfa.example. 5 TXT x\n", "a.example", "TXT", 5, '"x"', id="byte order mark"),
        pytest.param(b"a.example. 5 TXT \"\xe9\" ; caf\xe9\n", "a.example", "TXT", 5, '"\\233"', id="latin-1"),
        pytest.param("a.example. 5 TXT x", "a.example", "TXT", 5, '"x"', id="no line end"),
        pytest.param("; {\na.example. 5 A 192.0.2.1\n", "a.example", "A", 5, "192.0.2.1", id="comment first"),
    ],
)  # fmt: skip
def test_spellings_of_a_file(tmp_path: Path, text: str | bytes, name: str, kind: str, ttl: int, record: str) -> None:
    answer = _zone(tmp_path, text).ask(Question(name, kind))
    assert (answer.ttl, answer.records) == (ttl, (record,))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("a.example. 5 A 192.0.2.1\nb.example. 5 A nonsense\n", "near line [23]", id="bad address"),
        pytest.param("a.example. A 192.0.2.1\nb.example. A nonsense\n", "near line [23]", id="no ttl and bad address"),
        pytest.param("a.example. 5 WHAT x\n", "near line 1: unknown rdatatype", id="unknown type"),
        pytest.param('a.example. 5 TXT "open\n', "near line [12]", id="open quote"),
        pytest.param("a.example. 5 SOA ( ns. h.\n", "near line", id="open parenthesis"),
        pytest.param("$INCLUDE /etc/hosts\n", "'\\$INCLUDE' is not allowed", id="include"),
        pytest.param("$ORIGIN a.\n$TTL 1\n$GENERATE 1-999999999 h$ A 192.0.2.1\n", "too many records", id="generate"),
        pytest.param("@ 5 SOA ns. h. 1 2 3 4 5\n", "\\$ORIGIN is missing", id="no origin"),
        pytest.param("; nothing\n", "holds no DNS records", id="only a comment"),
        pytest.param("Received: from a by b\nSubject: x\n\nBody\n", "no JSON, and no zone file", id="a message"),
    ],
)
def test_no_zone_file(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(DnsFileError, match=why) as trouble:
        _zone(tmp_path, text)
    assert str(trouble.value).startswith(str(tmp_path / "file.zone") + ": ")
    assert "\n" not in str(trouble.value)
