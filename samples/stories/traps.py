"""Traps: mail made to look like more than it is."""

from samples.letters import Letter, gmail, microsoft365
from samples.stories.publishing import key, mx, named, signed, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import ALERT

__all__ = ["CHAPTER"]


@story(
    "A display name that carries the bank's address over a stranger's own, sound mail.",
    "authorized_own",
    "low",
    "198.51.100.200",
    "yes",
    "yes",
    3,
)
def display_name_trick() -> Made:
    letter = Letter('"service@bank.example" <x@evil.example>', "Account locked", ALERT)
    letter.on_top(
        "Return-Path: <x@evil.example>",
        microsoft365("mail.evil.example", "198.51.100.200")[2],
    )
    letter.fields = [
        *(line.replace("\n", "\r\n").encode() for line in microsoft365("mail.evil.example", "198.51.100.200")[:2]),
        *letter.fields,
    ]
    return Made(
        letter=letter,
        zone=zone(
            mx("evil.example", "mail.evil.example", "198.51.100.200"),
            named("198.51.100.200", "mail.evil.example"),
            txt("evil.example", "v=spf1 ip4:198.51.100.200 -all"),
            txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
        ),
    )


@story(
    "A signature over part of the body only; the rest was added by somebody.",
    "spoofed",
    "high",
    "198.51.100.200",
    "no",
    "no",
    1,
)
def signed_in_part_only() -> Made:
    letter = Letter(
        "Rail <tickets@rail.example>", "Your ticket", "Hello,\n\nyour ticket is below.\n", to="leser@gmail.com"
    )
    signed(letter, "rail.example", "r1", "rail", length=True)
    letter.body += b"\r\nPay the fee at the bank account of mail.evil.example.\r\n"
    letter.on_top("Return-Path: <x@evil.example>", gmail("mail.evil.example", "mail.evil.example", "198.51.100.200"))
    letter.on_top("Delivered-To: leser@gmail.com")
    return Made(
        letter=letter,
        zone=zone(
            mx("rail.example", "mx.rail.example", "203.0.113.180"),
            named("198.51.100.200", "mail.evil.example"),
            mx("gmail.com", "gmail-smtp-in.l.google.com", "192.0.2.27"),
            txt("evil.example", "v=spf1 ip4:198.51.100.200 -all"),
            txt("rail.example", "v=spf1 mx -all"),
            txt("_dmarc.rail.example", "v=DMARC1; p=reject"),
            key("rail.example", "r1", "rail"),
        ),
    )


CHAPTER = (
    display_name_trick,
    signed_in_part_only,
)
