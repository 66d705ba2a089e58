"""The parts of a message: numbers, types, names and bytes, of well-formed and of hostile ones."""

import base64
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.message.mime import MAX_DEPTH, MAX_PARTS, content_type, decoded, parts


def found(raw: bytes) -> list[tuple[str, str, bytes]]:
    return [(one.number, one.type.media_type, decoded(one)) for one in parts(read_message(raw))]


def test_a_plain_message_is_one_part():
    assert found(b"Subject: x\r\n\r\nhello\r\n") == [("1", "text/plain", b"hello\r\n")]


def test_nested_parts_are_numbered_as_imap_does():
    raw = (
        b'Content-Type: multipart/mixed; boundary="a b"\r\n\r\npreamble\r\n'
        b"--a b\r\n\r\nfirst\r\n"
        b"--a b\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
        b"--in\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: QUOTED-PRINTABLE\r\n\r\n<p>=C3=A4</p>\r\n"
        b"--in--\r\nepilogue\r\n"
        b"--a b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nbody\r\n"
        b"--a b--\r\nepilogue\r\n"
    )
    assert found(raw) == [
        ("1", "text/plain", b"first"),
        ("2.1", "text/html", b"<p>\xc3\xa4</p>"),
        ("3", "message/rfc822", b"Subject: inner\r\n\r\nbody"),
    ]


@pytest.mark.parametrize(
    ("raw", "bodies"),
    [
        (b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n\ntwo", [b"one", b"two"]),
        (b"Content-Type: multipart/mixed; boundary=x\n\n--xy\n\nno\n--x  \n\none\n--x--", [b"one"]),
        (b"Content-Type: multipart/mixed; boundary=x\n\nnothing", []),
        (b"Content-Type: multipart/mixed\n\n--x\n\none", [b"--x\r\n\r\none"]),
        (b"Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: a\n\nb\n--x--", [b"Subject: a\r\n\r\nb"]),
        (b"Content-Transfer-Encoding: base64\n\naGVs\nbG8!", [b"hello"]),
        (b"Content-Transfer-Encoding: base64\n\naGVsb", [b"hel"]),
        (b"Content-Transfer-Encoding: x-unknown\n\nas it is", [b"as it is"]),
    ],
)
def test_bodies(raw, bodies):
    assert [body for _, _, body in found(raw)] == bodies


@pytest.mark.parametrize(
    ("value", "media_type", "parameters"),
    [
        (b" Text/HTML; Charset=UTF-8", "text/html", {"charset": "UTF-8"}),
        (b' a/b; name="x \\"y\\" z"; other=1', "a/b", {"name": 'x "y" z', "other": "1"}),
        (b" a/b; name*=utf-8''%C3%A4.eml", "a/b", {"name": "ä.eml"}),
        (b" a/b; name*0*=utf-8''%C3%A4; name*1=b; name*2*=%20c", "a/b", {"name": "äb c"}),
        (b" a/b;\r\n\tboundary=x", "a/b", {"boundary": "x"}),
        (b' a/b; name="open', "a/b", {"name": "open"}),
        (b" text", "text/plain", {}),
        (b"", "text/plain", {}),
    ],
)
def test_content_type(value, media_type, parameters):
    read = content_type(value)
    assert (read.media_type, read.parameters) == (media_type, parameters)


def test_the_file_name_is_the_dispositions_before_the_types():
    raw = b"Content-Type: a/b; name=one\nContent-Disposition: attachment; filename=two\n\nx"
    (part,) = parts(read_message(raw))
    assert part.file_name == "two"


def test_bounds_hold():
    many = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * (2 * MAX_PARTS)
    assert len(list(parts(read_message(many)))) == MAX_PARTS - 1
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(5 * MAX_DEPTH)
    )
    (innermost,) = parts(read_message(deep))
    assert innermost.number.count(".") == MAX_DEPTH - 1


@given(st.binary(max_size=300), st.sampled_from([b"multipart/mixed; boundary=x", b"message/rfc822", b"text/plain"]))
def test_any_body_has_parts(body, kind):
    for part in parts(read_message(b"Content-Type: " + kind + b"\r\n\r\n" + body)):
        decoded(part)


def test_reads_what_the_email_package_writes():
    outer = MIMEMultipart(boundary="=_b")
    for text in ("grüße", "zwei"):
        outer.attach(MIMEText(text, "plain", "utf-8"))
    bodies = [body for _, _, body in found(outer.as_bytes())]
    assert bodies == ["grüße".encode(), b"zwei"]
    assert base64.b64encode("grüße".encode()) in outer.as_bytes()
