"""What was worked out for one message serves another only where it would have come to the same.

Messages differ in one thing at a time: client, HELO, author, envelope, mode, who signed. Each is judged over a source
that has seen the others, and over a fresh one; the reports are equal, their evidence included.
"""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mailpath
from samples.letters import Letter, postfix
from samples.run import settings_of
from samples.stories import STORIES

ZONE: dict[str, object] = {
    "firma.example": {
        "TXT": ["v=spf1 mx include:_spf.dienst.example exists:%{l}.ok.example ?all"],
        "MX": ["10 mx.firma.example", "20 mx.dienst.example"],
        "A": ["203.0.113.8"],
    },
    "mx.firma.example": {"A": ["203.0.113.9"]},
    "news.firma.example": {"TXT": ["v=spf1 redirect=firma.example"]},
    "_dmarc.firma.example": {"TXT": ["v=DMARC1; p=reject; sp=none; aspf=s; pct=0"]},
    "fremd.example": {"TXT": ["v=spf1 ip4:203.0.113.0/24 -all"], "MX": "failed"},
    "_spf.dienst.example": {"TXT": ["v=spf1 ip4:198.51.100.0/28 ~all"]},
    "mx.dienst.example": {"A": ["198.51.100.1"]},
    "anna.ok.example": {"A": ["127.0.0.2"]},
    "h.fremd.example": {"A": ["203.0.113.77"]},
    "mail.firma.example": {"A": ["203.0.113.77"], "TXT": ["v=spf1 a -all"]},
    "9.113.0.203.in-addr.arpa": {"PTR": ["mx.firma.example"]},
    "77.113.0.203.in-addr.arpa": {"PTR": ["dyn-203-0-113-77.pool.dienst.example"]},
    "1.100.51.198.in-addr.arpa": "failed",
}
IPS = ("203.0.113.9", "203.0.113.77", "198.51.100.1", "203.0.113.8", "10.0.0.1")
HELOS = ("mail.firma.example", "h.fremd.example", "firma.local", "localhost")
AUTHORS = ("anna@firma.example", "bert@firma.example", "news@news.firma.example", "x@fremd.example")
ENVELOPES = ("anna@firma.example", "bounce@fremd.example", "")
MODES = ("rfc9989", "rfc7489")
ALL = list(product(IPS, HELOS, AUTHORS, ENVELOPES, MODES))


def judged(case: tuple[str, str, str, str, str], dns: mailpath.Dns) -> mailpath.Report:
    ip, helo, author, sender, mode = case
    letter = Letter(author, "x", "x").on_top(f"Return-Path: <{sender}>", postfix(helo, None, ip))
    chosen = mailpath.Settings(trust=("mx.empfang.example",), dmarc=mode)
    return mailpath.check(letter.sealed(), dns=dns, settings=chosen)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ALL), min_size=2, max_size=12))
def test_the_same_as_from_a_fresh_source(cases: list[tuple[str, str, str, str, str]]) -> None:
    dns = mailpath.ZoneDns(ZONE)
    for case in cases:
        assert judged(case, dns) == judged(case, mailpath.ZoneDns(ZONE)), case


@pytest.mark.parametrize("varied", range(5))
def test_one_thing_differs(varied: int) -> None:
    base = list(ALL[0])
    dns = mailpath.ZoneDns(ZONE)
    seen = []
    for value in (IPS, HELOS, AUTHORS, ENVELOPES, MODES)[varied]:
        base[varied] = value
        case = tuple(base)
        assert len(case) == 5
        report = judged(case, dns)
        assert report == judged(case, mailpath.ZoneDns(ZONE))
        assert report == judged(case, dns), "and again"
        seen.append((report.sending_host, report.auth_results, report.identifiers))
    assert all(one != seen[0] for one in seen[1:])


@pytest.mark.parametrize("name", ["newsletter-unaligned", "newsletter-signed-as-shop", "list-known"])
def test_who_signed_counts(name: str) -> None:
    """Where the host has no name its service is known by who signed: a broken signature makes other evidence."""
    story = next(one for one in STORIES if one.name == name)
    made = story.make()
    raw = made.letter.sealed() + made.tail
    zone = {name: records for name, records in made.zone.items() if not name.endswith(".arpa")}
    dns = mailpath.ZoneDns(zone)
    for one in (raw, raw.replace(b"\r\n\r\n", b"\r\n\r\nx", 1), raw):
        report = mailpath.check(one, dns=dns, settings=settings_of(made))
        assert report == mailpath.check(one, dns=mailpath.ZoneDns(zone), settings=settings_of(made))
