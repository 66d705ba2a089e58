"""Rules 5 to 9: somebody stands behind the message, or a question that failed could still show it."""

import pytest

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
    by_list,
    checked,
    failed,
    firma,
    from_evil,
    from_own,
    handed_over,
    key_record,
    letter,
    merged,
    named,
    over_relay,
    reverse,
    signed,
    txt,
)

OWN_HOST = (7, "authorized_own", "high", "yes", "yes", OWN)
REPLAY = (8, "authorized_third_party", "medium", "yes", "no", RELAY)
SES = "a4-30.smtp-out.eu-west-1.amazonses.com"
SES_ZONE = merged(named(RELAY, SES), txt("amazonses.com", "v=spf1 ip4:198.51.100.0/24 -all"))
BY_SES = firma("v=spf1 include:amazonses.com -all", "v=DMARC1; p=reject", SES_ZONE)
TOPICBOX = merged(named(RELAY, "tb-ob1.topicbox.com"), txt("g.topicbox.com", "v=spf1 ip4:198.51.100.30 -all"))
TOPICBOX_LIST = ("List-Id: <m.g.topicbox.com>",)
SRS = "SRS0=ab=cd=firma.example=ann@relay.example"
OTHER_SPF = "v=spf1 ip4:203.0.113.99 -all"
REJECT = "v=DMARC1; p=reject"
WITH_RELAY = merged(PUBLISHED, RELAY_ZONE)
WITH_EVIL = merged(PUBLISHED, EVIL_ZONE)


def unsure(host: str, vouched: str = "unknown", listed: str = "no") -> tuple[int, str, str, str, str, str | None]:
    return 9, "undetermined", "low", vouched, listed, host


