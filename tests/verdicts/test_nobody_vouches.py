"""Rules 15 to 20: a key that is gone, somebody else's identity, and what the author's domain asks for then."""

from datetime import timedelta

import pytest

from tests.signing import rsa_key
from tests.verdicts.building import (
    EVIL,
    EVIL_ZONE,
    PUBLISHED,
    RECEIVED,
    RELAY,
    RELAY_ZONE,
    Case,
    Zone,
    checked,
    failed,
    firma,
    from_evil,
    handed_over,
    key_record,
    letter,
    merged,
    named,
    over_relay,
    postfix,
    signed,
    txt,
    with_fields,
)

REJECT, NONE = "v=DMARC1; p=reject", "v=DMARC1; p=none"
ELSEWHERE = "v=spf1 ip4:203.0.113.99 ~all"
NAMELESS = named(EVIL, "mail.evil.example")  # the forger's host, without an identity that passes
LATE = timedelta(days=40)
MAILCHIMP = merged(named(EVIL, "mail12.mcsv.net"), txt("mail12.mcsv.net", "v=spf1 ip4:198.51.100.66 -all"))
GMAIL = merged(named(EVIL, "mail-ed1-f41.google.com"), txt("gmail.com", "v=spf1 ip4:198.51.100.66 -all"))
SHOP = "Ann <ann@shop.firma.example>"
SHOP_EXISTS: Zone = {"shop.firma.example": {"A": ["203.0.113.50"]}}
NOTE = "Authentication-Results: mx.empfang.example;\n\tdkim=pass header.d=firma.example header.s=s1"
SPOOFED = (17, "spoofed", "high", "no", "no", EVIL)
UNALIGNED = (16, "unaligned_third_party", "medium", "no", "no", EVIL)
REJECTED = (18, "spoofed", "medium", "no", "no", EVIL)
GONE = (15, "unverifiable", "medium", "no", "no", EVIL)
NOTHING = (20, "unverifiable", "low", "no", "no", EVIL)
UNSURE = (9, "undetermined", "low", "no", "no", EVIL)
STRICT = firma("v=spf1 ip4:203.0.113.99 -all", "v=DMARC1; p=reject; adkim=s; aspf=s", RELAY_ZONE)
BANK = "a <a@giant.bank.example>"
BANK_ZONE = merged(
    txt("_dmarc.bank.example", "v=DMARC1; p=reject; psd=y"), txt("_dmarc.giant.bank.example", REJECT), RELAY_ZONE
)


def gone(spf: str = ELSEWHERE, dmarc: str | None = NONE, *more: Zone) -> Zone:
    return firma(spf, dmarc, NAMELESS, *more, key=False)


def policy(dmarc: str | None, spf: str | None = "v=spf1 mx -all", *more: Zone) -> Zone:
    """The forger's identity passes."""
    return firma(spf, dmarc, EVIL_ZONE, *more)


def nothing_passes(spf: str | None, dmarc: str | None = None, *more: Zone) -> Zone:
    return firma(spf, dmarc, NAMELESS, *more, key=False)


def noted(above: bool) -> bytes:
    hop = postfix("fw.relay.example", "fw.relay.example", RELAY)
    return with_fields(signed(letter()), "Return-Path: <x@relay.example>", *((NOTE, hop) if above else (hop, NOTE)))


def by_service(raw: bytes, name: str, sender: str) -> bytes:
    return handed_over(raw, EVIL, name, sender)


