import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.outputs.layout import columns, shortened, wrapped
from mailpath.outputs.visible import visible, width_of
from tests.outputs.hostile import texts


@given(texts, st.integers(4, 40))
def test_wrapping_keeps_every_letter_and_the_width(text, width):
    shown = visible(text)
    lines = wrapped(shown, width)
    assert "".join("".join(lines).split()) == "".join(shown.split())
    assert all(width_of(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("a-word-longer-than-a-line x", ["a-word-l", "onger-th", "an-a-lin", "e x"]),
        ("日本語日本語", ["日本語日", "本語"]),
        ("", []),
    ],
)
def test_wrapped(text, lines):
    assert wrapped(text, 8) == lines


@pytest.mark.parametrize(
    ("name", "width", "short"),
    [
        ("mail.example", 20, "mail.example"),
        ("out-17.very-long.hosting.example", 20, "out-17…osting.example"[:6] + "…" + "osting.example"[-13:]),
        ("日本語日本語日本語", 9, "日…日本語"),
    ],
)
def test_names_are_cut_in_the_middle(name, width, short):
    found = shortened(name, width)
    assert width_of(found) <= width
    assert found == short


@given(texts, st.integers(5, 60))
def test_shortened_fits(text, width):
    assert width_of(shortened(visible(text), width)) <= width


def test_labels_stand_in_a_column():
    lines = ["".join(span.text for span in line) for line in columns([("A", "one two"), ("Long", "three")], 30)]
    assert lines == ["  A     one two", "  Long  three"]
