"""Fields of the forms that the short way of `trace/usual` reads, with anything at the places that it fills in."""

import re

from hypothesis import strategies as st

from mailpath.trace.dialects import DIALECTS, marking, words
from mailpath.trace.usual import slots
from tests.strategies.received import addresses, host_names, hostile_helos

__all__ = ["FORMS", "filled", "mutated", "plain", "usual_line"]

_BY_TLS = "(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)|key-exchange X25519)"
_MS_TLS = "(version=TLS1_2,|cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)"
_MS = "with Microsoft|SMTP Server"
# `|` is a place where a server may fold. N: a name, I an address, B the writer, M a mailbox, Q an id, D a date
FORMS = (
    "from N (N [I])|by B (Postfix) with ESMTP id Q|for <M>; D",
    "from N (N [I])|by B (Postfix) with ESMTP id Q;|D (CEST)",
    f"from N (N [I])|{_BY_TLS}|(No client certificate requested)|by B (Postfix) with ESMTPS id Q|for <M>; D (UTC)",
    f"from N (N [IPv6:I])|{_BY_TLS}|(Authenticated sender: N)|by B (Postfix) with ESMTPSA id Q; D",
    "from N (N [I])|(Authenticated sender: M)|by B (Postfix) with ESMTPSA id Q; D",
    "from N|by B with LMTP|id Q|(envelope-from <M>)|for <M>; D",
    "from N (N. [I])|by B with ESMTPS id Q|for <M>|(version=TLS1_3 cipher=TLS_AES_256_GCM bits=256/256);|D (PDT)",
    "from N (N. [I])|by mx.google.com with ESMTPS id Q|for <M>; D",
    "by B with SMTP id Q;|D (PST)",
    "by B with SMTP id Q|for <M>; D",
    "from N ([I])|by B with esmtps  (TLS1.3) tls TLS_AES_256_GCM_SHA384|(Exim 4.97)|(envelope-from <M>)|id Q; D",
    "from N ([I]:2525 helo=N)|by B with esmtp (Exim 4.97)|(envelope-from <M>)|id Q|for M; D",
    "from N (port=2525 helo=N)|by B with esmtpsa (TLS1.2) tls AES256|(Exim 4.97)|(envelope-from <M>) id Q for M; D",
    "from N (helo=N)|by B with esmtp (Exim 4.97)|id Q; D",
    "from N by B with local (Exim 4.97)|(envelope-from <M>)|id Q; D",
    "from N (N [I] (may be forged))|by B (8.17.1/8.17.1) with ESMTP id Q|for <M>; D",
    "from N (N [I])|(authenticated bits=0)|by B (8.17.1/8.17.1) with ESMTPSA id Q|for <M>; D",
    "from N (N [I])|by B (Haraka/3.0.3) with ESMTPS id Q|envelope-from <M>|tls TLS_AES_256_GCM_SHA384; D",
    f"from N (I) by|B (I) {_MS} {_MS_TLS} id Q; D",
    f"from N (I) by|B (I) {_MS} id Q via Frontend|Transport; D",
    "from N ([I]) by B|([I]) with mapi id Q; D",
    "from N (I) by B with HTTPS; D",
    "from N ([I]) by B with Microsoft SMTPSVC(10.0.14393.4169); D",
    "from N (HELO N) (I)|by B with SMTP; D",
    "from N (EHLO N) ([I])|by B with ESMTP id Q; D",
    "from N (LHLO N) (I)|by B with LMTP; D",
    "from N ([I])|by B (N [I]) (amavisd-new, port 10024)|with ESMTP id Q for <M>; D",
    "from N (N [::ffff:I])|(AUTH: LOGIN N, TLS: TLSv1.3,256bits)|by B with ESMTPSA; D id Q",
    "from N ([I])|by B ([I])|via tcp with ESMTPS id Q (TLS1.3 TLS_AES_128_GCM_SHA256) for <M>; D",
    "from N (N [I])|by B (Postfix, from userid 33) id Q; D",
    "by B (Postfix, from userid 33)|id Q; D",
    "from N (N [I]) by B (SG) with HTTP id Q; D",
    "from N (N [I]) by B via smtpd (for N [I]) with SMTP id Q; D",
)

