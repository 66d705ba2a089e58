"""Messages as their servers write them: Received fields in several dialects, and the letter around them."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

__all__ = [
    "RECEIVER",
    "RECEIVERS",
    "START",
    "Letter",
    "date_at",
    "exchange",
    "exim",
    "gmail",
    "haraka",
    "microsoft365",
    "postfix",
    "qmail",
    "sendmail",
]

START = datetime(2026, 3, 10, 9, 30, 0, tzinfo=UTC)
RECEIVER = "mx.empfang.example"
# Hosts of receivers in the stories, as the Received fields that they write name them
RECEIVERS = (
    ".empfang.example",
    "EXCH02.empfang.local",
    "mx.google.com",
    "mail.protection.outlook.com",
    "mx-ha.gmx.net",
    "mx1.postfach.example",
    "mx.altpost.example",
    "scan7.filterdienst.example",
    "mx0a-00123456.pphosted.com",
)


def date_at(after_s: int) -> str:
    return format_datetime(START + timedelta(seconds=after_s))


def _literal(ip: str) -> str:
    return f"IPv6:{ip}" if ":" in ip else ip


def postfix(
    helo: str, rdns: str | None, ip: str, by: str = RECEIVER, *, to: str = "info@empfang.example", at: int = 4
) -> str:
    return (
        f"Received: from {helo} ({rdns or 'unknown'} [{_literal(ip)}])\n"
        "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)\n"
        "\t key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256)\n"
        "\t(No client certificate requested)\n"
        f"\tby {by} (Postfix) with ESMTPS id 4T{at:04d}QzKxz9{at:02d}\n"
        f"\tfor <{to}>; {date_at(at)}"
    )


def exim(
    helo: str,
    rdns: str | None,
    ip: str,
    by: str = RECEIVER,
    *,
    to: str = "info@empfang.example",
    at: int = 4,
    sender: str = "",
) -> str:
    client = f"{rdns} ([{ip}]" + (f" helo={helo})" if helo != rdns else ")") if rdns else f"[{ip}] (helo={helo})"
    return (
        f"Received: from {client}\n"
        f"\tby {by} with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384\n"
        f"\t(Exim 4.98)\n\t(envelope-from <{sender}>)\n"
        f"\tid 1tr{at:03d}-00000000{at:03d}-2abc\n\tfor {to};\n\t{date_at(at)}"
    )


def sendmail(
    helo: str, rdns: str | None, ip: str, by: str = RECEIVER, *, to: str = "info@empfang.example", at: int = 4
) -> str:
    forged = "" if rdns else " (may be forged)"
    return (
        f"Received: from {helo} ({rdns or helo} [{ip}]{forged})\n"
        f"\tby {by} (8.18.1/8.18.1) with ESMTPS id 52A9U4{at:03d}12345\n"
        "\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT)\n"
        f"\tfor <{to}>; {date_at(at)}"
    )


def qmail(helo: str, rdns: str | None, ip: str, by: str = RECEIVER, *, at: int = 4) -> str:
    return f"Received: from {rdns or 'unknown'} (HELO {helo}) ({ip})\n  by {by} with SMTP; {date_at(at)}"


def exchange(helo: str, ip: str, by: str, by_ip: str, *, at: int = 4, via: str | None = None) -> str:
    """Exchange 2019, on its own premises."""
    return (
        f"Received: from {helo} ({ip}) by {by}\n ({by_ip}) with Microsoft SMTP Server (version=TLS1_2,\n"
        f" cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.2.1544.{at}"
        + (f" via {via}" if via else "")
        + f"; {date_at(at)}"
    )


def microsoft365(helo: str, ip: str, *, at: int = 4) -> list[str]:
    """The hops that Microsoft 365 writes, newest first: the boundary is the last."""
    inner = "DB5EUR03FT042.eop-EUR03.prod.protection.outlook.com"
    return [
        "Received: from AM9PR04MB8123.eurprd04.prod.outlook.com (2603:10a6:20b:3e6::15)\n"
        f" by AM0PR04MB4567.eurprd04.prod.outlook.com with HTTPS; {date_at(at + 3)}",
        f"Received: from {inner}\n (2603:10a6:10:1d2:cafe::21) by DB7PR05CA0011.outlook.office365.com\n"
        " (2603:10a6:10:36::24) with Microsoft SMTP Server (version=TLS1_3,\n"
        f" cipher=TLS_AES_256_GCM_SHA384) id 15.20.8511.17 via Frontend Transport; {date_at(at + 1)}",
        f"Received: from {helo} ({ip}) by\n DB5EUR03FT042.mail.protection.outlook.com (10.152.20.125) with Microsoft SMTP\n"
        " Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8511.17\n"
        f" via Frontend Transport; {date_at(at)}",
    ]


def gmail(helo: str, rdns: str, ip: str, *, to: str = "leser@gmail.com", at: int = 4) -> str:
    return (
        f"Received: from {helo} ({rdns}. [{ip}])\n"
        f"        by mx.google.com with ESMTPS id a640c23a62f3a-ac25{at:03d}si123456766b.{at}.2026.03.10.02.30.04\n"
        f"        for <{to}>\n"
        "        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\n"
        f"        {date_at(at)}"
    )


def haraka(helo: str, rdns: str | None, ip: str, by: str = RECEIVER, *, sender: str = "", at: int = 4) -> str:
    return (
        f"Received: from {helo} ({rdns or 'Unknown'} [{ip}])\n\tby {by} (Haraka/3.0.5) with ESMTPS id"
        f" 7C1E0B52-{at:04d}-4F6A.1\n\tenvelope-from <{sender}>\n\ttls TLS_AES_256_GCM_SHA384;\n\t{date_at(at)}"
    )


class Letter:
    """A message that grows from the inside out, as it does on its way: first the letter, then what servers put on top."""

    def __init__(
        self, sender: str, subject: str, text: str, *, to: str = "info@empfang.example", mid: str | None = None
    ) -> None:
        domain = sender.rpartition("@")[2].rstrip(">").lower()
        self.fields = [
            f"From: {sender}".encode(),
            f"To: {to}".encode(),
            f"Subject: {subject}".encode(),
            f"Date: {date_at(0)}".encode(),
            f"Message-ID: <{mid or '20260310093000.1A2B3C@' + domain}>".encode(),
            b"MIME-Version: 1.0",
            b"Content-Type: text/plain; charset=utf-8",
        ]
        self.body = text.replace("\n", "\r\n").encode() + b"\r\n"

    def on_top(self, *fields: str | bytes) -> "Letter":
        """Fields as a server puts them above all others, the first one topmost."""
        added = [f if isinstance(f, bytes) else f.replace("\n", "\r\n").encode() for f in fields]
        self.fields = [*added, *self.fields]
        return self

    def below(self, *fields: str) -> "Letter":
        self.fields += [f.replace("\n", "\r\n").encode() for f in fields]
        return self

    def replace(self, name: str, value: str) -> "Letter":
        self.fields = [
            f"{name}: {value}".encode() if f.lower().startswith(name.lower().encode() + b":") else f
            for f in self.fields
        ]
        return self

    def sealed(self) -> bytes:
        """The message as bytes, CRLF line ends."""
        return b"".join(field + b"\r\n" for field in self.fields) + b"\r\n" + self.body
