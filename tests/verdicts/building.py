"""The pieces of a case: a letter, the hops above it, what domains publish, and what is to come out.

The author is ann@firma.example, whose server is OWN; EVIL is a forger's host, RELAY one of somebody else; the
receiver's server is mx.empfang.example, which `--trust` names unless a case says otherwise.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import mailpath
from tests.signing import Key, rsa_key, seal, sign

__all__ = [
    "ANN",
    "EVIL",
    "EVIL_ZONE",
    "LISTED",
    "LIST_ZONE",
    "OWN",
    "PUBLISHED",
    "RECEIVED",
    "RELAY",
    "RELAY_ZONE",
    "TRUSTED",
    "Case",
    "Zone",
    "by_list",
    "checked",
    "failed",
    "firma",
    "from_evil",
    "from_own",
    "handed_over",
    "key_record",
    "letter",
    "merged",
    "named",
    "over_relay",
    "postfix",
    "reverse",
    "sealed",
    "signed",
    "txt",
    "with_fields",
]

Zone = dict[str, Any]

RECEIVED = datetime(2026, 3, 10, 9, 30, 5, tzinfo=UTC)
OWN, EVIL, RELAY = "203.0.113.10", "198.51.100.66", "198.51.100.30"
ANN = "Ann <ann@firma.example>"
TRUSTED = ("mx.empfang.example",)
LISTED = ("List-Id: <l.listen.example>", "List-Post: <mailto:l@listen.example>")


@dataclass(frozen=True, kw_only=True)
class Case:
    """`expected`: rule, verdict, confidence, vouched, listed, and the sending host; `after` is when it is judged."""

    raw: bytes
    zone: Zone
    expected: tuple[int, str, str, str, str, str | None]
    after: timedelta = timedelta(hours=1)
    settings: dict[str, Any] = field(default_factory=dict)


def checked(case: Case) -> tuple[int, str, str, str, str, str | None]:
    chosen: dict[str, Any] = {"trust": TRUSTED, "at": RECEIVED + case.after} | case.settings
    found = mailpath.check(case.raw, dns=mailpath.ZoneDns(case.zone), settings=mailpath.Settings(**chosen))
    host = found.sending_host.ip if found.sending_host else None
    return found.rule, found.verdict, found.confidence, found.vouched, found.listed, host


# ------------------------------------------------------------------------------------------------ the message


def _date(seconds: int) -> str:
    return format_datetime(RECEIVED + timedelta(seconds=seconds))


def letter(
    *authors: str, subject: str = "Offer", fields: tuple[str, ...] = (), to: str = "info@empfang.example"
) -> bytes:
    """A letter with a From field for each author (ANN where none is given), CRLF line ends."""
    head = [f"From: {one}" for one in authors or (ANN,)]
    head += [f"To: {to}", f"Subject: {subject}", f"Date: {_date(-5)}", "Message-ID: <1@firma.example>", *fields]
    return ("\r\n".join(head) + "\r\n\r\nHello,\r\n\r\nplease find our offer.\r\n\r\nAnn\r\n").encode()


def with_fields(raw: bytes, *fields: str) -> bytes:
    """Fields on top, the first one topmost."""
    return b"".join(one.replace("\n", "\r\n").encode() + b"\r\n" for one in fields) + raw


def postfix(helo: str, name: str | None, ip: str, by: str = TRUSTED[0], *, at: int = 0) -> str:
    literal = f"IPv6:{ip}" if ":" in ip else ip
    return (
        f"Received: from {helo} ({name or 'unknown'} [{literal}])\n\tby {by} (Postfix) with ESMTPS id 4A{at + 50}\n"
        f"\tfor <info@empfang.example>; {_date(at)}"
    )


def handed_over(raw: bytes, ip: str, name: str | None, sender: str, *below: str, helo: str | None = None) -> bytes:
    """The message as the receiver's server took it; `below` is what the client put on top."""
    return with_fields(raw, f"Return-Path: <{sender}>", postfix(helo or name or "x", name, ip), *below)