_HEADS = ("filter", "gmailapi", "mail", "mx", "server-1", "x.y.z")
_HOSTS = tuple(f"{head}{end}" for dialect in DIALECTS for end in dialect.hosts[:6] for head in _HEADS)
_PROGRAMS = tuple(word for row in (*words.ROWS, *marking.ROWS) for word in (*row.programs, *row.protocols))
_HINTS = (
    *("tls1.example", "sslv3.example", "cipher.example", "tls1", "TLSv1.3", "unknown.example", "encrypted.example"),
    *("auth.example", "smtp-auth.example", "authenticated", "unauthenticated", "account", "user.example", "uid"),
    *("exim.example", "smtpsvc.example", "SMTPSVC", "softdnserr", "softdnserr.example", "courier.example", "verified"),
    *("helo.example", "HELO", "EHLO.example", "LHLO", "hello.example", "helo=x.example", "for.example", "for"),
    *("envelope-from", "envelope-from.example", "return-path.example", "smtp.mailfrom", "mailfrom.example", "sender.x"),
    *(
        "from",
        "by",
        "with",
        "id",
        "via",
        "tls",
        "BY",
        "From",
        "signed.example",
        "proxying",
        "using.example",
        "no.client",
    ),
)
_NAMELESS = (
    *(
        "unknown",
        "Unknown",
        "localhost",
        "localhost.localdomain",
        "unknown.domain",
        "no.name.available",
        "none",
        "source",
    ),
    *(
        "-",
        "?",
        "n/a",
        ".",
        "x.",
        ".x",
        "x..y",
        "be",
        "User",
        "WIN-ABC123",
        "a_b.example",
        "x@y.example",
        "user@192.0.2.9",
    ),
)
_ODD_ADDRESSES = (
    *("192.0.2.1", "192.0.2.256", "192.000.002.001", "7.0.030.2", "1.2.3.4", "8.17.1.19", "1.2.3.4.5", "192.0.2.1:25"),
    *("::1", "::ffff:192.0.2.3", "::FFFF:C000:203", "fe80::1%6", "2001:db8::1::2", "2002:a05:6358:782:b0:ef:36d3:fe1d"),
    *(
        "[192.0.2.9]",
        "[IPv6:2001:db8::9]",
        "[IPv6:::ffff:192.0.2.9]",
        "[192.0.2.09]",
        "[x.example]",
        "IPv6:2001:db8::9",
    ),
    *("dead", "abc.def", "2603:10b6:30f:fff2:0:1:0:b", "10.4.7", "127.0.0.1", "10.10.4.7"),
)
_HARD = (
    *(
        "(x)",
        "x(y",
        "x)y",
        "[x",
        'x"y',
        "<x>",
        "<>",
        "x;y",
        "x\\y",
        "é.example",
        "x\0y",
        "x\x1by",
        "x\ry",
        "a b",
        "",
        "x,",
    ),
    *("(x [192.0.2.9])", "x (y [192.0.2.9])", "a by b", "a id b", "a for b", "x; Mon, 21 Sep 2026 10:00:03 +0000"),
    *("l" * 64 + ".example", "n" * 260, ("m" * 60 + ".") * 5 + "example"),
)
_OWN = (
    *(one.strip("[]") for group in (slots.HELO, slots.MARKED, slots.RDNS, *slots.IPS, slots.IDS) for one in group),
    *(slots.BY, slots.BY_LABEL, slots.BY_6TO4, slots.FOR, slots.SENDER, slots.LOGIN, slots.DATE),
)

