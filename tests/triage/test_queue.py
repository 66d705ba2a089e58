"""The queue as a whole: what becomes a case, who is answered, and what never leaves the house."""

import email
import json
import mailbox
import zipfile
from datetime import UTC, datetime
from email import policy
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mailpath
from mailpath.inputs.item import Item
from mailpath.inputs.mailboxes import messages_below
from mailpath.outputs.case_folders import draft_mail, write_folders
from mailpath.outputs.json import schema, to_json
from mailpath.triage.queue import triage
from mailpath.triage.state import StateError, remembered
from samples.complaints.inbox import OWN_DOMAINS
from samples.complaints.make import AT, FOLDER, expected
from tests.inputs.complaints import ATTACHED, PASTED, WORDS, complaint, inline, multipart, nested
from tests.triage.campaigns import campaign

ROOT = Path(__file__).parents[2]
DNS = mailpath.SnapshotDns(str(FOLDER / "dns.json"))
SETTINGS = mailpath.Settings(own_domains=OWN_DOMAINS, trust=("mx.empfang.example",), at=AT, now=AT)
BANK = (ROOT / "samples" / "spoofed-bank.eml").read_bytes()
OWN = (ROOT / "samples" / "spoofed-own-domain.eml").read_bytes()
LEAK = (ROOT / "samples" / "leak-exchange.eml").read_bytes()
GOOD = (ROOT / "samples" / "own-server.eml").read_bytes()


def run(*raws, settings=SETTINGS):
    return triage([Item(file=f"{n}.eml", key=None, raw=raw) for n, raw in enumerate(raws)], dns=DNS, settings=settings)


def kept(done, path, **more):
    with remembered(done, path, **more) as applied:
        return applied


def only(*raws):
    (case,) = run(*raws).queue.cases
    return case


@pytest.fixture(scope="module")
def inbox():
    return triage(messages_below(str(FOLDER / "inbox")), dns=DNS, settings=SETTINGS)


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


def test_an_inline_forward_of_the_same_text_joins_and_says_so():
    raw = next(one for one in campaign(3, 20) if b"base64" not in one and b"quoted" not in one and b"html" not in one)
    body = raw.decode().split("\r\n\r\n", 1)[1]
    case = only(
        ATTACHED["rfc822"](raw), inline("Outlook de", "x@absender3-1.example", "b@firma.example", "Anders", body)
    )
    assert case.cause.verdict == "unverifiable"
    assert "joined_by_content" in [one.code for one in case.reasons]
    assert len(case.messages) == 2


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


def test_state_keeps_ids_and_answers_nobody_twice(tmp_path):
    store = str(tmp_path / "state.db")
    old = [ATTACHED["rfc822"](BANK), ATTACHED["zip"](LEAK), complaint(WORDS)]
    new = [ATTACHED["arf"](BANK), ATTACHED["rfc822"](OWN)]
    first = kept(run(*old), store, only_new=False, now=AT)
    second = kept(run(*old, *new), store, only_new=False, now=AT)
    known = {case.cause.author_domain: case.id for case in first.queue.cases}
    ids = {case.cause.author_domain: case.id for case in second.queue.cases}
    assert all(ids[domain] == name for domain, name in known.items())
    drafts = {case.cause.author_domain: [one.to for one in case.drafts] for case in second.queue.cases}
    assert drafts["bank.example"] == ["fbl@postfach.example"]
    assert drafts["firma.example"] == []
    assert len(drafts["empfang.example"]) == 3
    third = kept(run(*old, *new), store, only_new=True, now=AT)
    assert third.queue.cases == ()
    assert not third.needs_someone


def test_a_file_that_is_no_state_is_refused(tmp_path):
    place = tmp_path / "state.db"
    place.write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(StateError):
        kept(run(BANK), str(place), only_new=False, now=AT)


def test_offline_nothing_is_asked_and_nothing_raises():
    quiet = mailpath.Settings(offline=True, now=datetime(2026, 3, 11, tzinfo=UTC))
    done = triage([Item(file="a", key=None, raw=ATTACHED["rfc822"](BANK))], dns=None, settings=quiet)
    assert len(done.queue.cases) == 1


def test_complaints_of_complaints():
    case = only(nested(BANK, ["rfc822", "arf", "zip"]))
    assert case.messages[0].wrapped_in == ("zip", "arf", "rfc822")
    assert case.cause.author_domain == "bank.example"


@pytest.mark.parametrize(
    "to", ["a@", "@b.example", "a b@c.example", "a@b.example\r\nBcc: x@y.example", '"a"@b.example', "ä@b.example"]
)
def test_a_draft_to_no_plain_address_has_none(to, inbox):
    draft = next(one for case in inbox.queue.cases for one in case.drafts)
    mail = email.message_from_bytes(draft_mail(msgspec.structs.replace(draft, to=to, subject="a\r\nBcc: x")))
    assert mail["To"] is None
    assert mail["Bcc"] is None
    assert set(mail) >= {"X-Unsent", "Subject"}


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


def drafts_of(done):
    return sorted(f"{draft.to_role} {draft.to}" for case in done.queue.cases for draft in case.drafts)


def test_drafts_that_were_not_shown_wait(tmp_path):
    store = str(tmp_path / "state.db")
    old = [ATTACHED["rfc822"](BANK), ATTACHED["zip"](LEAK)]
    listed = kept(run(*old), store, only_new=False, now=AT, drafts_go_out=False)
    again = kept(run(*old), store, only_new=False, now=AT)
    assert drafts_of(again) == drafts_of(listed)
    assert [case.id for case in again.queue.cases] == [case.id for case in listed.queue.cases]
    assert kept(run(*old), store, only_new=True, now=AT).queue.cases == ()
    assert drafts_of(kept(run(*old), store, only_new=False, now=AT)) == []


def test_what_ends_badly_is_not_remembered(tmp_path):
    store = str(tmp_path / "state.db")
    done = run(ATTACHED["rfc822"](BANK))
    with pytest.raises(OSError), remembered(done, store, only_new=False, now=AT):
        raise OSError("disk full")
    assert drafts_of(kept(done, store, only_new=False, now=AT)) == drafts_of(done)


def test_a_second_complaint_of_one_person_is_answered_alone(tmp_path):
    store = str(tmp_path / "state.db")
    first = multipart(("Content-Type: message/rfc822", BANK), mid="c1")
    second = multipart(
        ("Content-Type: message/rfc822", BANK), mid="c2", words="Hello, this one came again, is it real?"
    )
    kept(run(first), store, only_new=False, now=AT)
    (case,) = kept(run(first, second), store, only_new=False, now=AT).queue.cases
    assert [(draft.to_role, draft.lang) for draft in case.drafts] == [("complainant", "en")]


def test_a_complaint_about_two_cases_is_new_in_both(tmp_path):
    store = str(tmp_path / "state.db")
    kept(run(ATTACHED["rfc822"](BANK), ATTACHED["zip"](LEAK)), store, only_new=False, now=AT)
    both = multipart(("Content-Type: message/rfc822", BANK), ("Content-Type: message/rfc822", LEAK), mid="c9")
    found = kept(run(ATTACHED["rfc822"](BANK), ATTACHED["zip"](LEAK), both), store, only_new=True, now=AT)
    assert [one.facts["count"] for case in found.queue.cases for one in case.reasons if one.code == "known_case"] == [
        1,
        1,
    ]
    assert drafts_of(found) == ["complainant anna.beispiel@firma.example"]


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


def brought_by(who, raw):
    return multipart(("Content-Type: message/rfc822", raw), sender=f"{who} <{who}@empfang.example>", mid=who)


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
