"""A second author that only some mail programs see: behind a bound of ours, or in a line that we read as no field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.addresses import author
from mailpath.message.fields import MAX_FIELDS, MAX_HEADER_BYTES, read_message
from mailpath.message.hidden_from import hides_from

OWN = b"From: a@evil.example\r\n"
OTHER = b"From: x@bank.example\r\n"


def _unclear(*parts: bytes) -> str | None:
    return author(read_message(b"Received: x\r\n" + b"".join(parts) + b"Subject: y\r\n\r\nbody\r\n")).unclear


HIDING = {
    "bare CR": b"X: a\rFrom: x@bank.example\r\n",
    "two bare CRs": b"X: a\r\rFrom: x@bank.example\r\n",
    "CR behind the line end": b"X: a\r\n\rFrom: x@bank.example\r\n",
    "NUL": b"X: a\0From: x@bank.example\r\n",
    "vertical tab": b"X: a\x0bFrom: x@bank.example\r\n",
    "form feed": b"X: a\x0cFROM : x@bank.example\r\n",
    "line separator": "X: a\u2028from: x@bank.example\r\n".encode(),
    "next line": "X: a\x85From: x@bank.example\r\n".encode(),
    "NUL in the name": b"From\0: x@bank.example\r\n",
    "no-break space": b"From\xa0: x@bank.example\r\n",
    "no-break space in UTF-8": b"From\xc2\xa0: x@bank.example\r\n",
    "byte order mark": b"\xef\xbb\xbfFrom: x@bank.example\r\n",
}


@pytest.mark.parametrize("line", HIDING.values(), ids=HIDING.keys())
def test_a_line_that_others_read_as_from(line: bytes) -> None:
    assert _unclear(line, OWN) == "hidden_from"
    assert _unclear(OWN, b"To: z\r\n", line) == "hidden_from"


def test_a_blank_before_the_first_name() -> None:
    assert author(read_message(b"junk\r\n From: x@bank.example\r\n" + OWN + b"\r\n")).unclear == "hidden_from"


HARMLESS = {
    "nothing": b"",
    "a text": b"X: a From: x@bank.example\r\n",
    "folded": b"X: a\r\n From: x@bank.example\r\n",
    "8-bit text": "X: \u00c5From: x@bank.example\r\n".encode(),
    "another name": b"X-From: x@bank.example\r\nResent-From: x@bank.example\r\n",
    "mbox line": b">From x@bank.example Mon Jan  1 00:00:00 2024\r\n",
    "CR elsewhere": b"X: a\rTo: x@bank.example\r\n",
    "CR before the line end": b"X: a\r\r\n",
}


@pytest.mark.parametrize("line", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_hides_nobody(line: bytes) -> None:
    assert _unclear(line, OWN) is None


def test_the_body_is_not_looked_at() -> None:
    assert author(read_message(OWN + b"\r\nX: a\rFrom: x@bank.example\r\n")).domain == "evil.example"


@pytest.mark.parametrize("blanks", [1, 65, 5000])
def test_any_number_of_blanks_behind_the_name(blanks: int) -> None:
    assert _unclear(OWN, b"From" + b" \t" * blanks + b": x@bank.example\r\n") == "several_from"


@pytest.mark.parametrize(
    "padding",
    [
        b"X-P: a\r\n" * (MAX_FIELDS + 1),
        b"X: a\r\n" + b" y\r\n" * (MAX_HEADER_BYTES // 4),
        b"X: a\r\n" + b"broken\r\n" * 500 + b"X-P: a\r\n" * (MAX_FIELDS + 1),
    ],
    ids=["fields", "bytes", "behind many defects"],
)
def test_what_lies_behind_a_bound(padding: bytes) -> None:
    assert _unclear(OWN, padding, OTHER) == "partly_read"
    message = read_message(OWN + padding + OTHER + b"\r\n")
    assert not message.complete
    assert _unclear(b"To: b@b.example\r\n", padding, OTHER) == "partly_read"  # nobody says that there is no author
    assert {defect.code for defect in message.defects} & {"too_many_fields", "header_too_large"}


@pytest.mark.parametrize(
    "value",
    [b"ceo@bank.example\r.evil.example", b"<ceo@bank.example\r.evil.example>", b"a@evil.example\r(b@bank.example)"],
)
def test_a_bare_cr_in_the_author(value: bytes) -> None:
    message = read_message(b"From: " + value + b"\r\nX: y\r\n\r\n")
    assert author(message).domain is None


@given(st.lists(st.sampled_from([b"From", b":", b" ", b"\r", b"\n", b"\0", b"\xa0", b"X: a", b"\r\n"]), max_size=40))
def test_nothing_raises(parts: list[bytes]) -> None:
    message = read_message(b"".join(parts))
    assert hides_from(message) in (True, False)


@pytest.mark.parametrize("unit", [b"\r", b"From\r", b"\xa0", b"from", b"\rfrom:", b"\0"])
def test_a_header_full_of_it(unit: bytes) -> None:
    """No time is measured here: a quadratic step would take minutes."""
    author(read_message(OWN + b"X: " + unit * (900_000 // len(unit)) + b"\r\n\r\n"))
