"""Whatever bytes a server sends: nothing is raised, and only a reply to our question counts."""

import struct

import dns.message
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.rrset
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.query import make_query
from mailpath.dns.record_text import record_text
from mailpath.dns.reply import Oddity, read_reply, said
from mailpath.dns.wire import data_text, read_message
from mailpath.values.vocabulary import DnsStatus

_OURS = make_query([b"a", b"example"], dns.rdatatype.TXT)
_QUERY = dns.message.from_wire(_OURS.raw)
_SETS = [
    ("a.example.", "CNAME", "b.example."),
    ("b.example.", "TXT", '"v=spf1 -all" "x"'),
    ("b.example.", "MX", "10 mx.example."),
    ("b.example.", "CAA", '0 issue "ca.example"'),
    ("b.example.", "SVCB", "1 . alpn=h2"),
    ("example.", "SOA", "ns.example. h.example. 1 2 3 4 60"),
    ("example.", "NS", "ns.example."),
]


def _reply(*answer: tuple[str, str, str], authority: tuple[tuple[str, str, str], ...] = ()) -> dns.message.Message:
    reply = dns.message.make_response(_QUERY)
    for section, rows in ((reply.answer, answer), (reply.authority, authority)):
        section += [dns.rrset.from_text(name, 300, "IN", kind, text) for name, kind, text in rows]
    return reply


_WIRE = _reply(*_SETS[:5], authority=(_SETS[5], _SETS[6])).to_wire()
_KINDS = [
    dns.rdatatype.TXT,
    dns.rdatatype.MX,
    dns.rdatatype.CAA,
    dns.rdatatype.SVCB,
    dns.rdatatype.SOA,
    dns.rdatatype.A,
]


@given(
    st.binary(max_size=120)
    | st.lists(st.tuples(st.integers(0, len(_WIRE) - 1), st.integers(0, 255)), min_size=1, max_size=6).map(
        lambda changes: bytes(dict(changes).get(at, byte) for at, byte in enumerate(_WIRE))
    )
    | st.integers(0, len(_WIRE)).map(lambda end: _WIRE[:end]),
    st.sampled_from(_KINDS),
)
def test_any_bytes(raw: bytes, kind: dns.rdatatype.RdataType) -> None:
    reply = read_reply(_OURS, raw)
    if isinstance(reply, Oddity):
        return
    assert reply.id == _QUERY.id
    result = said(reply, msgspec.structs.replace(_OURS, kind=int(kind)))
    assert bool(result.records) == (result.status is DnsStatus.FOUND)


@pytest.mark.parametrize("change", ["id", "question", "no question", "no question, nxdomain", "a query"])
def test_what_does_not_belong_is_unrelated(change: str) -> None:
    reply = _reply(("a.example.", "TXT", '"x"'))
    if change == "id":
        reply.id = _QUERY.id ^ 1
    elif change == "question":
        reply.question = dns.message.make_query("b.example.", "TXT").question
    elif change == "no question":
        reply.question = []
    elif change == "no question, nxdomain":
        reply.question, reply.answer = [], []
        reply.set_rcode(dns.rcode.NXDOMAIN)
    else:
        reply.flags = _QUERY.flags
    assert read_reply(_OURS, reply.to_wire()) is Oddity.UNRELATED


@pytest.mark.parametrize(("pointers", "read"), [(1, True), (100, True), (200, False), (7900, False)])
def test_a_chain_of_pointers_is_followed_only_so_far(pointers: int, read: bool) -> None:
    """Each record may point to the end of one: thousands of records times thousands of steps would take seconds."""
    begins = len(_OURS.raw[:12] + _OURS.question) + 12
    chain = b"\xc0\x0c" + b"".join((0xC000 | begins + 2 * at).to_bytes(2) for at in range(pointers))
    first = b"\xc0\x0c" + struct.pack("!HHIH", dns.rdatatype.TXT, 1, 60, len(chain)) + chain
    pointing = (
        (0xC000 | begins + 2 * pointers).to_bytes(2) + struct.pack("!HHIHB", dns.rdatatype.TXT, 1, 60, 2, 1) + b"x"
    )
    head = _OURS.raw[:2] + struct.pack("!HHHHH", 0x8400, 1, 2, 0, 0)
    message = read_message(head + _OURS.question + first + pointing)
    assert (message is not None) is read
    if message:
        assert message.answer[1].name == _OURS.name


def test_an_error_may_come_without_the_question() -> None:
    reply = _reply()
    reply.question = []
    reply.set_rcode(dns.rcode.REFUSED)
    read = read_reply(_OURS, reply.to_wire())
    assert not isinstance(read, Oddity)
    assert said(read, _OURS).trouble == "refused"


@pytest.mark.parametrize(
    ("reply", "status", "ttl", "target", "trouble"),
    [
        pytest.param(_reply(authority=(_SETS[5],)), DnsStatus.NODATA, 60, None, None, id="nodata with SOA"),
        pytest.param(_reply(), DnsStatus.NODATA, None, None, None, id="nodata without SOA"),
        pytest.param(_reply(authority=(_SETS[6],)), DnsStatus.FAILED, None, None, "referral", id="referral"),
        pytest.param(_reply(_SETS[0], authority=(_SETS[5],)), DnsStatus.NODATA, 60, None, None, id="alias, nodata"),
        pytest.param(_reply(_SETS[0]), DnsStatus.FAILED, 300, "b.example", None, id="alias, ask on"),
        pytest.param(_reply(_SETS[1], _SETS[0]), DnsStatus.FOUND, 300, None, None, id="chain in any order"),
        pytest.param(_reply(_SETS[1]), DnsStatus.NODATA, None, None, None, id="records of another name do not count"),
    ],
)
def test_what_a_reply_says(
    reply: dns.message.Message, status: DnsStatus, ttl: int | None, target: str | None, trouble: str | None
) -> None:
    read = read_reply(_OURS, reply.to_wire())
    assert not isinstance(read, Oddity)
    result = said(read, _OURS)
    assert (result.status, result.ttl, result.target, result.trouble) == (status, ttl, target, trouble)


