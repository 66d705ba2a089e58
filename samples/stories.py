"""The stories behind the samples: each makes a message, its DNS, and says what is to come out.

Names end in `.example`, or are those of services of the catalogue; addresses are documentation addresses. Nothing here
was ever sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from samples.letters import START, Letter, exchange, exim, gmail, haraka, microsoft365, postfix, qmail, sendmail
from samples.signing import arc_set, dkim_signature, ed25519_key, rsa_key

__all__ = ["STORIES", "Made", "Story"]

SENT = int(START.timestamp())
Zone = dict[str, dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A finished sample. `args` are the options of its command besides `--dns` and `--at`; `kind` of its DNS file."""

    letter: Letter
    zone: Zone
    args: tuple[str, ...] = ()
    days_later: int = 0  # when it is checked
    kind: str = "map"  # or "snapshot", "zone"
    failed: tuple[tuple[str, str], ...] = ()  # questions whose answer did not come, of a snapshot
    tail: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Story:
    name: str
    story: str
    verdict: str
    confidence: str
    host: str | None
    vouched: str
    listed: str
    exit_code: int
    make: Callable[[], Made] = field(repr=False)


STORIES: list[Story] = []


def story(
    text: str, verdict: str, confidence: str, host: str | None, vouched: str, listed: str, exit_code: int
) -> Callable[[Callable[[], Made]], Callable[[], Made]]:
    def add(make: Callable[[], Made]) -> Callable[[], Made]:
        STORIES.append(
            Story(
                name=make.__name__.replace("_", "-"),
                story=text,
                verdict=verdict,
                confidence=confidence,
                host=host,
                vouched=vouched,
                listed=listed,
                exit_code=exit_code,
                make=make,
            )
        )
        return make

    return add


def zone(*parts: Zone) -> Zone:
    """The receiver's own records with those of the story."""
    merged: Zone = {
        "empfang.example": {"MX": ["10 mx.empfang.example."], "TXT": ["v=spf1 mx -all"]},
        "mx.empfang.example": {"A": ["192.0.2.25"]},
        **named("192.0.2.25", "mx.empfang.example"),
    }
    for part in parts:
        for name, records in part.items():
            merged[name] = {**merged.get(name, {}), **records}
    return merged


def named(ip: str, name: str) -> Zone:
    """A host whose name and address confirm each other."""
    a, b, c, d = ip.split(".")
    return {f"{d}.{c}.{b}.{a}.in-addr.arpa": {"PTR": [name + "."]}, name: {"A": [ip]}}


def txt(name: str, *texts: str) -> Zone:
    return {name: {"TXT": list(texts)}}


def mx(name: str, host: str, ip: str) -> Zone:
    return {name: {"MX": [f"10 {host}."]}, host: {"A": [ip]}}


def signed(letter: Letter, domain: str, selector: str, seed: str, **more: object) -> Letter:
    signature = dkim_signature(letter.fields, letter.body, rsa_key(seed), domain, selector, at=SENT, **more)  # type: ignore[arg-type]
    return letter.on_top(signature)


def key(domain: str, selector: str, seed: str, flags: str = "") -> Zone:
    return txt(f"{selector}._domainkey.{domain}", rsa_key(seed).record(flags))


OFFER = "Guten Tag,\n\nanbei wie besprochen unser Angebot für die Wartung der Heizungsanlage.\n\nMit freundlichen Grüßen\nIhr Team"
INVOICE = "Hello,\n\nplease find the invoice for February below.\n\nKind regards\nAccounts"
NEWS = "Guten Tag,\n\nunsere Neuheiten im März: drei Gartengeräte zum Preis von zweien.\n\nAbmelden jederzeit möglich."
ALERT = "Dear customer,\n\nyour account is locked. Confirm your data today.\n\nYour bank"


# -------------------------------------------------------------------------------------------------- authorized_own


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


# ------------------------------------------------------------------------------------------ authorized_third_party


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


# ------------------------------------------------------------------------------------------------------- forwarded


