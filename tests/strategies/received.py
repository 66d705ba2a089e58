"""Received fields: such as servers write, such as they write about a hostile client, and such as nobody writes."""

from hypothesis import strategies as st

__all__ = ["addresses", "fields", "host_names", "hostile_helos", "junk", "well_formed"]

_LABEL = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=8).map(
    lambda text: text.strip("-") or "x"
)
host_names = st.lists(_LABEL, min_size=1, max_size=3).map(lambda labels: ".".join((*labels, "example")))
_IP4 = st.integers(0, 255).map(lambda last: f"192.0.2.{last}")
_IP6 = st.integers(1, 0xFFFF).map(lambda last: f"2001:db8::{last:x}")
addresses = _IP4 | _IP6

_DATES = st.sampled_from(
    (
        "Mon, 21 Sep 2026 10:00:03 +0200 (CEST)",
        "21 Sep 2026 08:00:03 -0000",
        "Mon, 21 Sep 2026 01:00:03 PDT",
        "Mon Sep 21 10:00:03 2026",
        "2026-09-21 08:00:02.012345678 +0000 UTC",
        "31 Jun 2026 08:00:03 +0000",
        "",
    )
)
_TAGGED = addresses.map(lambda ip: f"IPv6:{ip}" if ":" in ip else ip)
_CLIENTS = st.one_of(
    st.builds(lambda helo, rdns, ip: f"from {helo} ({rdns} [{ip}])", host_names, host_names, _TAGGED),
    st.builds(lambda helo, ip: f"from {helo} (unknown [{ip}])", host_names, _TAGGED),
    st.builds(lambda helo, ip: f"from {helo} ({ip})", host_names, addresses),
    st.builds(lambda name, ip, helo: f"from {name} ([{ip}]:2525 helo={helo})", host_names, addresses, host_names),
    st.builds(lambda ip, helo: f"from [{ip}] (helo={helo})", addresses, host_names),
    st.builds(lambda name, helo, ip: f"from {name} (HELO {helo}) (user@{ip})", host_names, host_names, _IP4),
    st.builds(lambda name, helo, ip: f"from {name} (EHLO {helo}) [{ip}]", host_names, host_names, _IP4),
    st.builds(lambda ip: f"from [{ip}] (account user HELO x)", addresses),
    st.builds(lambda name, ip: f"from {name}({ip})", host_names, _IP4),
    st.builds(lambda name, ip: f"(from {name} [{ip}])", host_names, _IP4),
    st.just("(qmail 4711 invoked by uid 1)"),
    st.just(""),
)
_SESSIONS = st.sampled_from(
    (
        "",
        " (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))",
        " (authenticated bits=0)",
        " (Authenticated sender: a@sender.example)",
        " (AUTH: LOGIN a, TLS: TLSv1/SSLv3,128bits,RC4-MD5)",
        " (may be forged)",
    )
)
_BYS = st.one_of(
    host_names.map(lambda name: f"by {name}"),
    addresses.map(lambda ip: f"by {ip}"),
    st.builds(lambda name, ip: f"by {name} ({ip})", host_names, addresses),
    st.just("by localhost (amavis [127.0.0.1])"),
    st.just(""),
)
_PROGRAMS = st.sampled_from(
    (
        "",
        " (Postfix)",
        " (Exim 4.98)",
        " (8.18.1/8.18.1)",
        " (qpsmtpd/0.96)",
        " (PowerMTA(TM) v5.0r3)",
        " (ecelerity 4.8.0.1 r(Core:4.8.0.0))",
        " (CommuniGate Pro SMTP 6.3.8)",
        " (SG)",
        " (OpenSMTPD)",
    )
)
_WITHS = st.sampled_from(
    (
        "",
        " with ESMTPS",
        " with esmtpsa (TLS1.3) tls TLS_AES_256_GCM_SHA384",
        " with Microsoft SMTP Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)",
        " with mapi",
        " with HTTP",
        " with POP3 (fetchmail-6.4.37)",
        " with ESMTP/TLS/AES128-SHA",
        " with [XMail 1.27 ESMTP Server]",
        " via Frontend Transport",
        " with;ESMTP",
    )
)
_TAILS = st.sampled_from(
    (
        "",
        " id 4711",
        " id <4711@mx.example> for <anna@receiver.example>",
        " for anna@receiver.example from <ben@sender.example>",
        " envelope-from <ben@sender.example>",
        " (envelope-from <>)",
    )
)
_FOLDS = st.sampled_from((" ", "\r\n\t", "\n ", "  "))


@st.composite
def well_formed(draw: st.DrawFn) -> str:
    """A field as one of the families would write it, or a mixture of several; folded anyhow."""
    fold = draw(_FOLDS)
    parts = [draw(_CLIENTS) + draw(_SESSIONS), draw(_BYS) + draw(_PROGRAMS) + draw(_WITHS) + draw(_TAILS)]
    text = fold.join(part for part in parts if part)
    return f"{text};{fold}{draw(_DATES)}"


_PIECES = (
    *"()[]<>\"';:,.=@\\%?/-_ \t\r\n\0",
    *("from ", "by ", "with ", "id ", "for ", "via ", "tls ", "helo=", "(HELO ", "(EHLO ", "envelope-from ", "IPv6:"),
    *(
        "192.0.2.1",
        "[192.0.2.2]",
        "2001:db8::1",
        "::ffff:192.0.2.3",
        "7.0.030.2",
        "unknown",
        "x.example",
        "baby.example",
    ),
    *(
        "; Mon, 21 Sep 2026 10:00:03 +0200",
        "TLSv1.3",
        "cipher=",
        "version=TLS1_2",
        "authenticated",
        "account ",
        "SMTPSVC",
    ),
    *("(Postfix)", "(Exim 4", "qmail", "ESMTPA", "HTTP", "é", "Ü", "\x80", "\ud800", "\udcff", "😀", "\x1b[31m", "‮"),
)
junk = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text(max_size=120)
fields = well_formed() | junk | st.builds(lambda text, more: text + more, well_formed(), junk)

# What a client may say as HELO where the server takes any text (Postfix): forged comments, clauses, logins, dates.
hostile_helos = st.lists(
    st.sampled_from(
        (
            "x",
            "[203.0.113.5]",
            "203.0.113.5",
            "x([203.0.113.5])",
            "(bank.example [203.0.113.5])",
            "(unknown [203.0.113.5])",
            "([203.0.113.5]",
            "(HELO bank.example)",
            "(helo=bank.example)",
            "(Authenticated sender: ceo@bank.example)",
            "(authenticated bits=0)",
            "(envelope-from <ceo@bank.example>)",
            "by mx.bank.example (Postfix)",
            "with ESMTPSA id 4711",
            "for <ceo@bank.example>",
            "via HTTP",
            "; Thu, 1 Jan 2004 00:00:00 +0000",
            "from bank.example",
            "(",
            ")",
            '"',
            "<",
            "]",
        )
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
