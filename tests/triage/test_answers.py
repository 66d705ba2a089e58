"""Who is answered, with what, and what never leaves the house."""

import email
import json
from email import policy

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.outputs.case_folders import draft_mail, write_folders
from samples.complaints.make import AT
from tests.inputs.complaints import ATTACHED, multipart
from tests.triage.queues import BANK, OWN, brought_by, only, run


def test_a_message_without_complaint_is_answered_to_nobody():
    case = only(BANK)
    assert case.complainants == 0
    assert all(draft.to_role != "complainant" for draft in case.drafts)


def test_one_draft_a_complaint_in_its_language():
    english = multipart(("Content-Type: message/rfc822", BANK), words="Hello, is this real? Please tell me.\r\n")
    drafts = [one for one in only(ATTACHED["rfc822"](BANK), english).drafts if one.to_role == "complainant"]
    assert sorted(one.lang for one in drafts) == ["de", "en"]
    assert {one.to for one in drafts} == {"anna.beispiel@firma.example"}


def test_several_messages_of_one_complaint_are_answered_once():
    raw = multipart(("Content-Type: message/rfc822", BANK), ("Content-Type: message/rfc822", OWN))
    queue = run(raw).queue
    assert (queue.complaints, queue.messages, len(queue.cases)) == (1, 2, 2)
    drafts = [one for case in queue.cases for one in case.drafts if one.to_role == "complainant"]
    assert len(drafts) == 1


NAMES = st.sampled_from(["Zacharias", "Quirin", "Xaver", "Wendelin", "Ottokar", "Ludmilla", "Theofanu"])


@given(first=NAMES, last=NAMES, other=NAMES, way=st.sampled_from(["rfc822", "zip", "msg attached", "tnef"]))
@settings(max_examples=25, deadline=None)
def test_nobody_is_named_in_another_ones_draft(first, last, other, way):
    address = f"{first}.{last}@kunde.example".lower()
    recipient = f"{other} Person <{other.lower()}@empfang.example>"
    inner = BANK.replace(b"Subject: ", f"Subject: {first} {last}, {other}, {address}: ".encode())
    inner = inner.replace(b"To: info@empfang.example", f"To: {recipient}".encode())
    inner = inner.replace(b"Message-ID: <", f"Message-ID: <{first}.".encode())
    raw = ATTACHED[way](inner).replace(
        b"Anna Beispiel <anna.beispiel@firma.example>", f"{first} {last} <{address}>".encode()
    )
    case = only(raw)
    for draft in case.drafts:
        text = f"{draft.subject}\n{draft.body}\n{' '.join(draft.needs_confirmation)}".lower()
        hidden = (
            {other.lower()} if draft.to_role == "complainant" else {first.lower(), last.lower(), other.lower(), address}
        )
        hidden -= {first.lower(), last.lower()} if draft.to_role == "complainant" else set()
        assert [one for one in hidden if one in text] == []


def test_folders_hold_drafts_and_reports_that_can_be_read_back(tmp_path, inbox):
    write_folders(tmp_path / "cases", inbox, "en", now=AT)
    folders = sorted((tmp_path / "cases").iterdir())
    assert len(folders) == len(inbox.queue.cases)
    for folder in folders:
        assert json.loads((folder / "case.json").read_bytes())["id"] in folder.name
        for file in folder.glob("*.eml"):
            mail = email.message_from_bytes(file.read_bytes(), policy=policy.default)
            assert mail["X-Unsent"] == "1"
            assert not mail.defects
    reports = [folder / "abuse-report.eml" for folder in folders if (folder / "abuse-report.eml").exists()]
    assert len(reports) == 4
    for file in reports:
        raw = file.read_bytes()
        mail = email.message_from_bytes(raw, policy=policy.default)
        assert [part.get_content_type() for part in mail.walk()][:3] == [
            "multipart/report",
            "text/plain",
            "message/feedback-report",
        ]
        assert b"info@empfang.example" not in raw.partition(b"text/rfc822-headers")[2]
        (case,) = run(raw).queue.cases
        assert case.evidence.sending_host is not None


def test_a_draft_opens_in_a_mail_program(inbox):
    for case in inbox.queue.cases:
        for draft in case.drafts:
            mail = email.message_from_bytes(draft_mail(draft), policy=policy.default)
            assert mail["To"] == draft.to
            assert draft.body.strip() in mail.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize(
    "to", ["a@", "@b.example", "a b@c.example", "a@b.example\r\nBcc: x@y.example", '"a"@b.example', "ä@b.example"]
)
def test_a_draft_to_no_plain_address_has_none(to, inbox):
    draft = next(one for case in inbox.queue.cases for one in case.drafts)
    mail = email.message_from_bytes(draft_mail(msgspec.structs.replace(draft, to=to, subject="a\r\nBcc: x")))
    assert mail["To"] is None
    assert mail["Bcc"] is None
    assert set(mail) >= {"X-Unsent", "Subject"}


