"""Mail that cannot be judged."""

from samples.letters import Letter, postfix
from samples.stories.publishing import key, mx, named, signed, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import ALERT, OFFER

__all__ = ["CHAPTER"]


@story(
    "The SPF question had no answer: nothing is said against anybody.",
    "undetermined",
    "low",
    "203.0.113.10",
    "unknown",
    "unknown",
    3,
)
def dns_did_not_answer() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    letter.on_top(
        "Return-Path: <angebot@heizbau.example>",
        postfix("mail.heizbau.example", "mail.heizbau.example", "203.0.113.10"),
    )
    return Made(
        letter=letter,
        zone=zone(
            named("203.0.113.10", "mail.heizbau.example"),
            txt("_dmarc.heizbau.example", "v=DMARC1; p=reject"),
        ),
        kind="snapshot",
        failed=(
            ("heizbau.example", "TXT"),
            ("heizbau.example", "MX"),
            ("heizbau.example", "A"),
            ("heizbau.example", "AAAA"),
        ),
    )


@story(
    "Two authors of two domains in one From field.", "undetermined", "medium", "198.51.100.200", "unknown", "unknown", 3
)
def two_authors() -> Made:
    letter = Letter("service@bank.example", "Account", ALERT)
    letter.replace("From", "Your Bank <service@bank.example>, Helper <x@evil.example>")
    letter.on_top(
        "Return-Path: <x@evil.example>",
        postfix("mail.evil.example", "mail.evil.example", "198.51.100.200"),
    )
    return Made(
        letter=letter,
        zone=zone(
            named("198.51.100.200", "mail.evil.example"),
            txt("evil.example", "v=spf1 ip4:198.51.100.200 -all"),
            txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
        ),
    )


@story(
    "Handed in over the receiver's own web form: no client to judge, though the signature verifies.",
    "undetermined",
    "low",
    None,
    "yes",
    "unknown",
    3,
)
def handed_in_over_web_form() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "s1", "heizbau").on_top(
        "Return-Path: <portal@empfang.example>",
        "Received: from portal by mx.empfang.example with HTTP\n\tid 4T0007QzKxz907; Tue, 10 Mar 2026 09:30:07 +0000",
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("heizbau.example", "mail.heizbau.example", "203.0.113.10"),
            txt("heizbau.example", "v=spf1 mx -all"),
            txt("_dmarc.heizbau.example", "v=DMARC1; p=reject"),
            key("heizbau.example", "s1", "heizbau"),
        ),
    )


CHAPTER = (
    dns_did_not_answer,
    two_authors,
    handed_in_over_web_form,
)
