"""Our evaluation against plain pyspf, which has its own parser, macros and limits.

Left out of what is generated, because the two differ there on purpose: a redirect behind a matching term (pyspf counts
it all the same), modifiers that stand twice or in capitals, MX hosts without an address (each a void lookup there),
names over 253 characters, an include of the own domain that is not reached, a PTR question that fails.
"""

from typing import Any

import pytest
import spf as pyspf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mailpath.values.answers import Question
from mailpath.values.presentation import mx_data, txt_bytes
from mailpath.verify.spf import evaluate
from tests.verify.table_dns import FAILED, TableDns

_NAMES = [f"n{n}.example" for n in range(5)]
_TARGETS = st.sampled_from(
    [*_NAMES, "gone.example", "%{d}", "%{l}.example", "%{ir}.n1.example", "x.%{d1r}", "bad", "n1.99"]
)
_LENGTHS = st.sampled_from(["", "", "", "/24", "/0", "//64", "/16//32", "/33", "/024"])
_TERMS = st.one_of(
    st.sampled_from(
        ["all", "ip4:192.0.2.0/24", "ip4:198.51.100.7", "ip4:192.0.2.999", "ip6:2001:db8::/32", "moo", "x=y"]
    ),
    st.builds("{}{}".format, st.sampled_from(["a", "mx"]), _LENGTHS),
    st.builds("{}:{}{}".format, st.sampled_from(["a", "mx"]), _TARGETS, _LENGTHS),
    st.builds("{}:{}".format, st.sampled_from(["include", "include", "exists"]), _TARGETS),
)
_RECORDS = st.builds(
    lambda terms, end: " ".join(["v=spf1", *terms, end]),
    st.lists(st.builds("{}{}".format, st.sampled_from(["", "", "-", "~", "?"]), _TERMS), max_size=5),
    st.sampled_from(["-all", "~all", "", "?all", "redirect=n2.example"]),
).filter(lambda text: not ("redirect=" in text and "all" in text))
_ADDRESSES = st.lists(st.sampled_from(["192.0.2.7", "198.51.100.7", "203.0.113.9"]), max_size=2)
_HOSTS = st.fixed_dictionaries(
    {"TXT": st.lists(_RECORDS, max_size=1) | st.just(["v=spf1 -all", "other"]) | st.just(FAILED)},
    optional={
        "A": _ADDRESSES | st.just(FAILED),
        "MX": st.lists(st.sampled_from(["10 mx1.example", "10 mx2.example"]), max_size=2, unique=True),
    },
)


def _plain(ip: str, mail_from: str, dns: TableDns, monkeypatch: pytest.MonkeyPatch) -> str:
    def lookup(name: str, qtype: str, *_: object) -> list[Any]:
        answer = dns.ask(Question(name.lower(), qtype))
        if answer.failed:
            raise pyspf.TempError("timeout")
        values: dict[str, Any] = {"TXT": lambda one: (txt_bytes(one),), "MX": mx_data}
        return [((name, qtype), values.get(qtype, str)(one)) for one in answer.records]

    with monkeypatch.context() as patch:
        patch.setattr(pyspf, "DNSLookup", lookup)
        return str(pyspf.query(i=ip, s=mail_from, h="h.example").check()[0])


def _differs(name: str, text: str) -> bool:
    return f"include:{name}" in text or "include:%{d}" in text or text.count("x=y") > 1


@given(zone=st.fixed_dictionaries(dict.fromkeys(_NAMES, _HOSTS)), ip=st.sampled_from(["192.0.2.7", "203.0.113.9"]))
@settings(max_examples=150, deadline=None)
def test_same_word_as_plain_pyspf(zone, ip) -> None:
    assume(
        not any(f"include:{own}" in one["TXT"][0] for name, one in zone.items() if one["TXT"] for own in (name, "%{d}"))
    )
    zone |= {"mx1.example": {"A": ["192.0.2.7"]}, "mx2.example": {"A": ["198.51.100.9"]}}
    ours = evaluate(ip, "h.example", "l@n0.example", TableDns(zone))
    theirs = _plain(ip, "l@n0.example", TableDns(zone), pytest.MonkeyPatch())
    assert ours.result == theirs, zone
