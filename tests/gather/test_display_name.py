"""Display names that carry another organization's address or domain, in every dress that a reader takes for it."""

import pytest

from mailpath.gather.display_name import other_domain
from mailpath.message.addresses import author
from mailpath.message.fields import read_message

OTHER = "service@bank.example"
NAMES = [
    ("plain", OTHER, OTHER),
    ("domain", "bank.example", "bank.example"),
    ("full-width at", "service\uff20bank.example", OTHER),
    ("full-width dot", "service@bank\uff0eexample", OTHER),
    ("full-width letters", "\uff42\uff41\uff4e\uff4b.example", "bank.example"),
    ("ideographic dot", "bank\u3002example", "bank.example"),
    ("half-width ideographic dot", "bank\uff61example", "bank.example"),
    ("no width", "service@ba\u200bnk.example", OTHER),
    ("soft hyphen", "service@ba\u00adnk.example", OTHER),
    ("direction marks", "service@\u2066bank.example\u2069", OTHER),
    ("blanks around the signs", "service @ bank . example", OTHER),
    ("blank behind a dot of an address", "service@bank. example", OTHER),
    ("at before", "@bank.example", "bank.example"),
    ("dash behind", "bank.example-Service", "bank.example"),
    ("dash at the end", "bank.example-", "bank.example"),
    ("underscore behind", "bank.example_Service", "bank.example"),
    ("far behind", "a " * 5000 + OTHER, OTHER),
    ("behind blanks", "x" + " " * 5000 + OTHER, OTHER),
    ("address", "https://www.bank.example/login", "www.bank.example"),
    ("ours and another", "a@own.example bank.example", "bank.example"),
    ("ours", "a@own.example", None),
    ("ours, dotted", "first.name@own.example, first.de-luxe@mail.own.example", None),
    ("a title", "Dr. Meier, Support. Info", None),
    ("initials", "J.R.R. Tolkien u.a.", None),
    ("a file", "photos.zip", None),
    ("a name", "Bank Service", None),
]


@pytest.mark.parametrize(("text", "found"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_one_text(text: str, found: str | None) -> None:
    assert other_domain(text, "own.example") == found
    assert other_domain(("Name", text), "own.example") == found


def test_nothing_to_compare() -> None:
    assert other_domain(None, "own.example") is None
    assert other_domain((), "own.example") is None
    assert other_domain(OTHER, None) is None


FIELDS = [
    ("name", f'"{OTHER}" <a@own.example>'),
    ("comment as name", f"a@own.example ({OTHER})"),
    ("comment beside a name", f'"Bob" <a@own.example> ({OTHER})'),
    ("comment in a name", f"Bob ({OTHER}) <a@own.example>"),
    ("second mailbox", f'"Bob" <a@own.example>, "{OTHER}" <b@own.example>'),
    ("group", f'"{OTHER}": a@own.example;'),
    ("padded", '"' + "a " * 2000 + f'{OTHER}" <a@own.example>'),
    ("encoded", "=?utf-8?B?c2VydmljZe+8oGJhbmsuZXhhbXBsZQ==?= <a@own.example>"),
]


@pytest.mark.parametrize("value", [case[1] for case in FIELDS], ids=[case[0] for case in FIELDS])
def test_every_text_beside_the_address(value: str) -> None:
    found = author(read_message(f"From: {value}\r\n\r\n".encode()))
    assert found.domain == "own.example"
    assert other_domain(found.shown, "own.example") == OTHER


def test_an_address_is_no_name() -> None:
    assert author(read_message(b"From: <a@own.example>\r\n\r\n")).shown == ()
    assert author(read_message(b"From: Doe, John <a@own.example> (x)\r\n\r\n")).shown == ("Doe", "John", "x")


@pytest.mark.parametrize("unit", ["a", "a.", "@", "a@", " ", ". ", " .", "-", "\u200b", "\ufdfa", "x.de ", "(", "<"])
def test_a_field_full_of_it(unit: str) -> None:
    """No time is measured here: a quadratic step would take minutes."""
    raw = f"From: {unit * (60_000 // len(unit.encode()))} <a@own.example>\r\n\r\n".encode()
    other_domain(author(read_message(raw)).shown, "own.example")
