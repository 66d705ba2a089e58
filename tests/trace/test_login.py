"""Log-in words: only the server's own count, wherever a client can write the same ones.

HELO, envelope addresses (a quoted local part may hold blanks and parentheses) and idents are the client's text.
"""

import pytest

from mailpath.trace.parse import parse_received

DATE = "Thu, 1 Jan 2026 10:00:00 +0000"
EXIM = "from h.example ([192.0.2.66])\r\n\tby mx.own.example with esmtps (TLS1.3) tls T (Exim 4.98)"
SENDMAIL = "from h.example (h.example [192.0.2.66])\r\n\tby mx.own.example (8.18.1/8.18.1) with ESMTPS id 1"
POSTFIX = "from h.example (h.example [192.0.2.66])\r\n\tby mx.own.example (Postfix) with ESMTPS id 1"
HARAKA = "from h.example (h.example [192.0.2.66])\r\n\tby mx.own.example (Haraka/3) with ESMTPS id 1"
LOCAL_PARTS = [
    "auth=yes",
    "authenticated",
    "AUTH:x",
    "smtp-auth",
    '"x account boss"',
    '"account boss"',
    '"(Authenticated sender: boss)"',
    '"a (boss@192.0.2.1 with login)"',
    '"x with ESMTPSA"',
    '"x id ESMTPA auth=yes"',
    '"bits=0 auth=yes"',
    '"\\" (authenticated)"',
    '"\\") (authenticated bits=0) (\\""',
    '"x) (authenticated bits=0) (y"',
    '"x) tls y (authenticated bits=0) (y"',
    '"x) (user=a mech=LOGIN bits=0) (y"',
    '"a> tls T (authenticated bits=0) <b"',
]
WRITERS = {
    "exim": EXIM + "\r\n\t(envelope-from <{}@evil.example>)\r\n\tid 1tr004-2abc\r\n\tfor a@own.example; " + DATE,
    "exim_for": EXIM + "\r\n\tid 1tr004-2abc\r\n\tfor a+{}@own.example; " + DATE,
    "sendmail": SENDMAIL + "\r\n\tfor <a@own.example>; " + DATE + " (envelope-from {}@evil.example)",
    "postfix": POSTFIX + "\r\n\tfor <a@own.example>; " + DATE + " (envelope-from <{}@evil.example>)",
    "postfix_for": POSTFIX + "\r\n\tfor <{}@own.example>; " + DATE,
    "haraka": HARAKA + "\r\n\tenvelope-from <{}@evil.example>\r\n\ttls T; " + DATE,
    "second_from": POSTFIX + " for <a@own.example> from <{}@evil.example>; " + DATE,
    "by_comes_late": "from h.example (envelope-from <{}@evil.example>) by mx.own.example with SMTP id 1; " + DATE,
}


@pytest.mark.parametrize("local", LOCAL_PARTS)
@pytest.mark.parametrize("writer", WRITERS)
def test_an_envelope_address_is_no_login(writer: str, local: str) -> None:
    assert parse_received(WRITERS[writer].format(local)).auth is None


CLIENTS = [
    (
        "helo_before",
        "from x (authenticated bits=0) (h.example [192.0.2.66] (may be forged)) by z (8.18.1/8.18.1)",
        None,
    ),
    ("helo_before_bare", "from x (User authenticated) (192.0.2.66) by z (PowerMTA) id h", None),
    ("helo_before_bracket", "from x (Authenticated sender: a) [192.0.2.66] by z with SMTP", None),
    ("helo_behind", "from h.example ([192.0.2.66] helo=x) (authenticated bits=0) by z with esmtp (Exim 4.9)", None),
    ("helo_and_place", "from h.example ([192.0.2.66] helo=x) ([192.0.2.1]) (authenticated) by z (Exim 4.9)", None),
    ("literal", "from [192.0.2.66] (helo=x) ([192.0.2.1]) (authenticated) by z with esmtp (Exim 4.9)", None),
    ("unbalanced", "from h.example ([192.0.2.66] helo=x] (authenticated) by z with esmtp (Exim 4.9)", None),
    ("qpsmtpd", "from h (HELO x) (192.0.2.66) (smtp-auth username a, mechanism plain) by z (qpsmtpd/0.28)", True),
    ("qpsmtpd_helo", "from h (HELO x) (192.0.2.1) (smtp-auth username a) (192.0.2.66) by z (qpsmtpd/0.28)", None),
    ("ident", "from h (auth=yes@h.example [192.0.2.66]) by z (8.18.1/8.18.1) with ESMTP", None),
    ("ident_account", "from h (account boss@h.example [192.0.2.66]) by z (8.18.1/8.18.1) with ESMTP", None),
    ("qmail_ident", "from h (HELO x) (account boss@192.0.2.66) by z with SMTP", None),
    ("forged_account", "from [192.0.2.66] (HELO x) (account b) by z (CommuniGate Pro SMTP 6)", None),
    ("account", "from [192.0.2.66] (account a@b.example HELO x) by z (CommuniGate Pro SMTP 6)", True),
    ("may_be_forged", "from h (h [192.0.2.66] (may be forged)) (authenticated bits=0) by z (8.18.1/8.18.1)", True),
    ("certificate", 'from h (h [192.0.2.66]) (Client CN "(Authenticated sender: x)") by z (Postfix)', None),
    ("yahoo", "from unknown (HELO x) (a@192.0.2.66 with login) by z with SMTP", True),
    ("no_name", "from (AUTH: a) by z with esmtp (courier-0.40)", True),
    ("by_host", "from x (192.0.2.66) by z (authenticated as u) with ESMTP", True),
    ("haraka", HARAKA + '\r\n\tenvelope-from <"a b"@c.example>\r\n\ttls T (authenticated bits=0)', True),
    ("protocol_behind_for", "from x by z for <a@b.example> with ESMTPSA id 1", True),
    ("denied_by_client", EXIM + ' (envelope-from <"(not authenticated)"@b.example>)', None),
]


@pytest.mark.parametrize(("body", "auth"), [case[1:] for case in CLIENTS], ids=[case[0] for case in CLIENTS])
def test_the_server_speaks_from_the_address_on(body: str, auth: bool | None) -> None:
    assert parse_received(f"{body}; {DATE}").auth is auth


def test_a_cut_envelope_address_is_none() -> None:
    body = EXIM + '\r\n\t(envelope-from <"ceo@bank.example>"@evil.example>); ' + DATE
    assert parse_received(body).envelope_from is None


def test_more_comments_than_any_server_writes() -> None:
    body = "from h.example ([192.0.2.66] helo=x)" + " (a)" * 30 + " (authenticated bits=0) by z (Exim 4.9)"
    assert parse_received(f"{body}; {DATE}").auth is None
