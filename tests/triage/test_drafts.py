"""Drafts: every sentence comes from a code and facts of the case, and nobody is named in another one's."""

import email
import re
from email import policy

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mailpath.language.de.action import SENTENCES as ACTION_DE
from mailpath.language.de.triage import SENTENCES as DE
from mailpath.language.en.action import SENTENCES as ACTION_EN
from mailpath.language.en.triage import SENTENCES as EN
from mailpath.outputs.case_folders import draft_mail
from mailpath.outputs.json import to_json
from mailpath.triage.abuse_report import abuse_report
from mailpath.triage.redaction import Redaction
from samples.complaints.make import AT, FOLDER
from tests.inputs.complaints import ATTACHED, SENDER, multipart
from tests.triage.queues import BANK, GOOD, LEAK, OWN, run

INBOX = [path.read_bytes() for path in sorted((FOLDER / "inbox").glob("*.eml"))]
_OURS = re.compile(r"draft_|harm_|ask_|title_|queue_confirm|confirm_")
_PLACE = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


def _patterns(lang):
    """Each sentence of the catalogue as a pattern, with the names of its facts."""
    sentences = {code: text for code, text in (DE if lang == "de" else EN).items() if _OURS.match(code)}
    sentences |= ACTION_DE if lang == "de" else ACTION_EN
    found = []
    for code, text in sentences.items():
        pieces = _PLACE.split(text)
        pattern = re.escape(pieces[0])
        names = []
        for name, form, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
            if form and "|" in form:
                pattern += f"(?:{'|'.join(map(re.escape, form.split('|')))})"
            else:
                pattern += "(.+?)"
                names.append(name)
            pattern += re.escape(after)
        found.append((code, re.compile(pattern, re.DOTALL), names))
    return found


PATTERNS = {lang: _patterns(lang) for lang in ("de", "en")}
_WORDS = re.compile(r"[\w.@/:+-]{3,}")
_JOINTS = {"und", "and", "UTC", "oder", "or"}


def _sentences(draft):
    for paragraph in draft.body.strip().split("\n\n"):
        yield from paragraph.split("\n")


def _told(line, lang):
    """The values that a line puts into a sentence of the catalogue, in all ways in which it can be one, or two."""
    found = [match.groups() for _, pattern, _ in PATTERNS[lang] if (match := pattern.fullmatch(line))]
    if found:
        return found
    halves = [(line[: match.end() - 1], line[match.end() :]) for match in re.finditer(r"\.\s", line)]
    return [one + two for first, second in halves for one in _told(first, lang) for two in _told(second, lang)]


@pytest.fixture(scope="module")
def cases():
    return run(*INBOX).queue.cases


def test_every_sentence_of_every_draft_is_made_from_a_code_and_facts(cases):
    """Whatever stands in the place of a fact is in the case itself, or in the complaint that is answered."""
    seen = set()
    whole = " ".join(_facts_of(case) for case in cases)  # a complaint may be about several cases
    for case in cases:
        facts = _facts_of(case)
        for draft in case.drafts:
            for line in _sentences(draft):
                told = _told(line, draft.lang)
                assert told, f"no sentence of the catalogue: {line!r}"
                known = whole + _about(draft.to) if draft.to_role == "complainant" else facts + (draft.to or "")
                assert any(_rests_on(values, known, draft.lang) for values in told), (line, told)
                seen.add(line)
    assert len(seen) > 60


def _facts_of(case):
    """The case without its drafts, as anybody reads it, and its subjects."""
    text = to_json(case).decode()
    return text[: text.index('"drafts":')] + text[text.index('"asks":') :]


def _about(address):
    """What the complaints of one person say of him."""
    senders = [SENDER]  # of the Outlook file, whose fields are no text
    senders += [str(email.message_from_bytes(raw, policy=policy.default)["From"]) for raw in INBOX]
    return " ".join(one for one in senders if address.lower() in one.lower())