@story("Forwarded by a known mailbox host; the signature survived.", "forwarded", "high", "192.0.2.60", "yes", "no", 0)
def forwarded_by_known_host() -> Made:
    letter = Letter("Vertrieb Heizbau <angebot@heizbau.example>", "Ihr Angebot", OFFER, to="kunde@fastmail.example")
    signed(letter, "heizbau.example", "s1", "heizbau")
    letter.on_top(
        "Return-Path: <SRS0=Hk3X=2A=heizbau.example=angebot@fastmail.com>",
        postfix("fout-a1-smtp.messagingengine.com", "fout-a1-smtp.messagingengine.com", "192.0.2.60", at=9),
        postfix(
            "mail.heizbau.example",
            "mail.heizbau.example",
            "203.0.113.10",
            "mx1.messagingengine.com",
            to="kunde@fastmail.example",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("heizbau.example", "mail.heizbau.example", "203.0.113.10"),
            named("203.0.113.10", "mail.heizbau.example"),
            named("192.0.2.60", "fout-a1-smtp.messagingengine.com"),
            txt("heizbau.example", "v=spf1 mx -all"),
            txt("fastmail.com", "v=spf1 ip4:192.0.2.60 -all"),
            txt("_dmarc.heizbau.example", "v=DMARC1; p=reject"),
            key("heizbau.example", "s1", "heizbau"),
        ),
    )


@story(
    "Forwarded by a host nobody knows; the signature survived, but it may be a replay.",
    "forwarded",
    "medium",
    "203.0.113.77",
    "yes",
    "no",
    0,
)
def forwarded_by_unknown_host() -> Made:
    letter = Letter("Accounts <accounts@millers.example>", "Invoice February", INVOICE, to="shop@alumni.example")
    modern = ed25519_key("millers")
    letter.on_top(dkim_signature(letter.fields, letter.body, modern, "millers.example", "ed", at=SENT))
    letter.on_top(
        "Return-Path: <SRS0=aB3d=2A=millers.example=accounts@alumni.example>",
        exim("relay.alumni.example", "relay.alumni.example", "203.0.113.77", at=12),
        postfix(
            "out.millers.example",
            "out.millers.example",
            "198.51.100.20",
            "relay.alumni.example",
            to="shop@alumni.example",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("millers.example", "in.millers.example", "198.51.100.21"),
            named("198.51.100.20", "out.millers.example"),
            named("203.0.113.77", "relay.alumni.example"),
            txt("millers.example", "v=spf1 ip4:198.51.100.20 -all"),
            txt("alumni.example", "v=spf1 ip4:203.0.113.77 -all"),
            txt("_dmarc.millers.example", "v=DMARC1; p=quarantine"),
            txt("ed._domainkey.millers.example", modern.record()),
        ),
    )


# ---------------------------------------------------------------------------------------------------- mailing_list


@story(
    "A list of a known list host; the author's signature survived.",
    "mailing_list",
    "high",
    "192.0.2.100",
    "yes",
    "no",
    0,
)
def list_known() -> Made:
    letter = Letter(
        "Jo <jo@wetter.example>",
        "Re: gauge readings",
        "Hi all,\n\nthe March readings are up.\n\nJo",
        to="main@gauges.topicbox.com",
    )
    signed(letter, "wetter.example", "w1", "wetter")
    letter.below("List-Id: <main.gauges.topicbox.com>", "List-Post: <mailto:main@gauges.topicbox.com>")
    letter.on_top(
        "Return-Path: <bounce+1@gauges.topicbox.com>",
        postfix("tb-ob1.topicbox.com", "tb-ob1.topicbox.com", "192.0.2.100", at=30),
        postfix(
            "mail.wetter.example",
            "mail.wetter.example",
            "203.0.113.40",
            "tb-mx1.topicbox.com",
            to="main@gauges.topicbox.com",
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("wetter.example", "mail.wetter.example", "203.0.113.40"),
            named("203.0.113.40", "mail.wetter.example"),
            named("192.0.2.100", "tb-ob1.topicbox.com"),
            txt("gauges.topicbox.com", "v=spf1 ip4:192.0.2.100 -all"),
            txt("wetter.example", "v=spf1 mx -all"),
            txt("_dmarc.wetter.example", "v=DMARC1; p=reject"),
            key("wetter.example", "w1", "wetter"),
        ),
    )


