"""Internal hops as a receiver's own systems write them above the hop that took the message from outside."""

import random

__all__ = ["NETWORKS", "SUFFIXES", "internal_hops"]

SUFFIXES = (".own.example",)
NETWORKS = ("203.0.113.224/27", "2001:db8:77::/48")

_DATE = "Wed, 7 Jan 2026 11:0{}:00 +0000"
# {c} name of the client, {ip} its address, {b} the writer's name
_BY_NAME = (
    "from {c} ({c} [{ip}]) by {b} (Postfix) with ESMTPS id 4ABCDEF; {d}",
    "from {c} ([{ip}]) by {b} with esmtps (TLS1.3) tls TLS_AES_256_GCM_SHA384 (Exim 4.98) id 1sYiaU-0003nH-1L; {d}",
    "from {c} ({c} [{ip}]) by {b} (8.17.1/8.17.1) with ESMTP id 31JAUYrj017511; {d}",
    "from {c} (HELO {c}) ({ip}) by {b} with SMTP; {d}",
    "from {c} ({c}. [{ip}]) by {b} (Stalwart SMTP) with ESMTPS id 41A2C80D73C; {d}",
)
_BY_ADDRESS = (
    *_BY_NAME,
    "from {c} ({ip}) by {b} (198.51.100.44) with Microsoft SMTP Server (version=TLS1_2, cipher=X) id 15.2.1748.10; {d}",
    "from {c} ([{ip}] verified) by {b} (CommuniGate Pro SMTP 6.3) with ESMTP id 9786656; {d}",
    "from {c} ([{ip}]) by {b} with MailEnable ESMTP; {d}",
)
_LOCAL = (
    "from localhost (localhost [127.0.0.1]) by {b} (Postfix) with ESMTP id 6E89; {d}",
    "from {c} ([127.0.0.1]) by localhost ({b} [127.0.0.1]) (amavisd-new, port 10024) with ESMTP id MxM2; {d}",
    "from {b} (LHLO {b}) (10.7.0.2) by {b} with LMTP; {d}",
    "from {b} by {b} with LMTP id abc (envelope-from <x@sender.example>) for <user@own.example>; {d}",
    "(qmail 1234 invoked from network); {d}",
)


def internal_hops(rng: random.Random, *, kind: str) -> bytes:
    """One to four hops, newest first. `kind`: `private` addresses, `named` public ones with confirmed own names, or
    `networked` public ones of NETWORKS."""
    count = rng.randint(1, 4)
    names = [f"relay{number}.own.example" for number in range(count + 1)]
    lines = []
    for number in range(count):
        if number < count - 1 and rng.random() < 0.3:
            shape = rng.choice(_LOCAL)
        else:
            shape = rng.choice(_BY_NAME if kind == "named" else _BY_ADDRESS)
        lines.append(
            shape.format(
                b=names[number],
                c=names[number + 1],
                ip=_address(rng, kind),
                d=_DATE.format(9 - number),
            )
        )
    return "".join(f"Received: {line}\r\n" for line in lines).encode()


def _address(rng: random.Random, kind: str) -> str:
    if kind == "private":
        return rng.choice(("10.7.0.9", "172.16.4.4", "192.168.1.20", "fd00::17", "169.254.1.1"))
    if kind == "networked" and rng.random() < 0.2:
        return "2001:db8:77::5"
    return f"203.0.113.{rng.randint(225, 254)}"
