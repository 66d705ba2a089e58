"""Field bodies to tokens."""

import pytest
from hypothesis import given

from mailpath.trace.tokens import MAX_ANALYSED_CHARS, Kind, clean, tokens
from tests.strategies.received import fields

SPLIT = [
    ("words", "from a by b", ["w:from", "w:a", "w:by", "w:b"]),
    ("comment", "a (b c) d", ["w:a", "c:b c", "w:d"]),
    ("nested", "a (b (c) (d (e))) f", ["w:a", "c:b (c) (d (e))", "w:f"]),
    ("glued", "x(y)by[z]<u>", ["w:x", "c:y", "w:by", "b:z", "a:u"]),
    ("bracket", "[192.0.2.1]:25", ["b:192.0.2.1", "w::25"]),
    ("quoted", 'to be "x y" via', ["w:to", "w:be", "q:x y", "w:via"]),
    ("semicolon", "a;b ; c", ["w:a", "s:", "w:b", "s:", "w:c"]),
    ("open_comment", "a (b c", ["w:a", "w:b", "w:c"]),
    ("open_comment_before_another", "a (b (c d) e", ["w:a", "w:b", "c:c d", "w:e"]),
    ("close_alone", "a) b", ["w:a", "w:b"]),
    ("escaped", r"a (b\) c) d", ["w:a", r"c:b\) c", "w:d"]),
    ("open_bracket", "a [b c", ["w:a", "w:[b", "w:c"]),
    ("bracket_inside_a_word", "a]b[c d", ["w:a]b[c", "w:d"]),
    ("open_angle", "a <b c", ["w:a", "w:<b", "w:c"]),
    ("double_angle", "<<a@b.example>>", ["w:<", "a:a@b.example", "w:>"]),
    ("open_quote", 'a "b c', ["w:a", 'w:"b', "w:c"]),
    ("quoted_local_part", '<"a; by b"@c.example>', ['a:"a; by b"@c.example']),
    ("escaped_quote", r'<"a\"; by b"@c.example>', [r'a:"a\"; by b"@c.example']),
    ("literal_in_angle", "<u@[by x; y]>", ["a:u@[by x; y]"]),
    ("angle_ends_at_a_comment", "<a (b) c>", ["w:<a", "c:b", "w:c>"]),
    ("quote_ends_at_a_comment", '"a (b) c"', ['w:"a', "c:b", 'w:c"']),
    ("empty", "", []),
    ("empty_marks", '() [] <> ""', ["c:", "b:", "a:", "q:"]),
]
_LETTERS = {
    Kind.WORD: "w",
    Kind.COMMENT: "c",
    Kind.BRACKET: "b",
    Kind.ANGLE: "a",
    Kind.QUOTED: "q",
    Kind.SEMICOLON: "s",
}


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SPLIT], ids=[case[0] for case in SPLIT])
def test_split(text: str, expected: list[str]) -> None:
    assert [f"{_LETTERS[token.kind]}:{token.text}" for token in tokens(text)] == expected


CLEANED = [
    ("folding", "a\r\n\tb\n c\rd", "a b c d"),
    ("blanks", "  a \t  b  ", "a b"),
    ("nul", "ma\0il", "mail"),
    ("controls", "a\x1b[31mb\x7f", "a[31mb"),
    ("letters", "Jürgen \u202e", "Jürgen \u202e"),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CLEANED], ids=[case[0] for case in CLEANED])
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_no_more_than_the_bound_is_read() -> None:
    assert clean("x" * (MAX_ANALYSED_CHARS + 1)) == "x" * MAX_ANALYSED_CHARS


@given(fields)
def test_tokens_are_in_order_and_within_the_text(body: str) -> None:
    text = clean(body)
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.text in text[token.start : token.end]
        end = token.end
