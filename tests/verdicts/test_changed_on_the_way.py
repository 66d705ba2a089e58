"""Rules 10 to 12: what lists and forwarders change, shown by undoing it, by ARC, or by their own identity."""

import pytest

from tests.signing import rsa_key
from tests.verdicts.building import (
    EVIL,
    EVIL_ZONE,
    LIST_ZONE,
    LISTED,
    OWN,
    PUBLISHED,
    RELAY,
    RELAY_ZONE,
    Case,
    Zone,
    by_list,
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
    sealed,
    signed,
    txt,
    with_fields,
)

FOOTER = b"\r\n_______________________________________________\r\nL mailing list\r\nhttps://listen.example/l\r\n"
SRS = "SRS0=ab=cd=firma.example=ann@relay.example"
GOOGLE = "mail-ed1-f41.google.com"
GOOGLE_ZONE = named(RELAY, GOOGLE)
MONITORED = firma("v=spf1 mx ~all", "v=DMARC1; p=none")
SPOOFED_LOW = (17, "spoofed", "low", "no", "no", RELAY)
UNALIGNED = (16, "unaligned_third_party", "medium", "no", "no", RELAY)


def broken(*fields: str) -> bytes:
    """Changed in a way that cannot be undone."""
    raw = signed(letter(fields=fields))
    assert b"our offer" in raw
    return raw.replace(b"our offer", b"my offer", 1)


def seals(*domains: str) -> Zone:
    return merged(*(key_record(domain, "arc") for domain in domains))


def by_google(raw: bytes) -> bytes:
    return handed_over(raw, RELAY, GOOGLE, "ann@firma.example")


def arc(raw: bytes, expected: tuple[int, str, str, str, str, str | None], *domains: str) -> Case:
    return Case(raw=by_google(raw), zone=merged(PUBLISHED, GOOGLE_ZONE, seals(*domains)), expected=expected)


