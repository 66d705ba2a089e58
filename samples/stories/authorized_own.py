"""Mail over the author's own hosts."""

from samples.letters import Letter, exim, postfix, qmail
from samples.signing import dkim_signature, ed25519_key
from samples.stories.publishing import SENT, key, mx, named, signed, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import INVOICE, OFFER

__all__ = ["CHAPTER"]


@story(
    "A company sends over its own mail server, named by SPF and signed.",
    "authorized_own",
    "high",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def own_server() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "s1", "heizbau").on_top(
        "Return-Path: <angebot@heizbau.example>",
        postfix("mail.heizbau.example", "mail.heizbau.example", "203.0.113.10"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("heizbau.example", "mail.heizbau.example", "203.0.113.10"),
            named("203.0.113.10", "mail.heizbau.example"),
            txt("heizbau.example", "v=spf1 mx -all"),
            txt("_dmarc.heizbau.example", "v=DMARC1; p=reject; rua=mailto:dmarc@heizbau.example"),
            key("heizbau.example", "s1", "heizbau"),
        ),
    )


@story(
    "The same over Exim, with an Ed25519 key and SPF by address.",
    "authorized_own",
    "high",
    "198.51.100.20",
    "yes",
    "yes",
    0,
)
def own_server_ed25519() -> Made:
    letter = Letter("Accounts <accounts@millers.example>", "Invoice February", INVOICE)
    modern = ed25519_key("millers")
    letter.on_top(dkim_signature(letter.fields, letter.body, modern, "millers.example", "ed", at=SENT))
    letter.on_top(
        "Return-Path: <accounts@millers.example>",
        exim("out.millers.example", "out.millers.example", "198.51.100.20", sender="accounts@millers.example"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("millers.example", "in.millers.example", "198.51.100.21"),
            named("198.51.100.20", "out.millers.example"),
            txt("millers.example", "v=spf1 ip4:198.51.100.20 ip4:198.51.100.21 -all"),
            txt("_dmarc.millers.example", "v=DMARC1; p=quarantine"),
            txt("ed._domainkey.millers.example", modern.record()),
        ),
        kind="zone",
    )


@story(
    "Two years later the key is gone, but the receiver noted at receipt that DKIM passed.",
    "authorized_own",
    "medium",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def own_server_two_years_later() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "alt", "heizbau-old").on_top(
        "Return-Path: <rueckläufer@versand.example>".replace("ä", "ae"),
        "Authentication-Results: mx.empfang.example;\n\tdkim=pass header.d=heizbau.example header.s=alt;\n"
        "\tspf=pass smtp.mailfrom=versand.example;\n\tdmarc=pass header.from=heizbau.example",
        postfix("mail.heizbau.example", "mail.heizbau.example", "203.0.113.10"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("heizbau.example", "mail.heizbau.example", "203.0.113.10"),
            named("203.0.113.10", "mail.heizbau.example"),
            txt("heizbau.example", "v=spf1 mx -all"),
            txt("_dmarc.heizbau.example", "v=DMARC1; p=reject"),
        ),
        days_later=730,
    )


@story(
    "A domain that publishes nothing but its MX, and the host is that MX.",
    "authorized_own",
    "medium",
    "198.51.100.30",
    "unknown",
    "yes",
    0,
)
def only_mx() -> Made:
    letter = Letter(
        "Kegelklub <vorstand@kegelklub.example>", "Jahreshauptversammlung", "Liebe Mitglieder,\n\nam Freitag um acht."
    )
    letter.on_top(
        "Return-Path: <vorstand@kegelklub.example>",
        "Delivered-To: info@empfang.example",
        qmail("mail.kegelklub.example", "mail.kegelklub.example", "198.51.100.30"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("kegelklub.example", "mail.kegelklub.example", "198.51.100.30"),
            named("198.51.100.30", "mail.kegelklub.example"),
        ),
    )


CHAPTER = (
    own_server,
    own_server_ed25519,
    own_server_two_years_later,
    only_mx,
)
