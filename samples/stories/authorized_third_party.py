"""Mail over services that the author's domain lets send."""

from samples.letters import Letter, exchange, haraka, postfix, sendmail
from samples.stories.publishing import key, mx, named, signed, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import NEWS

__all__ = ["CHAPTER"]


@story(
    "A newsletter through a service that signs as the shop.",
    "authorized_third_party",
    "high",
    "192.0.2.80",
    "yes",
    "no",
    0,
)
def newsletter_signed_as_shop() -> Made:
    letter = Letter("Gartenladen <news@gartenladen.example>", "Neuheiten im =?utf-8?q?M=C3=A4rz?=", NEWS)
    letter.below("List-Unsubscribe: <https://gartenladen.example/abmelden>", "Precedence: bulk")
    signed(letter, "gartenladen.example", "cr1", "gartenladen").on_top(
        "Return-Path: <bounce-77@sendgrid.net>",
        postfix("o1.sendgrid.net", "o1.sendgrid.net", "192.0.2.80"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("gartenladen.example", "mx.gartenladen.example", "198.51.100.40"),
            named("192.0.2.80", "o1.sendgrid.net"),
            txt("sendgrid.net", "v=spf1 ip4:192.0.2.64/26 -all"),
            txt("gartenladen.example", "v=spf1 mx -all"),
            txt("_dmarc.gartenladen.example", "v=DMARC1; p=quarantine"),
            key("gartenladen.example", "cr1", "gartenladen"),
        ),
    )


@story(
    "Mail of a Microsoft 365 customer, SPF and DKIM by the customer's records.",
    "authorized_third_party",
    "high",
    "192.0.2.140",
    "yes",
    "yes",
    0,
)
def microsoft_365_customer() -> Made:
    host = "mail-vi1eur05on2140.outbound.protection.outlook.com"
    letter = Letter(
        "Kanzlei Nord <kontakt@kanzlei-nord.example>", "Ihr Termin", "Guten Tag,\n\nIhr Termin ist am Montag."
    )
    signed(letter, "kanzlei-nord.example", "selector1", "kanzlei").on_top(
        "Return-Path: <kontakt@kanzlei-nord.example>",
        sendmail(host, host, "192.0.2.140"),
        exchange(
            "AM8PR08MB5555.eurprd08.prod.outlook.com",
            "2603:10a6:20b:36a::15",
            "DB9PR08MB7777.eurprd08.prod.outlook.com",
            "2603:10a6:10:3d0::9",
            at=2,
        ).replace("15.2.1544.2", "15.20.8511.27"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("kanzlei-nord.example", "kanzlei-nord-example.mail.protection.outlook.com", "192.0.2.150"),
            named("192.0.2.140", host),
            txt("kanzlei-nord.example", "v=spf1 include:spf.protection.outlook.com -all"),
            txt("spf.protection.outlook.com", "v=spf1 ip4:192.0.2.128/25 -all"),
            txt("_dmarc.kanzlei-nord.example", "v=DMARC1; p=reject"),
            key("kanzlei-nord.example", "selector1", "kanzlei"),
        ),
    )


@story(
    "Only SPF, through a service that many customers share.",
    "authorized_third_party",
    "medium",
    "192.0.2.82",
    "yes",
    "yes",
    0,
)
def spf_alone_over_shared_service() -> Made:
    letter = Letter(
        "Tickets <tickets@festival.example>", "Your tickets", "Hello,\n\nyour tickets are attached to your account."
    )
    letter.on_top(
        "Return-Path: <bounce@festival.example>",
        haraka("o3.sendgrid.net", "o3.sendgrid.net", "192.0.2.82", sender="bounce@festival.example"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("festival.example", "mx.festival.example", "198.51.100.50"),
            named("192.0.2.82", "o3.sendgrid.net"),
            txt("festival.example", "v=spf1 include:sendgrid.net -all"),
            txt("sendgrid.net", "v=spf1 ip4:192.0.2.64/26 -all"),
            txt("_dmarc.festival.example", "v=DMARC1; p=none"),
        ),
    )


CHAPTER = (
    newsletter_signed_as_shop,
    microsoft_365_customer,
    spf_alone_over_shared_service,
)
