"""Mail that passed hosts of the receiver's own after the one that took it from outside."""

from samples.letters import Letter, exchange, postfix, sendmail
from samples.letters_inside import amavis
from samples.stories.publishing import bank_and_forger, heizbau, named, signed
from samples.stories.telling import Made, story
from samples.stories.texts import ALERT, OFFER

__all__ = ["CHAPTER"]

_FILTER = ("mx0a-00123456.pphosted.com", "192.0.2.97")


@story(
    "Two filters in a row before the mailbox, both named with --trust: the sender is the client of the outer one.",
    "authorized_own",
    "high",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def two_filters_in_a_row() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "s1", "heizbau")
    _two_filters(letter, "mail.heizbau.example", "203.0.113.10", "angebot@heizbau.example")
    return Made(letter=letter, zone=heizbau(), args=_TWO_FILTERS)


@story(
    "The same two filters before a forged mail: --trust moves the border, and a forger with it.",
    "spoofed",
    "high",
    "198.51.100.200",
    "no",
    "no",
    1,
)
def two_filters_before_a_forgery() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT)
    _two_filters(letter, "mail.evil.example", "198.51.100.200", "x@evil.example")
    return Made(letter=letter, zone=bank_and_forger(), args=_TWO_FILTERS)


_TWO_FILTERS = ("--trust", ".empfang.example", "--trust", "192.0.2.64/28")


def _two_filters(letter: Letter, client: str, ip: str, sender: str) -> None:
    letter.on_top(
        f"Return-Path: <{sender}>",
        postfix("gw.empfang.example", "gw.empfang.example", "192.0.2.30", at=9),
        sendmail("scan7.filterdienst.example", None, "192.0.2.66", "gw.empfang.example", at=7),
        postfix(client, client, ip, "scan7.filterdienst.example"),
    )


@story(
    "A hosted filter, then Microsoft 365, then the Exchange in the house, the outer two named with --trust.",
    "authorized_own",
    "high",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def filter_to_hybrid_exchange() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "s1", "heizbau")
    _hybrid(letter, "mail.heizbau.example", "203.0.113.10", "angebot@heizbau.example")
    trust = ("--trust", "192.0.2.96/28", "--trust", "192.0.2.140")
    return Made(letter=letter, zone=heizbau(), args=trust)


@story(
    "The same forged and without --trust: what connected is Microsoft's relay, which may be the receiver's own.",
    "spoofed",
    "low",
    "192.0.2.140",
    "no",
    "no",
    1,
)
def filter_to_hybrid_exchange_unnamed() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT)
    _hybrid(letter, "mail.evil.example", "198.51.100.200", "x@evil.example")
    relay = named("192.0.2.140", "mail-db5eur03lp2140.outbound.protection.outlook.com")
    return Made(letter=letter, zone=bank_and_forger(relay))


def _hybrid(letter: Letter, client: str, ip: str, sender: str) -> None:
    edge = "DB5EUR03FT042.mail.protection.outlook.com"
    out = "mail-db5eur03lp2140.outbound.protection.outlook.com"
    inside = "AM0PR04MB4567.eurprd04.prod.outlook.com"
    exchange_online = [
        exchange("DB5EUR03FT042.eop-EUR03.prod.protection.outlook.com", "2603:10a6:10:1d2:cafe::21", inside, "2603:10a6:20b:3e6::15", at=8, via="Frontend Transport"),
        exchange(_FILTER[0], _FILTER[1], edge, "10.152.20.125", at=7, via="Frontend Transport"),
    ]  # fmt: skip
    letter.on_top(
        f"Return-Path: <{sender}>",
        exchange("EXCH02.empfang.local", "10.1.2.4", "EXCH01.empfang.local", "10.1.2.3", at=11),
        exchange(out, "192.0.2.140", "EXCH02.empfang.local", "10.1.2.4", at=10, via="Frontend Transport"),
        *(hop.replace("id 15.2.1544", "id 15.20.8511") for hop in exchange_online),
        sendmail(client, client, ip, _FILTER[0]),
    )


@story(
    "Out to a filter on the same host and in again: the host stands in the chain twice, and that is no circle.",
    "spoofed",
    "high",
    "198.51.100.200",
    "no",
    "no",
    1,
)
def same_host_twice() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT)
    letter.on_top(
        "Return-Path: <x@evil.example>",
        *amavis(),
        postfix("mail.evil.example", "mail.evil.example", "198.51.100.200"),
    )
    return Made(letter=letter, zone=bank_and_forger())


@story(
    "The filter is a host of its own: out to it and back, and the sender is the client of the first time.",
    "authorized_own",
    "high",
    "203.0.113.10",
    "yes",
    "yes",
    0,
)
def same_host_twice_over_a_filter() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER)
    signed(letter, "heizbau.example", "s1", "heizbau").on_top(
        "Return-Path: <angebot@heizbau.example>",
        postfix("scan.empfang.example", "scan.empfang.example", "10.20.30.7", at=8),
        postfix("mx.empfang.example", "mx.empfang.example", "10.20.30.2", "scan.empfang.example", at=6),
        postfix("mail.heizbau.example", "mail.heizbau.example", "203.0.113.10"),
    )
    return Made(letter=letter, zone=heizbau())


CHAPTER = (
    two_filters_in_a_row,
    two_filters_before_a_forgery,
    filter_to_hybrid_exchange,
    filter_to_hybrid_exchange_unnamed,
    same_host_twice,
    same_host_twice_over_a_filter,
)