@story(
    "A list put its footer under the text; without it the signature verifies.",
    "mailing_list",
    "low",
    "198.51.100.90",
    "no",
    "no",
    3,
)
def list_with_footer() -> Made:
    letter = Letter(
        "Jo <jo@wetter.example>",
        "Pegelstände",
        "Hallo zusammen,\n\ndie Werte vom März stehen bereit.\n\nJo",
        to="pegel@listen.example",
    )
    letter.replace("Subject", "=?utf-8?q?Pegelst=C3=A4nde?=")
    signed(letter, "wetter.example", "w1", "wetter")
    letter.body += b"\r\n_______________________________________________\r\nPegel mailing list\r\npegel@listen.example\r\nhttps://listen.example/pegel\r\n"
    letter.below(
        "List-Id: Pegel <pegel.listen.example>", "List-Post: <mailto:pegel@listen.example>", "X-Mailman-Version: 2.1.39"
    )
    letter.on_top(
        "Return-Path: <pegel-bounces@listen.example>",
        postfix("listen.example", "listen.example", "198.51.100.90", at=20),
        postfix(
            "mail.wetter.example", "mail.wetter.example", "203.0.113.40", "listen.example", to="pegel@listen.example"
        ),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("wetter.example", "mail.wetter.example", "203.0.113.40"),
            named("203.0.113.40", "mail.wetter.example"),
            named("198.51.100.90", "listen.example"),
            txt("listen.example", "v=spf1 a -all"),
            txt("wetter.example", "v=spf1 mx -all"),
            txt("_dmarc.wetter.example", "v=DMARC1; p=reject"),
            key("wetter.example", "w1", "wetter"),
        ),
    )


@story(
    "A list changed the text beyond undoing; the author only monitors.",
    "mailing_list",
    "low",
    "198.51.100.90",
    "no",
    "no",
    3,
)
def list_broke_signature() -> Made:
    letter = Letter(
        "Ada <ada@turm.example>",
        "Minutes",
        "Hello,\n\nminutes of the meeting in full below.\n\nAda",
        to="turm@listen.example",
    )
    signed(letter, "turm.example", "k1", "turm")
    letter.body = b"Ada wrote (the moderator shortened it):\r\n\r\nMinutes are in the archive.\r\n"
    letter.below("List-Id: <turm.listen.example>", "List-Post: <mailto:turm@listen.example>")
    letter.on_top(
        "Return-Path: <turm-bounces@listen.example>",
        exim("listen.example", "listen.example", "198.51.100.90", at=20, sender="turm-bounces@listen.example"),
        postfix("mx.turm.example", "mx.turm.example", "203.0.113.44", "listen.example", to="turm@listen.example"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("turm.example", "mx.turm.example", "203.0.113.44"),
            named("203.0.113.44", "mx.turm.example"),
            named("198.51.100.90", "listen.example"),
            txt("listen.example", "v=spf1 a -all"),
            txt("turm.example", "v=spf1 mx ~all"),
            txt("_dmarc.turm.example", "v=DMARC1; p=none"),
            key("turm.example", "k1", "turm"),
        ),
    )


# -------------------------------------------------------------------------------------------- internal_server_leak


@story(
    "The company's Exchange sends directly: its own server, but none of its records names it.",
    "internal_server_leak",
    "high",
    "203.0.113.9",
    "no",
    "no",
    1,
)
def leak_exchange() -> Made:
    letter = Letter("Lager Firma <lager@firma.example>", "Lieferschein 4711", "Guten Tag,\n\nIhre Ware ist unterwegs.")
    letter.on_top(
        "Return-Path: <lager@firma.example>",
        postfix("exch01.firma.local", "business-9.provider.example", "203.0.113.9"),
        exchange("EXCH01.firma.local", "10.1.2.3", "EXCH01.firma.local", "10.1.2.3", at=1),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("firma.example", "mail.firma-mx.example", "198.51.100.60"),
            named("203.0.113.9", "business-9.provider.example"),
            {"owa.firma.example": {"A": ["203.0.113.9"]}},
            txt("firma.example", "v=spf1 mx -all"),
        ),
    )


@story(
    "The domain's own MX sends too, but SPF forgot it.", "internal_server_leak", "high", "203.0.113.70", "no", "yes", 1
)
def leak_mx_not_in_spf() -> Made:
    letter = Letter("Orders <orders@bikeparts.example>", "Order 1009", "Hello,\n\nyour order has left our house.")
    letter.on_top(
        "Return-Path: <orders@bikeparts.example>",
        sendmail("mail.bikeparts.example", "mail.bikeparts.example", "203.0.113.70"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("bikeparts.example", "mail.bikeparts.example", "203.0.113.70"),
            named("203.0.113.70", "mail.bikeparts.example"),
            txt("bikeparts.example", "v=spf1 include:sendgrid.net ~all"),
            txt("sendgrid.net", "v=spf1 ip4:192.0.2.64/26 -all"),
            txt("_dmarc.bikeparts.example", "v=DMARC1; p=quarantine"),
        ),
    )


