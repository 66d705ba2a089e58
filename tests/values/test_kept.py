"""What is kept of functions of one text."""

import pytest

from mailpath.values.kept import kept


@pytest.mark.parametrize(("text", "times"), [("a" * 10, 1), ("a" * 11, 2), (b"a" * 10, 1), (b"a" * 11, 2), ("", 1)])
def test_long_texts_are_worked_out_each_time(text, times):
    seen = []

    @kept(most=4, longest=10)
    def length(one):
        """Of a text."""
        seen.append(one)
        return len(one)

    assert [length(text), length(text)] == [len(text)] * 2
    assert len(seen) == times
    assert (length.__name__, length.__doc__) == ("length", "Of a text.")


def test_no_more_than_so_many():
    seen = []

    @kept(most=2, longest=10)
    def same(text):
        seen.append(text)
        return text

    assert [same(text) for text in "abcab"] == list("abcab")
    assert seen == list("abcab")


def test_of_longer_ones_so_many():
    seen = []

    @kept(most=4, longest=1, of_longer=2)
    def same(text):
        seen.append(text)
        return text

    for text in ("a", "aa", "bb", "bb", "aa", "cc", "bb", "a"):
        assert same(text) == text
    assert seen == ["a", "aa", "bb", "cc", "bb"]
