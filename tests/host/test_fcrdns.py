"""PTR names and their confirmation (RFC 8601 section 3)."""

import pytest

from mailpath.dns.map import ZoneDns
from mailpath.host.fcrdns import Confirmed, confirm
from mailpath.host.ptr import MAX_NAMES, names_of
from mailpath.values.answers import Answer, Question
from mailpath.values.names import ip_address
from mailpath.values.vocabulary import DnsStatus

REVERSE = "9.113.0.203.in-addr.arpa"
IP = ip_address("203.0.113.9")
IP6 = ip_address("2001:db8::9")


def confirmed(zone: dict[str, object]) -> Confirmed:
    assert IP is not None
    return confirm(IP, ZoneDns(zone))


def test_confirmed():
    found = confirmed(
        {REVERSE: {"PTR": ["Mail.Firma.Example."]}, "mail.firma.example": {"A": ["192.0.2.1", "203.0.113.9"]}}
    )
    assert found.fcrdns is True
    assert found.names == found.confirmed == ("mail.firma.example",)
    assert found.complete


def test_cname_is_followed():
    found = confirmed(
        {REVERSE: {"PTR": ["a.example"]}, "a.example": {"CNAME": "b.example"}, "b.example": {"A": ["203.0.113.9"]}}
    )
    assert found.confirmed == ("a.example",)


@pytest.mark.parametrize(
    ("zone", "fcrdns", "names", "complete"),
    [
        ({}, False, (), True),
        ({REVERSE: {"PTR": ["a.example"]}}, False, ("a.example",), True),
        ({REVERSE: {"PTR": ["a.example"]}, "a.example": {"A": ["192.0.2.1"]}}, False, ("a.example",), True),
        ({REVERSE: {"PTR": ["a.example"]}, "a.example": {"AAAA": ["2001:db8::9"]}}, False, ("a.example",), True),
        ({REVERSE: {"PTR": "failed"}}, None, (), False),
        ({REVERSE: {"PTR": ["a.example"]}, "a.example": "failed"}, None, ("a.example",), False),
    ],
    ids=["no ptr", "no address", "other address", "other family", "ptr failed", "address failed"],
)
def test_not_confirmed(zone: dict[str, object], fcrdns: bool | None, names: tuple[str, ...], complete: bool):
    found = confirmed(zone)
    assert (found.fcrdns, found.names, found.confirmed, found.complete) == (fcrdns, names, (), complete)


def test_one_confirmed_name_outweighs_a_failing_one():
    found = confirmed(
        {
            REVERSE: {"PTR": ["a.example", "b.example"]},
            "a.example": "failed",
            "b.example": {"A": ["203.0.113.9"]},
        }
    )
    assert (found.fcrdns, found.confirmed, found.unanswered) == (True, ("b.example",), ("a.example",))


def test_ipv6():
    assert IP6 is not None
    zone = {IP6.reverse_pointer: {"PTR": ["a.example"]}, "a.example": {"AAAA": ["2001:DB8:0::9"], "A": ["192.0.2.1"]}}
    assert confirm(IP6, ZoneDns(zone)).confirmed == ("a.example",)


class Odd:
    """Answers PTR with records that name no host."""

    def ask(self, question: Question, /) -> Answer:
        records = ("not a name", "a..b", "x" * 300, "\\003.example", "<b>.example", "")
        return Answer(
            question=question, status=DnsStatus.FOUND, ttl=None, records=records, source="test", asked_at=None
        )


def test_records_that_name_no_host():
    assert IP is not None
    found = confirm(IP, Odd())
    assert (found.fcrdns, found.names, found.complete) == (False, (), True)


def test_many_names_are_bounded():
    assert IP is not None
    zone = {REVERSE: {"PTR": [f"h{n}.example" for n in range(500)]}}
    assert len(names_of(IP, ZoneDns(zone)).names) == MAX_NAMES
