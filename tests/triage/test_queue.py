"""The queue as a whole: what becomes a case, by which verdict, and how urgent it is."""

import json
import mailbox
import zipfile
from datetime import UTC, datetime

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mailpath
from mailpath.inputs.item import Item
from mailpath.inputs.mailboxes import messages_below
from mailpath.outputs.json import schema, to_json
from mailpath.triage.queue import triage
from samples.complaints.make import FOLDER, expected
from tests.inputs.complaints import ATTACHED, PASTED, WORDS, complaint, inline, multipart, nested
from tests.triage.campaigns import campaign
from tests.triage.queues import BANK, DNS, GOOD, LEAK, OWN, SETTINGS, brought_by, only, run


def test_the_samples_give_the_expected_cases():
    assert expected() == json.loads((FOLDER / "expected.json").read_text("utf-8"))


def test_the_queue_and_each_case_follow_their_schemas(inbox):
    queue = json.loads(to_json(inbox.queue))
    jsonschema.Draft202012Validator(json.loads(schema("triage"))).validate(queue)
    validator = jsonschema.Draft202012Validator(json.loads(schema("case")))
    for case in queue["cases"]:
        validator.validate(case)
    assert queue["complaints"] == 50
    assert queue["messages"] == sum(len(case["messages"]) for case in queue["cases"])


@pytest.mark.parametrize("kind", ["zip", "mbox", "maildir"])
def test_the_same_inbox_in_another_box_gives_the_same_cases(kind, tmp_path, inbox):
    files = sorted((FOLDER / "inbox").glob("*.eml"))
    place = tmp_path / f"inbox.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(place, "w") as archive:
            for file in files:
                archive.write(file, file.name)
    else:
        box = (mailbox.mbox if kind == "mbox" else mailbox.Maildir)(place)
        for file in files:
            box.add(file.read_bytes())
        box.flush()
    other = triage(messages_below(str(place)), dns=DNS, settings=SETTINGS).queue
    shown = [(case.id, case.priority, case.title, case.complainants, case.contacts) for case in other.cases]
    wanted = [(case.id, case.priority, case.title, case.complainants, case.contacts) for case in inbox.queue.cases]
    assert shown == wanted


@pytest.mark.parametrize(
    ("raw", "verdict", "priority", "asks"),
    [
        (ATTACHED["rfc822"](BANK), "spoofed", 3, ()),
        (ATTACHED["rfc822"](OWN), "spoofed", 1, ()),
        (ATTACHED["arf"](LEAK), "internal_server_leak", 3, ()),
        (PASTED["quoted"](BANK), "spoofed", 3, ()),
        (complaint(WORDS), "undetermined", 4, ("ask_nothing", "ask_original_other")),
        (
            inline("Outlook de", "Bank <x@bank.example>", "a@firma.example", "Hallo", "Text"),
            "undetermined",
            3,
            ("ask_original_outlook",),
        ),
        (BANK, "spoofed", 3, ()),
    ],
    ids=["attached", "own domain", "leak", "pasted", "nothing", "inline", "itself"],
)
def test_one_complaint_is_one_case(raw, verdict, priority, asks):
    case = only(raw)
    assert (case.cause.verdict, case.priority, tuple(one.code for one in case.asks)) == (verdict, priority, asks)
    assert len(case.messages) == 1


def test_an_inline_forward_has_no_path_and_no_host():
    case = only(inline("Gmail de", "Bank <x@bank.example>", "a@firma.example", "Hallo", "Text"))
    assert case.evidence.path is not None
    assert case.evidence.path.hops == ()
    assert case.evidence.sending_host is None
    assert case.cause.author_domain == "bank.example"
    assert case.messages[0].subject == "Hallo"


def test_pasted_headers_are_never_sure():
    case = only(PASTED["as it was"](GOOD))
    assert case.evidence.source.fidelity == "quoted"
    assert case.evidence.confidence != "high"


def test_who_complains_never_colours_the_verdict():
    forged = multipart(("Content-Type: message/rfc822", GOOD), sender="Bank <service@bank.example>")
    received = (
        b"Received: from evil.example (evil.example [198.51.100.200]) by mx.empfang.example;"
        b" Tue, 10 Mar 2026 09:31:00 +0000\r\n"
    )
    case = only(received + forged)
    assert case.cause.author_domain == "heizbau.example"
    assert case.cause.verdict == "authorized_own"
    assert "complaints_forged" in [one.code for one in case.reasons]
    assert case.drafts[0].needs_confirmation


