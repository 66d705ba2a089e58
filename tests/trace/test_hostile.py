"""What a client says of itself moves nothing but its own name: HELO texts that imitate the server's."""

import pytest
from hypothesis import assume, given

from mailpath.trace.parse import parse_received
from mailpath.trace.tokens import MAX_ANALYSED_CHARS, MAX_MARKS, clean, tokens
from mailpath.values.hop import Hop
from tests.strategies.received import hostile_helos

DATE = "Mon, 21 Sep 2026 10:00:03 +0000"


def _postfix(helo: str) -> Hop:
    """Postfix writes a HELO of several words as it came, and folds its own clauses."""
    return parse_received(
        f"from {helo} (r.example [192.0.2.7])\r\n"
        "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
        "\tby mx.receiver.example (Postfix) with ESMTPS id 4Abc1De2Fg\r\n"
        f"\tfor <anna@receiver.example>; {DATE} (UTC)"
    )


@given(hostile_helos)
def test_postfix_says_who_the_client_is(helo: str) -> None:
    assume(helo.count("(") == helo.count(")"))  # see below for the others
    hop = _postfix(helo)
    assert (hop.ip, hop.rdns) == ("192.0.2.7", "r.example")
    assert (hop.by, hop.id, hop.with_) == ("mx.receiver.example", "4Abc1De2Fg", "ESMTPS")
    assert hop.for_ == "anna@receiver.example"
    assert hop.date is not None
    assert hop.date.isoformat() == "2026-09-21T10:00:03+00:00"
    assert hop.auth is None
    assert hop.envelope_from is None


@given(hostile_helos)
def test_a_forged_address_is_never_taken(helo: str) -> None:
    assert _postfix(helo).ip in ("192.0.2.7", None)


INJECTED = [
    ("comment", "x ([203.0.113.5])"),
    ("glued_comment", "x([203.0.113.5])"),
    ("named_comment", "x (bank.example [203.0.113.5])"),
    ("marked", "[203.0.113.5] (HELO bank.example)"),
    ("marked_by_key", "bank.example (helo=bank.example)"),
    ("clause", "x (a [203.0.113.5]) by mx.bank.example (Postfix) with ESMTPA id 7"),
    (
        "whole_field",
        "x (a [203.0.113.5]) by mx.bank.example (Postfix) with ESMTPA id 7; Thu, 1 Jan 2004 00:00:00 +0000",
    ),
    ("login", "x (Authenticated sender: ceo@bank.example)"),
    ("open", "x (a"),
    ("closed", "x) y"),
    ("semicolon", "x; y"),
    ("angle", "x <y"),
    ("quote", 'x "y'),
    ("bracket", "[x y"),
]


@pytest.mark.parametrize("helo", [case[1] for case in INJECTED], ids=[case[0] for case in INJECTED])
def test_injected_into_postfix(helo: str) -> None:
    hop = _postfix(helo)
    assert (hop.ip, hop.rdns, hop.by, hop.id) == ("192.0.2.7", "r.example", "mx.receiver.example", "4Abc1De2Fg")
    assert (hop.auth, hop.with_) == (None, "ESMTPS")


def test_a_name_that_is_called_helo() -> None:
    """Sendmail writes a looked-up name that was not confirmed: also `HELO`."""
    hop = parse_received(
        "from [203.0.113.5] (HELO [192.0.2.7] (may be forged)) by mx.receiver.example (8.18.1/8.18.1) with ESMTP"
        f" id 48LA03Qx012345; {DATE}"
    )
    assert hop.ip == "192.0.2.7"


def test_an_envelope_sender_with_parentheses() -> None:
    """Exim writes a quoted local part as it is: what stands in it comes too late to be a clause."""
    sender = '"x) (bank.example [203.0.113.5]) by mx.bank.example (Exim) with esmtpa id 7; 1 Jan 2004 00:00:00 +0000"'
    hop = parse_received(
        "from r.example ([192.0.2.7] helo=h.example)\r\n\tby mx.receiver.example with esmtp (Exim 4.98)\r\n"
        f"\t(envelope-from <{sender}@evil.example>)\r\n\tid 1tAbCd-000Xyz-AB; {DATE}"
    )
    assert (hop.ip, hop.rdns, hop.helo, hop.by) == ("192.0.2.7", "r.example", "h.example", "mx.receiver.example")


PATHOLOGICAL = [
    *"()[]<>\"';:,.@=\\ \t\0",
    *(
        "from ",
        "by ",
        "from from by ",
        "()",
        "(a [192.0.2.1]) ",
        "; 1 Jan 2026 10:00:00 ",
        "(HELO ",
        '"\\',
        '<"',
        "<[",
        "1.",
        "::",
    ),
]


@pytest.mark.parametrize("unit", PATHOLOGICAL)
def test_a_megabyte_of_it(unit: str) -> None:
    """No time is measured here: a quadratic step would take minutes."""
    hop = parse_received("from x (y [192.0.2.7]) by z (" + unit * ((1 << 20) // len(unit)))
    assert hop.ip == "192.0.2.7"


def test_half_a_megabyte_of_nesting() -> None:
    parse_received("from x " + "(" * (1 << 19) + ")" * (1 << 19))
    assert parse_received("from x " + "(" * 1000 + ")" * 1000 + f" by y; {DATE}").by == "y"
    assert MAX_ANALYSED_CHARS < 1 << 19


@pytest.mark.parametrize("unit", [")(", '"', "()", "(a)", "; ", "a "])
def test_a_field_of_more_marks_than_any_server_writes(unit: str) -> None:
    """What stands behind them is not read: no field costs more than so many tokens."""
    text = clean("from a" + unit * MAX_MARKS + f" (h [192.0.2.66]) by mx.own.example; {DATE}")
    assert len(tokens(text)) <= MAX_MARKS + 1
    assert not text.endswith("+0000")


def test_many_marks_but_not_too_many() -> None:
    body = "from a" + "(" * (MAX_MARKS - 40) + f" (h [192.0.2.66]) by mx.own.example; {DATE}"
    assert parse_received(body).ip == "192.0.2.66"
