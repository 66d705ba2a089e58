import json

import jsonschema
import pytest

from mailpath.outputs.json import schema
from tests.cli.running import ROOT, mailpath

PLACE = ROOT / "samples" / "complaints"
DNS = ("--dns", "samples/complaints/dns.json", "--at", "2026-03-10T09:35:00Z")
OWN = ("--own-domain", "empfang.example", "--trust", "mx.empfang.example")
INBOX = ("triage", "samples/complaints/inbox", *DNS, *OWN)


def test_the_inbox_as_json(tmp_path):
    done = mailpath(*INBOX, "--json", home=tmp_path)
    assert (done.code, done.err) == (1, "")
    queue = json.loads(done.out)
    jsonschema.Draft202012Validator(json.loads(schema("triage"))).validate(queue)
    wanted = json.loads((PLACE / "expected.json").read_text("utf-8"))
    assert [case["id"] for case in queue["cases"]] == [one["id"] for one in wanted]


@pytest.mark.parametrize("kind", ["triage", "case"])
def test_schemas(kind, tmp_path):
    done = mailpath("schema", kind, home=tmp_path)
    assert done.code == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.out))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_line_a_case(lang, tmp_path):
    done = mailpath(*INBOX, "--lang", lang, home=tmp_path)
    assert "P1" in done.out
    assert max(map(len, done.out.split("\n"))) <= 80
    assert ("Meldungen" if lang == "de" else "complaints") in done.out


def test_one_case(tmp_path):
    done = mailpath(*INBOX, "--case", "2", "--lang", "en", home=tmp_path)
    assert "bank.example" in done.out
    assert "to the abuse desk" in done.out
    one = json.loads(mailpath(*INBOX, "--case", "2", "--json", home=tmp_path).out)
    jsonschema.Draft202012Validator(json.loads(schema("case"))).validate(one)
    assert mailpath(*INBOX, "--case", "200", home=tmp_path).code == 2


def test_one_case_as_a_line(tmp_path):
    header, second = (mailpath(*INBOX, "--format", "csv", home=tmp_path).out.splitlines()[n] for n in (0, 2))
    done = mailpath(*INBOX, "--case", "2", "--format", "csv", home=tmp_path)
    assert done.out.splitlines() == [header, second]
    line = mailpath(*INBOX, "--case", "2", "--format", "jsonl", home=tmp_path).out
    assert [json.loads(one)["id"] for one in line.splitlines()] == [second.partition(",")[0]]


@pytest.mark.parametrize("option", ["--output", "--record"])
def test_the_state_file_is_never_overwritten(option, tmp_path):
    state = tmp_path / "state"
    assert mailpath(*INBOX, "--state", state, "--quiet", home=tmp_path).code == 1
    before = state.read_bytes()
    done = mailpath(*INBOX, "--state", state, option, state, "--format", "csv", home=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"mailpath: {option} {state}: is an input of this run and would be overwritten\n"
    assert state.read_bytes() == before


@pytest.mark.parametrize("name", ["jsonl", "markdown", "html", "csv"])
def test_other_formats(name, tmp_path):
    done = mailpath(*INBOX, "--format", name, home=tmp_path)
    assert done.code == 1
    assert "bank.example" in done.out


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_words_for_codes_in_every_format(name, tmp_path):
    done = mailpath(*INBOX, "--format", name, "--case", "1", "--lang", "de", home=tmp_path)
    assert "an die meldende Person" in done.out
    assert "Zugangsdaten geht" in " ".join(done.out.split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("samples/own-server.eml",), 0),
        (("samples/spoofed-bank.eml",), 1),
        (("samples/own-server.eml", "there-is-none"), 4),
        (("samples/complaints/inbox/49-nothing.eml",), 1),
        (("samples/own-server.eml", "--new"), 2),
        (("samples/own-server.eml", "--case", "x"), 2),
        (("samples/own-server.eml", "--jobs", "2"), 0),
        (("samples/own-server.eml", "--engine", "none"), 2),
        ((), 2),
    ],
    ids=str,
)
def test_exit_codes(arguments, code, tmp_path):
    done = mailpath("triage", *arguments, *DNS, home=tmp_path)
    assert done.code == code, done.err
    assert "Traceback" not in done.err


def test_folders_and_state(tmp_path):
    store, folders = tmp_path / "state.db", tmp_path / "cases"
    first = mailpath(*INBOX, "--state", store, "--folders", folders, home=tmp_path)
    assert first.code == 1
    assert len(list(folders.iterdir())) == 16
    assert all((folder / "case.md").stat().st_size > 100 for folder in folders.iterdir())
    again = mailpath(*INBOX, "--state", store, "--new", "--json", home=tmp_path)
    assert json.loads(again.out)["cases"] == []
    assert again.code == 0


def test_from_standard_input(tmp_path):
    raw = (PLACE / "inbox" / "01-bank-rfc822.eml").read_bytes()
    done = mailpath("triage", "-", *DNS, *OWN, "--json", home=tmp_path, stdin=raw)
    assert [case["cause"]["author_domain"] for case in json.loads(done.out)["cases"]] == ["bank.example"]


