import gzip
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.inputs.complaint import How, read_complaint
from mailpath.inputs.inline_forward import Client
from mailpath.inputs.item import Item
from mailpath.message.fields import read_message
from mailpath.values.vocabulary import Fidelity
from tests.inputs.complaints import ATTACHED, FORWARDS, PASTED, WORDS, complaint, inline, multipart, nested

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.eml"))
BANK = next(path.read_bytes() for path in SAMPLES if path.stem == "spoofed-bank")


def read(raw, own=()):
    return read_complaint(Item(file="c.eml", key=None, raw=raw), own)


def field(item, name):
    message = read_message(item.raw, format=item.format, fidelity=item.fidelity)
    found = message.first(name)
    return b" ".join(found.unfolded.split()) if found else None


def received(item):
    message = read_message(item.raw, format=item.format, fidelity=item.fidelity)
    return [b"".join(one.unfolded.split()) for one in message.all("received")]


@pytest.mark.parametrize("way", ATTACHED)
def test_the_attached_message_is_found(way):
    found = read(ATTACHED[way](BANK))
    assert [one.how for one in found.inner] == [How.ATTACHED]
    item = found.inner[0].item
    assert (field(item, "subject"), received(item)) == (
        field(Item(file="", key=None, raw=BANK), "subject"),
        received(Item(file="", key=None, raw=BANK)),
    )
    assert item.wrapped_in
    assert found.unread == ()
    assert found.sender is not None


@pytest.mark.parametrize("way", [one for one in ATTACHED if one not in ("msg attached", "msg in msg", "tnef", "mbox")])
def test_attached_bytes_are_the_originals(way):
    item = read(ATTACHED[way](BANK)).inner[0].item
    assert item.raw.replace(b"\r\n", b"\n").rstrip() == BANK.replace(b"\r\n", b"\n").rstrip()
    assert read_message(item.raw, fidelity=item.fidelity).fidelity is Fidelity.ORIGINAL


@pytest.mark.parametrize("way", PASTED)
def test_pasted_headers_are_found(way):
    found = read(PASTED[way](BANK))
    assert [one.how for one in found.inner] == [How.PASTED]
    item = found.inner[0].item
    assert item.fidelity is Fidelity.QUOTED
    plain = Item(file="", key=None, raw=BANK)
    assert field(item, "from").replace(b" ", b"") == field(plain, "from").replace(b" ", b"").replace(b'"', b'"')
    assert received(item) == received(plain)


@pytest.mark.parametrize("program", FORWARDS)
def test_an_inline_forward_is_claimed(program):
    found = read(inline(program, "Ihre Bank <konto@bank.example>", "anna@firma.example", "Ihr Konto", "Bitte klicken"))
    assert [one.how for one in found.inner] == [How.INLINE]
    item = found.inner[0].item
    assert field(item, "from") == b"Ihre Bank <konto@bank.example>"
    assert field(item, "subject") == b"Ihr Konto"
    assert received(item) == []
    assert found.lang == "de"


@pytest.mark.parametrize(
    ("program", "client"),
    [
        ("Outlook de", Client.OUTLOOK),
        ("Outlook new de", Client.OUTLOOK),
        ("Thunderbird de", Client.THUNDERBIRD),
        ("Apple en", Client.APPLE),
        ("Gmail de", Client.GMAIL),
        ("GMX", Client.GMX),
    ],
)
def test_the_program_is_known_by_its_lines(program, client):
    found = read(inline(program, "konto@bank.example", "anna@firma.example", "Ihr Konto", "Bitte klicken"))
    assert found.client is client


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_the_innermost_message_is_found_three_deep(data):
    raw = data.draw(st.sampled_from(SAMPLES)).read_bytes()
    ways = data.draw(st.lists(st.sampled_from(sorted(ATTACHED)), min_size=1, max_size=3))
    found = read(nested(raw, ways))
    assert [one.how for one in found.inner] == [How.ATTACHED]
    plain = Item(file="", key=None, raw=raw)
    assert received(found.inner[0].item) == received(plain)
    assert field(found.inner[0].item, "message-id") == field(plain, "message-id")
    assert len(found.inner[0].item.wrapped_in) >= len(ways)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_pasted_headers_are_found_inside_attached_complaints(data):
    raw = data.draw(st.sampled_from(SAMPLES)).read_bytes()
    ways = [
        data.draw(st.sampled_from(sorted(PASTED))),
        *data.draw(st.lists(st.sampled_from(["rfc822", "zip"]), max_size=2)),
    ]
    found = read(nested(raw, ways))
    assert [one.how for one in found.inner] == [How.PASTED]
    assert received(found.inner[0].item) == received(Item(file="", key=None, raw=raw))


def test_several_in_one():
    raw = multipart(("Content-Type: message/rfc822", BANK), ("Content-Type: message/rfc822", SAMPLES[0].read_bytes()))
    assert len(read(raw).inner) == 2


def test_a_thread_quoted_in_an_attached_message_with_a_path_is_content():
    thread = "\r\n\r\nVon: Max <max@kunde.example>\r\nGesendet: heute\r\nAn: Eva <eva@kunde.example>\r\nBetreff: AW: Angebot\r\n"  # noqa: E501
    found = read(multipart(("Content-Type: message/rfc822", BANK + thread.encode())))
    assert [one.how for one in found.inner] == [How.ATTACHED]


def test_a_message_without_complaint_is_judged_itself_and_nobody_answers_its_sender():
    found = read(BANK, ("empfang.example",))
    assert [one.how for one in found.inner] == [How.ITSELF]
    assert found.sender is None


