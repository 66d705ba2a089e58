"""Mail that somebody forwarded."""

from samples.letters import Letter, exim, postfix
from samples.signing import dkim_signature, ed25519_key
from samples.stories.publishing import SENT, key, mx, named, signed, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import INVOICE, OFFER

__all__ = ["CHAPTER"]


@story("Forwarded by a known mailbox host; the signature survived.", "forwarded", "high", "192.0.2.60", "yes", "no", 0)
def forwarded_by_known_host() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER, to="kunde@fastmail.example")
    signed(letter, "heizbau.example", "s1", "heizbau")
    letter.on_top(
        "Return-Path: <SRS0=Hk3X=2A=heizbau.example=angebot@fastmail.com>",
        postfix("fout-a1-smtp.messagingengine.com", "fout-a1-smtp.messagingengine.com", "192.0.2.60", at=9),
        postfix(
            "mail.heizbau.example",
            "mail.heizbau.example",
            "203.0.113.10",
            "mx1.messagingengine.com",
            to="kunde@fastmail.example",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("heizbau.example", "mail.heizbau.example", "203.0.113.10"),
            named("203.0.113.10", "mail.heizbau.example"),
            named("192.0.2.60", "fout-a1-smtp.messagingengine.com"),
            txt("heizbau.example", "v=spf1 mx -all"),
            txt("fastmail.com", "v=spf1 ip4:192.0.2.60 -all"),
            txt("_dmarc.heizbau.example", "v=DMARC1; p=reject"),
            key("heizbau.example", "s1", "heizbau"),
        ),
    )


@story(
    "Forwarded by a host nobody knows; the signature survived, but it may be a replay.",
    "forwarded",
    "medium",
    "203.0.113.77",
    "yes",
    "no",
    0,
)
def forwarded_by_unknown_host() -> Made:
    letter = Letter("Accounts <accounts@millers.example>", "Invoice February", INVOICE, to="shop@alumni.example")
    modern = ed25519_key("millers")
    letter.on_top(dkim_signature(letter.fields, letter.body, modern, "millers.example", "ed", at=SENT))
    letter.on_top(
        "Return-Path: <SRS0=aB3d=2A=millers.example=accounts@alumni.example>",
        exim("relay.alumni.example", "relay.alumni.example", "203.0.113.77", at=12),
        postfix(
            "out.millers.example",
            "out.millers.example",
            "198.51.100.20",
            "relay.alumni.example",
            to="shop@alumni.example",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("millers.example", "in.millers.example", "198.51.100.21"),
            named("198.51.100.20", "out.millers.example"),
            named("203.0.113.77", "relay.alumni.example"),
            txt("millers.example", "v=spf1 ip4:198.51.100.20 -all"),
            txt("alumni.example", "v=spf1 ip4:203.0.113.77 -all"),
            txt("_dmarc.millers.example", "v=DMARC1; p=quarantine"),
            txt("ed._domainkey.millers.example", modern.record()),
        ),
    )


CHAPTER = (
    forwarded_by_known_host,
    forwarded_by_unknown_host,
)