FORWARDED = (11, "forwarded", "medium", "no", "no", RELAY)
CASES = {
    "10 footer": Case(
        raw=by_list(signed(letter(fields=LISTED)) + FOOTER),
        zone=merged(PUBLISHED, LIST_ZONE),
        expected=(10, "mailing_list", "low", "no", "no", RELAY),
    ),
    "10 footer of a known list": Case(
        raw=by_list(
            signed(letter(fields=("List-Id: <m.g.topicbox.com>",))) + FOOTER, "tb-ob1.topicbox.com", "b@g.topicbox.com"
        ),
        zone=merged(PUBLISHED, named(RELAY, "tb-ob1.topicbox.com")),
        expected=(10, "mailing_list", "high", "no", "no", RELAY),
    ),
    "10 mark in the subject by a forwarder": Case(
        raw=over_relay(signed(letter()).replace(b"Subject: Offer", b"Subject: [EXTERN] Offer", 1), SRS),
        zone=merged(PUBLISHED, RELAY_ZONE),
        expected=(10, "forwarded", "low", "no", "no", RELAY),
    ),
    "10 footer by a known forwarder": Case(
        raw=by_google(signed(letter()) + FOOTER),
        zone=merged(PUBLISHED, GOOGLE_ZONE),
        expected=(10, "forwarded", "high", "no", "no", RELAY),
    ),
    "10 footer by a known forwarder, and a sign that anyone can write": Case(
        raw=by_google(with_fields(signed(letter()) + FOOTER, "Resent-From: x@evil.example")),
        zone=merged(PUBLISHED, GOOGLE_ZONE),
        expected=(10, "forwarded", "high", "no", "no", RELAY),
    ),
    "10 footer by a stranger, and a sign that anyone can write": Case(
        raw=over_relay(with_fields(signed(letter()) + FOOTER, "Resent-From: x@evil.example")),
        zone=merged(PUBLISHED, RELAY_ZONE),
        expected=(10, "forwarded", "low", "no", "no", RELAY),
    ),
    "10 missed: beyond undoing": Case(
        raw=by_list(broken(*LISTED) + FOOTER), zone=merged(PUBLISHED, LIST_ZONE), expected=SPOOFED_LOW
    ),
    "10 open: the key does not answer": Case(
        raw=by_list(signed(letter(fields=LISTED)) + FOOTER),
        zone=merged(PUBLISHED, LIST_ZONE, failed("s1._domainkey.firma.example", "TXT")),
        expected=(9, "undetermined", "low", "no", "no", RELAY),
    ),
    "10 open: whether the signer is the author's organization does not answer": Case(
        raw=by_list(signed(letter(fields=LISTED), "news.firma.example") + FOOTER),
        zone=merged(PUBLISHED, LIST_ZONE, key_record("news.firma.example"), failed("_dmarc.news.firma.example", "TXT")),
        expected=(9, "undetermined", "low", "no", "no", RELAY),
    ),
    "10 signed by a name below the author's": Case(
        raw=by_list(signed(letter(fields=LISTED), "news.firma.example") + FOOTER),
        zone=merged(PUBLISHED, LIST_ZONE, key_record("news.firma.example")),
        expected=(10, "mailing_list", "low", "no", "no", RELAY),
    ),
    "11 known sealer": arc(sealed(broken(), "google.com"), FORWARDED, "google.com"),
    "11 two known sealers": arc(
        sealed(broken(), "google.com", "microsoft.com"), FORWARDED, "google.com", "microsoft.com"
    ),
    "11 list signs": arc(
        sealed(broken("List-Id: <l.gruppe.example>"), "google.com"),
        (11, "mailing_list", "medium", "no", "no", RELAY),
        "google.com",
    ),
    "11 trusted sealer": Case(
        raw=over_relay(sealed(broken(), "relay.example")),
        zone=merged(PUBLISHED, RELAY_ZONE, seals("relay.example")),
        expected=(11, "forwarded", "high", "no", "no", RELAY),
        settings={"trust_sealer": ("relay.example",)},
    ),
    "11 missed: instance 1 by a stranger": arc(
        sealed(letter(), "evil.example", "google.com"), SPOOFED_LOW, "evil.example", "google.com"
    ),
    "11 missed: changed after the seal": arc(
        sealed(broken(), "google.com").replace(b"my offer", b"his offer", 1), SPOOFED_LOW, "google.com"
    ),
    "11 missed: dmarc=pass in quotation marks": arc(
        sealed(broken(), "google.com", reports='spf=fail reason="; dmarc=pass header.from=firma.example"'),
        SPOOFED_LOW,
        "google.com",
    ),
    "11 missed: dmarc=pass in a comment": arc(
        sealed(broken(), "google.com", reports="spf=fail (; dmarc=pass header.from=firma.example) smtp.mailfrom=a"),
        SPOOFED_LOW,
        "google.com",
    ),
    "11 missed: dmarc=pass of a name below": arc(
        sealed(broken(), "google.com", reports="dmarc=pass header.from=mail.firma.example"), SPOOFED_LOW, "google.com"
    ),
    "11 missed: a seal with another key": Case(
        raw=from_evil(sealed(letter(), "google.com")),
        zone=merged(PUBLISHED, EVIL_ZONE, key_record("google.com", "arc", rsa_key(seed=2))),
        expected=(17, "spoofed", "low", "no", "no", EVIL),
    ),
    "11 open: the sealer's key does not answer": Case(
        raw=by_google(sealed(broken(), "google.com")),
        zone=merged(PUBLISHED, GOOGLE_ZONE, failed("arc._domainkey.google.com", "TXT")),
        expected=(9, "undetermined", "low", "no", "no", RELAY),
    ),
    "12 list": Case(
        raw=by_list(broken(*LISTED)),
        zone=merged(MONITORED, LIST_ZONE),
        expected=(12, "mailing_list", "low", "no", "no", RELAY),
    ),
    "12 list, missed: no signature": Case(
        raw=by_list(letter(fields=LISTED)), zone=merged(MONITORED, LIST_ZONE), expected=UNALIGNED
    ),
    "12 list, missed: its identity fails": Case(
        raw=by_list(broken(*LISTED)),
        zone=merged(MONITORED, named(RELAY, "listen.example"), txt("listen.example", "v=spf1 -all")),
        expected=(18, "spoofed", "medium", "no", "no", RELAY),
    ),
    "12 list, missed: the author's domain enforces": Case(
        raw=by_list(broken(*LISTED)), zone=merged(PUBLISHED, LIST_ZONE), expected=SPOOFED_LOW
    ),
    "12 list, open: its identity does not answer": Case(
        raw=by_list(broken(*LISTED)),
        zone=merged(MONITORED, LIST_ZONE, failed("listen.example", "TXT")),
        expected=(9, "undetermined", "low", "no", "no", RELAY),
    ),
    "12 arc by a stranger": Case(
        raw=over_relay(sealed(broken(), "relay.example"), "ann@firma.example"),
        zone=merged(MONITORED, RELAY_ZONE, seals("relay.example")),
        expected=(12, "forwarded", "low", "no", "no", RELAY),
    ),
    "12 through the author's listed host": Case(
        raw=over_relay(letter(), SRS),
        zone=merged(MONITORED, RELAY_ZONE),
        expected=(12, "forwarded", "low", "no", "no", RELAY),
    ),
    "12 through, missed: no forward sign": Case(
        raw=over_relay(letter()), zone=merged(MONITORED, RELAY_ZONE), expected=UNALIGNED
    ),
    "12 through, missed: a host that is not listed": Case(
        raw=handed_over(
            letter(),
            RELAY,
            "fw.relay.example",
            SRS,
            postfix("mail.firma.example", "mail.firma.example", "203.0.113.200", "fw.relay.example", at=-2),
        ),
        zone=merged(MONITORED, RELAY_ZONE),
        expected=UNALIGNED,
    ),
    "12 through, missed: taken by a host of others": Case(
        raw=handed_over(
            letter(),
            RELAY,
            "fw.relay.example",
            SRS,
            postfix("mail.firma.example", "mail.firma.example", OWN, "mx.dritter.example", at=-2),
        ),
        zone=merged(MONITORED, RELAY_ZONE),
        expected=UNALIGNED,
    ),
    "12 through, missed: the author's domain enforces": Case(
        raw=over_relay(letter(), SRS), zone=merged(PUBLISHED, RELAY_ZONE), expected=SPOOFED_LOW
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_verdict(case: Case) -> None:
    assert checked(case) == case.expected
