"""Hops that name no client: queues, delivery programs, and mail made on the receiver's own host."""

from samples.letters import Letter, postfix, qmail
from samples.letters_inside import lmtp, postfix_local, qmail_queue
from samples.stories.publishing import bank_and_forger, heizbau, signed, zone
from samples.stories.telling import Made, story
from samples.stories.texts import ALERT, OFFER

__all__ = ["CHAPTER"]


@story(
    "qmail's queue wrote two fields without a client above the one that took the message.",
    "spoofed",
    "high",
    "198.51.100.200",
    "no",
    "no",
    1,
)
def queue_of_qmail() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT)
    letter.on_top(
        "Return-Path: <x@evil.example>",
        "Delivered-To: info@empfang.example",
        qmail_queue(at=6),
        qmail("mail.evil.example", "mail.evil.example", "198.51.100.200"),
    )
    return Made(letter=letter, zone=bank_and_forger())


@story(
    "Dovecot delivered it from host to host by LMTP; the border is the mail server in front.",
    "authorized_own",
    "high",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def delivered_by_lmtp() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "s1", "heizbau").on_top(
        "Return-Path: <angebot@heizbau.example>",
        "Delivered-To: info@empfang.example",
        lmtp("director.empfang.example", "store01.empfang.example", client_ip="192.0.2.31", at=7),
        lmtp("mx.empfang.example", "director.empfang.example", client_ip="192.0.2.25"),
        postfix("mail.heizbau.example", "mail.heizbau.example", "203.0.113.10"),
    )
    return Made(letter=letter, zone=heizbau())


@story(
    "A content filter handed it in again by the sendmail command: a program could have invented what is below, so low.",
    "authorized_own",
    "low",
    "203.0.113.10",
    "yes",
    "yes",
    3,
)
def handed_in_again_by_a_filter() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "s1", "heizbau").on_top(
        "Return-Path: <angebot@heizbau.example>",
        postfix_local("mx.empfang.example", 5001, at=6),
        postfix("mail.heizbau.example", "mail.heizbau.example", "203.0.113.10"),
    )
    return Made(letter=letter, zone=heizbau())


@story(
    "A script on our own web server writes as a bank and invents a hop: no host handed this over.",
    "undetermined",
    "low",
    None,
    "unknown",
    "unknown",
    3,
)
def made_on_our_own_web_server() -> Made:
    letter = Letter("Ihre Bank <service@bank.example>", "Konto gesperrt", ALERT)
    letter.on_top(
        "Return-Path: <www-data@web01.empfang.example>",
        postfix("web01.empfang.example", "web01.empfang.example", "10.20.30.80"),
        postfix_local("web01.empfang.example", 33),
        postfix("mx1.bank.example", "mx1.bank.example", "203.0.113.150", "web01.empfang.example", at=1),
    )
    return Made(letter=letter, zone=bank_and_forger())


@story("A nightly job on our own server writes to our own people.", "internal", "high", None, "unknown", "unknown", 0)
def nightly_job() -> Made:
    letter = Letter("root <root@empfang.example>", "Backup finished", "42 files, 3.1 GB, no errors.")
    letter.on_top(
        "Return-Path: <root@backup.empfang.example>",
        postfix("backup.empfang.example", "backup.empfang.example", "10.20.30.41"),
        postfix_local("backup.empfang.example", 0),
    )
    return Made(letter=letter, zone=zone(), args=("--own-domain", "empfang.example", "--trust", ".empfang.example"))


CHAPTER = (
    queue_of_qmail,
    delivered_by_lmtp,
    handed_in_again_by_a_filter,
    made_on_our_own_web_server,
    nightly_job,
)
