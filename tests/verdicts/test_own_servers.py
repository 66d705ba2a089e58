"""Rules 13 and 14: a server of the author's organization, and what only looks like one."""

import pytest

from tests.verdicts.building import (
    EVIL,
    EVIL_ZONE,
    OWN,
    Case,
    Zone,
    checked,
    failed,
    firma,
    from_evil,
    from_own,
    handed_over,
    letter,
    merged,
    named,
    postfix,
    reverse,
    txt,
    with_fields,
)

INSIDE = "203.0.113.9"
SILENT = firma(None, None, key=False)
NOT_THE_MX = "v=spf1 ip4:203.0.113.99 -all"
# whose mail comes in elsewhere
HOSTED = merged(
    firma(),
    {"firma.example": {"MX": ["10 mx.hoster.example"]}, "mail.firma.example": {"A": ["203.0.114.1"]}},
    {"mx.hoster.example": {"A": ["198.51.100.200"]}},
    named(INSIDE, "static.isp.example"),
)
NEIGHBOUR: Zone = {
    "firma.example": {"MX": ["10 in.firma.example"], "TXT": ["v=spf1 mx -all"]},
    "in.firma.example": {"A": ["203.0.113.200"], "AAAA": ["2001:db8:0:2::1"]},
}
NEAR = merged(txt("_dmarc.firma.example", "v=DMARC1; p=reject"), NEIGHBOUR, named(INSIDE, "static.isp.example"))
LEAK = (14, "internal_server_leak", "high", "no", "no", INSIDE)


def from_inside(helo: str = "exch01.firma.local", name: str | None = "static.isp.example", ip: str = INSIDE) -> bytes:
    return handed_over(letter(), ip, name, "ann@firma.example", helo=helo)


CASES = {
    "13 mx": Case(
        raw=from_own(letter()), zone=SILENT, expected=(13, "authorized_own", "medium", "unknown", "yes", OWN)
    ),
    "13 address of the domain": Case(
        raw=handed_over(letter(), "203.0.113.80", "firma.example", "ann@firma.example"),
        zone=merged(SILENT, named("203.0.113.80", "firma.example")),
        expected=(13, "authorized_own", "medium", "unknown", "yes", "203.0.113.80"),
    ),
    "13 a host that many share": Case(
        raw=handed_over(letter(), "203.0.113.80", "srv1.webhosting7.example", "ann@firma.example"),
        zone=merged(
            SILENT, named("203.0.113.80", "srv1.webhosting7.example"), {"firma.example": {"A": ["203.0.113.80"]}}
        ),
        expected=(13, "authorized_own", "low", "unknown", "yes", "203.0.113.80"),
    ),
    "13 missed: no such host": Case(
        raw=from_evil(letter()),
        zone=merged(SILENT, named(EVIL, "mail.evil.example")),
        expected=(19, "unverifiable", "high", "unknown", "no", EVIL),
    ),
    "13 open": Case(
        raw=from_own(letter()),
        zone=merged(SILENT, failed("firma.example", "MX")),
        expected=(9, "undetermined", "low", "unknown", "unknown", OWN),
    ),
    "14 a usual name resolves": Case(
        raw=from_inside(), zone=merged(HOSTED, {"mail.firma.example": {"A": [INSIDE]}}), expected=LEAK
    ),
    "14 the HELO name resolves": Case(
        raw=from_inside("exch77.firma.example"),
        zone=merged(HOSTED, {"exch77.firma.example": {"A": [INSIDE]}}),
        expected=LEAK,
    ),
    "14 the host's name": Case(
        raw=from_inside("x", "exch.firma.example"),
        zone=merged(HOSTED, named(INSIDE, "exch.firma.example")),
        expected=LEAK,
    ),
    "14 the host's name, and the domain publishes nothing": Case(
        raw=from_inside("x", "exch.firma.example"),
        zone=merged(SILENT, named(INSIDE, "exch.firma.example")),
        expected=(14, "internal_server_leak", "high", "unknown", "no", INSIDE),
    ),
    "14 the MX host is not in SPF": Case(
        raw=from_own(letter()),
        zone=firma(NOT_THE_MX),
        expected=(14, "internal_server_leak", "high", "no", "yes", OWN),
    ),
    "14 a name that many share": Case(
        raw=from_inside("x", "srv1.webhosting7.example"),
        zone=merged(HOSTED, named(INSIDE, "srv1.webhosting7.example"), {"mail.firma.example": {"A": [INSIDE]}}),
        expected=(14, "internal_server_leak", "medium", "no", "no", INSIDE),
    ),
    "14 the same /24": Case(
        raw=from_inside("x"), zone=NEAR, expected=(14, "internal_server_leak", "medium", "no", "no", INSIDE)
    ),
    "14 the same /56": Case(
        raw=from_inside("x", None, "2001:db8:0:1::9"),
        zone=NEAR,
        expected=(14, "internal_server_leak", "medium", "no", "no", "2001:db8:0:1::9"),
    ),
    "14 missed: another /56": Case(
        raw=from_inside("x", None, "2001:db8:0:101::9"),
        zone=NEAR,
        expected=(17, "spoofed", "high", "no", "no", "2001:db8:0:101::9"),
    ),
    "14 missed: the HELO claims it": Case(
        raw=from_inside(), zone=HOSTED, expected=(17, "spoofed", "low", "no", "no", INSIDE)
    ),
    "14 missed: the host's name is not confirmed": Case(
        raw=from_inside("x", "exch.firma.example"),
        zone=merged(HOSTED, {reverse(INSIDE): {"PTR": ["exch.firma.example"]}}),
        expected=(17, "spoofed", "high", "no", "no", INSIDE),
    ),
    "14 missed: the MX host is somebody else's": Case(
        raw=handed_over(letter(), "198.51.100.200", "mx.hoster.example", "ann@firma.example"),
        zone=merged(HOSTED, txt("firma.example", NOT_THE_MX), named("198.51.100.200", "mx.hoster.example")),
        expected=(17, "spoofed", "high", "no", "yes", "198.51.100.200"),
    ),
    "14 open: a usual name does not answer": Case(
        raw=from_inside("x"),
        zone=merged(HOSTED, failed("vpn.firma.example", "A")),
        expected=(9, "undetermined", "low", "no", "no", INSIDE),
    ),
    "bounce, by the HELO's SPF": Case(
        raw=handed_over(
            letter("mailer-daemon@firma.example"), OWN, "mail.firma.example", "", helo="mail.firma.example"
        ),
        zone=merged(firma(), txt("mail.firma.example", "v=spf1 a -all")),
        expected=(7, "authorized_own", "high", "yes", "yes", OWN),
    ),
    "bounce that a forger's HELO claims": Case(
        raw=from_evil(letter("mailer-daemon@firma.example"), "", "mail.firma.example"),
        zone=merged(firma(), EVIL_ZONE, txt("mail.firma.example", "v=spf1 a -all")),
        expected=(17, "spoofed", "low", "no", "no", EVIL),
    ),
    "no bounce: the HELO's SPF does not count": Case(
        raw=with_fields(
            letter(), "Return-Path: <x@relay.example>", postfix("mail.firma.example", "mail.firma.example", OWN)
        ),
        zone=merged(firma("v=spf1 -all"), txt("mail.firma.example", "v=spf1 a -all")),
        expected=(14, "internal_server_leak", "high", "no", "yes", OWN),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_verdict(case: Case) -> None:
    assert checked(case) == case.expected