_odd = st.sampled_from((*_HOSTS, *_PROGRAMS, *_HINTS, *_NAMELESS, *_ODD_ADDRESSES, *_HARD, *_OWN)) | st.text(
    max_size=12
)
_glued = st.builds(lambda one, mark, other: one + mark + other, _odd, st.sampled_from(("", ".", "-", "=", "@")), _odd)
_ids = st.one_of(
    st.text("0123456789ABCDEF", min_size=5, max_size=14),
    st.text("0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz", min_size=4, max_size=26),
    st.from_regex(re.compile(r"[0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}", re.ASCII), fullmatch=True),
    st.from_regex(
        re.compile(r"[0-9a-f]{24}|15\.20\.[0-9]{4}\.[0-9]{2}|[0-9A-F]{8}\.[0-9A-F]{8}\.[0-9A-F]{8}"), fullmatch=True
    ),
    st.sampled_from(
        ("a1-20020a05si123.2026.01.15", "smtpauth12", "xSMTPSVCx1", "envelope-from", "filter1-123", "auth=yes1")
    ),
)
_mailboxes = st.one_of(
    st.builds(lambda local, name: f"{local}@{name}", host_names, host_names),
    st.sampled_from(
        (
            *(
                "anna@receiver.example",
                "b+c=d.example@bounce.example",
                "tls1@x.example",
                "exim@x.example",
                "auth=x@y.example",
            ),
            *(
                '"a b"@x.example',
                '"a) by mx (x"@x.example',
                "anna",
                "",
                "a@b@c",
                "@x",
                "x@",
                "<x@y>",
                "a@pot",
                "é@x.example",
            ),
            *("tlsv1.3:aes256@x.example", "unknown:aes@x", "cipher=aes256@x.example", "smtpsvc@x.example", "helo=x@y"),
        )
    ),
)
_dates = st.one_of(
    st.from_regex(
        re.compile(
            r"(?:Mon, |Fri, )?[0-3]?[0-9] (?:Jan|Sep|feb|Xyz) (?:2026|1999|0102|9999) [0-2][0-9]:[0-5][0-9]:[0-6][0-9]"
            r" [+-](?:0000|0130|2359|9999)"
        ),
        fullmatch=True,
    ),
    st.sampled_from(
        ("Mon, 21 Sep 2026 10:00:03 GMT", "Mon,  1 Sep 2026 10:00:03 +0200", "Mon Sep 21 10:00:03 2026", "", "x")
    ),
)
_usual_places = {
    "N": host_names | st.sampled_from(("localhost", "unknown", "mail1", "[192.0.2.66]", "mx1.mail.x.example")),
    "I": addresses,
    "B": host_names
    | st.sampled_from(("a.b.prod.outlook.com", "A1.b.prod.exchangelabs.com", "2002:a05:6358:782::1", "mx.google.com")),
    "M": st.builds(lambda local, name: f"{local}@{name}", host_names, host_names),
    "Q": st.sampled_from(("4Abc1De2Fg", "1wAbCd-0000000EFgH-1iJk", "15.20.7362.26", "1sYiaU-0003nH-1L")),
    "D": st.sampled_from(
        ("Mon, 21 Sep 2026 10:00:03 +0200", "1 Sep 2026 00:00:59 -0000", "Fri, 01 Jan 1999 23:59:59 -0730")
    ),
}
_any = st.one_of(_odd, _odd, _glued, hostile_helos, host_names, addresses, _mailboxes, _ids, _dates)
_PLACE = re.compile(r"(\b[NIBMQD]\b|\|)")
_FOLDS = (" ", "\r\n\t", "\r\n ", "\r\n        ", "  ", "\n", "\r", "\t")


def _written(form: str, draw: st.DrawFn, odd: int) -> str:
    """A form with something at each of its places; at so many of them anything."""
    pieces = _PLACE.split(form)
    places = [number for number, piece in enumerate(pieces) if piece in _usual_places]
    hostile = {draw(st.sampled_from(places)) for _ in range(odd)}
    fold = draw(st.sampled_from(_FOLDS))
    for number in places:
        pieces[number] = draw(_any if number in hostile else _usual_places[pieces[number]])
    return draw(st.sampled_from((" ", "", "\r\n\t"))) + "".join(fold if piece == "|" else piece for piece in pieces)


def usual_line(form: str) -> bytes:
    """A form as a server writes it, nothing drawn."""
    texts = {
        "N": "mail.sender.example",
        "I": "192.0.2.7",
        "B": "mx.receiver.example",
        "M": "anna@receiver.example",
        "Q": "4Abc1De2Fg",
        "D": "Mon, 21 Sep 2026 10:00:03 +0200",
        "|": "\r\n\t",
    }
    return "".join(texts.get(piece, piece) for piece in _PLACE.split(form)).encode()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape" if not any(0xD800 <= ord(c) < 0xDC80 for c in text) else "replace")


@st.composite
def filled(draw: st.DrawFn) -> bytes:
    """A usual form with something hostile at a place or two."""
    return _encoded(_written(draw(st.sampled_from(FORMS)), draw, draw(st.integers(1, 2))))


@st.composite
def plain(draw: st.DrawFn) -> bytes:
    """A usual form as servers write it."""
    return _encoded(_written(draw(st.sampled_from(FORMS)), draw, 0))


@st.composite
def mutated(draw: st.DrawFn, lines: tuple[bytes, ...]) -> bytes:
    """One of the lines, a piece or two of which is replaced, doubled or taken away."""
    words_of = re.split(rb"(\s+|[()\[\]<>;=])", draw(st.sampled_from(lines)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(words_of) - 1))
        new = draw(st.sampled_from((b"", words_of[at] * 2)) | _any.map(_encoded))
        words_of[at] = new
    return b"".join(words_of)
