"""Address fields and the author of a message."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.message import addresses
from mailpath.message.addresses import MAX_MAILBOXES, Mailbox, author, mailboxes
from mailpath.message.fields import read_message

_MAIL_LIKE = st.text(alphabet='ab.@<>()[]",;:\\ \t=?_ÜqB\0', max_size=120)


def _read(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(box.display_name, box.address, box.domain) for box in mailboxes(text.encode())]


ONE = [
    ("a@b.example", None, "a@b.example", "b.example"),
    ("<a@b.example>", None, "a@b.example", "b.example"),
    ("Name <a@b.example>", "Name", "a@b.example", "b.example"),
    ("Name<a@B.Example>", "Name", "a@B.Example", "b.example"),
    ('"Doe, John" <j@x.example>', "Doe, John", "j@x.example", "x.example"),
    ("Doe, John <j@x.example>", "Doe, John", "j@x.example", "x.example"),
    ('"a \\"b\\" c" <j@x.example>', 'a "b" c', "j@x.example", "x.example"),
    ("a@b.example (John Doe)", "John Doe", "a@b.example", "b.example"),
    ("<a@b.example> (John Doe)", "John Doe", "a@b.example", "b.example"),
    ("a@b.example (one (two) \\) three)", "one (two) ) three", "a@b.example", "b.example"),
    ("Name (comment) <a@b.example> (more)", "Name", "a@b.example", "b.example"),
    ("<a(x)@(y)b.example>", None, "a@b.example", "b.example"),
    ("<a @ b . example>", None, "a@b.example", "b.example"),
    ("<@r.example,@s.example:u@c.example>", None, "u@c.example", "c.example"),
    ('<"a@b c"@d.example>', None, '"a@b c"@d.example', "d.example"),
    ("=?utf-8?Q?J=C3=BC?= =?utf-8?Q?rgen?= <a@b.example>", "Jürgen", "a@b.example", "b.example"),
    ("\"'=?UTF-8?B?SsO8cmdlbg==?='\"<a@b.example>", "'Jürgen'", "a@b.example", "b.example"),
    ("=?utf-8?Q?Doe,_John?= <a@b.example>", "Doe, John", "a@b.example", "b.example"),
    ("=?utf-8?Q?x@y.example?= <a@b.example>", "x@y.example", "a@b.example", "b.example"),
    ("Jürgen <a@bücher.example>", "Jürgen", "a@bücher.example", "xn--bcher-kva.example"),
    ("a@b.example.", None, "a@b.example.", "b.example"),
    ("Name <a@b.example", "Name", "a@b.example", "b.example"),
    ("a@b.example>", None, "a@b.example", "b.example"),
    ("<<a@b.example>>", None, "a@b.example", "b.example"),
    ("Foo: Bar <a@b.example>", "Foo: Bar", "a@b.example", "b.example"),
    ("John Doe john@x.example", "John Doe", "john@x.example", "x.example"),
    ("<a@b.example junk>", None, "a@b.example", "b.example"),
    ("Name <a@b.example> trailing", "Name", "a@b.example", "b.example"),
    ('"unclosed <a@b.example>', '"unclosed', "a@b.example", "b.example"),
    ("(unclosed <a@b.example>", "(unclosed", "a@b.example", "b.example"),
    ("support@bank.example <x@evil.example>", "support@bank.example", "x@evil.example", "evil.example"),
    ('"support@bank.example" <x@evil.example>', "support@bank.example", "x@evil.example", "evil.example"),
    ("a@[192.0.2.1]", None, "a@[192.0.2.1]", None),
    ("<a@%b.example>", None, "a@%b.example", None),
    ("<@b.example>", None, "@b.example", None),
    ("Name <Name>", "Name", "Name", None),
    ('"a@b.example"', "a@b.example", None, None),
    ('"a@b.example" <>', "a@b.example", None, None),
    ("=?utf-8?B?YUBiLmV4YW1wbGU=?=", "a@b.example", None, None),
    ("<a@x.example@x.example>", None, "a@x.example@x.example", "x.example"),
]


@pytest.mark.parametrize(("text", "name", "address", "domain"), ONE, ids=[case[0] for case in ONE])
def test_one_mailbox(text, name, address, domain):
    assert _read(text) == [(name, address, domain)]
    assert not mailboxes(text.encode())[0].doubtful


SEVERAL = [
    ("a@x.example, B <b@y.example>", [(None, "a@x.example"), ("B", "b@y.example")]),
    (
        'G: a@x.example, "C" <c@y.example>;, d@z.example',
        [(None, "a@x.example"), ("C", "c@y.example"), (None, "d@z.example")],
    ),
    ("a@x.example; b@y.example", [(None, "a@x.example"), (None, "b@y.example")]),
    ("<a@x.example> <b@y.example>", [(None, "a@x.example"), (None, "b@y.example")]),
    ("<a@x.example> b@y.example", [(None, "a@x.example"), (None, "b@y.example")]),
    ("a@x.example b@y.example", [(None, "a@x.example"), (None, "b@y.example")]),
    ("N <a@x.example, M <b@y.example>", [("N", "a@x.example"), ("M", "b@y.example")]),
    ("undisclosed-recipients:;", []),
    ("<>", []),
    ("", []),
    (" , ,; ", []),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[case[0] for case in SEVERAL])
def test_several_mailboxes(text, expected):
    assert [(name, address) for name, address, _ in _read(text)] == expected


@pytest.mark.parametrize("text", ["a@b@c.example", "<a@b.example@c.example>", "N <a@b.example c@d.example>"])
def test_two_readings_are_doubtful(text):
    (box,) = mailboxes(text.encode())
    assert box.doubtful


def test_latin1_bytes_are_read():
    (box,) = mailboxes(b"J\xfcrgen <a@b.example>")
    assert box == Mailbox(display_name="Jürgen", address="a@b.example", local="a", domain="b.example")


def test_quoted_local_part_is_unquoted():
    assert mailboxes(b'<"a \\"b"@c.example>')[0].local == 'a "b'


AUTHORS = [
    ("From: A <a@b.example>", "b.example", None),
    ("From: a@b.example, c@B.example", "b.example", None),
    ("From: G: a@b.example;", "b.example", None),
    ("From: Doe, John <a@b.example>", "b.example", None),
    ("From: support@bank.example <x@evil.example>", "evil.example", None),
    ("From: <@bank.example:x@evil.example>", "evil.example", None),
    ("Subject: x", None, "no_from"),
    ("From: a@b.example\r\nFrom: a@b.example", None, "several_from"),
    ("From: a@b.example\r\nFROM : c@d.example", None, "several_from"),
    ("From: a@b.example, c@d.example", None, "several_domains"),
    ("From: a@b.example <c@d.example>, <e@f.example>", None, "several_domains"),
    ("From: <a@b.example> c@d.example", None, "several_domains"),
    ("From: a@bank.example@evil.example", None, "several_domains"),
    ("From: a@b.example, c@[192.0.2.1]", None, "several_domains"),
    ("From: a\0 <a@b.example>", None, "several_domains"),
    ("From: <a@b.example\0@evil.example>", None, "several_domains"),
    ("From:", None, "no_domain"),
    ("From: <>", None, "no_domain"),
    ("From: undisclosed:;", None, "no_domain"),
    ('From: "a@b.example"', None, "no_domain"),
    ("From: a@[192.0.2.1]", None, "no_domain"),
    ("From: a@b..example", None, "no_domain"),
]


@pytest.mark.parametrize(("head", "domain", "unclear"), AUTHORS, ids=[repr(case[0]) for case in AUTHORS])
def test_author(head, domain, unclear):
    found = author(read_message(head.encode() + b"\r\n\r\nbody"))
    assert (found.domain, found.unclear) == (domain, unclear)


def test_author_keeps_text_and_name():
    found = author(read_message(b"From: =?utf-8?B?SsO8cmdlbg==?=\r\n <a@b.example>\r\n\r\n"))
    assert found.text == "Jürgen <a@b.example>"
    assert found.display_name == "Jürgen"
    assert author(read_message(b"To: x@y.example\r\n\r\n")).text is None


def test_an_address_past_the_bound_is_not_an_all_clear():
    names = b"a@b.example, " * 6000
    found = author(read_message(b"From: " + names + b"c@d.example\r\n\r\n"))
    assert found.unclear == "several_domains"
    assert len(found.mailboxes) == MAX_MAILBOXES


HOSTILE = ["<", '"', '"\\"', "(", "()", "@", "a@b ", "a@b,", "[[", "<@", "<@,", "a,", ":", "a:;", "\\", "=?a?q?@", ". "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_repeated_pieces_are_read_in_one_pass(piece):
    """Nothing here is timed; a quadratic reader would need minutes for these."""
    assert len(mailboxes((piece * 60000)[:60000].encode())) <= MAX_MAILBOXES


@given(st.binary(max_size=200) | _MAIL_LIKE.map(str.encode))
def test_never_raises_and_stays_encodable(raw):
    for box in mailboxes(raw):
        for text in (box.display_name, box.address, box.local, box.domain):
            assert text is None or text.encode()
        assert box.domain is None or "@" not in box.domain


@given(_MAIL_LIKE)
def test_adding_a_second_address_never_changes_the_domain(text):
    """A sender who appends an address to a From of one domain gets no author domain, never another one."""
    before = author(read_message(f"From: {text}\r\n\r\n".encode()))
    after = author(read_message(f"From: <a@bank.example>, {text}\r\n\r\n".encode()))
    assert after.domain in (None, "bank.example")
    if before.domain not in (None, "bank.example"):
        assert after.domain is None


@given(
    text=st.lists(
        st.sampled_from(
            [
                "Anna",
                "Meier",
                " ",
                "  ",
                '"',
                "<",
                ">",
                "a@b.example",
                "a.b+c=d@B-2.example",
                ".",
                ",",
                "@",
                "'",
                "_",
                "&",
                "=",
                "?",
            ]
        ),
        max_size=9,
    ).map("".join)
)
@settings(max_examples=1500, deadline=None)
def test_usual_forms_are_read_as_all_others(text) -> None:
    """The short way for the forms that most fields have says what the long one says."""
    raw = text.strip().encode()
    long_way = addresses._Reader(addresses._tokens(text.strip())).read()
    assert mailboxes(raw) == long_way
    with pytest.MonkeyPatch.context() as patch:
        short = addresses._read(raw)
        patch.setattr(addresses, "_usual", lambda _: None)
        assert addresses._read(raw) == short