def test_an_inline_forward_of_the_same_text_joins_and_says_so():
    raw = next(one for one in campaign(3, 20) if b"base64" not in one and b"quoted" not in one and b"html" not in one)
    body = raw.decode().split("\r\n\r\n", 1)[1]
    case = only(
        ATTACHED["rfc822"](raw), inline("Outlook de", "x@absender3-1.example", "b@firma.example", "Anders", body)
    )
    assert case.cause.verdict == "unverifiable"
    assert "joined_by_content" in [one.code for one in case.reasons]
    assert len(case.messages) == 2


def test_offline_nothing_is_asked_and_nothing_raises():
    quiet = mailpath.Settings(offline=True, now=datetime(2026, 3, 11, tzinfo=UTC))
    done = triage([Item(file="a", key=None, raw=ATTACHED["rfc822"](BANK))], dns=None, settings=quiet)
    assert len(done.queue.cases) == 1


def test_complaints_of_complaints():
    case = only(nested(BANK, ["rfc822", "arf", "zip"]))
    assert case.messages[0].wrapped_in == ("zip", "arf", "rfc822")
    assert case.cause.author_domain == "bank.example"


@given(st.lists(st.sampled_from(sorted((FOLDER / "inbox").glob("*.eml"))), min_size=1, max_size=3), st.randoms())
@settings(max_examples=30, deadline=None)
def test_damaged_complaints_become_cases_too(files, rnd):
    raws = []
    for file in files:
        raw = bytearray(file.read_bytes())
        for _ in range(rnd.randint(1, 10)):
            at = rnd.randrange(len(raw))
            raw[at : at + rnd.randint(0, 30)] = rnd.choice(
                [b"", b"\0", b"\xff", b"\r\n\r\n", b"--", b"<", b"=?utf-8?B?//?="]
            )
        raws.append(bytes(raw))
    queue = run(*raws).queue
    assert queue.complaints == len(raws)
    assert not any((case.evidence.source.error or "").startswith("could not be processed") for case in queue.cases)
    to_json(queue)


def test_one_made_up_copy_does_not_turn_a_wave_of_forgeries_into_a_leak():
    """The copy names a host beside the bank's own MX."""
    made_up = BANK.replace(b"198.51.100.200", b"203.0.113.99").replace(b"mail.evil.example", b"x.woanders.example")
    case = only(brought_by("mallory", made_up), *(brought_by(who, BANK) for who in ("quirin", "xaver")))
    assert case.cause.verdict == "spoofed"
    assert case.evidence.verdict == "spoofed"
    assert case.cause.sending.name == "mail.evil.example"
    assert "joined_by_content" in [one.code for one in case.reasons]
    assert [one.to_role for one in case.drafts if one.to_role != "complainant"] == ["own_team", "abuse_desk"]


def test_a_wave_in_many_names_with_ours_among_them_is_most_urgent():
    ours = BANK.replace(b"bank.example", b"empfang.example")
    case = only(brought_by("mallory", ours), *(brought_by(who, BANK) for who in ("quirin", "xaver")))
    assert case.cause.author_domain == "bank.example"
    assert (case.priority, case.reasons[0].code) == (1, "urgency_own_domain_spoofed")


@pytest.mark.parametrize("text", [b"From: eva@woanders.example\r\n\r\n", b"From: eva@woanders.example\r\n\r\nkurz\r\n"])
def test_the_same_message_is_one_case_even_without_a_cause_or_words(text):
    case = only(*(brought_by(who, text) for who in ("quirin", "xaver", "ottokar")))
    assert (case.complainants, len(case.messages)) == (3, 3)


def test_no_two_cases_have_one_id(inbox):
    raw = multipart(*[("Content-Type: message/rfc822", b"From: eva@woanders.example\r\n\r\n")] * 5)
    report = ("Content-Type: message/feedback-report", b"Feedback-Type: abuse\r\n\r\n")
    empty = [multipart(report, sender=f"{who} <{who}@empfang.example>", mid=who) for who in ("quirin", "xaver")]
    found = run(raw, *empty).queue.cases
    assert len(found) == 3
    ids = [case.id for case in (*inbox.queue.cases, *found)]
    assert len(set(ids)) == len(ids)