def _rests_on(values, known, lang):
    plain = known.lower()
    titles = {text for code, text in (DE if lang == "de" else EN).items() if code.startswith(("title_", "term_"))}
    said = " ".join(titles).lower()
    for value in values:
        for word in _WORDS.findall(value):
            if word in _JOINTS or word.lower() in plain or word.lower().rstrip(".:") in plain:
                continue
            if word.lower() in said or re.fullmatch(r"\d\d:\d\d(:\d\d)?|\d{1,3}", word):
                continue
            return False
    return True


def test_a_sentence_without_its_fact_is_not_there(cases):
    """What the message does not say is not in the drafts, and nothing unknown is written out as a word."""
    bare = re.sub(rb"(?m)^(?:Message-ID|Date|Subject):.*\r?\n", b"", BANK)
    for raw, there in ((BANK, True), (bare, False)):
        (case,) = run(multipart(("Content-Type: message/rfc822", raw))).queue.cases
        text = "\n".join(draft.body for draft in case.drafts if draft.to_role != "complainant")
        assert ("Message-ID:" in text, "Gesendet:" in text, "Betreff:" in text) == (there, there, there)
    for case in cases:
        for draft in case.drafts:
            assert not re.search(r"\bunbekannt\b|\bunknown\b|None|\{|\}", draft.body), draft.body


WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzäöüßéñłøç"), min_size=2, max_size=9)
SAFE = {"bank", "example", "evil", "mail", "locked", "account", "spf", "dkim", "dmarc", "received", "from", "subject"}


@given(
    first=WORD,
    last=WORD,
    other=WORD,
    raw=st.sampled_from([BANK, OWN, LEAK, GOOD.replace(b"\nTo: ", b"\nReply-To: x@woanders.example\nTo: ")]),
    way=st.sampled_from(["rfc822", "zip", "renamed eml", "msg attached", "tnef"]),
    upper=st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_no_complainant_and_no_recipient_in_an_outward_draft(first, last, other, raw, way, upper):
    words = [first, last, other]
    secret = [f"qx{word}" for word in words]  # in no sentence and no field by themselves
    assume(len(set(secret)) == 3)
    names = [word.upper() if upper else word.title() for word in secret]
    address = f"{secret[0]}.{secret[1]}@kunde.example"
    plain = f"{names[0]} {names[1]}, {names[2]} {address} {secret[0]}.{secret[1]}: "
    inner = raw.replace(b"Subject: ", f"Subject: {plain}".encode(), 1)
    inner = re.sub(rb"\nTo: [^\n]*", f"\nTo: {names[2]} <{names[2]}@empfang.example>".encode(), inner, count=1)
    ascii_name = secret[0] if secret[0].isascii() else "qx"
    inner = inner.replace(b"Message-ID: <", f"Message-ID: <{ascii_name}.".encode(), 1)
    whole = ATTACHED[way](inner)
    whole = whole.replace(b"Anna Beispiel <anna.beispiel@firma.example>", f"{names[0]} {names[1]} <{address}>".encode())
    done = run(whole)
    (case,) = done.queue.cases
    outward = [draft for draft in case.drafts if draft.to_role != "complainant"]
    assert outward, "nothing to look at"
    texts = [f"{one.subject}\n{one.body}\n{one.needs_confirmation}" for one in outward]
    texts += [_text(draft_mail(one)) for one in outward]
    if any(one.to_role == "abuse_desk" for one in outward):
        texts.append(_text(abuse_report(case, done.groups[0], done.redaction, AT)))
    assert any("[…]" in text for text in texts), "something was taken out"
    for text in texts:
        folded = text.casefold()
        assert not [word for word in (*secret, address) if word.casefold() in folded], text


def _text(raw):
    """A mail as its reader sees it, header and all."""
    mail = email.message_from_bytes(raw, policy=policy.default)
    parts = [part for part in mail.walk() if not part.is_multipart()]
    bodies = [bytes(part).decode("utf-8", "replace") for part in parts]
    bodies += [str(part.get_content()) for part in parts if part.get_content_type() == "text/plain"]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *bodies])


