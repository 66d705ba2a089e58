"""Outlook messages: transport headers kept, the text under them, what is attached found, damage said in one line."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.inputs.msg import Outlook, read_msg
from mailpath.message.fields import read_message
from tests.inputs.outlook_files import compound_file, fixed_properties, outlook

HEADERS = (
    "Microsoft Mail Internet Headers Version 2.0\r\n"
    "Received: from mx.example.org (mx.example.org [192.0.2.7])\r\n"
    "\tby mx.example.net; Mon, 2 Mar 2026 10:00:00 +0000\r\n"
    "From: Grüße <a@example.org>\r\n"
    "Content-Type: multipart/mixed;\r\n\tboundary=x\r\n"
    "MIME-Version: 1.0\r\n"
    "Subject: hello\r\n\r\n"
)


def read(raw: bytes, *, with_attachments: bool = False) -> Outlook:
    message = read_msg(raw, with_attachments=with_attachments)
    assert isinstance(message, Outlook), message
    return message


def test_transport_headers_are_kept_but_for_mime():
    message = read_message(read(compound_file(outlook({0x007D: HEADERS, 0x1000: "text ä"}))).raw)
    assert [one.name for one in message.fields] == [
        "received",
        "from",
        "subject",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    ]
    assert message.fields[1].unfolded == "Grüße <a@example.org>".encode()
    assert message.fields[4].unfolded == b"text/plain; charset=utf-8"
    assert bytes(message.body) == "text ä".encode()


def test_headers_kept_in_eight_bits_stay_as_they_are():
    raw = compound_file({"__substg1.0_007D001E": b"X-A: \xe4\r\n", "__properties_version1.0": fixed_properties(32)})
    assert read(raw).raw.startswith(b"X-A: \xe4\r\nMIME-Version")


def test_html_where_there_is_no_text():
    content = outlook({0x007D: HEADERS}, more={"__substg1.0_10130102": b"<p>\xe4</p>"}, t3FDE=28591)
    message = read_message(read(compound_file(content)).raw)
    assert message.all("content-type")[0].unfolded == b"text/html; charset=iso8859-1"
    assert bytes(message.body) == b"<p>\xe4</p>"


def test_without_transport_headers_its_properties_speak():
    recipient = outlook({0x3001: "Bob", 0x39FE: "bob@example.net"}, header_bytes=8, t0C15=1)
    raw = compound_file(
        outlook(
            {
                0x0042: 'Anna "A"\r\nReceived: from evil',
                0x5D02: "anna@example.org",
                0x0065: "/O=EXCHANGE/CN=anna",
                0x0037: "Subject\nX-Bad: 1",
                0x1035: "<1@example.org>",
                0x1000: "text",
            },
            more={"__recip_version1.0_#00000000": recipient},
            t0039=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
        )
    )
    message = read_message(read(raw).raw)
    assert [(one.name, one.unfolded) for one in message.fields[:5]] == [
        ("from", b"\"Anna 'A'  Received: from evil\" <anna@example.org>"),
        ("to", b'"Bob" <bob@example.net>'),
        ("subject", b"Subject X-Bad: 1"),
        ("date", b"Mon, 02 Mar 2026 10:00:00 +0000"),
        ("message-id", b"<1@example.org>"),
    ]


def test_what_is_attached():
    inner = outlook({0x007D: "Subject: inner\r\n\r\n"}, header_bytes=24)
    file = outlook({0x3707: "mail.eml"}, header_bytes=8, more={"__substg1.0_37010102": b"Subject: file\r\n\r\n"})
    raw = compound_file(
        outlook(
            {0x007D: HEADERS},
            more={
                "__attach_version1.0_#00000000": {"__substg1.0_3701000D": inner},
                "__attach_version1.0_#00000001": file,
            },
        )
    )
    message = read(raw, with_attachments=True)
    assert [one.raw.partition(b"\r\n")[0] for one in message.messages] == [b"Subject: inner"]
    assert [(one.name, one.raw) for one in message.files] == [("mail.eml", b"Subject: file\r\n\r\n")]
    assert not read(raw).messages
    assert not read(raw).files


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and garbage", "is a damaged Outlook message"),
        (compound_file({"WordDocument": b"x"}), "is an OLE file but no Outlook message"),
    ],
)
def test_what_is_no_message(raw, why):
    assert read_msg(raw, with_attachments=True) == why


@given(st.data())
def test_damage_never_raises(data):
    raw = bytearray(compound_file(outlook({0x007D: HEADERS, 0x1000: "x" * 3000}, t3FFD=1252)))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    read_msg(bytes(raw), with_attachments=True)
