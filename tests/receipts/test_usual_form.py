"""The short way to read Authentication-Results says what the long one says, wherever it says anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.receipts import authentication_results
from mailpath.receipts.authentication_results import read_authentication_results
from mailpath.receipts.usual_form import usual_form

_PIECES = st.sampled_from(
    [
        "mx.example", "; ", ";", " ", "\t", "spf=pass", "dkim=fail", "i=1", "i=1;", "i=1; mx.example;", " 1", "=", "==",
        "smtp.mailfrom=a@b.example", "header.from=", "reason=", '"', '"a; b=c (d)"', "(", ")", "(a=b; c)", "((a))",
        "none", "\\", "\\(", "sender ip is 192.0.2.1", "ä", "dmarc=pass header.from=d.example", "\x85", "\u00a0",
    ]
)  # fmt: skip
_FIELDS = st.lists(_PIECES, max_size=14).map("".join)


@pytest.mark.parametrize("standard", ["authentication-results", "arc-authentication-results"])
@given(text=_FIELDS | _FIELDS.map(lambda rest: "mx.example; spf=pass (x) a.b=c; " + rest))
@settings(max_examples=1500, deadline=None)
def test_both_ways_are_the_same(standard, text) -> None:
    raw = text.strip().encode()
    short = read_authentication_results(3, standard, raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(authentication_results, "usual_form", lambda _: None)
        assert authentication_results._read(3, standard, raw) == short


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("mx.example; spf=pass (of x) smtp.mailfrom=a@b.example; dkim=pass header.d=b.example", True),
        ('i=1; mx.example 1; dkim=fail reason="bad; key" header.b=ab/+=', True),
        ("mx.example; none", False),
        ("spf=pass smtp.mailfrom=a@b.example", False),
        ("mx.example; spf = pass", False),
        (r"mx.example; spf=pass (a \) b)", False),
    ],
)
def test_what_has_the_usual_form(text, usual) -> None:
    assert (usual_form(text) is not None) is usual


def test_what_is_done_to_one_reading_does_not_show_in_the_next() -> None:
    """ARC fields are remembered, their dicts are not."""
    field = b"i=1; mx.example; spf=pass smtp.mailfrom=a.example"
    first = read_authentication_results(1, "arc-authentication-results", field)
    first.results[0].properties.clear()
    again = read_authentication_results(2, "arc-authentication-results", field)
    assert again.results[0].properties == {"smtp.mailfrom": "a.example"}
    assert again.field_index == 2
