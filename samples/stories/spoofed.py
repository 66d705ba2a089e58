"""Mail in somebody's name over a stranger's host."""

from samples.letters import Letter, exim, postfix
from samples.signing import arc_set, rsa_key
from samples.stories.publishing import SENT, key, mx, named, txt, zone
from samples.stories.telling import Made, story
from samples.stories.texts import ALERT

__all__ = ["CHAPTER"]


@story(
    "A bank's name over a stranger's server; the bank asks to reject.",
    "spoofed",
    "high",
    "198.51.100.200",
    "no",
    "no",
    1,
)
def spoofed_bank() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT)
    letter.on_top(
        "Return-Path: <x@evil.example>",
        postfix("mail.evil.example", "mail.evil.example", "198.51.100.200"),
        postfix("mx1.bank.example", "mx1.bank.example", "203.0.113.150", "mail.evil.example", at=1),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("bank.example", "mx1.bank.example", "203.0.113.150"),
            named("203.0.113.150", "mx1.bank.example"),
            named("198.51.100.200", "mail.evil.example"),
            txt("evil.example", "v=spf1 ip4:198.51.100.200 -all"),
            txt("bank.example", "v=spf1 mx -all"),
            txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
        ),
    )


@story("The same with an ARC chain that the forger sealed itself.", "spoofed", "low", "198.51.100.200", "no", "no", 1)
def spoofed_with_own_arc_seal() -> Made:
    letter = Letter("Your Bank <service@bank.example>", "Account locked", ALERT)
    letter.on_top(
        *arc_set(
            letter.fields,
            letter.body,
            rsa_key("evil"),
            "evil.example",
            "arc",
            instance=1,
            at=SENT,
            authserv_id="mx.evil.example",
            results="spf=pass smtp.mailfrom=bank.example; dkim=pass header.d=bank.example;\r\n\tdmarc=pass header.from=bank.example",
        )
    )
    letter.on_top("Return-Path: <x@evil.example>", postfix("mail.evil.example", "mail.evil.example", "198.51.100.200"))
    return Made(
        letter=letter,
        zone=zone(
            mx("bank.example", "mx1.bank.example", "203.0.113.150"),
            named("198.51.100.200", "mail.evil.example"),
            txt("evil.example", "v=spf1 ip4:198.51.100.200 -all"),
            key("evil.example", "arc", "evil"),
            txt("bank.example", "v=spf1 mx -all"),
            txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
        ),
    )


@story("HELO claims the company, nothing else does: two readings.", "spoofed", "low", "203.0.113.99", "no", "no", 1)
def spoofed_or_own_server() -> Made:
    letter = Letter(
        "Buchhaltung <buchhaltung@firma.example>", "Offene Rechnung", "Guten Tag,\n\nbitte überweisen Sie heute."
    )
    letter.on_top(
        "Return-Path: <buchhaltung@firma.example>",
        postfix("exch01.firma.local", None, "203.0.113.99"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("firma.example", "mail.firma-mx.example", "198.51.100.60"),
            txt("firma.example", "v=spf1 mx -all"),
            txt("_dmarc.firma.example", "v=DMARC1; p=reject"),
        ),
    )


@story("Our own name, forged, to our own helpdesk.", "spoofed", "high", "198.51.100.201", "no", "no", 1)
def spoofed_own_domain() -> Made:
    letter = Letter(
        "IT-Support <support@empfang.example>", "Passwort erneuern", "Ihr Passwort läuft heute ab. Melden Sie sich an."
    )
    letter.on_top(
        "Return-Path: <support@empfang.example>",
        postfix("vps7.billighost.example", "vps7.billighost.example", "198.51.100.201"),
    )
    return Made(
        letter=letter,
        zone=zone(
            named("198.51.100.201", "vps7.billighost.example"),
            txt("_dmarc.empfang.example", "v=DMARC1; p=reject"),
        ),
        args=("--own-domain", "empfang.example", "--trust", "mx.empfang.example"),
    )


@story(
    "A softer record: the domain only monitors, but its SPF says no.",
    "spoofed",
    "medium",
    "198.51.100.202",
    "no",
    "no",
    1,
)
def spoofed_while_monitoring() -> Made:
    letter = Letter("Paket <info@paket.example>", "Your parcel", "Pay the customs fee of 2 EUR to get your parcel.")
    letter.on_top(
        "Return-Path: <info@paket.example>",
        exim("srv.wolke.example", None, "198.51.100.202", sender="info@paket.example"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("paket.example", "mx.paket.example", "203.0.113.160"),
            txt("paket.example", "v=spf1 mx ~all"),
            txt("_dmarc.paket.example", "v=DMARC1; p=none"),
        ),
    )


CHAPTER = (
    spoofed_bank,
    spoofed_with_own_arc_seal,
    spoofed_or_own_server,
    spoofed_own_domain,
    spoofed_while_monitoring,
)
