"""Mail that came over a list."""

from samples.letters import Letter, exim, postfix
from samples.stories.publishing import key, mx, named, signed, txt, zone
from samples.stories.telling import Made, story

__all__ = ["CHAPTER"]


@story(
    "A list of a known list host; the author's signature survived.",
    "mailing_list",
    "high",
    "192.0.2.100",
    "yes",
    "no",
    0,
)
def list_known() -> Made:
    letter = Letter(
        "Jo <jo@wetter.example>",
        "Re: gauge readings",
        "Hi all,\n\nthe March readings are up.\n\nJo",
        to="main@gauges.topicbox.com",
    )
    signed(letter, "wetter.example", "w1", "wetter")
    letter.below("List-Id: <main.gauges.topicbox.com>", "List-Post: <mailto:main@gauges.topicbox.com>")
    letter.on_top(
        "Return-Path: <bounce+1@gauges.topicbox.com>",
        postfix("tb-ob1.topicbox.com", "tb-ob1.topicbox.com", "192.0.2.100", at=30),
        postfix(
            "mail.wetter.example",
            "mail.wetter.example",
            "203.0.113.40",
            "tb-mx1.topicbox.com",
            to="main@gauges.topicbox.com",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("wetter.example", "mail.wetter.example", "203.0.113.40"),
            named("203.0.113.40", "mail.wetter.example"),
            named("192.0.2.100", "tb-ob1.topicbox.com"),
            txt("gauges.topicbox.com", "v=spf1 ip4:192.0.2.100 -all"),
            txt("wetter.example", "v=spf1 mx -all"),
            txt("_dmarc.wetter.example", "v=DMARC1; p=reject"),
            key("wetter.example", "w1", "wetter"),
        ),
    )


@story(
    "A list put its footer under the text; without it the signature verifies.",
    "mailing_list",
    "low",
    "198.51.100.90",
    "no",
    "no",
    3,
)
def list_with_footer() -> Made:
    letter = Letter(
        "Jo <jo@wetter.example>",
        "Pegelstände",
        "Hallo zusammen,\n\ndie Werte vom März stehen bereit.\n\nJo",
        to="pegel@listen.example",
    )
    letter.replace("Subject", "=?utf-8?q?Pegelst=C3=A4nde?=")
    signed(letter, "wetter.example", "w1", "wetter")
    letter.body += b"\r\n_______________________________________________\r\nPegel mailing list\r\npegel@listen.example\r\nhttps://listen.example/pegel\r\n"
    letter.below(
        "List-Id: Pegel <pegel.listen.example>", "List-Post: <mailto:pegel@listen.example>", "X-Mailman-Version: 2.1.39"
    )
    letter.on_top(
        "Return-Path: <pegel-bounces@listen.example>",
        postfix("listen.example", "listen.example", "198.51.100.90", at=20),
        postfix(
            "mail.wetter.example", "mail.wetter.example", "203.0.113.40", "listen.example", to="pegel@listen.example"
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("wetter.example", "mail.wetter.example", "203.0.113.40"),
            named("203.0.113.40", "mail.wetter.example"),
            named("198.51.100.90", "listen.example"),
            txt("listen.example", "v=spf1 a -all"),
            txt("wetter.example", "v=spf1 mx -all"),
            txt("_dmarc.wetter.example", "v=DMARC1; p=reject"),
            key("wetter.example", "w1", "wetter"),
        ),
    )


@story(
    "A list changed the text beyond undoing; the author only monitors.",
    "mailing_list",
    "low",
    "198.51.100.90",
    "no",
    "no",
    3,
)
def list_broke_signature() -> Made:
    letter = Letter(
        "Ada <ada@turm.example>",
        "Minutes",
        "Hello,\n\nminutes of the meeting in full below.\n\nAda",
        to="turm@listen.example",
    )
    signed(letter, "turm.example", "k1", "turm")
    letter.body = b"Ada wrote (the moderator shortened it):\r\n\r\nMinutes are in the archive.\r\n"
    letter.below("List-Id: <turm.listen.example>", "List-Post: <mailto:turm@listen.example>")
    letter.on_top(
        "Return-Path: <turm-bounces@listen.example>",
        exim("listen.example", "listen.example", "198.51.100.90", at=20, sender="turm-bounces@listen.example"),
        postfix("mx.turm.example", "mx.turm.example", "203.0.113.44", "listen.example", to="turm@listen.example"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("turm.example", "mx.turm.example", "203.0.113.44"),
            named("203.0.113.44", "mx.turm.example"),
            named("198.51.100.90", "listen.example"),
            txt("listen.example", "v=spf1 a -all"),
            txt("turm.example", "v=spf1 mx ~all"),
            txt("_dmarc.turm.example", "v=DMARC1; p=none"),
            key("turm.example", "k1", "turm"),
        ),
    )


CHAPTER = (
    list_known,
    list_with_footer,
    list_broke_signature,
)
