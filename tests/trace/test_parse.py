"""What is read from fields of uncommon shapes; the families' usual lines are those of `docs/received.md`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.trace.parse import parse_received
from mailpath.trace.tokens import MAX_ANALYSED_CHARS
from mailpath.values.vocabulary import Provenance, Zone
from tests.strategies.received import fields
from tests.trace.test_document import shown

DATE = "Mon, 21 Sep 2026 10:00:03 +0000"
_NAMES = ("from_name", "helo", "rdns", "ip", "by", "by_ip")

# id, field body, fields that must read so (None: must be null)
CLIENTS = [
    (
        "helo_is_no_address",
        "from x ([192.0.2.1] helo=[198.51.100.2]) by y",
        {"ip": "192.0.2.1", "helo": "198.51.100.2"},
    ),
    ("address_behind_the_literal", "from [127.0.0.1] ([192.0.2.2]) by y", {"ip": "192.0.2.2", "helo": "127.0.0.1"}),
    ("literal_and_both", "from [10.0.0.1] ([192.0.2.2]:25 helo=x) by y", {"ip": "192.0.2.2", "helo": "x"}),
    ("literal_and_helo", "from [192.0.2.1] (HELO [10.0.0.5]) by y", {"ip": "192.0.2.1", "helo": "10.0.0.5"}),
    ("name_like_an_address", "from 10.1.2.3 (h.example [192.0.2.7]) by y", {"ip": "192.0.2.7", "rdns": "h.example"}),
    ("bare_name_and_helo", "from 192.0.2.7 (HELO x) by y (198.51.100.9)", {"ip": "192.0.2.7", "by_ip": "198.51.100.9"}),
    ("literal_and_unknown", "from [127.0.0.1] (unknown) by y with ESMTP", {"ip": None, "helo": "127.0.0.1"}),
    ("literal_alone", "from [192.0.2.7] by y with SMTP", {"ip": "192.0.2.7", "helo": "192.0.2.7"}),
    ("browser", "from [192.0.2.7] by y with HTTP", {"ip": "192.0.2.7", "helo": None}),
    ("by_comment_is_not_the_client", "from x by y (h [192.0.2.7]) with SMTP", {"ip": None, "by_ip": "192.0.2.7"}),
    ("for_is_not_the_client", "from x by y via smtpd (for h [192.0.2.7]) with SMTP", {"ip": None}),
    ("version_is_not_the_client", "from x by y (8.12.10.1) id 1", {"ip": None, "by_ip": None}),
    ("padded_version", "from x by y (7.0.030.2) id 1", {"by_ip": None}),
    ("id_is_not_the_client", "from x by y with SMTP id 192.0.2.7", {"ip": None, "id": "192.0.2.7"}),
    ("scanner_version", "from x (AVG SMTP 7.0.299 [265.6.8.12]) by y", {"ip": None}),
    ("proxying", "from 192.0.2.7 (proxying for 10.0.0.1) by y with HTTP", {"ip": "192.0.2.7"}),
    ("two_brackets", "from x ([192.0.2.7] [192.0.2.8]) by y", {"ip": "192.0.2.7"}),
    ("no_blank_before_the_bracket", "from x (r.example[192.0.2.7]) by y", {"ip": "192.0.2.7", "rdns": "r.example"}),
    ("unknown_in_angles", "from x (<unknown.domain>[192.0.2.7]) by y", {"ip": "192.0.2.7", "rdns": None}),
    ("unknown_glued", "from unknown[192.0.2.7] by y", {"ip": "192.0.2.7", "from_name": "unknown", "rdns": None}),
    ("ident", "from x (root@r.example [192.0.2.7]) by y", {"ip": "192.0.2.7", "rdns": "r.example"}),
    ("ident_without_name", "from x (kgb@[192.0.2.7]) by y", {"ip": "192.0.2.7", "rdns": None}),
    (
        "ident_with_marks",
        "from x.example (?a/b+c?@192.0.2.7) by y with SMTP; 21 Sep 2026 10:00:03 -0000",
        {"ip": "192.0.2.7"},
    ),
    ("ident_with_at", "from unknown (HELO x) (a@b.example@192.0.2.7) by y", {"ip": "192.0.2.7", "rdns": None}),
    ("rdns_is_an_address", "from x (192.0.2.7 [192.0.2.7]) by y", {"rdns": None}),
    ("only_a_comment", "from (192.0.2.7) by y via smtp id 1", {"ip": "192.0.2.7", "from_name": None, "via": "smtp"}),
    ("blank_in_the_comment", "from x ( [192.0.2.7]) by y", {"ip": "192.0.2.7", "helo": "x"}),
    ("empty_brackets", "from x.example ([]) by y", {"ip": None, "from_name": "x.example"}),
    ("question_marks", "from Unknown/Local ([?.?.?.?]) by y", {"ip": None}),
    ("no_address_at_all", "from x (r.example) by y (LSMTP)", {"ip": None, "rdns": "r.example", "helo": None}),
    ("user_at_localhost", "from localhost (user@localhost) by y (8.18.1/8.18.1)", {"ip": None, "rdns": None}),
    ("socket", "from localhost (localhost [[UNIX: localhost]]) by y (8.18.1/8.18.1)", {"ip": None}),
    ("from_name_from", "from x from [192.0.2.7] by y", {"ip": "192.0.2.7", "from_name": "x"}),
    ("name_of_two_words", "from 123 named unknown by y", {"from_name": "123", "by": "y"}),
    (
        "exim_three",
        "from r.example (h.example) [192.0.2.6.13219] (mail) by y with esmtp (Exim 3.35)",
        {"ip": "192.0.2.6"},
    ),
    (
        "exim_three_names",
        "from r.example (h.example) [192.0.2.6] by y (Exim 3)",
        {"rdns": "r.example", "helo": "h.example"},
    ),
    ("helo_of_two_words", "from r.example (HELO a [198.51.100.8]) by y", {"ip": None, "helo": "a"}),
    ("helo_quoted", 'from x ([192.0.2.1] helo="evil by q [198.51.100.8]") by y', {"ip": "192.0.2.1", "by": "y"}),
    ("host_called_helo", "from 10.0.0.1 ( helo [192.0.2.156]) by y", {"ip": "192.0.2.156"}),
    ("forged_mark", "from [192.0.2.101] (HELLO 10.0.0.9) (10.0.0.9) by a@v.example", {"ip": "192.0.2.101"}),
    (
        "verified",
        "from x.example (account a [192.0.2.7] verified) by y (CommuniGate Pro SMTP 6)",
        {"rdns": "x.example"},
    ),
    ("smap", "from UNKNOWN(192.0.2.7) by y via csmap (V4.1) id 1", {"ip": "192.0.2.7", "rdns": None, "helo": None}),
    (
        "smap_helo",
        "from r.example(192.0.2.7, HELO h.example) by y via smap",
        {"rdns": "r.example", "helo": "h.example"},
    ),
    ("local_user", "from root (helo=localhost) by y with local-bsmtp (Exim 4.98)", {"rdns": None, "helo": "localhost"}),
    ("nnfmp", "from [192.0.2.7] by t1.bullet.yahoo.com with NNFMP", {"ip": "192.0.2.7", "helo": None}),
    ("no_such_name", "from x (NXDOMAIN [192.0.2.7]) by y (Haraka/2.8.28) with ESMTP id 1", {"rdns": None}),
    ("pickup", "from mail pickup service by y with Microsoft SMTPSVC", {"ip": None, "by": "y", "family": "smtpsvc"}),
]
ADDRESSES = [
    ("port", "[192.0.2.7]:25", "192.0.2.7"),
    ("port_inside", "[192.0.2.7:25]", "192.0.2.7"),
    ("port_as_fifth", "[192.0.2.7.2525]", "192.0.2.7"),
    ("padded", "[192.000.002.007]", "192.0.2.7"),
    ("tagged", "[IPv6:2001:db8::7]", "2001:db8::7"),
    ("tagged_small", "[ipv6:2001:DB8:0:0::7]", "2001:db8::7"),
    ("bare", "2001:db8::7", "2001:db8::7"),
    ("zone", "[fe80::7%eth0]", "fe80::7"),
    ("zone_number", "fe80::7%12", "fe80::7"),
    ("mapped", "[::ffff:192.0.2.7]", "192.0.2.7"),
    ("mapped_in_hex", "[::ffff:c000:207]", "192.0.2.7"),
    ("six_with_port", "[2001:db8::7]:25", "2001:db8::7"),
    ("parentheses_inside", "[(192.0.2.7)]", "192.0.2.7"),
    ("too_large", "[192.0.2.256]", None),
    ("too_short", "[192.0.2]", None),
    ("too_many", "[192.0.2.7.8.9]", None),
    ("no_address", "[host]", None),
]
CLAUSES = [
    (
        "keywords_in_names",
        "from mail.by (x.id [192.0.2.1]) by baby.example with ESMTP",
        {"by": "baby.example", "rdns": "x.id"},
    ),
    ("glued_by", "from x (y [192.0.2.1])by  z (Postfix)", {"by": "z", "ip": "192.0.2.1"}),
    ("host_called_by", "from by (r.example [192.0.2.1]) by y", {"from_name": "by", "by": "y", "helo": "by"}),
    ("host_called_with", "from with by y with SMTP", {"from_name": "with", "with": "SMTP"}),
    ("by_by_by", "from x by by by y with SMTP", {"by": "y"}),
    ("with_cipher_in_a_comment", "from x (a [192.0.2.1]) (using TLSv1 with cipher Z) by y with SMTP", {"with": "SMTP"}),
    ("capitals", "FROM x BY y WITH SMTP ID 1 FOR <a@b.example>", {"by": "y", "with": "SMTP", "for": "a@b.example"}),
    ("capital_first", "From x By y With HTTPS Via z", {"by": "y", "with": "HTTPS", "via": "z"}),
    ("comma", "from x via SMTP by y, id 1", {"by": "y", "id": "1", "via": "SMTP"}),
    ("by_in_angles", "from x by <server> with SMTP", {"by": "server"}),
    ("by_literal", "from x by [192.0.2.9] with SMTP", {"by": "192.0.2.9", "by_ip": "192.0.2.9"}),
    ("by_bracket", "from x by y [192.0.2.9] with SMTP", {"by": "y", "by_ip": "192.0.2.9"}),
    ("second_by", "from x by y by uid 502 with qmail-scanner-1", {"by": "y"}),
    ("with_before_by", "from x with LMTP by y for <a@b.example>", {"with": "LMTP", "by": "y"}),
    ("double_angle", "from x by y for <<a@b.example>>", {"for": "a@b.example"}),
    ("several_recipients", "from x by y for <a@b.example>, <c@d.example>", {"for": "a@b.example"}),
    ("no_recipient", "from x by y with Symantec Mail Security for SMTP", {"for": None}),
    ("quoted_recipient", 'from x by y for <"a; by b"@c.example>', {"for": '"a; by b"@c.example', "by": "y"}),
    ("local_recipient", "from x by y for root", {"for": "root"}),
    ("id_in_angles", "from x by y id <1@y>", {"id": "1@y"}),
    ("id_behind_by", "from x (unverified [192.0.2.1]) by y <1@y>", {"id": "1@y", "rdns": None}),
    ("glued_for", "from x by y id 846CF2117for <a@b.example>", {"id": "846CF2117for"}),
    ("slashes", "from x by y with SMTP id EE/20-3-33C", {"id": "EE/20-3-33C"}),
    ("qmail_cipher", "from x by y with AES256-SHA encrypted SMTP", {"with": "SMTP", "tls": "null, AES256-SHA"}),
    ("via_in_a_comment", "from [192.0.2.1] by y (via HTTP)", {"via": "HTTP", "helo": None}),
    (
        "semicolon_inside",
        f"from x by y with;ESMTP id 1 for <a@b.example>; {DATE} : <g @yi.example>",
        {"id": "1", "by": "y"},
    ),
    ("semicolon_before_by", f"from x ([192.0.2.1]) (login); by y with HTTP; {DATE}", {"by": "y", "with": "HTTP"}),
    ("no_from", "by y (Postfix, from userid 33) id 1", {"by": "y", "from_name": None}),
    ("no_by", "from x ([192.0.2.1]) with MailEnable ESMTP", {"by": None, "ip": "192.0.2.1"}),
    ("nothing", "InvalidReceivedHeader", {"by": None, "from_name": None, "ip": None}),
    ("line_end_first", "\r\n\tby y with SMTP", {"by": "y", "with": "SMTP"}),
    ("empty", "", {"family": "generic", "by": None}),
    ("prototype", "__proto__ (version=TLS1_3 cipher=XYZ) by y", {"by": "y", "from_name": None}),
    ("unclosed", "from x (y [192.0.2.1] by z with SMTP", {"by": "z", "with": "SMTP"}),
    ("closed_twice", "from x (y [192.0.2.1]) verify=FAIL) by z", {"by": "z", "ip": "192.0.2.1"}),
    ("nul", "from ma\0il.example (ma\0il.example [1\x0092.0.2.1]) by z", {"ip": "192.0.2.1", "rdns": "mail.example"}),
    ("eight_bit", "from jürgen.example (jürgen.example [192.0.2.1]) by z", {"rdns": "jürgen.example"}),
]
SESSIONS = [
    ("bits_zero", "from x (y [192.0.2.1]) (authenticated bits=0) by z (8.18.1/8.18.1)", True),
    ("zero_bits", "from x (y [192.0.2.1]) (authenticated (0 bits)) by z (8.11.6/8.11.6)", True),
    ("user_authenticated", "from x (y [192.0.2.1]) (User authenticated as a@B) by z", True),
    ("postfix", "from x (y [192.0.2.1]) (Authenticated sender: a) by z (Postfix)", True),
    ("courier", "from x ([192.0.2.1]) (AUTH: LOGIN a) by z", True),
    ("protocol", "from x ([192.0.2.1]) by z with esmtpsa", True),
    ("utf8_protocol", "from x ([192.0.2.1]) by z with UTF8SMTPSA id 1", True),
    ("asmtp", "from x ([192.0.2.1]) by z with ASMTP", True),
    ("login", "from x (a@192.0.2.1 with login) by z with SMTP", True),
    ("opensmtpd", "from x (y [192.0.2.1]) by z (OpenSMTPD) with ESMTPS id 1 (TLSv1.3:A:256:NO) auth=yes user=a", True),
    ("mirapoint", "from x (EHLO z) ([192.0.2.1]) by y (MOS 4.4.6-GA) with ESMTP id A1 (AUTH anna)", True),
    ("mirapoint_via", "from x ([192.0.2.1]) by y (MOS 4.4.6-GA) with ESMTP id A1 (AUTH via POPBEFORESMTP)", True),
    ("auth_failed", "from x ([192.0.2.1]) by y (MOS 4.4.6-GA) with ESMTP id A1 (AUTH failed)", None),
    ("auth_of_something", "from x ([192.0.2.1]) by y (AUTH gateway 2 of y) with ESMTP id A1", None),
    ("not_authenticated", "from x (y [192.0.2.1]) (not authenticated) by z", False),
    ("auth_none", "from x (y [192.0.2.1]) (auth=none) by z", False),
    ("plain", "from x (y [192.0.2.1]) by z with ESMTPS", None),
    ("helo_says_so", "from y (HELO authenticated) (192.0.2.1) by z with SMTP", None),
    ("name_says_so", "from authenticated (auth.example [192.0.2.1]) by z with SMTP", None),
]
SECURITY = [
    ("postfix", "from x (y [192.0.2.1]) (using TLSv1.3 with cipher ABC (256/256 bits)) by z", "TLSv1.3, ABC"),
    ("sendmail", "from x by z (8.18.1/8.18.1) id 1 (version=TLSv1/SSLv3 cipher=ABC-D bits=128)", "TLSv1/SSLv3, ABC-D"),
    ("exchange", "from x (192.0.2.1) by z with Microsoft SMTP Server (version=TLS1_2, cipher=A_B) id 1", "TLS1_2, A_B"),
    ("exchange_old", "from x (192.0.2.1) by z with Microsoft SMTP Server (TLS) id 1", "null, null"),
    ("exim", "from x by z with esmtps (TLSv1.2:ECDHE-A:256) (Exim 4.9)", "TLSv1.2, ECDHE-A"),
    ("exim_old", "from x by z with esmtp (Cipher TLSv1:DES-CBC3-SHA:168) (Exim 3.3)", "TLSv1, DES-CBC3-SHA"),
    ("exim_gnutls", "from x by z with asmtp (TLS-1.0:RSA_ARCFOUR_MD5:16) (Exim 4.34)", "TLS-1.0, RSA_ARCFOUR_MD5"),
    ("exim_unknown", "from x by z with esmtps (UNKNOWN:ECDHE-A:256) (Exim 4.89)", "null, ECDHE-A"),
    ("rfc8314", "from x by z with esmtps (TLS1.3) tls TLS_AES_256 (Exim 4.98)", "TLS1.3, TLS_AES_256"),
    ("rfc8314_alone", "from x by z with ESMTPS id 1 tls TLS_AES_256", "null, TLS_AES_256"),
    ("courier", "from x ([192.0.2.1]) (TLS: TLSv1/SSLv3, 168bits,DES-CBC3-SHA) by z", "TLSv1/SSLv3, DES-CBC3-SHA"),
    ("mox", "from x by z via tcp with ESMTPS id 1 (TLS1.3 TLS_AES_128)", "TLS1.3, TLS_AES_128"),
    ("haraka", "from x by z (Haraka/3) with ESMTPS id 1 (cipher=ABC-D)", "null, ABC-D"),
    ("haraka_old", "from x by z (Haraka/2) with ESMTPS id 1 (version=TLSv1 cipher=ABC-D verify=OK)", "TLSv1, ABC-D"),
    ("word_alone", "from x by z with ESMTPS", "null, null"),
    ("communigate", "from x by z with ESMTP-TLS id 1", "null, null"),
    ("none", "from x by z with ESMTP", None),
]
SENDERS = [
    ("comment", "from x by z (envelope-from <a@b.example>) with SMTP", "a@b.example"),
    ("bare", "from x by z (Haraka/3) with SMTP id 1 envelope-from <a@b.example>", "a@b.example"),
    ("null_sender", "from x by z (envelope-from <>) with SMTP", "<>"),
    ("null_sender_bare", "from x by z with SMTP envelope-from <>", "<>"),
    ("behind_the_date", f"from x by z; {DATE} (envelope-from a@b.example)", "a@b.example"),
    ("sender", "from x (y [192.0.2.1]) (envelope-sender <a@b.example>) by z", "a@b.example"),
    ("return_path", "from x by z (return-path: <a@b.example>)", "a@b.example"),
    ("second_from", "from x by z for <c@d.example> from <a@b.example>", "a@b.example"),
    ("stdin", "from x by z via smail from stdin id 1", None),
    ("none", "from x by z with SMTP", None),
]


def _check(body: str, expected: dict[str, str | None]) -> None:
    read = shown(parse_received(body))
    assert {field: read.get(field) for field in expected} == expected


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CLIENTS], ids=[case[0] for case in CLIENTS])
def test_clients(body: str, expected: dict[str, str | None]) -> None:
    _check(f"{body}; {DATE}" if ";" not in body else body, expected)


@pytest.mark.parametrize(("text", "ip"), [case[1:] for case in ADDRESSES], ids=[case[0] for case in ADDRESSES])
def test_spellings_of_an_address(text: str, ip: str | None) -> None:
    _check(f"from x ({text}) by y; {DATE}", {"ip": ip})
    _check(f"from x ({text} helo=z) by y; {DATE}", {"ip": ip, "helo": "z"})


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CLAUSES], ids=[case[0] for case in CLAUSES])
def test_clauses(body: str, expected: dict[str, str | None]) -> None:
    _check(body, expected)


@pytest.mark.parametrize(("body", "auth"), [case[1:] for case in SESSIONS], ids=[case[0] for case in SESSIONS])
def test_logins(body: str, auth: bool | None) -> None:
    assert parse_received(f"{body}; {DATE}").auth is auth


@pytest.mark.parametrize(("body", "tls"), [case[1:] for case in SECURITY], ids=[case[0] for case in SECURITY])
def test_transport_security(body: str, tls: str | None) -> None:
    _check(f"{body}; {DATE}", {"tls": tls})


@pytest.mark.parametrize(("body", "sender"), [case[1:] for case in SENDERS], ids=[case[0] for case in SENDERS])
def test_envelope_senders(body: str, sender: str | None) -> None:
    _check(body, {"envelope_from": sender})


DATES = [
    ("no_semicolon", "from x by y id 1 Mon, 21 Sep 2026 10:00:03 +0000 (UTC)", "2026-09-21T10:00:03Z"),
    ("for_behind", f"from x by y ; {DATE} for <a@b.example>", "2026-09-21T10:00:03Z"),
    ("date_alone", DATE, "2026-09-21T10:00:03Z"),
    ("underscores", f"from x by y with LMTP;_ {DATE}", "2026-09-21T10:00:03Z"),
    ("in_a_comment", "by y (prog (built 21 Sep 2026 10:00:03)) with SMTP", None),
    ("time_alone", "from x by y; 10:00:03 +0000", None),
    ("impossible", "from x by y; 31 Jun 2026 10:00:03 +0000", None),
    (
        "zone_in_a_comment_of_its_own",
        "from x by y; Mon, 21 Sep 2026 12:00:03 +0200 (CEST (summer; time))",
        "2026-09-21T10:00:03Z",
    ),
    ("comment_inside", "from x by y id 1; Mon, 21 Sep 2026 (autumn) 10:00:03 +0000", "2026-09-21T10:00:03Z"),
    ("comments_all_over", "by y; Mon (a), 21 (b (c)) Sep 2026 10(d):(e)00:03 (f) +0000", "2026-09-21T10:00:03Z"),
    ("comment_with_a_date_behind", f"by y; {DATE} (was; Mon, 1 Jan 2001 00:00:00 +0000)", "2026-09-21T10:00:03Z"),
]


@pytest.mark.parametrize(("body", "date"), [case[1:] for case in DATES], ids=[case[0] for case in DATES])
def test_dates(body: str, date: str | None) -> None:
    _check(body, {"date": date})


def test_a_hop_is_claimed_until_it_has_a_place() -> None:
    hop = parse_received(f"from x (y.example [192.0.2.1]) by z ([192.0.2.9]) with SMTP; {DATE}")
    assert (hop.index, hop.zone, hop.delay_seconds, hop.skew_seconds) == (0, Zone.CLAIMED, None, None)
    assert hop.provenance == dict.fromkeys(_NAMES, Provenance.CLAIMED)


def test_raw_is_kept_whole() -> None:
    body = "from x\r\n\tby y\0 " + "z" * MAX_ANALYSED_CHARS
    assert parse_received(body).raw == body


def test_bytes_that_are_not_utf8_are_latin1() -> None:
    assert parse_received(b"from \xe4 by y").raw == "from \xe4 by y"
    assert parse_received("from ä by y".encode()).raw == "from ä by y"


def test_surrogates_become_what_can_be_written() -> None:
    parse_received("from \udce4 by y").raw.encode()
    assert parse_received("from \udce4 by y").raw == "from \xe4 by y"
    parse_received("from \ud800 by y").raw.encode()


def test_what_stands_behind_the_bound_is_not_read() -> None:
    assert parse_received("from x" + " " * MAX_ANALYSED_CHARS + "by y").by is None


@given(fields | st.binary(max_size=200))
def test_never_raises_and_invents_nothing(body: str | bytes) -> None:
    hop = parse_received(body)
    source = hop.raw.translate(dict.fromkeys((*range(32), 127)))
    assert len(hop.raw) <= len(body)
    for value in (hop.from_name, hop.helo, hop.rdns, hop.by, hop.id, hop.for_, hop.envelope_from):
        assert value is None or value == "<>" or value in source
        assert value != ""
    for phrase in (hop.with_, hop.via):
        assert phrase is None or all(word in source for word in phrase.split())
    for ip in (hop.ip, hop.by_ip):
        assert ip is None or len(ip) <= len(hop.raw)
    assert set(hop.provenance) == {name for name in _NAMES if getattr(hop, name) is not None}
    hop.raw.encode()
