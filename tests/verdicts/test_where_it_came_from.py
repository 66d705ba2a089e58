"""Rules 1 to 4, and the sending host: names that only DNS tells, and hops that a forger wrote."""

from datetime import timedelta

import pytest

from tests.verdicts.building import (
    ANN,
    EVIL,
    EVIL_ZONE,
    OWN,
    PUBLISHED,
    RELAY,
    Case,
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
    signed,
    txt,
    with_fields,
)

WITH_EVIL = merged(PUBLISHED, EVIL_ZONE)
FILTER = "192.0.2.99"
FILTER_ZONE = named(FILTER, "mx1.filter.example")
OURS = {"trust": (".empfang.local", "10.0.0.0/8", "mx1.filter.example")}
INSIDE = {"trust": (".empfang.example",), "own_domains": ("empfang.example",)}
BOB = "Bob <bob@empfang.example>"
SPOOFED = (17, "spoofed", "high", "no", "no", EVIL)
OWN_HOST = (7, "authorized_own", "high", "yes", "yes", OWN)
AT_FILTER = (17, "spoofed", "high", "no", "no", FILTER)
UNCLEAR = (3, "undetermined", "medium", "unknown", "unknown", EVIL)
LOGGED_IN = (
    "Received: from [192.168.1.5] (dsl.isp.example [203.0.114.150])\n\t(Authenticated sender: bob)\n"
    "\tby mx.empfang.example (Postfix) with ESMTPSA id 1; Tue, 10 Mar 2026 09:30:05 +0000"
)
FORGED = postfix("mail.firma.example", "mail.firma.example", OWN, at=-9)


def behind_filter(raw: bytes, helo: str, ip: str, sender: str, *above: str) -> bytes:
    """A filter took it and handed it to the Exchange in the house, which writes no name but the HELO."""
    server = "with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1544.4"
    return with_fields(
        raw,
        *above,
        f"Received: from EX1.empfang.local (10.1.1.2) by EX2.empfang.local (10.1.1.3) {server};"
        " Tue, 10 Mar 2026 09:30:09 +0000",
        f"Received: from mx1.filter.example ({FILTER}) by EX1.empfang.local (10.1.1.2) {server} via Frontend Transport;"
        " Tue, 10 Mar 2026 09:30:08 +0000",
        f"Return-Path: <{sender}>",
        postfix(helo, helo, ip, "mx1.filter.example"),
    )


GMAIL_NOTE = (
    "Authentication-Results: mx.google.com;\n       dkim=pass header.i=@firma.example header.s=s1;\n"
    f"       spf=none (google.com: x@relay.example does not designate permitted sender hosts) client-ip={RELAY}"
    " smtp.mailfrom=x@relay.example"
)
KEY_GONE = firma("v=spf1 mx ~all", "v=DMARC1; p=reject", named(RELAY, "fw.relay.example"), key=False)


def by_gmail(*below: str) -> bytes:
    """Gmail writes what it finds directly below its Received field."""
    return with_fields(
        signed(letter(to="leser@gmail.com")),
        "Delivered-To: leser@gmail.com",
        "Received: by 2002:a05:6402:1:b0:1:2:3 with SMTP id ab1csp1; Tue, 10 Mar 2026 01:30:07 -0800 (PST)",
        "Return-Path: <x@relay.example>",
        f"Received: from fw.relay.example (fw.relay.example. [{RELAY}])\n        by mx.google.com with ESMTPS id x-2\n"
        "        for <leser@gmail.com>; Tue, 10 Mar 2026 01:30:05 -0800 (PST)",
        *below,
    )


