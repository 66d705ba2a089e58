"""Canonical forms: the same bytes as a plain line-by-line version, and work that grows with the input only."""

import re
import tracemalloc
from hashlib import sha1, sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import Field, read_message
from mailpath.verify import canonical
from mailpath.verify.canonical import CanonicalMessage, Form, canonical_body, relaxed_field, signature_field
from tests import signing
from tests.signing import canonical_field

_PIECES = st.lists(st.sampled_from([b"a", b"\t", b" ", b"  ", b"\r\n", b"\r\n\r\n", b"\r", b"bc", b"\xff", b"\0"]))


_FORMS: tuple[Form, Form] = ("simple", "relaxed")


def _whole(body: bytes, form: Form, start: int = 0) -> bytes:
    return b"".join(canonical_body(body, start, form))


@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
@given(_PIECES.map(b"".join))
def test_bodies(piece, text) -> None:
    body = text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(canonical, "_PIECE", piece)
        patch.setattr(canonical, "_MANY_LINES", b"\r\n" * 2)
        assert _whole(b"xx" + body, "simple", 2) == signing.canonical_body(body, "simple")
        assert _whole(b" \t" + body, "relaxed", 2) == signing.canonical_body(body, "relaxed")


@given(_PIECES.map(b"".join), st.lists(st.integers(0, 60), max_size=4))
def test_digests_of_one_pass(text, lengths) -> None:
    """However many lengths and hashes are wanted, each digest is that of its own beginning of the body."""
    message = read_message(b"A: b\r\n\r\n" + text)
    for form in _FORMS:
        whole = _whole(message.wire, form, message.body_offset)
        shared = CanonicalMessage(message)
        for length in lengths:
            shared.want(form, "sha256", length)
        for length in (*lengths, None):
            assert shared.body_hash(form, "sha256", length) == sha256(whole[:length]).digest()
            assert shared.body_hash(form, "sha1", length) == sha1(whole[:length]).digest()
        assert shared.body_size(form) == len(whole)


@given(st.lists(st.sampled_from([b"a", b"\t", b" ", b"\r\n ", b"\r\n\t", b"\r", b"\v", b"\xff"])).map(b"".join))
def test_fields(value) -> None:
    expected = canonical_field(b"Subject:" + value, "relaxed") + b"\r\n"
    if not re.search(rb"[\v\r](?!\n)", value):  # the plain version strips every kind of blank at the ends
        assert relaxed_field("subject", value) == expected
    assert b"\t" not in relaxed_field("subject", value)


_BLANKS = st.sampled_from(
    [b"a", b"bc", b"\t", b" ", b"  ", b"\r\n ", b"\r\n", b"\r", b"\n", b"\v", b"\f", b"\x1c", b"\x85"]
)


@given(st.lists(_BLANKS).map(b"".join))
def test_no_other_blank_goes(value) -> None:
    text = re.sub(rb" {2,}", b" ", value.replace(b"\r\n", b"").replace(b"\t", b" ")).strip(b" ")
    assert relaxed_field("subject", value) == b"subject:" + text + b"\r\n"


_TAGS = st.sampled_from([b"b", b"B", b"bh", b"=", b";", b" ", b"\r\n\t", b"\n", b"x", b"\0"])


@given(st.lists(_TAGS, max_size=20).map(b"".join))
def test_the_first_signature_value_is_left_out(value) -> None:
    tags = value.split(b";")
    own = next((n for n, tag in enumerate(tags) if b"=" in tag and tag.split(b"=")[0].strip(b" \t\r\n") == b"b"), None)
    if own is not None:
        tags[own] = tags[own].partition(b"=")[0] + b"="
    field = Field("dkim-signature", b"DKIM-Signature", b"DKIM-Signature:" + value + b"\r\n", value, 0)
    assert signature_field(field, "simple") == b"DKIM-Signature:" + b";".join(tags)


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
    assert _whole(body, "simple") == simple
    assert _whole(body, "relaxed") == relaxed


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
    shared = CanonicalMessage(message)
    for form in _FORMS:
        shared.body_hash(form, "sha256")
        for field in message.fields:
            shared.field(field, form)
            signature_field(field, form)
    assert shared.hashed_bytes <= 2 * len(raw) + 2


def test_a_body_of_base64_is_not_copied() -> None:
    body = b"QUJD" * 18 + b"\r\n"
    message = read_message(b"A: b\r\n\r\n" + body * 100)
    for form in _FORMS:
        piece = next(canonical_body(message.wire, message.body_offset, form))
        assert isinstance(piece, memoryview)
        assert piece.obj is message.wire


def test_no_copy_of_a_large_body_is_held() -> None:
    message = read_message(b"A: b\r\n\r\n" + b"some  words \t of text\r\n" * 200_000)
    shared = CanonicalMessage(message)
    tracemalloc.start()
    shared.body_hash("relaxed", "sha256")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < len(message.wire) / 2
