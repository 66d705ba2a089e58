"""Header fields as a forger writes them to look like somebody's good mail: everything but a receiver's own id, which a
receiver that strips it never lets in."""

from functools import cache

from hypothesis import strategies as st

from samples.letters import Letter
from samples.signing import arc_set, rsa_key

__all__ = ["forged_fields"]

_DATE = "Tue, 10 Mar 2026 09:29:58 +0000"
_ADDRESSES = ["203.0.113.10", "203.0.113.150", "192.0.2.81", "192.0.2.60", "10.1.2.3", "198.51.100.200", "2001:db8::25"]
_HOPS = (
    "Received: from {0} ({0} [{1}])\r\n\tby {2} (Postfix) with ESMTPS id 4T1; {3}",
    "Received: from {0} ([{1}]) by {2} with esmtps (Exim 4.98)\r\n\tid 1tr-2; {3}",
    "Received: from {0} (HELO {0}) ({1})\r\n  by {2} with SMTP; {3}",
    "Received: from {0} ({1}) by {2} (10.0.0.1)\r\n with Microsoft SMTP Server id 15.20.1.1; {3}",
    "Received: by 2002:a05:6520:4c9:b0:26f:3a0c:4933 with SMTP id gp9csp1; {3}",
    "Received: from localhost (localhost [127.0.0.1]) by {2} (Postfix) with ESMTP id 1; {3}",
)


def _hosts(domain: str) -> list[str]:
    known = ["mail-wr1-f54.google.com", "mail02.topicbox.com", "localhost", "mx.empfang.example"]
    return [f"mail.{domain}", f"mx1.{domain}", domain, *known]


def _received(domain: str) -> st.SearchStrategy[str]:
    host = st.sampled_from(_hosts(domain))
    shape = st.sampled_from(_HOPS)
    return st.builds(str.format, shape, host, st.sampled_from(_ADDRESSES), host, st.just(_DATE))


def _results(domain: str) -> st.SearchStrategy[str]:
    ids = st.sampled_from([f"mx.{domain}", "mx.elsewhere.example", "mx.evil.example", domain])
    passes = f"dkim=pass header.d={domain} header.s=s1; dmarc=pass header.from={domain}"
    shapes = (
        f"Authentication-Results: {{0}};\r\n\tspf=pass smtp.mailfrom={domain}; {passes}",
        f"Received-SPF: pass ({{0}}: domain of x@{domain} designates 203.0.113.10 as permitted sender)\r\n"
        f"\treceiver={{0}}; client-ip=203.0.113.10; envelope-from=x@{domain}",
        f"ARC-Authentication-Results: i=1; {{0}};\r\n\tspf=pass smtp.mailfrom={domain}; {passes}",
        f"Authentication-Results: spf=pass (sender IP is 203.0.113.10)\r\n smtp.mailfrom={domain}; {passes};"
        " compauth=pass reason=100",
    )
    return st.builds(str.format, st.sampled_from(shapes), ids)


def _signs(domain: str) -> st.SearchStrategy[str]:
    return st.sampled_from(
        [
            f"List-Id: <list.{domain}>",
            "List-Id: <main.gauges.topicbox.com>",
            "List-Post: <mailto:main@gauges.topicbox.com>",
            "X-BeenThere: list@listen.example",
            "X-Mailman-Version: 2.1.39",
            f"X-Forwarded-For: x@{domain} info@empfang.example",
            "X-Forwarded-To: info@empfang.example",
            f"Resent-From: x@{domain}",
            "Resent-To: info@empfang.example",
            "Delivered-To: somebody@elsewhere.example",
            f"Return-Path: <SRS0=aa=bb={domain}=x@{domain}>",
            f"Return-Path: <x@{domain}>",
            f"Sender: x@{domain}",
            f"Reply-To: x@{domain}",
            f"From: x@{domain}",
            "From: y@other.example",
            "X-Sender-IP: 203.0.113.10",
            f"X-Google-Original-From: x@{domain}",
            f"Message-ID: <1@mail.{domain}>",
            f"X-Originating-IP: [203.0.113.10]\r\nX-Original-From: x@{domain}",
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s1; h=from; bh=AAAA; b=AAAA",
        ]
    )


@cache
def _own_arc(domain: str) -> tuple[bytes, ...]:
    """A chain that somebody sealed over a message of his own: broken or foreign wherever it stands."""
    letter = Letter(f"x@{domain}", "x", "x")
    seal = arc_set(
        letter.fields,
        letter.body,
        rsa_key("evil"),
        "evil.example",
        "arc",
        instance=1,
        at=1773135000,
        authserv_id="mx.evil.example",
        results=f"dmarc=pass header.from={domain}",
    )
    return tuple(seal)


def forged_fields(domain: str) -> st.SearchStrategy[list[bytes]]:
    """One to six forged fields, or sets of them, that speak for `domain`."""
    line = st.one_of(_received(domain), _results(domain), _signs(domain)).map(lambda text: [text.encode()])
    chain = st.just(list(_own_arc(domain)))
    parts = st.lists(st.one_of(line, line, line, chain), min_size=1, max_size=6)
    return parts.map(lambda found: [field for part in found for field in part])