def test_a_picture_alone():
    picture = 'Content-Type: image/png; name="bild.png"\r\nContent-Transfer-Encoding: base64'
    found = read(multipart((picture, b"iVBORw0KGgo=")))
    assert [one.how for one in found.inner] == [How.NOTHING]
    assert found.pictures
    assert found.sender.address == "anna.beispiel@firma.example"


def test_an_abuse_report_without_the_message():
    report = b"Feedback-Type: abuse\r\nUser-Agent: x\r\nVersion: 1\r\nSource-IP: 198.51.100.7\r\nReported-Domain: firma.example\r\n"  # noqa: E501
    raw = multipart(
        ("Content-Type: message/feedback-report", report), kind="multipart/report; report-type=feedback-report"
    )
    found = read(raw)
    assert [one.how for one in found.inner] == [How.REPORTED]
    assert found.inner[0].report.source_ip == "198.51.100.7"
    assert found.inner[0].report.reported_domain == "firma.example"


def test_a_redacted_report_is_not_original():
    raw = ATTACHED["arf"](BANK.replace(b"info@empfang.example", b"[REDACTED]"))
    assert read(raw).inner[0].item.fidelity is Fidelity.RECONSTRUCTED


def _nested(depth):
    raw = BANK
    for number in range(depth):
        raw = b"Content-Type: message/rfc822\r\nSubject: %d\r\n\r\n" % number + raw
    return raw


def _bomb():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.eml", bytes(4 << 20))
    return held.getvalue()


HOSTILE = {
    "nested 10,000 deep": lambda: _nested(10_000),
    "zeros in gz": lambda: ATTACHED["gz"](bytes(80 << 20)),
    "zip bomb": lambda: multipart(
        (
            'Content-Type: application/zip; name="x.zip"\r\nContent-Transfer-Encoding: base64',
            __import__("base64").b64encode(_bomb()),
        )
    ),
    "report in itself": lambda: nested(BANK, ["arf"] * 50),
    "gz of gz": lambda: ATTACHED["gz"](gzip.compress(gzip.compress(BANK))),
    "open brackets": lambda: complaint("<" * 100_000, kind="text/html"),
    "open comments": lambda: complaint("<!--" * 30_000, kind="text/html"),
    "labels": lambda: complaint("From:\nVon:\n" * 20_000),
    "header words": lambda: complaint("Received: from x by y\n\n" * 5_000),
    "quotes": lambda: complaint(">" * 100_000 + "\nreceived:\n"),
    "anchors": lambda: complaint("<a href=" * 20_000, kind="text/html"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_complaints_are_bounded(case):
    found = read(HOSTILE[case]())
    assert found.inner or found.unread
    assert len(found.inner) <= 200


@pytest.mark.parametrize("case", ["nested 10,000 deep", "report in itself"])
def test_what_is_wrapped_too_often_is_a_row(case):
    found = read(HOSTILE[case]())
    assert [one.error for one in found.unread] == ["is wrapped in more than 10 messages"]


@given(st.binary(max_size=2000))
@settings(max_examples=60, deadline=None)
def test_nothing_raises(junk):
    for way in ("rfc822", "tnef", "msg attached", "zip"):
        ATTACHED[way](BANK)
    read(junk)
    name = 'Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: 8bit'
    read(multipart((name, b"\x78\x9f\x3e\x22\x01\x00" + junk)))


def test_own_words_are_without_the_quote():
    found = read(
        inline("Outlook de", "konto@bank.example", "a@firma.example", "Ihr Konto", "Bitte klicken", words=WORDS)
    )
    assert "klicken" not in found.words
    assert "bestellt" in found.words


def test_a_thread_in_an_attached_message_without_a_path_is_content_too():
    thread = inline("Outlook de", "Max <max@kunde.example>", "eva@kunde.example", "Angebot", "Text", words="Anbei.\r\n")
    inner = thread.replace(b"To: helpdesk@", b"To: eva@").replace(b"Subject: WG:", b"Subject: AW:")
    found = read(multipart(("Content-Type: message/rfc822", inner)))
    assert [one.how for one in found.inner] == [How.ATTACHED]


def test_an_attached_complaint_forwards_inline():
    inner = inline("Thunderbird de", "Bank <x@bank.example>", "eva@kunde.example", "Ihr Konto", "Text")
    found = read(multipart(("Content-Type: message/rfc822", inner)))
    assert [one.how for one in found.inner] == [How.INLINE]
    assert found.inner[0].item.wrapped_in == ("rfc822", "inline")


@pytest.mark.parametrize(
    ("text", "worried"),
    [
        ("Is this SPAM?", True),
        ("antispam ist an", False),  # a word begins there, or it is none
        ("Ist das ECHT?", True),
        ("rechtlich, und nicht rechts", False),
        ("Unerwünschte Werbung", True),
        ("VERDÄCHTIG", True),
        ("looks legit to me", True),
        ("illegitim", False),
        ("a scam.", True),
        ("scamper", False),
        ("fake", True),
        ("fakes", False),
        ("wyłudzenie", True),
        ("Guten Tag", False),
    ],
)
def test_words_of_somebody_who_worries(text: str, worried: bool) -> None:
    """To the desk, from a stranger, with nothing inside: a complaint by its words alone, in subject or text."""
    for subject, body in ((text, "x"), ("x", text)):
        head = f"From: anna@firma.example\r\nTo: helpdesk@empfang.example\r\nSubject: {subject}\r\n"
        head += "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        found = read_complaint(Item(file="x", key=None, raw=f"{head}{body}\r\n".encode()))
        assert (found.inner[0].how is How.NOTHING) is worried