def test_what_was_recorded_answers_again(tmp_path):
    record = tmp_path / "dns.json"
    first = mailpath(*INBOX, "--json", "--record", record, home=tmp_path)
    again = mailpath("triage", "samples/complaints/inbox", "--dns", record, *DNS[2:], *OWN, "--json", home=tmp_path)
    wanted, found = json.loads(first.out), json.loads(again.out)
    assert [(one["id"], one["title"]) for one in found["cases"]] == [
        (one["id"], one["title"]) for one in wanted["cases"]
    ]


def _inboxes(tmp_path):
    """The samples, and fifty complaints more: half about the same messages, half about others."""
    from samples.complaints.inbox import complaints
    from tests.inputs.complaints import ATTACHED, multipart
    from tests.triage.campaigns import campaign

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, raw in complaints():
        (inbox / name).write_bytes(raw)
    bank = (ROOT / "samples" / "spoofed-bank.eml").read_bytes()
    more = {}
    for number in range(25):
        sender = f"Kunde {number} <kunde{number}@empfang.example>"
        piece = ("Content-Type: message/rfc822", bank)
        more[f"b{number:02}.eml"] = (multipart(piece, sender=sender, mid=f"b{number}"), sender)
    for number, raw in enumerate(campaign(77, 25)):
        address = f"kundin{number}@empfang.example"
        wrapped = ATTACHED["zip"](raw).replace(b"Anna Beispiel <anna.beispiel@firma.example>", address.encode())
        more[f"c{number:02}.eml"] = (wrapped, address)
    return inbox, more


def test_a_second_run_with_fifty_more(tmp_path):
    inbox, more = _inboxes(tmp_path)
    store = tmp_path / "state.db"
    common = ("triage", inbox, *DNS, *OWN, "--state", store)
    first = json.loads(mailpath(*common, "--folders", tmp_path / "one", "--json", home=tmp_path).out)
    for name, (raw, _) in more.items():
        (inbox / name).write_bytes(raw)
    second = json.loads(mailpath(*common, "--folders", tmp_path / "two", "--json", home=tmp_path).out)

    before = {case["id"]: case for case in first["cases"]}
    after = {case["id"]: case for case in second["cases"]}
    assert before.keys() <= after.keys()
    assert second["complaints"] == first["complaints"] + 50
    assert {one: case["cause"] for one, case in after.items() if one in before} == {
        one: case["cause"] for one, case in before.items()
    }
    new = [case for one, case in after.items() if one not in before]
    assert sum(len(case["messages"]) for case in new) == 25

    drafts = {one: case["drafts"] for one, case in after.items()}
    answered = sorted(draft["to"] for each in drafts.values() for draft in each if draft["to_role"] == "complainant")
    assert answered == sorted(sender.rpartition("<")[2].rstrip(">") for _, sender in more.values())
    others = {one for one, each in drafts.items() for draft in each if draft["to_role"] != "complainant"}
    assert others <= {case["id"] for case in new}, "what went out once is not written again"
    assert {draft["to_role"] for case in first["cases"] for draft in case["drafts"]} == {
        *("complainant", "own_team", "sender_admin", "abuse_desk")
    }

    bank = next(case for case in second["cases"] if case["cause"]["author_domain"] == "bank.example")
    note = next(one for one in bank["reasons"] if one["code"] == "known_case")
    assert note["facts"]["count"] == 25
    for place, cases in (("one", first["cases"]), ("two", second["cases"])):
        for case in cases:
            (folder,) = (tmp_path / place).glob(f"*-{case['id']}")
            written = list(folder.glob("draft-*.eml"))
            assert len(written) == len(case["drafts"])

    only_new = json.loads(mailpath(*common, "--new", "--json", home=tmp_path).out)
    assert only_new["cases"] == []


def test_only_what_changed(tmp_path):
    inbox, more = _inboxes(tmp_path)
    common = ("triage", inbox, *DNS, *OWN, "--state", tmp_path / "state.db", "--new")
    first = json.loads(mailpath(*common, "--json", home=tmp_path).out)
    assert len(first["cases"]) == 16, "the first time everything is new"
    for name in ("b00.eml", "b01.eml", "c00.eml"):
        (inbox / name).write_bytes(more[name][0])
    done = mailpath(*common, "--json", home=tmp_path)
    assert done.code == 1
    changed = json.loads(done.out)["cases"]
    assert next(case["cause"]["author_domain"] for case in changed) == "bank.example"
    assert len(changed) == 2
    assert sorted(draft["to"] for case in changed for draft in case["drafts"] if draft["to_role"] == "complainant") == [
        "kunde0@empfang.example",
        "kunde1@empfang.example",
        "kundin0@empfang.example",
    ]
    again = mailpath(*common, home=tmp_path)
    assert again.code == 0
    assert mailpath(*common, "--case", "1", home=tmp_path).code == 2
