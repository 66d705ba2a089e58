"""The innermost message, however it is carried; where nothing is carried, the message itself."""

import base64
import io
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.inputs import Item, Unread, messages
from mailpath.inputs.bounds import MAX_WRAPPERS
from mailpath.inputs.unwrap import MAX_MESSAGES
from mailpath.values.vocabulary import Fidelity, SourceFormat
from tests.inputs.outlook_files import compound_file, outlook

INNER = b"From: a@example.org\r\nSubject: inner\r\n\r\nbody\r\n"


def unwrapped(raw: bytes) -> list[Item | Unread]:
    return list(messages("-", standard_input=io.BytesIO(raw), unwrap=True))


def complaint(*carried: bytes, kind: str = "message/rfc822", headers: str = "", boundary: str = "=_b") -> bytes:
    lines = [f'From: user@example.net\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n'.encode()]
    lines.append(f"--{boundary}\r\n\r\nplease look".encode())
    lines += [f"--{boundary}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + one for one in carried]
    return b"\r\n".join([*lines, f"--{boundary}--\r\n".encode()])


def nested(depth: int) -> bytes:
    raw = INNER
    for number in range(depth):
        raw = complaint(raw, boundary=f"=_{number}")
    return raw


def written_by_the_email_package() -> bytes:
    inner = EmailMessage()
    inner["From"] = "a@example.org"
    inner.set_content("body")
    outer = MIMEMultipart()
    outer.attach(MIMEMessage(inner))
    return outer.as_bytes()


def renamed() -> bytes:
    outer = MIMEMultipart()
    outer.attach(MIMEApplication(INNER, name="forwarded mail.EML"))
    return outer.as_bytes()


def abuse_report(kind: str, carried: bytes) -> bytes:
    report = b"Feedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1\r\n"
    return (
        b"From: fbl@example.net\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
        b"--b\r\n\r\nan abuse report\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n" + report + b"\r\n"
        b"--b\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + carried + b"\r\n--b--\r\n"
    )


@pytest.mark.parametrize(
    ("raw", "key", "wrapped_in", "begins"),
    [
        (INNER, None, (), b"From: a@example.org"),
        (complaint(INNER), "2", ("rfc822",), b"From: a@example.org"),
        (
            complaint(base64.encodebytes(INNER), headers="Content-Transfer-Encoding: base64\r\n"),
            "2",
            ("rfc822",),
            b"From: a@example.org",
        ),
        (b"Content-Type: message/rfc822\r\n\r\n" + INNER, "1", ("rfc822",), b"From: a@example.org"),
        (nested(3), "2/2/2", ("rfc822",) * 3, b"From: a@example.org"),
        (written_by_the_email_package(), "1", ("rfc822",), b"From: a@example.org"),
        (renamed(), "1", ("rfc822",), b"From: a@example.org"),
        (abuse_report("message/rfc822", INNER), "3", ("arf",), b"From: a@example.org"),
        (abuse_report("text/rfc822-headers", b"Received: x\r\nFrom: y"), "3", ("arf",), b"Received: x"),
        (abuse_report("message/rfc822", complaint(INNER)), "3/2", ("arf", "rfc822"), b"From: a@example.org"),
    ],
    ids=[
        "plain",
        "attached",
        "base64",
        "at the top",
        "three deep",
        "email package",
        "renamed",
        "arf",
        "headers",
        "both",
    ],
)
def test_the_innermost(raw, key, wrapped_in, begins):
    (found,) = unwrapped(raw)
    assert isinstance(found, Item)
    assert (found.key, found.wrapped_in, found.format) == (key, wrapped_in, None)
    assert found.raw.startswith(begins)


def test_several_in_their_order():
    found = unwrapped(
        complaint(INNER, complaint(b"Subject: 2\r\n\r\n", b"Subject: 3\r\n\r\n", boundary="in"), b"  \r\n")
    )
    assert [(one.key, one.raw[:10] if isinstance(one, Item) else one.error) for one in found] == [
        ("2", b"From: a@ex"),
        ("3/2", b"Subject: 2"),
        ("3/3", b"Subject: 3"),
        ("4", "is attached empty"),
    ]


def test_outlook_messages_in_outlook_messages():
    innermost = outlook({0x007D: "Subject: innermost\r\n"}, header_bytes=24)
    middle = outlook(
        {0x007D: "Subject: middle\r\n"},
        header_bytes=24,
        more={"__attach_version1.0_#00000000": {"__substg1.0_3701000D": innermost}},
    )
    file = outlook({0x3707: "a.eml"}, header_bytes=8, more={"__substg1.0_37010102": complaint(INNER)})
    other = outlook({0x3707: "a.pdf"}, header_bytes=8, more={"__substg1.0_37010102": b"%PDF"})
    msg = compound_file(
        outlook(
            {0x007D: "Subject: outer\r\n"},
            more={
                "__attach_version1.0_#00000000": {"__substg1.0_3701000D": middle},
                "__attach_version1.0_#00000001": other,
                "__attach_version1.0_#00000002": file,
            },
        )
    )
    carried = complaint(
        base64.encodebytes(msg),
        kind="application/vnd.ms-outlook",
        headers="Content-Transfer-Encoding: base64\r\n",
    )
    first, second = unwrapped(carried)
    assert isinstance(first, Item)
    assert isinstance(second, Item)
    assert (first.key, first.wrapped_in) == ("2/message 1/message 1", ("rfc822", "msg", "msg"))
    assert (first.format, first.fidelity) == (SourceFormat.MSG, Fidelity.RECONSTRUCTED)
    assert first.raw.startswith(b"Subject: innermost\r\n")
    assert (second.key, second.wrapped_in) == ("2/file 1/2", ("rfc822", "msg", "rfc822"))
    assert (second.format, second.fidelity) == (None, None)
    assert second.raw == INNER


def test_an_outlook_message_that_carries_nothing():
    (found,) = unwrapped(compound_file(outlook({0x007D: "Subject: x\r\n"})))
    assert isinstance(found, Item)
    assert (found.format, found.wrapped_in) == (SourceFormat.MSG, ())


def test_bounds():
    (deep,) = unwrapped(nested(MAX_WRAPPERS + 1))
    assert isinstance(deep, Unread)
    assert deep.error == f"is wrapped in more than {MAX_WRAPPERS} messages"
    wide = unwrapped(complaint(*[complaint(*[INNER] * 40, boundary="in")] * 10))
    assert len(wide) == MAX_MESSAGES + 1
    assert isinstance(wide[-1], Unread)
    endless = b"Content-Type: message/rfc822\r\n\r\n" * 10_000
    (last,) = unwrapped(endless)
    assert isinstance(last, Unread)


@given(st.lists(st.sampled_from([b"--b", b"\r\n", b"Content-Type: message/rfc822", b"x", b"--b--"]), max_size=30))
def test_any_body_is_unwrapped(pieces):
    raw = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"".join(pieces)
    assert all(isinstance(one, Item | Unread) for one in unwrapped(raw))
