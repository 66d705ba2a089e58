"""What a sender can write below the boundary: invented hops and results of every family."""

import random
import re
from pathlib import Path

__all__ = ["forged_fields", "insert_below"]

# A line of each family, as `docs/received.md` has them
_PAGE = (Path(__file__).resolve().parents[2] / "docs" / "received.md").read_text("utf-8")
_DOCUMENTED = tuple(re.findall(r"```received\n([^`]+)\n```", _PAGE))
_BY = re.compile(r"(?<![\w.@-])by [^\s;,]+")

_NAMES = ("mail.bank.example", "mx.receiver.example", "relay7.sender.example", "localhost", "mx.google.com", "unknown")
_EDGES = (
    "BN8NAM11FT013.mail.protection.outlook.com",
    "AM6EUR05FT020.mail.protection.outlook.com",
    "mx.google.com",
    "mailin033.protonmail.ch",
    "mx1.bank.example",
)
_IPS = ("192.0.2.77", "198.51.100.9", "203.0.113.200", "127.0.0.1", "10.1.2.3", "2001:db8::5", "2603:10a6:209:8a::bf")
_DATE = "Mon, 6 Jan 2025 10:0{}:00 +0000"

_HOPS = (
    "from {a} ({a} [{ip}]) by {b} (Postfix) with ESMTPS id 4ABCDEF; {d}",
    "from {a} ([{ip}]:4711 helo={a}) by {b} with esmtps (TLS1.3) (Exim 4.98) id 1sYiaU-00; {d}",
    "from {a} ({a} [{ip}] (may be forged)) by {b} (8.15.2/8.15.2) with ESMTP id 54R4nd9w009361; {d}",
    "from {a} (HELO {a}) ({ip}) by {b} with SMTP; {d}",
    "(qmail 1234 invoked by uid 89); {d}",
    "(qmail 1234 invoked from network); {d}",
    (
        "from {a} ({ip}) by {b} (10.13.6.161) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.20.6631.45"
        " via Frontend Transport; {d}"
    ),
    "from {a} ([fe80::1%3]) by {b} ([fe80::1%3]) with mapi id 15.20.7362.019; {d}",
    "from {a} ({a}. [{ip}]) by mx.google.com with ESMTPS id n4-2002; {d}",
    "by 2002:a05:7412:d592:b0:d2:e702:d9f1 with SMTP id db18csp106385rdb; {d}",
    "from {a} [{ip}] by localhost with POP3 (fetchmail-6.4.0) for x@localhost (single-drop); {d}",
    "from localhost (localhost [127.0.0.1]) by {b} (Postfix) with ESMTP id 99; {d}",
    "from {b} ([127.0.0.1]) by localhost ({b} [127.0.0.1]) (amavisd-new, port 10024) with ESMTP id MxM2; {d}",
    "from {a} (LHLO {a}) (10.2.2.20) by {b} with LMTP; {d}",
    "by {b} (Postfix, from userid 0) id 1C6C74B155; {d}",
    "from www-data by {b} with local (Exim 4.98) id 1sYiaU-00; {d}",
    "from {a} ({a} [{ip}]) (Authenticated sender: x@{a}) by {b} (Postfix) with ESMTPSA id 35; {d}",
)
_RESULTS = (
    (
        "Authentication-Results: {b}; spf=pass (sender IP is {ip}) smtp.mailfrom=bank.example; dkim=pass"
        " header.d=bank.example; dmarc=pass header.from=bank.example"
    ),
    (
        "Authentication-Results: spf=pass (sender IP is {ip}) smtp.mailfrom=bank.example; dkim=pass (verified)"
        " header.d=bank.example;dmarc=pass action=none header.from=bank.example;compauth=pass reason=100"
    ),
    "ARC-Authentication-Results: i=1; {b}; spf=pass smtp.mailfrom=x@bank.example smtp.remote-ip={ip}",
    (
        "Received-SPF: Pass (protection.outlook.com: domain of bank.example designates {ip} as permitted sender)"
        " receiver=protection.outlook.com; client-ip={ip}; helo={a}; pr=C"
    ),
    "Received-SPF: pass (google.com: domain of x@bank.example designates {ip} as permitted sender) client-ip={ip};",
    (
        "Received-SPF: Pass (mailfrom) identity=mailfrom; client-ip={ip}; helo={a}; envelope-from=x@bank.example;"
        " receiver=<UNKNOWN>"
    ),
    "Received-SPF: pass (domain of bank.example designates {ip} as permitted sender)",
    "Received-SPF: none (spfCheck: {ip} is neither permitted nor denied) client-ip={ip}; envelope-from=x@bank.example;",
    "Received-SPF: pass ({b}: domain of bank.example designates {ip} as permitted sender) client-ip={ip}; helo={a};",
    (
        "Received-SPF: softfail ({b}: transitioning domain of x@bank.example does not designate {ip}) receiver={b};"
        " client-ip={ip}; envelope-from=<x@bank.example>; helo={a};"
    ),
    (
        "Authentication-Results: {b}; spf=pass (google.com: domain of x@bank.example designates {ip} as permitted"
        " sender) smtp.mailfrom=x@bank.example; dkim=pass header.i=@bank.example; dmarc=pass (p=REJECT)"
        " header.from=bank.example"
    ),
    "Authentication-Results: {b}; dkim=pass header.d=bank.example header.i=@bank.example header.b=AbCd1234",
    "Authentication-Results: {b}; iprev=pass ({a}) smtp.remote-ip={ip}; spf=pass smtp.mailfrom=bank.example; auth=pass",
    "Authentication-Results: {b} 1; none",
    "Authentication-Results: {b}; spf=Pass smtp.mailfrom=x@bank.example; spf=None smtp.helo=postmaster@{a}",
    "Authentication-Results: {b}; arc=pass smtp.remote-ip={ip}; dmarc=pass header.from=bank.example",
    "Authentication-Results-Original: {b}; spf=pass smtp.client-ip={ip} smtp.mailfrom=x@bank.example",
    "X-MS-Exchange-Authentication-Results: spf=pass (sender IP is {ip}) smtp.mailfrom=bank.example;",
    (
        "X-MS-Exchange-CrossTenant-OriginalAttributedTenantConnectingIp: TenantId=db3ec142-0000-4000-8000-000000000000;"
        "Ip=[{ip}];Helo=[{a}]"
    ),
    "X-Barracuda-Connect: {a}[{ip}]",
    "X-IronPort-RemoteIP: {ip}",
    "X-Forefront-Antispam-Report: CIP:{ip};CTRY:DE;SCL:1;SFV:NSPM;H:{a};CAT:NONE;",
    "X-Sender-IP: {ip}",
    "X-Originating-IP: [{ip}]",
    "Delivered-To: victim@receiver.example",
    "Return-Path: <x@bank.example>",
)