SPOOF = behind_filter(letter(), "mail.evil.example", EVIL, "x@evil.example")
CASES = {
    "1 nothing": Case(raw=b"", zone={}, expected=(1, "undetermined", "low", "unknown", "unknown", None)),
    "2 inside": Case(
        raw=with_fields(letter(BOB), postfix("pc7", None, "10.0.3.7")),
        zone=PUBLISHED,
        expected=(2, "internal", "high", "unknown", "no", "10.0.3.7"),
        settings=INSIDE,
    ),
    "2 logged in": Case(
        raw=with_fields(letter(BOB), LOGGED_IN),
        zone=PUBLISHED,
        expected=(2, "internal", "high", "unknown", "no", "203.0.114.150"),
        settings=INSIDE,
    ),
    "2 missed: logged in as somebody else's domain": Case(
        raw=with_fields(letter(ANN), LOGGED_IN),
        zone=PUBLISHED,
        expected=(17, "spoofed", "high", "no", "no", "203.0.114.150"),
        settings=INSIDE,
    ),
    "2 missed: the log-in stands where anyone writes": Case(
        raw=from_evil(with_fields(letter(BOB), LOGGED_IN)),
        zone=merged(WITH_EVIL, txt("empfang.example", "v=spf1 mx -all")),
        expected=SPOOFED,
        settings=INSIDE,
    ),
    "3 two From fields": Case(raw=from_evil(letter(ANN, "x@evil.example")), zone=WITH_EVIL, expected=UNCLEAR),
    "3 two domains": Case(raw=from_evil(letter("ann@firma.example, x@evil.example")), zone=WITH_EVIL, expected=UNCLEAR),
    "3 a group": Case(raw=from_evil(letter("undisclosed:;")), zone=WITH_EVIL, expected=UNCLEAR),
    "3 no domain": Case(raw=from_evil(letter("Ann <ann>")), zone=WITH_EVIL, expected=UNCLEAR),
    "3 missed: two of one domain": Case(
        raw=from_own(letter("ann@firma.example, bob@firma.example")), zone=PUBLISHED, expected=OWN_HOST
    ),
    "4 a signature proves it": Case(
        raw=signed(letter()), zone=PUBLISHED, expected=(4, "undetermined", "low", "yes", "unknown", None)
    ),
    "4 nobody can say": Case(
        raw=letter(), zone=PUBLISHED, expected=(4, "undetermined", "low", "unknown", "unknown", None)
    ),
    "a forged hop under ours": Case(raw=from_evil(with_fields(letter(), FORGED)), zone=WITH_EVIL, expected=SPOOFED),
    "the client calls itself by our name": Case(
        raw=from_evil(with_fields(letter(), FORGED), helo="mx.empfang.example"), zone=WITH_EVIL, expected=SPOOFED
    ),
    "gmail noted a pass": Case(
        raw=by_gmail(GMAIL_NOTE),
        zone=KEY_GONE,
        expected=(8, "authorized_third_party", "medium", "yes", "no", RELAY),
        after=timedelta(days=40),
        settings={"trust": ()},
    ),
    "gmail's note stands under another field": Case(
        raw=by_gmail("X-Note: x", GMAIL_NOTE),
        zone=KEY_GONE,
        expected=(15, "unverifiable", "low", "no", "no", RELAY),
        after=timedelta(days=40),
        settings={"trust": ()},
    ),
    "behind a filter that DNS names": Case(
        raw=SPOOF, zone=merged(WITH_EVIL, FILTER_ZONE), expected=SPOOFED, settings=OURS
    ),
    "the author's mail behind a filter": Case(
        raw=behind_filter(letter(), "mail.firma.example", OWN, "ann@firma.example"),
        zone=merged(PUBLISHED, FILTER_ZONE),
        expected=OWN_HOST,
        settings=OURS,
    ),
    "the HELO alone names no filter": Case(raw=SPOOF, zone=WITH_EVIL, expected=AT_FILTER, settings=OURS),
    "a name of the filter's that does not resolve to it": Case(
        raw=SPOOF,
        zone=merged(WITH_EVIL, {reverse(FILTER): {"PTR": ["mx1.filter.example"]}}),
        expected=AT_FILTER,
        settings=OURS,
    ),
    "the client's name does not answer": Case(
        raw=SPOOF,
        zone=merged(WITH_EVIL, failed(reverse(FILTER), "PTR")),
        expected=(9, "undetermined", "low", "no", "no", FILTER),
        settings=OURS,
    ),
    "whether the name resolves does not answer": Case(
        raw=SPOOF,
        zone=merged(WITH_EVIL, FILTER_ZONE, failed("mx1.filter.example", "A")),
        expected=(9, "undetermined", "low", "no", "no", FILTER),
        settings=OURS,
    ),
    "a name that nobody trusts does not answer": Case(
        raw=SPOOF,
        zone=merged(WITH_EVIL, named(FILTER, "x.isp.example"), failed("x.isp.example", "A")),
        expected=AT_FILTER,
        settings=OURS,
    ),
    "the recipient's MX names the filter": Case(
        raw=behind_filter(letter(), "mail.evil.example", EVIL, "x@evil.example", "Delivered-To: u@empfang.example"),
        zone=merged(WITH_EVIL, FILTER_ZONE, {"empfang.example": {"MX": ["10 mx1.filter.example"]}}),
        expected=SPOOFED,
        settings={"trust": ()},
    ),
    "the recipient in To names no MX host": Case(
        raw=SPOOF,
        zone=merged(WITH_EVIL, FILTER_ZONE, {"empfang.example": {"MX": ["10 mx1.filter.example"]}}),
        expected=(17, "spoofed", "low", "no", "no", FILTER),
        settings={"trust": ()},
    ),
    "an address of IPv6": Case(
        raw=handed_over(letter(), "2001:db8:5::25", None, "ann@firma.example"),
        zone=firma("v=spf1 ip6:2001:d00::/21 -all"),
        expected=(7, "authorized_own", "high", "yes", "yes", "2001:db8:5::25"),
    ),
    "a range of IPv6 that is too wide": Case(
        raw=handed_over(letter(), "2001:db8:5::25", None, "ann@firma.example"),
        zone=firma("v=spf1 ip6:2001:d00::/20 -all"),
        expected=(17, "spoofed", "high", "no", "no", "2001:db8:5::25"),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_verdict(case: Case) -> None:
    assert checked(case) == case.expected
