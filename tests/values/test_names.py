"""Names in one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.values.names import dns_name

_FORBIDDEN = '[]()<>@,;:"\\\x7f'


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (" Firma.Example. ", "firma.example"),
        ("_dmarc.firma.example", "_dmarc.firma.example"),
        ("müller.example", "xn--mller-kva.example"),
        ("a..example", None),
        (".example", None),
        ("a.example..", None),
        ("", None),
        (f"{'a' * 63}.example", f"{'a' * 63}.example"),
        (f"{'a' * 64}.example", None),
        (".".join(["a" * 49] * 5) + ".abc", ".".join(["a" * 49] * 5) + ".abc"),
        (".".join(["a" * 49] * 5) + ".abcd", None),
        ("[192.0.2.1]", None),
        ("a b.example", None),
        ("a.example\n", "a.example"),
    ],
)
def test_one_spelling(text: str, name: str | None):
    assert dns_name(text) == name


@given(st.text(st.characters(max_codepoint=127), max_size=80) | st.text("a.-_@ \\\n", max_size=300))
def test_by_the_rule_for_each_character(text: str):
    name = text.strip().removesuffix(".").lower()
    usable = len(name) <= 253 and not any(char <= " " or char in _FORBIDDEN for char in name)
    usable = usable and all(0 < len(label) <= 63 for label in name.split("."))
    assert dns_name(text) == (name if usable else None)
