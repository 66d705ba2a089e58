"""Whatever bytes a server sends: nothing is raised, and only a reply to our question counts."""

import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.reply import Oddity, read_reply, said
from mailpath.values.vocabulary import DnsStatus

_NAME = dns.name.from_text("a.example.")
_QUERY = dns.message.make_query(_NAME, "TXT", use_edns=0)
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
    reply = read_reply(_QUERY, raw)
    if isinstance(reply, Oddity):
        return
    assert reply.id == _QUERY.id
    result = said(reply, _NAME, kind)
    assert bool(result.records) == (result.status is DnsStatus.FOUND)


@pytest.mark.parametrize("change", ["id", "question", "no question", "a query"])
def test_what_does_not_belong_is_unrelated(change: str) -> None:
    reply = _reply(("a.example.", "TXT", '"x"'))
    if change == "id":
        reply.id = _QUERY.id ^ 1
    elif change == "question":
        reply.question = dns.message.make_query("b.example.", "TXT").question
    elif change == "no question":
        reply.question = []
    else:
        reply.flags = _QUERY.flags
    assert read_reply(_QUERY, reply.to_wire()) is Oddity.UNRELATED


def test_an_error_may_come_without_the_question() -> None:
    reply = _reply()
    reply.question = []
    reply.set_rcode(dns.rcode.REFUSED)
    read = read_reply(_QUERY, reply.to_wire())
    assert not isinstance(read, Oddity)
    assert said(read, _NAME, dns.rdatatype.TXT).trouble == "refused"


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
    result = said(reply, _NAME, dns.rdatatype.TXT)
    assert (result.status, result.ttl, result.target, result.trouble) == (status, ttl, target, trouble)
