"""`.msg` files of a writer that is not ours (aspose-email-foss): read, judged, taken apart, and asked about."""

import email
import json
from email import policy
from pathlib import Path

import pytest
from aspose.email_foss import msg

import mailpath
from mailpath.inputs.item import Item
from mailpath.inputs.msg import Outlook, read_msg
from mailpath.message.fields import read_message
from mailpath.triage.queue import triage
from samples.complaints.make import AT, FOLDER
from tests.cli.running import mailpath as command
from tests.inputs.complaints import ATTACHED

SAMPLES = Path(__file__).parents[2] / "samples"
DNS = mailpath.SnapshotDns(str(FOLDER / "dns.json"))
SETTINGS = mailpath.Settings(own_domains=("empfang.example",), trust=("mx.empfang.example",), at=AT, now=AT)
JUDGED = ["leak-exchange", "spoofed-bank", "spoofed-own-domain", "leak-mx-not-in-spf"]


def sample(name):
    return (SAMPLES / f"{name}.eml").read_bytes()


def saved(raw, *, wide=True, **files):
    """As a program that knows a mail's fields and makes an Outlook message of it."""
    mail = email.message_from_bytes(raw, policy=policy.default)
    made = msg.MapiMessage.from_email_message(mail, unicode_strings=wide)
    for name, content in files.items():
        made.add_attachment(name.replace("__", "."), content)
    return made


def whole(raw, *, wide=True):
    """As Outlook does: the header block as it came."""
    made = msg.MapiMessage.create("x", "Text", unicode_strings=wide)
    header = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0].decode().replace("\n", "\r\n")
    made.set_property(msg.PropertyId.TRANSPORT_MESSAGE_HEADERS, header)
    return made


def never_received():
    made = msg.MapiMessage.create("Ihr Paket", "Bitte zahlen: http://paket.example/")
    made.set_property(msg.PropertyId.SENDER_NAME, "Paketdienst")
    made.set_property(msg.PropertyId.SENDER_EMAIL_ADDRESS, "info@paket.example")
    made.add_recipient("anna@firma.example", display_name="Anna")
    return made


def read(made) -> Outlook:
    found = read_msg(made.to_bytes(), with_attachments=True)
    assert isinstance(found, Outlook), found
    return found


def queue(*raws):
    items = [Item(file=f"{n}.eml", key=None, raw=raw) for n, raw in enumerate(raws)]
    return triage(items, dns=DNS, settings=SETTINGS).queue


@pytest.mark.parametrize("wide", [True, False], ids=["Unicode", "eight bits"])
@pytest.mark.parametrize("write", [saved, whole])
def test_fields_and_path_are_those_of_the_message(write, wide):
    raw = sample("leak-exchange")
    found, wanted = read_message(read(write(raw, wide=wide)).raw), read_message(raw)
    for name in ("received", "return-path", "from", "to", "subject", "date", "message-id"):
        ours = [b"".join(one.unfolded.translate(None, b'"<>').split()) for one in found.all(name)]
        assert ours == [b"".join(one.unfolded.translate(None, b'"<>').split()) for one in wanted.all(name)], name


@pytest.mark.parametrize("name", JUDGED)
@pytest.mark.parametrize("write", [saved, whole])
def test_it_is_judged_as_the_message_is(write, name, tmp_path):
    place = tmp_path / "mail.msg"
    place.write_bytes(write(sample(name)).to_bytes())
    common = (
        "--dns",
        FOLDER / "dns.json",
        "--trust",
        "mx.empfang.example",
        "--own-domain",
        "empfang.example",
        "--json",
    )
    one = json.loads(command("check", place, *common, home=tmp_path).out)
    other = json.loads(command("check", SAMPLES / f"{name}.eml", *common, home=tmp_path).out)
    assert (one["source"]["format"], one["source"]["fidelity"]) == ("msg", "reconstructed")
    assert one["verdict"] == other["verdict"]
    assert one["sending_host"]["ip"] == other["sending_host"]["ip"]
    assert one["identifiers"]["author_domain"] == other["identifiers"]["author_domain"]


@pytest.mark.parametrize("write", [saved, whole])
def test_as_a_complaint(write):
    raw = ATTACHED["msg attached"](write(sample("spoofed-bank")).to_bytes())
    plain = queue(ATTACHED["rfc822"](sample("spoofed-bank"))).cases[0]
    (case,) = queue(raw).cases
    assert (case.cause, case.id) == (plain.cause, plain.id)
    assert case.messages[0].wrapped_in == ("rfc822",)
    assert case.evidence.source.format == "msg"
    assert case.asks == ()


def test_an_outlook_message_in_one_and_a_mail_as_file():
    around = saved(
        b"From: Anna <anna@firma.example>\r\nTo: it@firma.example\r\nSubject: echt?\r\n\r\nIst das echt?\r\n"
    )
    around.add_embedded_message_attachment(whole(sample("spoofed-bank")))
    around.add_attachment("zweite.eml", sample("leak-exchange"))
    found = queue(around.to_bytes())
    assert sorted(case.cause.author_domain or "" for case in found.cases) == ["bank.example", "firma.example"]
    assert {one.wrapped_in for case in found.cases for one in case.messages} == {("msg",)}
    assert found.complaints == 1


@pytest.mark.parametrize("way", ["attached", "itself"])
def test_without_transport_headers_it_says_so_and_asks(way):
    raw = never_received().to_bytes()
    (case,) = queue(ATTACHED["msg attached"](raw) if way == "attached" else raw).cases
    assert case.cause.verdict == "undetermined"
    assert case.cause.author_domain == "paket.example"
    assert case.evidence.sending_host is None
    assert [one.code for one in case.asks] == ["ask_msg_without_headers"]
    if way == "attached":
        draft = next(one for one in case.drafts if one.to_role == "complainant")
        assert draft.lang == "de"
        assert "enthält keine Transportkopfzeilen" in draft.body
