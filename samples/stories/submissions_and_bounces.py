"""Clients that logged in, which are no mail servers; and bounces, which have no envelope sender."""

from samples.letters import Letter, exim, postfix
from samples.letters_inside import postfix_submission
from samples.stories.publishing import mx, named, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import ALERT

__all__ = ["CHAPTER"]


@story(
    "Somebody who had logged in to our own server wrote as the bank: the client is no mail server of anybody.",
    "spoofed",
    "high",
    "198.51.100.230",
    "no",
    "no",
    1,
)
def submitted_in_a_banks_name() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT)
    letter.on_top(
        "Return-Path: <kollegin@empfang.example>",
        postfix_submission("[127.0.0.1]", "p5b0a1c2d.dip.zugang.example", "198.51.100.230", "kollegin@empfang.example"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("bank.example", "mx1.bank.example", "203.0.113.150"),
            named("198.51.100.230", "p5b0a1c2d.dip.zugang.example"),
            txt("bank.example", "v=spf1 mx -all"),
            txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
        ),
        args=("--own-domain", "empfang.example", "--trust", "mx.empfang.example"),
    )


@story(
    "A customer had logged in to his own server, which sent it on: that server counts, not his line at home.",
    "authorized_own",
    "high",
    "203.0.113.60",
    "yes",
    "yes",
    0,
)
def submitted_at_the_senders_provider() -> Made:
    letter = Letter("Gärtnerei Moos <moos@gaertnerei.example>", "Bestellung", "Guten Tag,\n\nbitte zehn Sack Erde.")
    letter.replace("From", "=?utf-8?q?G=C3=A4rtnerei_Moos?= <moos@gaertnerei.example>")
    letter.on_top(
        "Return-Path: <moos@gaertnerei.example>",
        postfix("mail.gaertnerei.example", "mail.gaertnerei.example", "203.0.113.60"),
        postfix_submission(
            "[192.168.2.33]",
            "dslb-007.zugang.example",
            "198.51.100.231",
            "moos@gaertnerei.example",
            "mail.gaertnerei.example",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("gaertnerei.example", "mail.gaertnerei.example", "203.0.113.60"),
            named("203.0.113.60", "mail.gaertnerei.example"),
            txt("gaertnerei.example", "v=spf1 mx -all"),
            txt("_dmarc.gaertnerei.example", "v=DMARC1; p=quarantine"),
        ),
    )


@story(
    "A bounce has no envelope sender, so SPF speaks for the HELO name, which is under the domain.",
    "authorized_own",
    "high",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def bounce() -> Made:
    letter = Letter(
        "Mail Delivery System <MAILER-DAEMON@mail.heizbau.example>",
        "Unzustellbar: Ihre Anfrage",
        "Ihre Nachricht an <jemand@heizbau.example> konnte nicht zugestellt werden: Postfach unbekannt.",
    )
    letter.below("Auto-Submitted: auto-replied")
    letter.on_top("Return-Path: <>", postfix("mail.heizbau.example", "mail.heizbau.example", "203.0.113.10"))
    return Made(
        letter=letter,
        zone=zone(
            mx("heizbau.example", "mail.heizbau.example", "203.0.113.10"),
            named("203.0.113.10", "mail.heizbau.example"),
            txt("mail.heizbau.example", "v=spf1 a -all"),
            txt("heizbau.example", "v=spf1 mx -all"),
            txt("_dmarc.heizbau.example", "v=DMARC1; p=reject"),
        ),
    )


@story(
    "A bounce that the bank never sent: the null sender does not excuse the host.",
    "spoofed",
    "high",
    "198.51.100.200",
    "no",
    "no",
    1,
)
def forged_bounce() -> Made:
    letter = Letter(
        "Mail Delivery System <mailer-daemon@bank.example>",
        "Delivery failed: open the attachment",
        "Your message could not be delivered. Log in to read why.",
    )
    letter.below("Auto-Submitted: auto-replied")
    letter.on_top("Return-Path: <>", exim("mail.evil.example", "mail.evil.example", "198.51.100.200"))
    return Made(
        letter=letter,
        zone=zone(
            mx("bank.example", "mx1.bank.example", "203.0.113.150"),
            named("198.51.100.200", "mail.evil.example"),
            txt("mail.evil.example", "v=spf1 a -all"),
            txt("bank.example", "v=spf1 mx -all"),
            txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
        ),
    )


CHAPTER = (submitted_in_a_banks_name, submitted_at_the_senders_provider, bounce, forged_bounce)
