"""Bytes to fields: line ends, mbox lines, folding, broken blocks, pasted headers; nothing raises, nothing is lost."""

import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.message import fields
from mailpath.message.fields import MAX_FIELDS, MAX_HEADER_BYTES, read_message
from mailpath.values.vocabulary import Fidelity, SourceFormat

PLAIN = b"From: a@firma.example\r\nSubject: x\r\n y\r\n\r\nbody\r\n"


def names(raw: bytes) -> list[str]:
    return [field.name for field in read_message(raw).fields]


def codes(raw: bytes) -> list[str]:
    return [defect.code for defect in read_message(raw).defects]


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN,
        PLAIN.replace(b"\r\n", b"\n"),
        PLAIN.replace(b"\r\n", b"\r"),
        b"From a@b Mon Jan  1 00:00:00 2024\n" + PLAIN,
        b">From a@b Mon Jan  1 00:00:00 2024\r\n" + PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        b"\r\n\r\n" + PLAIN,
    ],
    ids=["crlf", "lf", "cr", "mbox", "quoted mbox", "byte order mark", "leading blank lines"],
)
def test_the_same_message_in_any_dress(raw: bytes):
    message = read_message(raw)
    assert [f.name for f in message.fields] == ["from", "subject"]
    assert message.fields[1].value == b" x\r\n y"
    assert message.fields[1].unfolded == b"x y"
    assert bytes(message.body) == b"body\r\n"
    assert message.raw == raw
    assert (message.format, message.fidelity) == (SourceFormat.RFC5322, Fidelity.ORIGINAL)
    assert message.defects == ()


def test_offsets_and_raw_bytes_point_into_the_wire():
    message = read_message(b"A: 1\n\tfolded\nB :2\n\n")
    for field in message.fields:
        assert message.wire[field.offset : field.offset + len(field.raw)] == field.raw
    assert message.fields[0].raw == b"A: 1\r\n\tfolded\r\n"
    assert message.fields[1].raw_name == b"B"
    assert message.body_offset == len(message.wire)


def test_mixed_line_ends_are_mended_and_named():
    raw = b"A: 1\r\nB: 2\n\nbody\n"
    assert read_message(raw).wire == b"A: 1\r\nB: 2\r\n\r\nbody\r\n"
    assert codes(raw) == ["mixed_line_ends"]


def test_mending_line_ends_costs_no_more_than_the_text():
    raw = b"A: 1\r\nB: 2\r\r\n\n" + b"\n" * (4 << 20)
    tracemalloc.start()
    try:
        wire = read_message(raw).wire
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert wire == b"A: 1\r\nB: 2\r\r\n" + b"\r\n" * ((4 << 20) + 1)
    assert peak < 5 * len(raw)


def test_repeated_fields_keep_their_order():
    message = read_message(b"Received: 1\nFrom: a@b.example\nReceived: 2\n\n")
    assert [f.unfolded for f in message.all("received")] == [b"1", b"2"]
    first = message.first("received")
    assert first is not None
    assert first.unfolded == b"1"
    assert message.first("to") is None


@pytest.mark.parametrize(
    ("raw", "expected", "defect"),
    [
        (b"A: 1\nno field at all\nB: 2\n\nbody", ["a", "b"], "broken_line"),
        (b"A: 1\nFrom x@y Mon\nB: 2\n\nbody", ["a", "b"], "mbox_line_inside"),
        (b"junk line\nA: 1\n\nbody", ["a"], "leading_junk"),
        (b"A: \x00\n\nbody", ["a"], "nul_in_header"),
        (b"A: " + b"x" * 2000 + b"\n\nbody", ["a"], "long_line"),
        (b"A: 1\n", ["a"], "no_body_separator"),
        (b"A: 1\n" * (MAX_FIELDS + 5) + b"\nbody", ["a"] * MAX_FIELDS, "too_many_fields"),
        (b"A: 1\n" + b" x\n" * (MAX_HEADER_BYTES // 2) + b"B: 2\n\nbody", ["a"], "header_too_large"),
    ],
    ids=["broken fold", "mbox line", "junk", "nul", "long line", "no separator", "many fields", "huge header"],
)
def test_defects_are_listed_and_reading_goes_on(raw: bytes, expected: list[str], defect: str):
    assert names(raw) == expected
    assert defect in codes(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"> Received: from x\n>  by y\n> From: a@firma.example\n",
        b">> Received: from x\n>>  by y\n>> From: a@firma.example\n",
        b"    Received: from x\n      by y\n    From: a@firma.example\n",
    ],
    ids=["quoted", "quoted twice", "indented"],
)
def test_pasted_headers(raw: bytes):
    message = read_message(raw)
    assert [f.name for f in message.fields] == ["received", "from"]
    assert message.fields[0].unfolded.split() == [b"from", b"x", b"by", b"y"]
    assert message.fidelity is Fidelity.QUOTED
    assert message.bytes_lost


@pytest.mark.parametrize(
    ("raw", "fidelity"),
    [
        (b"A: 1\nB: 2\n", Fidelity.HEADERS_ONLY),
        (b"A: 1\nContent-Type: multipart/mixed; boundary=x\n\n", Fidelity.HEADERS_ONLY),
        (b"A: 1\nContent-Length: 12\n\n", Fidelity.HEADERS_ONLY),
        (b"A: 1\n\n", Fidelity.ORIGINAL),
        (b"A: 1\n\nx", Fidelity.ORIGINAL),
    ],
    ids=["no separator", "parts promised", "bytes promised", "empty body", "body"],
)
def test_headers_alone(raw: bytes, fidelity: Fidelity):
    assert read_message(raw).fidelity is fidelity


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"no field here", b"\x00" * 100, b" \t \n"], ids=repr)
def test_nothing_to_read(raw: bytes):
    assert read_message(raw).fields == ()


ALPHABET = st.sampled_from(
    [b"A", b":", b" ", b"\t", b"\r", b"\n", b"\r\n", b">", b"From ", b"\x00", b"\xff", b"X-Y: z"]
)


@given(st.lists(ALPHABET, max_size=60).map(b"".join) | st.binary(max_size=200))
def test_nothing_raises_and_every_byte_is_accounted_for(raw: bytes):
    message = read_message(raw)
    for field in message.fields:
        assert message.wire[field.offset : field.offset + len(field.raw)] == field.raw
        assert b"\n" not in field.raw_name
    assert 0 <= message.body_offset <= len(message.wire)


@given(
    block=st.lists(
        st.sampled_from(
            [
                b"A: b",
                b"From: x",
                b"To",
                b":",
                b"\r\n",
                b"\n",
                b"\r",
                b" ",
                b"\t",
                b"\r\n\r\n",
                b"x" * 999,
                b"\0",
                b"\xe9",
            ]
        ),
        max_size=16,
    ).map(b"".join)
)
@settings(max_examples=1500, deadline=None)
def test_usual_blocks_are_read_as_all_others(block: bytes):
    """The short way for blocks that have nothing odd says what the long one says."""
    short = read_message(block)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields, "_usual_block", lambda _: None)
        assert read_message(block) == short
