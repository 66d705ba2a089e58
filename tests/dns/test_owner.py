import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.owner import labels_of, owner_name, parents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Mail.Example.", "mail.example", id="case and final dot"),
        pytest.param("_DMARC.example", "_dmarc.example", id="underscore"),
        pytest.param("bücher.example", "xn--bcher-kva.example", id="U-label"),
        pytest.param("BÜCHER.example.", "xn--bcher-kva.example", id="U-label in capitals"),
        pytest.param("straße.example", "xn--strae-oqa.example", id="IDNA 2008, no transitional mapping"),
        pytest.param(".", "", id="root"),
        pytest.param("", "", id="root as empty text"),
        pytest.param("a b.example", "a\\032b.example", id="blank"),
        pytest.param("a\\032b.example", "a\\032b.example", id="escaped blank"),
        pytest.param("foo:bar/baz.example.com", "foo:bar/baz.example.com", id="colon and slash need no escape"),
        pytest.param("a\\.b.example", "a\\.b.example", id="dot inside a label"),
        pytest.param("a\\046b.example", "a\\.b.example", id="dot inside a label, by number"),
        pytest.param("\\065.example", "a.example", id="escaped letter"),
        pytest.param("first\\@second.example", "first\\@second.example", id="mailbox of an SOA"),
        pytest.param("a\x00b.example", "a\\000b.example", id="NUL"),
        pytest.param("a\\\\.example", "a\\\\.example", id="label that ends with a backslash"),
        pytest.param("*.example", "*.example", id="wildcard"),
    ],
)
def test_one_spelling(text: str, expected: str) -> None:
    assert owner_name(text) == expected


@given(st.text(max_size=80) | st.text("aB.\\0139é \t", max_size=40))
def test_never_raises_and_is_stable(text: str) -> None:
    once = owner_name(text)
    assert owner_name(once) == once or ".." in text  # an empty label at the end is no name
    assert once.isascii()


@given(st.text("aB.\\0139 \t@", max_size=40))
def test_labels_are_those_of_the_name(text: str) -> None:
    name = owner_name(text)
    assert len(labels_of(name)) == (len(parents(name)) + 1 if name else 0)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.b.c", ["b.c", "c"]),
        ("c", []),
        ("a\\.b.c", ["c"]),
        ("a\\\\.b.c", ["b.c", "c"]),
        ("a\\\\\\.b.c", ["c"]),
    ],
)
def test_parents(name: str, expected: list[str]) -> None:
    assert parents(name) == expected


def test_parents_of_a_monster_are_bounded() -> None:
    assert len(parents("a." * 5000 + "example")) == 128
