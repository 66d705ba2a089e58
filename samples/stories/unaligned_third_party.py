"""Mail over services that speak for themselves only."""

from samples.letters import Letter, postfix
from samples.stories.publishing import key, mx, named, signed, txt, zone
from samples.stories.telling import Made, story

__all__ = ["CHAPTER"]


@story(
    "A newsletter sender speaks for itself only; the shop merely monitors.",
    "unaligned_third_party",
    "high",
    "192.0.2.81",
    "no",
    "no",
    1,
)
def newsletter_unaligned() -> Made:
    letter = Letter("Teeladen <hallo@teeladen.example>", "Neuer Tee", "Guten Tag,\n\nder First Flush ist da.")
    letter.below("List-Unsubscribe: <https://teeladen.example/abmelden>")
    signed(letter, "sendgrid.net", "smtpapi", "sendgrid").on_top(
        "Return-Path: <bounces+1-info=empfang.example@sendgrid.net>",
        postfix("o2.sendgrid.net", "o2.sendgrid.net", "192.0.2.81"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("teeladen.example", "mx.teeladen.example", "198.51.100.44"),
            named("192.0.2.81", "o2.sendgrid.net"),
            txt("sendgrid.net", "v=spf1 ip4:192.0.2.64/26 -all"),
            key("sendgrid.net", "smtpapi", "sendgrid"),
            txt("teeladen.example", "v=spf1 mx ~all"),
            txt("_dmarc.teeladen.example", "v=DMARC1; p=none; rua=mailto:d@teeladen.example"),
        ),
    )


@story(
    "The right organization, but strict alignment asks for the very same name.",
    "unaligned_third_party",
    "medium",
    "203.0.113.88",
    "no",
    "no",
    1,
)
def strict_alignment_missed() -> Made:
    letter = Letter(
        "Stadtwerke <info@stadtwerke.example>", "Zählerablesung", "Guten Tag,\n\nbitte lesen Sie Ihren Zähler ab."
    )
    letter.replace("Subject", "=?utf-8?q?Z=C3=A4hlerablesung?=")
    letter.on_top(
        "Return-Path: <bounce@versand.stadtwerke.example>",
        postfix("out.dienstleister.example", "out.dienstleister.example", "203.0.113.88"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("stadtwerke.example", "mx.stadtwerke.example", "198.51.100.46"),
            named("203.0.113.88", "out.dienstleister.example"),
            txt("stadtwerke.example", "v=spf1 mx -all"),
            txt("versand.stadtwerke.example", "v=spf1 ip4:203.0.113.88 -all"),
            txt("_dmarc.stadtwerke.example", "v=DMARC1; p=reject; aspf=s; adkim=s"),
        ),
    )


CHAPTER = (
    newsletter_unaligned,
    strict_alignment_missed,
)
