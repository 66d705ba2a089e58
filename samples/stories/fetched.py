"""Mail that was fetched from a mailbox elsewhere: the border is that provider's."""

from samples.letters import Letter, exim, postfix
from samples.letters_inside import fetchmail, getmail, gmail_inside, gmail_pop, lmtp
from samples.stories.publishing import bank_and_forger, heizbau, mx, named, signed, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import ALERT, INVOICE, OFFER

__all__ = ["CHAPTER"]

_LOCAL = lmtp("localhost", "heim.haus.example", to="anna@localhost", at=601)


@story(
    "fetchmail took it by POP from the mailbox at the provider: the provider's border counts, not the one who fetched.",
    "authorized_own",
    "high",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def fetched_by_pop() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER, to="anna@postfach.example")
    signed(letter, "heizbau.example", "s1", "heizbau").on_top(
        "Return-Path: <angebot@heizbau.example>",
        _LOCAL,
        fetchmail("pop.postfach.example", "192.0.2.70"),
        postfix(
            "mail.heizbau.example",
            "mail.heizbau.example",
            "203.0.113.10",
            "mx1.postfach.example",
            to="anna@postfach.example",
        ),
    )
    return Made(
        letter=letter,
        zone=heizbau(mx("postfach.example", "mx1.postfach.example", "192.0.2.71")),
    )


@story(
    "A forged mail, fetched by IMAP: neither the mailbox server nor the line that the forger put below is the sender.",
    "spoofed",
    "high",
    "198.51.100.200",
    "no",
    "no",
    1,
)
def fetched_by_imap() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT, to="ben@gmx.net")
    letter.on_top(
        "Return-Path: <x@evil.example>",
        getmail("imap.gmx.net", "desk.ben.example"),
        "Received: from mail.evil.example ([198.51.100.200]) by mx-ha.gmx.net\n (mxgmx015 [192.0.2.9]) with ESMTPS (Nemesis)"
        " id\n 1MhlKy-1tTqPr2abc-00lWcD for <ben@gmx.net>; Tue, 10 Mar 2026 09:30:04 +0000",
        postfix("mx1.bank.example", "mx1.bank.example", "203.0.113.150", "mail.evil.example", at=1),
    )
    return Made(
        letter=letter,
        zone=bank_and_forger(mx("gmx.net", "mx00.gmx.net", "192.0.2.9")),
    )


@story(
    "Gmail read it by POP out of an old mailbox elsewhere; that provider's border is known by its MX.",
    "authorized_own",
    "high",
    "198.51.100.20",
    "yes",
    "yes",
    0,
)
def fetched_by_gmail() -> Made:
    letter = Letter("Accounts <accounts@millers.example>", "Invoice February", INVOICE, to="leser@altpost.example")
    letter.on_top(
        "Delivered-To: leser@gmail.com",
        gmail_inside(),
        "X-Gmail-Fetch-Info: leser@altpost.example 1 pop.altpost.example 995 leser",
        gmail_pop("pop.altpost.example", "192.0.2.72"),
        "Return-Path: <accounts@millers.example>",
        "Delivered-To: leser@altpost.example",
        exim(
            "out.millers.example",
            "out.millers.example",
            "198.51.100.20",
            "mx.altpost.example",
            to="leser@altpost.example",
            sender="accounts@millers.example",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("altpost.example", "mx.altpost.example", "192.0.2.73"),
            mx("gmail.com", "gmail-smtp-in.l.google.com", "192.0.2.27"),
            named("198.51.100.20", "out.millers.example"),
            mx("millers.example", "in.millers.example", "198.51.100.21"),
            txt("millers.example", "v=spf1 ip4:198.51.100.20 -all"),
            txt("_dmarc.millers.example", "v=DMARC1; p=quarantine"),
        ),
    )


CHAPTER = (fetched_by_pop, fetched_by_imap, fetched_by_gmail)