# ------------------------------------------------------------------------------------------- unaligned_third_party


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


# --------------------------------------------------------------------------------------------------------- spoofed


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


# ---------------------------------------------------------------------------------------------------- unverifiable


@story(
    "The key of the signature is gone since, and nobody noted it at receipt.",
    "unverifiable",
    "medium",
    "192.0.2.83",
    "no",
    "no",
    3,
)
def key_gone() -> Made:
    letter = Letter("Verein <info@verein.example>", "Einladung", "Liebe Freunde,\n\nwir laden ein.")
    signed(letter, "verein.example", "2023", "verein").on_top(
        "Return-Path: <bounce@mailer.example>",
        postfix("m3.mailer.example", "m3.mailer.example", "192.0.2.83"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("verein.example", "mx.verein.example", "198.51.100.47"),
            named("192.0.2.83", "m3.mailer.example"),
            txt("verein.example", "v=spf1 mx ~all"),
        ),
        days_later=90,
    )


@story("A domain that publishes nothing at all.", "unverifiable", "high", "198.51.100.210", "unknown", "no", 3)
def nothing_published() -> Made:
    letter = Letter("Praxis <praxis@hausarzt.example>", "Ihr Befund", "Guten Tag,\n\nIhr Befund liegt bereit.")
    letter.on_top(
        "Return-Path: <praxis@hausarzt.example>",
        "Delivered-To: info@empfang.example",
        qmail("server.hausarzt-it.example", "server.hausarzt-it.example", "198.51.100.210"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("hausarzt.example", "mx.hausarzt-mail.example", "198.51.100.211"),
            named("198.51.100.210", "server.hausarzt-it.example"),
        ),
    )


@story("SPF says +all: it passes, and that promises nothing.", "unverifiable", "low", "203.0.113.220", "no", "no", 3)
def spf_passes_anyone() -> Made:
    letter = Letter("Sales <sales@bargain.example>", "Everything must go", "Hello,\n\nlast chance.")
    letter.on_top(
        "Return-Path: <sales@bargain.example>",
        postfix("cheap.vps.example", None, "203.0.113.220"),
    )
    return Made(
        letter=letter,
        zone=zone(
            mx("bargain.example", "mx.bargain.example", "198.51.100.48"),
            txt("bargain.example", "v=spf1 +all"),
        ),
    )


# ---------------------------------------------------------------------------------------------------- undetermined


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


# -------------------------------------------------------------------------------------------------------- internal


@story("A colleague at home, logged in to our own server.", "internal", "high", "198.51.100.230", "no", "no", 0)
def internal_submission() -> Made:
    letter = Letter("Kollegin <kollegin@empfang.example>", "Protokoll", "Hallo,\n\nanbei das Protokoll.")
    letter.on_top(
        "Return-Path: <kollegin@empfang.example>",
        "Received: from [192.168.178.20] (p5b0a1c2d.dip.zugang.example [198.51.100.230])\n"
        "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n"
        "\t(Client did not present a certificate)\n\t(Authenticated sender: kollegin@empfang.example)\n"
        "\tby mx.empfang.example (Postfix) with ESMTPSA id 4T0001QzKxz901\n"
        "\tfor <info@empfang.example>; Tue, 10 Mar 2026 09:30:01 +0000",
    )
    return Made(
        letter=letter,
        zone=zone(),
        args=("--own-domain", "empfang.example", "--trust", "mx.empfang.example"),
    )


@story("From our own print server, inside all the way.", "internal", "high", "10.20.30.40", "no", "no", 0)
def internal_all_the_way() -> Made:
    letter = Letter("Drucker <drucker@empfang.example>", "Toner fast leer", "Toner Schwarz: 5 %")
    letter.on_top(
        "Return-Path: <drucker@empfang.example>",
        postfix("relay.empfang.example", "relay.empfang.example", "10.20.30.5"),
        postfix("druck01.empfang.example", "druck01.empfang.example", "10.20.30.40", "relay.empfang.example", at=1),
    )
    return Made(
        letter=letter,
        zone=zone(),
        args=("--own-domain", "empfang.example", "--trust", ".empfang.example", "--trust", "10.20.30.0/24"),
    )


# ------------------------------------------------------------------------------------------- traps worth a sample


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
