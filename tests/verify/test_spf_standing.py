"""Whether a domain has SPF, how it ends, and which passes are empty."""

from typing import Any

import pytest

from mailpath.values.vocabulary import YesNo
from mailpath.verify.spf import evaluate
from mailpath.verify.spf_standing import closing_all, has_record, is_empty_promise, standing
from tests.verify.table_dns import FAILED, TableDns

_ZONE: dict[str, Any] = {
    "strict.example": {"TXT": ["v=spf1 mx -all"]},
    "plus.example": {"TXT": ["v=spf1 all"]},
    "open.example": {"TXT": ["v=spf1 mx"]},
    "none.example": {"TXT": ["hello"]},
    "dead.example": {"TXT": FAILED},
    "to.example": {"TXT": ["v=spf1 mx redirect=strict.example"]},
    "macro.example": {"TXT": ["v=spf1 redirect=_spf.%{d}"]},
    "_spf.macro.example": {"TXT": ["v=spf1 ~all"]},
    "client.example": {"TXT": ["v=spf1 redirect=%{i}.example"]},
    "loop.example": {"TXT": ["v=spf1 redirect=loop.example"]},
    "todead.example": {"TXT": ["v=spf1 redirect=dead.example"]},
    "broken.example": {"TXT": ["v=spf1 nonsense ip4:1.2.3 -all"]},
    "two.example": {"TXT": ["v=spf1 -all", "v=spf1 ~all"]},
    "twice.example": {"TXT": ["v=spf1 mx -all", "v=spf1 a -all"]},
    "halves.example": {"TXT": ["v=spf1 -all", "v=spf1 mx"]},
    "both.example": {"TXT": ["v=spf1 ?all redirect=strict.example"]},
}


@pytest.mark.parametrize(
    ("domain", "record", "closing", "complete"),
    [
        ("strict.example", YesNo.YES, "-", True),
        ("plus.example", YesNo.YES, "+", True),
        ("open.example", YesNo.YES, None, True),
        ("none.example", YesNo.NO, None, True),
        ("gone.example", YesNo.NO, None, True),
        ("dead.example", YesNo.UNKNOWN, None, False),
        ("to.example", YesNo.YES, "-", True),
        ("macro.example", YesNo.YES, "~", True),
        ("client.example", YesNo.YES, None, False),
        ("loop.example", YesNo.YES, None, True),
        ("todead.example", YesNo.YES, None, False),
        ("broken.example", YesNo.YES, "-", True),
        ("two.example", YesNo.YES, "~", True),
        ("twice.example", YesNo.YES, "-", True),
        ("halves.example", YesNo.YES, None, True),
        ("both.example", YesNo.YES, "?", True),
    ],
)
def test_standing(domain, record, closing, complete) -> None:
    found = standing(domain, TableDns(_ZONE))
    assert (found.record, found.closing_all, found.complete) == (record, closing, complete)
    assert has_record(domain, TableDns(_ZONE)) is record
    assert closing_all(domain, TableDns(_ZONE)) == closing


@pytest.mark.parametrize(
    ("record", "ip", "empty"),
    [
        ("v=spf1 +all", "192.0.2.7", True),
        ("v=spf1 include:all.example -all", "192.0.2.7", True),
        ("v=spf1 redirect=all.example", "192.0.2.7", True),
        ("v=spf1 ip4:192.0.2.7 +all", "192.0.2.7", False),
        ("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", "192.0.2.7", True),
        ("v=spf1 ip4:192.0.0.0/12 -all", "192.0.2.7", False),
        ("v=spf1 ip4:192.0.0.0/11 -all", "192.0.2.7", True),
        ("v=spf1 ip4:0.0.0.0/0 -all", "192.0.2.7", True),
        ("v=spf1 ip6:2000::/20 -all", "2000::1", True),
        ("v=spf1 ip6:2000::/21 -all", "2000::1", False),
        ("v=spf1 a/4 -all", "192.0.2.7", True),
        ("v=spf1 a -all", "192.0.2.7", False),
        ("v=spf1 mx//8 -all", "2001:db8::7", True),
        ("v=spf1 a//8 -all", "192.0.2.7", False),
        ("v=spf1 a/4//64 -all", "2001:db8::7", False),
        ("v=spf1 exists:h.example -all", "192.0.2.7", True),
        ("v=spf1 exists:%{i}.h.example -all", "192.0.2.7", False),
        ("v=spf1 ?all", "192.0.2.7", False),
        ("v=spf1 -all", "192.0.2.7", False),
    ],
)
def test_empty_promises(record, ip, empty) -> None:
    host = {"A": ["192.0.2.1"], "AAAA": ["2001:db8::1"]}
    zone = {
        "d.example": {"TXT": [record], "MX": ["1 h.example"], **host},
        "h.example": host,
        "192.0.2.7.h.example": host,
        "all.example": {"TXT": ["v=spf1 all"]},
    }
    found = evaluate(ip, "h.example", "a@d.example", TableDns(zone))
    assert is_empty_promise(found, ip) is empty


def test_without_the_client_either_prefix_length_counts() -> None:
    zone = {"d.example": {"TXT": ["v=spf1 a//8 -all"], "A": ["192.0.2.7"]}}
    found = evaluate("192.0.2.7", "h.example", "a@d.example", TableDns(zone))
    assert is_empty_promise(found)
    assert not is_empty_promise(found, "192.0.2.7")