def test_an_attachment_that_cannot_be_read_is_asked_for_again():
    done = run(ATTACHED["gz"](bytes(80 << 20)))
    (case,) = done.queue.cases
    assert [one.code for one in case.asks] == ["ask_unread", "ask_original_other"]
    assert "ließ sich nicht lesen" in case.drafts[0].body
    assert "expands to more than" in done.queue.unread[0].error


def test_a_link_in_a_subject_is_no_link_in_our_mail():
    raw = BANK.replace(b"Subject: ", b"Subject: HTTPS://evil.example/x www.evil.example ")
    (case,) = run(multipart(("Content-Type: message/rfc822", raw), subject="http://evil.example/y")).queue.cases
    for draft in case.drafts:
        text = f"{draft.subject}\n{draft.body}".lower()
        assert "http://" not in text
        assert "https://" not in text
    assert "hxxps://evil.example/x" in case.drafts[0].body.lower()


def test_forged_complaints_bear_no_witness():
    received = (
        b"Received: from evil.example (evil.example [198.51.100.200]) by mx.empfang.example;"
        b" Tue, 10 Mar 2026 09:31:00 +0000\r\n"
    )
    names = ("quirin", "xaver", "ottokar")

    def asked(*raws):
        (draft,) = [one for one in only(*raws).drafts if one.to_role == "abuse_desk"]
        return any("our own logs" in one or "eigenen Protokolle" in one for one in draft.needs_confirmation)

    assert not asked(*(brought_by(who, BANK) for who in names))
    assert asked(*(received + brought_by(who, BANK) for who in names))
    assert asked(BANK)  # nobody knows who handed it in


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Anna Beispiel", "Guten Tag Anna Beispiel,"),
        ('"Beispiel, Anna (IT)"', "Guten Tag Anna Beispiel,"),
        ('"Anna Beispiel | Firma"', "Guten Tag Anna Beispiel,"),
        ('"anna@firma.example"', "Guten Tag,"),
        ('"Siehe http://evil.example/x"', "Guten Tag,"),
        ('"www.evil.example"', "Guten Tag,"),
        ("x" * 200, "Guten Tag,"),
    ],
)
def test_how_a_complainant_is_addressed(name, greeting):
    case = only(multipart(("Content-Type: message/rfc822", BANK), sender=f"{name} <anna@firma.example>"))
    assert case.drafts[0].body.split("\n", 1)[0] == greeting


def test_a_name_that_is_an_address_takes_no_domain_out_of_texts():
    sender = '"anna@evil.example" <anna@evil.example>'
    case = only(multipart(("Content-Type: message/rfc822", BANK), sender=sender))
    assert all("evil.example" in one.body and "[…]" not in one.body for one in case.drafts)


def test_our_own_server_that_nobody_named_is_asked_for_first():
    """Low confidence: our own team does not block on it unasked, and nobody is told of a server of theirs."""
    raw = BANK.replace(b"bank.example", b"empfang.example").replace(b"mail.evil.example", b"print.empfang.example")
    case = only(brought_by("mallory", raw.replace(b"198.51.100.200", b"203.0.113.66")))
    assert (case.cause.verdict, case.evidence.confidence, case.priority) == ("spoofed", "low", 1)
    answer, team = (next(one for one in case.drafts if one.to_role == role) for role in ("complainant", "own_team"))
    assert "eigener Server von uns" in answer.body or "of our own" in answer.body
    assert team.needs_confirmation


def test_without_a_message_the_complainant_is_asked():
    case = only(multipart(words="Ist das echt? Bitte um Auskunft.\r\n", subject="Phishing?"))
    assert case.cause.verdict == "undetermined"
    assert case.action.code == "ask_complainant"


def test_a_host_named_after_its_owner_is_not_named_so():
    raw = BANK.replace(b"To: ", b"To: Quirin Evil <quirin.evil@empfang.example>, ", 1)
    case = only(brought_by("mallory", raw))
    for draft in case.drafts:
        assert "mail.evil" not in f"{draft.subject} {draft.body} {draft.needs_confirmation}".replace("abuse@evil", "")