def from_own(raw: bytes, sender: str = "ann@firma.example") -> bytes:
    return handed_over(raw, OWN, "mail.firma.example", sender)


def from_evil(raw: bytes, sender: str = "x@evil.example", helo: str = "mail.evil.example") -> bytes:
    return handed_over(raw, EVIL, "mail.evil.example", sender, helo=helo)


def over_relay(raw: bytes, sender: str = "x@relay.example", *below: str) -> bytes:
    """Through somebody else's host, which took it from the author's server."""
    first = postfix("mail.firma.example", "mail.firma.example", OWN, "fw.relay.example", at=-2)
    return handed_over(raw, RELAY, "fw.relay.example", sender, *below, first)


def by_list(raw: bytes, name: str = "listen.example", sender: str = "l-bounces@listen.example") -> bytes:
    first = postfix("mail.firma.example", "mail.firma.example", OWN, name, at=-2)
    return handed_over(raw, RELAY, name, sender, first)


def signed(raw: bytes, domain: str = "firma.example", selector: str = "s1", **more: Any) -> bytes:
    return sign(raw, rsa_key(), domain=domain, selector=selector, **more)


def sealed(raw: bytes, *sealers: str, reports: str = "dmarc=pass header.from=firma.example") -> bytes:
    """ARC sets of these sealers, oldest first; the first one reports."""
    for number, domain in enumerate(sealers, 1):
        results = reports if number == 1 else "dmarc=fail header.from=firma.example; arc=pass"
        cv = "none" if number == 1 else "pass"
        raw = seal(raw, rsa_key(), instance=number, cv=cv, authserv_id=f"mx.{domain}", results=results, domain=domain)
    return raw


# ------------------------------------------------------------------------------------------------ what is published


def merged(*zones: Zone) -> Zone:
    """Later answers stand in for earlier ones of the same name and type."""
    found: Zone = {}
    for zone in zones:
        for name, records in zone.items():
            earlier = found.get(name)
            both = isinstance(earlier, dict) and isinstance(records, dict)
            found[name] = {**earlier, **records} if both and isinstance(earlier, dict) else records
    return found


def txt(name: str, *texts: str) -> Zone:
    return {name: {"TXT": list(texts)}}


def failed(name: str, kind: str) -> Zone:
    """A question that has no answer."""
    return {name: {kind: "failed"}}


def reverse(ip: str) -> str:
    return ".".join(reversed(ip.split("."))) + ".in-addr.arpa"


def named(ip: str, name: str) -> Zone:
    """A host whose name and address confirm each other."""
    return {reverse(ip): {"PTR": [name]}, name: {"A": [ip]}}


def key_record(domain: str, selector: str = "s1", key: Key | None = None, tags: str = "") -> Zone:
    return txt(f"{selector}._domainkey.{domain}", (key or rsa_key()).record(tags))


def firma(
    spf: str | None = "v=spf1 mx -all", dmarc: str | None = "v=DMARC1; p=reject", *more: Zone, key: bool = True
) -> Zone:
    """The author's domain, whose MX host is OWN."""
    return merged(
        {"empfang.example": {"MX": ["10 mx.empfang.example"]}},
        named("192.0.2.25", "mx.empfang.example"),
        {"firma.example": {"MX": ["10 mail.firma.example"]}},
        named(OWN, "mail.firma.example"),
        txt("firma.example", spf) if spf else {},
        txt("_dmarc.firma.example", dmarc) if dmarc else {},
        key_record("firma.example") if key else {},
        *more,
    )


PUBLISHED = firma()
EVIL_ZONE = merged(named(EVIL, "mail.evil.example"), txt("evil.example", "v=spf1 ip4:198.51.100.66 -all"))
RELAY_ZONE = merged(named(RELAY, "fw.relay.example"), txt("relay.example", "v=spf1 ip4:198.51.100.30 -all"))
LIST_ZONE = merged(named(RELAY, "listen.example"), txt("listen.example", "v=spf1 a -all"))