KEY_GONE = {
    "15": Case(raw=from_evil(signed(letter())), zone=gone(), expected=GONE, after=LATE),
    "15 revoked": Case(
        raw=from_evil(signed(letter())),
        zone=gone(ELSEWHERE, NONE, txt("s1._domainkey.firma.example", "v=DKIM1; p=")),
        expected=GONE,
        after=LATE,
    ),
    "15 enforced": Case(
        raw=from_evil(signed(letter())),
        zone=gone(ELSEWHERE, REJECT),
        expected=(15, "unverifiable", "low", "no", "no", EVIL),
        after=LATE,
    ),
    "15 missed: SPF fails": Case(
        raw=from_evil(signed(letter())), zone=gone("v=spf1 mx -all"), expected=REJECTED, after=LATE
    ),
    "15 missed: thirty days": Case(
        raw=from_evil(signed(letter())), zone=gone(), expected=REJECTED, after=timedelta(days=30)
    ),
    "15 by a second": Case(
        raw=from_evil(signed(letter())), zone=gone(), expected=GONE, after=timedelta(days=30, seconds=1)
    ),
    "15 open": Case(
        raw=from_evil(signed(letter())),
        zone=gone(ELSEWHERE, NONE, failed("s1._domainkey.firma.example", "TXT")),
        expected=(9, "undetermined", "low", "unknown", "no", EVIL),
        after=LATE,
    ),
    "gone, but the receiver noted its pass": Case(
        raw=noted(above=True),
        zone=firma("v=spf1 mx -all", REJECT, RELAY_ZONE, key=False),
        expected=(8, "authorized_third_party", "medium", "yes", "no", RELAY),
        after=LATE,
    ),
    "gone, and the note stands where anyone writes": Case(
        raw=noted(above=False),
        zone=firma("v=spf1 mx ~all", REJECT, RELAY_ZONE, key=False),
        expected=(15, "unverifiable", "low", "no", "no", RELAY),
        after=LATE,
    ),
}
OTHERS = {
    "16 newsletter sender": Case(
        raw=by_service(letter(), "mail12.mcsv.net", "b@mail12.mcsv.net"),
        zone=firma("v=spf1 mx ~all", NONE, MAILCHIMP),
        expected=(16, "unaligned_third_party", "high", "no", "no", EVIL),
    ),
    "16 newsletter sender, enforced": Case(
        raw=by_service(letter(), "mail12.mcsv.net", "b@mail12.mcsv.net"),
        zone=firma("v=spf1 mx -all", REJECT, MAILCHIMP),
        expected=(16, "unaligned_third_party", "high", "no", "no", EVIL),
    ),
    "16 mailbox host": Case(
        raw=by_service(letter(), "mail-ed1-f41.google.com", "bad@gmail.com"),
        zone=firma("v=spf1 mx ~all", NONE, GMAIL),
        expected=UNALIGNED,
    ),
    "16 missed: mailbox host, enforced": Case(
        raw=by_service(letter(), "mail-ed1-f41.google.com", "bad@gmail.com"),
        zone=firma("v=spf1 mx -all", REJECT, GMAIL),
        expected=SPOOFED,
    ),
    "16 stranger": Case(raw=from_evil(letter()), zone=policy(NONE), expected=UNALIGNED),
    "16 stranger, missed: enforced": Case(raw=from_evil(letter()), zone=policy(REJECT), expected=SPOOFED),
    "16 stranger, missed: anybody passes": Case(
        raw=from_evil(letter()),
        zone=policy(NONE, "v=spf1 mx -all", txt("evil.example", "v=spf1 +all")),
        expected=REJECTED,
    ),
    "16 stranger's signature": Case(
        raw=from_evil(signed(letter(), "evil.example", "e")),
        zone=firma("v=spf1 mx -all", NONE, NAMELESS, key_record("evil.example", "e")),
        expected=UNALIGNED,
    ),
    "16 stranger's signature, open": Case(
        raw=from_evil(signed(letter(), "evil.example", "e")),
        zone=firma("v=spf1 mx -all", NONE, NAMELESS, failed("e._domainkey.evil.example", "TXT")),
        expected=UNSURE,
    ),
    "16 strict DKIM": Case(
        raw=over_relay(signed(letter(), "news.firma.example")),
        zone=merged(STRICT, key_record("news.firma.example")),
        expected=(16, "unaligned_third_party", "medium", "no", "no", RELAY),
    ),
    "16 strict SPF": Case(
        raw=over_relay(letter(), "x@news.firma.example"),
        zone=merged(STRICT, txt("news.firma.example", "v=spf1 ip4:198.51.100.30 -all")),
        expected=(16, "unaligned_third_party", "medium", "no", "no", RELAY),
    ),
    "strict, and met": Case(
        raw=over_relay(signed(letter())),
        zone=STRICT,
        expected=(8, "authorized_third_party", "medium", "yes", "no", RELAY),
    ),
    "a sibling under a public suffix": Case(
        raw=over_relay(signed(letter(BANK), "mail.mega.bank.example")),
        zone=merged(BANK_ZONE, key_record("mail.mega.bank.example")),
        expected=(17, "spoofed", "high", "no", "no", RELAY),
    ),
    "below oneself under a public suffix": Case(
        raw=over_relay(signed(letter(BANK), "mail.giant.bank.example")),
        zone=merged(BANK_ZONE, key_record("mail.giant.bank.example")),
        expected=(8, "authorized_third_party", "medium", "yes", "no", RELAY),
    ),
}
STANCES = {
    "sp=none": Case(
        raw=from_evil(letter(SHOP)),
        zone=policy("v=DMARC1; p=reject; sp=none", "v=spf1 mx -all", SHOP_EXISTS),
        expected=UNALIGNED,
    ),
    "np=reject": Case(
        raw=from_evil(letter(SHOP)), zone=policy("v=DMARC1; p=none; sp=none; np=reject"), expected=SPOOFED
    ),
    "np=reject for a name that exists": Case(
        raw=from_evil(letter(SHOP)),
        zone=policy("v=DMARC1; p=none; sp=none; np=reject", "v=spf1 mx -all", SHOP_EXISTS),
        expected=UNALIGNED,
    ),
    "np=reject for a name that does not answer": Case(
        raw=from_evil(letter(SHOP)),
        zone=merged(policy("v=DMARC1; p=none; sp=none; np=reject"), {"shop.firma.example": "failed"}),
        expected=(9, "undetermined", "low", "unknown", "unknown", EVIL),
    ),
    "t=y on reject": Case(raw=from_evil(letter()), zone=policy("v=DMARC1; p=reject; t=y"), expected=SPOOFED),
    "t=y on quarantine": Case(raw=from_evil(letter()), zone=policy("v=DMARC1; p=quarantine; t=y"), expected=UNALIGNED),
    "pct=0": Case(raw=from_evil(letter()), zone=policy("v=DMARC1; p=reject; pct=0"), expected=SPOOFED),
    "two DMARC records over -all": Case(
        raw=from_evil(letter()),
        zone=policy(None, "v=spf1 mx -all", txt("_dmarc.firma.example", NONE, REJECT)),
        expected=SPOOFED,
    ),
    "two DMARC records over ~all": Case(
        raw=from_evil(letter()),
        zone=policy(None, "v=spf1 mx ~all", txt("_dmarc.firma.example", NONE, REJECT)),
        expected=UNALIGNED,
    ),
    "a policy that cannot be read, and reports": Case(
        raw=from_evil(letter()), zone=policy("v=DMARC1; p=rejct; rua=mailto:a@firma.example"), expected=UNALIGNED
    ),
    "-all": Case(raw=from_evil(letter()), zone=nothing_passes("v=spf1 mx -all"), expected=SPOOFED),
    "~all": Case(raw=from_evil(letter()), zone=nothing_passes("v=spf1 mx ~all"), expected=REJECTED),
    "~all, and the HELO claims": Case(
        raw=from_evil(letter(), helo="x.firma.local"),
        zone=nothing_passes("v=spf1 mx ~all"),
        expected=(18, "internal_server_leak", "low", "no", "no", EVIL),
    ),
    "?all": Case(raw=from_evil(letter()), zone=nothing_passes("v=spf1 mx ?all"), expected=NOTHING),
    "no all": Case(raw=from_evil(letter()), zone=nothing_passes("v=spf1 mx"), expected=NOTHING),
    "-all behind an error": Case(
        raw=from_evil(letter()), zone=nothing_passes("v=spf1 mx foo:bar -all"), expected=SPOOFED
    ),
    "~all behind an error": Case(
        raw=from_evil(letter()), zone=nothing_passes("v=spf1 mx foo:bar ~all"), expected=NOTHING
    ),
    "-all behind a redirect": Case(
        raw=from_evil(letter()),
        zone=nothing_passes("v=spf1 redirect=_s.firma.example", None, txt("_s.firma.example", "v=spf1 mx -all")),
        expected=SPOOFED,
    ),
    "v=dmarc1 is no record": Case(
        raw=from_evil(letter()), zone=nothing_passes("v=spf1 mx ?all", "v=dmarc1; p=reject"), expected=NOTHING
    ),
    "p=none alone": Case(raw=from_evil(letter()), zone=nothing_passes(None, NONE), expected=REJECTED),
    "null MX and -all": Case(
        raw=from_evil(letter()),
        zone=nothing_passes("v=spf1 -all", None, {"firma.example": {"MX": ["0 ."]}}),
        expected=SPOOFED,
    ),
    "null MX alone": Case(
        raw=from_evil(letter()),
        zone=nothing_passes(None, None, {"firma.example": {"MX": ["0 ."]}}),
        expected=(19, "unverifiable", "high", "unknown", "no", EVIL),
    ),
}
SIGNATURES = {
    "signed from then on to a minute later": (signed(letter(), tags={"x": str(int(RECEIVED.timestamp()) + 60)}), True),
    "expired when it was received": (signed(letter(), tags={"t": "1770000000", "x": "1770003600"}), False),
    "l= over all of it": (signed(letter(), tags={"l": "41"}), True),
    "l= and a line more": (signed(letter(), tags={"l": "41"}) + b"more\r\n", False),
    "subject not signed": (signed(letter(), headers=("from", "to", "date")), False),
    "second subject": (with_fields(signed(letter()), "Subject: pay now"), False),
    "second date": (with_fields(signed(letter()), "Date: Mon, 1 Jan 2024 00:00:00 +0000"), False),
    "sha1": (signed(letter(), tags={"a": "rsa-sha1"}), False),
    "the other of two holds": (signed(signed(letter()), selector="unknown"), True),
    "another key": (signed(letter(), selector="s2"), False),
}


@pytest.mark.parametrize("case", (cases := KEY_GONE | OTHERS | STANCES).values(), ids=cases.keys())
def test_verdict(case: Case) -> None:
    assert checked(case) == case.expected


@pytest.mark.parametrize(("raw", "holds"), SIGNATURES.values(), ids=SIGNATURES.keys())
def test_what_a_signature_is_worth(raw: bytes, holds: bool) -> None:
    """Through a host of nobody: it passes whole, or the author's domain is taken at its word."""
    expected = (8, "authorized_third_party", "medium", "yes") if holds else (17, "spoofed", "high", "no")
    zone = merged(PUBLISHED, RELAY_ZONE, key_record("firma.example", "s2", rsa_key(seed=2)))
    case = Case(raw=over_relay(raw), zone=zone, expected=(*expected, "no", RELAY), after=timedelta(seconds=30))
    assert checked(case) == case.expected
