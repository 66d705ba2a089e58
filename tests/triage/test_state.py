"""What triage remembers from one run to the next: cases keep their ids, and nobody is answered twice."""

import pytest

from mailpath.triage.state import StateError, remembered
from samples.complaints.make import AT
from tests.inputs.complaints import ATTACHED, WORDS, complaint, multipart
from tests.triage.queues import BANK, LEAK, OWN, run


def kept(done, path, **more):
    with remembered(done, path, **more) as applied:
        return applied


def drafts_of(done):
    return sorted(f"{draft.to_role} {draft.to}" for case in done.queue.cases for draft in case.drafts)


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