_LABEL = st.binary(min_size=1, max_size=63) | st.sampled_from(
    [b"a", b"example", b"MX", b"a.b", b"x y", b"_dmarc", b"*"]
)
_NAMES = st.lists(_LABEL, max_size=4).filter(lambda labels: sum(len(one) + 1 for one in labels) < 255)
_TEXTS = st.lists(st.binary(max_size=255), min_size=1, max_size=4)


def _rdata(kind: str, *values: object) -> dns.rdata.Rdata:
    found = dns.rdata.get_rdata_class(dns.rdataclass.IN, dns.rdatatype.from_text(kind))
    return found(dns.rdataclass.IN, dns.rdatatype.from_text(kind), *values)  # type: ignore[no-any-return]


def _named(kind: str, *before: object) -> st.SearchStrategy[dns.rdata.Rdata]:
    return _NAMES.map(lambda labels: _rdata(kind, *before, dns.name.Name([*labels, b""])))


_SOA = st.tuples(_NAMES, _NAMES, st.lists(st.integers(0, 2**31 - 1), min_size=5, max_size=5)).map(
    lambda parts: _rdata("SOA", *(dns.name.Name([*labels, b""]) for labels in parts[:2]), *parts[2])
)
_RDATA = st.one_of(
    st.ip_addresses(v=4).map(lambda ip: _rdata("A", str(ip))),
    st.ip_addresses(v=6).map(lambda ip: _rdata("AAAA", str(ip))),
    _TEXTS.map(lambda texts: _rdata("TXT", texts)),
    st.integers(0, 65535).flatmap(lambda preference: _named("MX", preference)),
    _named("PTR"),
    _named("NS"),
    st.binary(min_size=32, max_size=32).map(lambda raw: _rdata("TLSA", 3, 1, 1, raw)),
    st.binary(min_size=1, max_size=20).map(lambda raw: _rdata("CAA", 0, b"issue", raw)),
    _named("SRV", 1, 2, 3),
    _SOA,
)


@given(_NAMES, _RDATA, st.integers(0, 2**31 - 1))
def test_records_read_as_dnspython_reads_them(labels: list[bytes], rdata: dns.rdata.Rdata, ttl: int) -> None:
    owner = dns.name.Name([*labels, b""])
    query = make_query([one.lower() for one in labels], rdata.rdtype)
    reply = dns.message.make_response(dns.message.from_wire(query.raw))
    reply.answer.append(dns.rrset.from_rdata(owner, ttl, rdata))
    message = read_reply(query, reply.to_wire(max_size=65535))
    assert not isinstance(message, Oddity)
    result = said(message, query)
    expected = record_text(dns.rdatatype.to_text(rdata.rdtype), rdata.to_text())
    assert (result.ttl, result.records) == ((None, ()) if expected is None else (ttl, (expected,)))


@given(st.lists(st.tuples(st.integers(0, len(_WIRE) - 1), st.integers(0, 255)), max_size=4))
def test_changed_bytes_never_give_what_dnspython_does_not_read(changes: list[tuple[int, int]]) -> None:
    raw = bytearray(_WIRE)
    for at, byte in changes:
        raw[at] = byte
    ours = read_message(bytes(raw))
    try:
        theirs = dns.message.from_wire(bytes(raw), ignore_trailing=True)
    except Exception:  # noqa: BLE001 - whatever it dislikes, also in records that nobody asked for
        return
    assert ours is not None
    known = {record_text(dns.rdatatype.to_text(its.rdtype), its.to_text()) for one in theirs.answer for its in one}
    assert {text for one in ours.answer if (text := data_text(ours, one)) is not None} <= known


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"\xc0\x0c", id="a name that points to itself"),
        pytest.param(b"\x01a\xc0\x0c", id="a name that points to its own beginning"),
        pytest.param(b"\xc0\xff\x00", id="a pointer forward"),
        pytest.param(b"\x80a\x00", id="a kind of label that there is not"),
        pytest.param((b"\x3f" + b"x" * 63) * 4 + b"\x00", id="a name of more than 255 bytes"),
        pytest.param(b"\x3fabc", id="a label that is cut off"),
    ],
)
def test_names_that_are_none(raw: bytes) -> None:
    assert read_message(_OURS.raw[:12] + raw + b"\x00\x10\x00\x01") is None


def test_a_tlsa_record_of_the_wrong_length_is_read() -> None:
    """dnspython refuses it; the audit says what is wrong with it."""
    query = make_query([b"_25", b"_tcp", b"mx", b"example"], dns.rdatatype.TLSA)
    reply = dns.message.make_response(dns.message.from_wire(query.raw))
    raw = reply.to_wire()
    data = bytes([3, 1, 1]) + b"\xab\xcd"
    record = b"\xc0\x0c\x00\x34\x00\x01\x00\x00\x00\x3c" + len(data).to_bytes(2) + data
    end = 12 + len(query.question)
    message = read_reply(query, raw[:6] + b"\x00\x01" + raw[8:end] + record + raw[end:])
    assert not isinstance(message, Oddity)
    assert said(message, query).records == ("3 1 1 abcd",)