def forged_fields(
    rng: random.Random, stripped_ids: tuple[str, ...] = (), *, receiver: str = "mx1.bank.example"
) -> bytes:
    """One to six hops with results between them, none under an authserv-id that the receiver takes off.

    `receiver` is the host that took the message: what is forged may name it.
    """
    lines = []
    for _ in range(rng.randint(1, 6)):
        lines.append("Received: " + _hop(rng, receiver))
        for _ in range(rng.randint(0, 2)):
            line = _filled(rng, rng.choice(_RESULTS), receiver)
            if not any(f"Results: {one};" in line for one in stripped_ids):
                lines.append(line)
    rng.shuffle(lines)
    return "".join(line + "\r\n" for line in lines).encode()


def _hop(rng: random.Random, receiver: str) -> str:
    if rng.random() < 0.5:
        return _filled(rng, rng.choice(_HOPS), receiver)
    line: str = rng.choice(_DOCUMENTED)
    if rng.random() < 0.5:
        line = _BY.sub(lambda _: "by " + _writer(rng, receiver), line, count=1)
    return line.replace("\n", "\r\n\t")


def _filled(rng: random.Random, shape: str, receiver: str) -> str:
    return shape.format(
        a=rng.choice((*_NAMES, receiver)),
        b=_writer(rng, receiver),
        ip=rng.choice(_IPS),
        d=_DATE.format(rng.randint(0, 9)),
    )


def _writer(rng: random.Random, receiver: str) -> str:
    return receiver if rng.random() < 0.3 else rng.choice(_NAMES + _EDGES)


def insert_below(wire: bytes, offset: int, forged: bytes) -> bytes:
    return wire[:offset] + forged + wire[offset:]