@pytest.mark.parametrize(
    ("name", "text", "cleared"),
    [
        ("Jürgen Müller", "Herr MUELLER, Mu\u0308ller und Muller", "Herr […] und […]"),
        ("Li Wu", "An Li Wu und Wut", "An […] und Wut"),
        ("Øystein Ås", "oystein as øystein", "oystein […]"),
        ("Team Support", "Team Support", "Team Support"),
        (
            "Anna Beispiel",
            "Annas Konto, Beispiels Rechnung, AnnaBeispiel und annabeispiel2",
            "[…] Konto, […] Rechnung, […] und […]",
        ),
        ("mueller77", "Herr Mueller, mueller77, mueller2", "Herr […]"),
        ("x4711", "x und X4711", "x und […]"),
        ("山田太郎", "山田太郎様へのお知らせ", "[…]様へのお知らせ"),
    ],
)
def test_how_a_name_is_written(name, text, cleared):
    from mailpath.message.addresses import Mailbox

    box = Mailbox(display_name=name, address=None, local=None, domain=None)
    assert Redaction([box]).text(text) == cleared


def test_ones_own_name_stays_in_ones_own_answer():
    from mailpath.message.addresses import Mailbox

    anna, yamada = (Mailbox(display_name=name, address=None, local=None, domain=None) for name in ("Anna", "山田"))
    both = Redaction([anna, yamada])
    assert both.but(anna).text("Annas Konto, 山田様") == "Annas Konto, […]様"
    assert both.but(yamada).text("Annas Konto, 山田様") == "[…] Konto, 山田様"


def test_abuse_reports_are_read_back_by_others_and_by_us(cases):
    done = run(*INBOX)
    reports = 0
    for case, group in zip(done.queue.cases, done.groups, strict=True):
        if not any(draft.to_role == "abuse_desk" for draft in case.drafts):
            continue
        reports += 1
        raw = abuse_report(case, group, done.redaction, AT)
        mail = email.message_from_bytes(raw, policy=policy.default)
        assert not [defect for part in mail.walk() for defect in part.defects]
        kinds = [part.get_content_type() for part in mail.walk() if not part.is_multipart()]
        assert [one for one in kinds if one not in ("text/plain", "text/rfc822-headers")] in (
            ["message/feedback-report"],
            [],
        )
        feedback = next(part for part in mail.walk() if part.get_content_type() == "message/feedback-report")
        inner: object = feedback.get_payload()
        fields = dict(email.message_from_string(str(inner[0] if isinstance(inner, list) else inner)).items())
        host = case.evidence.sending_host
        assert host is not None
        assert (fields["Feedback-Type"], fields["Version"], fields["Source-IP"]) == ("abuse", "1", host.ip)
        assert fields["Reported-Domain"] == case.cause.author_domain
        (draft,) = (draft for draft in case.drafts if draft.to_role == "abuse_desk")
        text = next(str(part.get_content()) for part in mail.walk() if part.get_content_type() == "text/plain")
        assert text.count("[[ ") == len(draft.needs_confirmation)
        assert draft.body.strip() in text.replace("\r\n", "\n")
        (again,) = run(raw).queue.cases
        assert again.cause.author_domain == case.cause.author_domain
        assert again.evidence.sending_host is not None
        assert again.evidence.sending_host.ip == host.ip
        assert again.messages[0].wrapped_in[-1] == "arf"
    assert reports >= 4


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_sentence_whose_fact_is_unknown_is_left_out(lang):
    from mailpath.triage.drafts import Line, _body

    lines: list[Line] = [
        ("draft_line_helo", {"helo": None}),
        ("draft_line_host", {"host": "h.example"}),
        ("draft_answer_leak", {}),
    ]
    assert _body(lines, lang).count("\n") == 1
    assert "h.example" in _body(lines, lang)
