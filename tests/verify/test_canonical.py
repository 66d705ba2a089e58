"""Canonical forms: the same bytes as a plain line-by-line version, and work that grows with the input only."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.verify.canonical import CanonicalMessage, relaxed_body, relaxed_field, signature_field, simple_body
from tests.signing import canonical_body, canonical_field

_PIECES = st.lists(st.sampled_from([b"a", b"\t", b" ", b"  ", b"\r\n", b"\r\n\r\n", b"\r", b"bc", b"\xff", b"\0"]))


@given(_PIECES.map(b"".join))
def test_bodies(body) -> None:
    assert bytes(simple_body(b"xx" + body, 2)) == canonical_body(body, "simple")
    assert bytes(relaxed_body(b" \t" + body, 2)) == canonical_body(body, "relaxed")


@given(st.lists(st.sampled_from([b"a", b"\t", b" ", b"\r\n ", b"\r\n\t", b"\r", b"\v", b"\xff"])).map(b"".join))
def test_fields(value) -> None:
    expected = canonical_field(b"Subject:" + value, "relaxed") + b"\r\n"
    if not re.search(rb"[\v\r](?!\n)", value):  # the plain version strips every kind of blank at the ends
        assert relaxed_field("subject", value) == expected
    assert b"\t" not in relaxed_field("subject", value)


@pytest.mark.parametrize(
    ("body", "simple", "relaxed"),
    [
        (b"", b"\r\n", b""),
        (b"\r\n", b"\r\n", b""),
        (b" \r\n\t\r\n", b" \r\n\t\r\n", b""),
        (b"a", b"a\r\n", b"a\r\n"),
        (b"a \t", b"a \t\r\n", b"a\r\n"),
        (b" a  b\t\r\n\r\n", b" a  b\t\r\n", b" a b\r\n"),
        (b"a\r\r\n\r\n", b"a\r\r\n", b"a\r\r\n"),
    ],
)
def test_body_examples(body, simple, relaxed) -> None:
    assert bytes(simple_body(body, 0)) == simple
    assert bytes(relaxed_body(body, 0)) == relaxed


@pytest.mark.parametrize(
    ("value", "without"),
    [
        (b" a=x; b=abc", b" a=x; b="),
        (b" a=x; b=abc;", b" a=x; b=;"),
        (b" a=x; b = abc\r\n\t def \r\n ; t=1", b" a=x; b =; t=1"),
        (b" b=abc; bh=b=; xb=1", b" b=; bh=b=; xb=1"),
        (b" bh=b=abc;\r\n\tb=\r\n\tabc", b" bh=b=abc;\r\n\tb="),
        (b" a=x", b" a=x"),
    ],
)
def test_signature_without_its_value(value, without) -> None:
    message = read_message(b"DKIM-Signature:" + value + b"\r\n\r\n")
    assert signature_field(message.fields[0], "simple") == b"DKIM-Signature:" + without


@pytest.mark.parametrize(
    "raw",
    [
        b"A: b\r\n\r\nx" + b" " * 4_000_000 + b"\r\n",
        b"A: b\r\n\r\n" + b" \t" * 2_000_000,
        b"A: b\r\n\r\n" + b"\r\n" * 2_000_000,
        b"A: b\r\n\r\n" + b" \r\n" * 1_500_000,
        b"A: " + b"\r\n " * 200_000 + b"x\r\n\r\n",
        b"DKIM-Signature: b=" + b"\r\n AA" * 150_000 + b"; a=\r\n\r\n",
        b"DKIM-Signature: " + b"b;" * 300_000 + b"\r\n\r\n",
    ],
    ids=["blanks", "tabs", "empty-lines", "blank-lines", "folds", "folded-signature", "tags"],
)
def test_what_took_quadratic_time_elsewhere_ends(raw) -> None:
    """No clock: the forms that were quadratic would run for minutes here."""
    message = read_message(raw)
    canonical = CanonicalMessage(message)
    for form in ("simple", "relaxed"):
        canonical.body_hash(form, "sha256")
        for field in message.fields:
            canonical.field(field, form)
            signature_field(field, form)
    assert canonical.hashed_bytes <= 2 * len(raw) + 2


def test_a_body_of_base64_is_not_copied() -> None:
    body = b"QUJD" * 18 + b"\r\n"
    message = read_message(b"A: b\r\n\r\n" + body * 100)
    canonical = CanonicalMessage(message)
    assert canonical.body("relaxed").obj is message.wire
    assert canonical.body("simple").obj is message.wire
