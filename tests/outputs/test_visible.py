import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.outputs.visible import visible, width_of
from tests.outputs.hostile import texts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text", "plain text"),
        ("Grüße, 日本語", "Grüße, 日本語"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\x00\x7f\x85\x9b", "\\x00\\x7f\\x85\\x9b"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("\u2066\u2067\u2068\u2069\u061c", "\\u2066\\u2067\\u2068\\u2069\\u061c"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("soft\u00adhyphen", "soft\\xadhyphen"),
        ("no\u00a0break", "no break"),
        ("\udc80", "\\udc80"),
        ("\U000e0041", "\\U000e0041"),
        ("\u3164\u2800\ufe0f", "\\u3164\\u2800\\ufe0f"),
        ("e\u0301", "e\u0301"),
        ("e" + "\u0301" * 4, "e\u0301\u0301\\u0301\\u0301"),
        ("", ""),
    ],
)
def test_shown(text, shown):
    assert visible(text) == shown


def test_cut():
    assert visible("x" * 11, 10) == "x" * 9 + "…"
    assert visible("x" * 10, 10) == "x" * 10
    assert len(visible("\x1b" * 1000, 10)) < 60


@given(texts)
def test_always_printable_and_stable(text):
    shown = visible(text)
    assert shown.isprintable()
    assert visible(shown, len(shown)) == shown


@given(st.text(max_size=30))
def test_width_is_never_negative_nor_over_two_a_letter(text):
    assert 0 <= width_of(visible(text)) <= 2 * len(visible(text))


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("ü", 1), ("…", 1)])
def test_width(text, columns):
    assert width_of(text) == columns