CASES = {
    "spf alone": Case(raw=from_own(letter()), zone=PUBLISHED, expected=OWN_HOST),
    "dkim alone, the host is the MX": Case(
        raw=from_own(signed(letter()), "x@other.example"), zone=firma(OTHER_SPF), expected=OWN_HOST
    ),
    "the key is being tested": Case(
        raw=from_own(signed(letter()), "x@other.example"),
        zone=merged(PUBLISHED, key_record("firma.example", tags="t=y; ")),
        expected=(7, "authorized_own", "medium", "yes", "yes", OWN),
    ),
    "the key is being tested, and spf passes": Case(
        raw=from_own(signed(letter())),
        zone=merged(PUBLISHED, key_record("firma.example", tags="t=y; ")),
        expected=OWN_HOST,
    ),
    "the name beside the address is somebody else's": Case(
        raw=from_own(signed(letter('"pay@bank.example" <ann@firma.example>'))),
        zone=PUBLISHED,
        expected=(7, "authorized_own", "low", "yes", "yes", OWN),
    ),
    "a signature from a host of nobody": Case(raw=over_relay(signed(letter())), zone=WITH_RELAY, expected=REPLAY),
    "spf by an include of somebody else": Case(
        raw=handed_over(letter(), RELAY, "fw.relay.example", "ann@firma.example"),
        zone=firma("v=spf1 include:relay.example -all", REJECT, RELAY_ZONE),
        expected=(8, "authorized_third_party", "high", "yes", "yes", RELAY),
    ),
    "spf alone by a service that many share": Case(
        raw=handed_over(letter(), RELAY, SES, "ann@firma.example"),
        zone=BY_SES,
        expected=(8, "authorized_third_party", "medium", "yes", "yes", RELAY),
    ),
    "spf and dkim by a service that many share": Case(
        raw=handed_over(signed(letter()), RELAY, SES, "ann@firma.example"),
        zone=BY_SES,
        expected=(8, "authorized_third_party", "high", "yes", "yes", RELAY),
    ),
    "spf over 2^20 addresses": Case(
        raw=from_evil(letter(), "ann@firma.example"),
        zone=firma("v=spf1 ip4:198.48.0.0/12 -all", REJECT, EVIL_ZONE),
        expected=(7, "authorized_own", "high", "yes", "yes", EVIL),
    ),
    "spf over more addresses": Case(
        raw=from_evil(letter(), "ann@firma.example"),
        zone=firma("v=spf1 ip4:198.32.0.0/11 -all", REJECT, EVIL_ZONE),
        expected=(17, "spoofed", "high", "no", "no", EVIL),
    ),
    "spf of anybody": Case(
        raw=from_evil(letter(), "ann@firma.example"),
        zone=firma("v=spf1 +all", None, EVIL_ZONE, key=False),
        expected=(20, "unverifiable", "low", "no", "no", EVIL),
    ),
    "list": Case(
        raw=by_list(signed(letter(fields=LISTED))),
        zone=merged(PUBLISHED, LIST_ZONE),
        expected=(5, "mailing_list", "medium", "yes", "no", RELAY),
    ),
    "list, known": Case(
        raw=by_list(signed(letter(fields=TOPICBOX_LIST)), "tb-ob1.topicbox.com", "b@g.topicbox.com"),
        zone=merged(PUBLISHED, TOPICBOX),
        expected=(5, "mailing_list", "high", "yes", "no", RELAY),
    ),
    "list that only its List-Id says is known": Case(
        raw=by_list(signed(letter(fields=TOPICBOX_LIST))),
        zone=merged(PUBLISHED, LIST_ZONE),
        expected=(5, "mailing_list", "medium", "yes", "no", RELAY),
    ),
    "list, known, beside a name of somebody else": Case(
        raw=by_list(
            signed(letter('"x@bank.example" <ann@firma.example>', fields=TOPICBOX_LIST)),
            "tb-ob1.topicbox.com",
            "b@g.topicbox.com",
        ),
        zone=merged(PUBLISHED, TOPICBOX),
        expected=(5, "mailing_list", "high", "yes", "no", RELAY),
    ),
    "list signs, but the host is listed": Case(
        raw=from_own(signed(letter(fields=LISTED)), "x@other.example"), zone=PUBLISHED, expected=OWN_HOST
    ),
    "no list: List-Unsubscribe": Case(
        raw=over_relay(signed(letter(fields=("List-Unsubscribe: <mailto:x@relay.example>", "Precedence: bulk")))),
        zone=WITH_RELAY,
        expected=REPLAY,
    ),
    "no list: nobody may post": Case(
        raw=over_relay(signed(letter(fields=("List-Post: NO",)))), zone=WITH_RELAY, expected=REPLAY
    ),
    "no list: a newsletter sender's": Case(
        raw=handed_over(
            signed(letter(fields=("List-Id: <1.list-id.mcsv.net>",))), RELAY, "mail1.mcsv.net", "b@mail1.mcsv.net"
        ),
        zone=merged(PUBLISHED, named(RELAY, "mail1.mcsv.net")),
        expected=(8, "authorized_third_party", "high", "yes", "no", RELAY),
    ),
    "forwarder": Case(
        raw=over_relay(signed(letter()), SRS),
        zone=WITH_RELAY,
        expected=(6, "forwarded", "medium", "yes", "no", RELAY),
    ),
    "forwarder by Resent": Case(
        raw=over_relay(signed(letter()), "ann@relay.example", "Resent-From: ann@relay.example"),
        zone=WITH_RELAY,
        expected=(6, "forwarded", "medium", "yes", "no", RELAY),
    ),
    "forwarder by Delivered-To": Case(
        raw=over_relay(signed(letter()), "ann@firma.example", "Delivered-To: ann@relay.example"),
        zone=WITH_RELAY,
        expected=(6, "forwarded", "medium", "yes", "no", RELAY),
    ),
    "forwarder, known": Case(
        raw=handed_over(signed(letter()), RELAY, "out1-smtp.messagingengine.com", SRS),
        zone=merged(PUBLISHED, named(RELAY, "out1-smtp.messagingengine.com")),
        expected=(6, "forwarded", "high", "yes", "no", RELAY),
    ),
    "forward signs, but a service that the author's domain uses": Case(
        raw=handed_over(signed(letter()), RELAY, "out1-smtp.messagingengine.com", SRS),
        zone=firma(
            "v=spf1 mx include:spf.messagingengine.com -all",
            REJECT,
            named(RELAY, "out1-smtp.messagingengine.com"),
            txt("spf.messagingengine.com", "v=spf1 ip4:192.0.2.99 -all"),
        ),
        expected=(8, "authorized_third_party", "high", "yes", "no", RELAY),
    ),
    "forward signs, but the author's own host": Case(
        raw=handed_over(signed(letter()), "203.0.113.77", "exch.firma.example", "SRS0=a=b=c.example=u@firma.example"),
        zone=firma(OTHER_SPF, REJECT, named("203.0.113.77", "exch.firma.example")),
        expected=(7, "authorized_own", "high", "yes", "no", "203.0.113.77"),
    ),
    "spf does not answer": Case(
        raw=from_evil(letter(), "ann@firma.example"),
        zone=merged(WITH_EVIL, failed("firma.example", "TXT")),
        expected=unsure(EVIL, listed="unknown"),
    ),
    "an include does not answer": Case(
        raw=from_evil(letter(), "ann@firma.example"),
        zone=firma("v=spf1 include:relay.example -all", REJECT, EVIL_ZONE, failed("relay.example", "TXT")),
        expected=unsure(EVIL, listed="unknown"),
    ),
    "the key does not answer": Case(
        raw=from_evil(signed(letter())),
        zone=merged(WITH_EVIL, failed("s1._domainkey.firma.example", "TXT")),
        expected=unsure(EVIL),
    ),
    "the key does not answer, but spf passes": Case(
        raw=from_own(signed(letter())),
        zone=merged(PUBLISHED, failed("s1._domainkey.firma.example", "TXT")),
        expected=OWN_HOST,
    ),
    "dmarc does not answer, and somebody else passes": Case(
        raw=from_evil(letter()),
        zone=merged(WITH_EVIL, failed("_dmarc.firma.example", "TXT")),
        expected=unsure(EVIL),
    ),
    "dmarc does not answer, and nothing could match": Case(
        raw=from_evil(letter()),
        zone=firma(None, None, named(EVIL, "mail.evil.example"), failed("_dmarc.firma.example", "TXT"), key=False),
        expected=(20, "unverifiable", "low", "unknown", "no", EVIL),
    ),
    "mx does not answer": Case(
        raw=from_evil(letter()),
        zone=firma(OTHER_SPF, REJECT, EVIL_ZONE, failed("firma.example", "MX")),
        expected=unsure(EVIL, "no", "unknown"),
    ),
    "the host's name does not answer": Case(
        raw=from_evil(letter()),
        zone=merged(WITH_EVIL, failed(reverse(EVIL), "PTR")),
        expected=unsure(EVIL, "no"),
    ),
    "the forger's spf does not answer, which decides nothing": Case(
        raw=from_evil(letter()),
        zone=merged(WITH_EVIL, failed("evil.example", "TXT")),
        expected=(17, "spoofed", "high", "no", "no", EVIL),
    ),
    "the forger's spf does not answer, and it would decide": Case(
        raw=from_evil(letter()),
        zone=firma("v=spf1 mx -all", "v=DMARC1; p=none", EVIL_ZONE, failed("evil.example", "TXT")),
        expected=unsure(EVIL, "no"),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_verdict(case: Case) -> None:
    assert checked(case) == case.expected
