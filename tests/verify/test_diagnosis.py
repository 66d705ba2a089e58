"""Broken signatures: known changes are named, nothing else ever is, and the work is bounded."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailpath.language import LANGUAGES, word
from mailpath.message.fields import read_message
from mailpath.values.results import DkimResult
from mailpath.values.vocabulary import Fidelity, Result
from mailpath.verify.codes import ChangeCode
from mailpath.verify.diagnosis import MAX_BODY_BYTES, MAX_HASHES, Finding, diagnose, find_change
from mailpath.verify.dkim import verify
from tests.signing import sign
from tests.verify.changed_mail import CHANGES, FORMS, KEYS, Change, signed_messages
from tests.verify.table_dns import TableDns

AT = datetime(2025, 7, 2, tzinfo=UTC)
ZONE: dict[str, Any] = {f"{selector}._domainkey.d.example": {"TXT": [key.record()]} for selector, key in KEYS.items()}
MESSAGES = signed_messages()


def _explained(raw: bytes, zone: Any = None, **read: Any) -> tuple[DkimResult, Finding | None]:
    message, dns = read_message(raw, **read), TableDns(ZONE if zone is None else zone)
    result = verify(message, dns, AT)[0]
    return result, find_change(message, result, 0, dns)


def test_there_are_enough_changes_and_messages() -> None:
    assert len(CHANGES) >= 25
    assert len(MESSAGES) >= 40
    assert {name.rpartition("-")[0].rpartition("-")[0] for name, _ in MESSAGES} == set(FORMS)


@pytest.mark.parametrize(("name", "raw"), MESSAGES, ids=[name for name, _ in MESSAGES])
def test_nothing_to_explain_where_it_verifies(name, raw) -> None:
    result, finding = _explained(raw)
    assert (result.result, finding) == (Result.PASS, None)


@pytest.mark.parametrize("change", CHANGES, ids=[one.id for one in CHANGES])
def test_known_changes_are_named(change: Change) -> None:
    """Over all messages: at least 85 % are named, none wrongly, never over the bound."""
    named, all_broken = 0, 0
    for name, raw in MESSAGES:
        changed = change.edit(raw)
        if changed is None:
            continue
        result, finding = _explained(changed)
        if result.result is Result.PASS:  # the canonical form does not mind
            assert finding is None
            continue
        assert finding is not None
        assert finding.hashes <= MAX_HASHES
        diagnosis = finding.diagnosis
        assert diagnosis.cause in (*change.codes, ChangeCode.UNKNOWN), (name, finding)
        assert diagnosis.proved is (diagnosis.cause != ChangeCode.UNKNOWN)
        all_broken += 1
        named += diagnosis.proved
    assert all_broken > 0
    assert named >= 0.85 * all_broken


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Friday", b"Monday"),
        (b"Freitag", b"Montag"),
        (b"anna@d.example", b"anne@d.example"),
        (b"Berta <berta@e.example>", b"Eve <eve@evil.example>"),
        (b"Meeting", b"Wedding"),
        (b"coffee", b""),
        (b"2025", b"2024"),
    ],
)
def test_what_is_no_known_change_stays_unknown(before, after) -> None:
    tried = 0
    for _, raw in MESSAGES:
        if before not in raw:
            continue
        result, finding = _explained(raw.replace(before, after))
        if result.result is Result.PASS:
            continue
        tried += 1
        assert finding is not None
        assert (finding.diagnosis.cause, finding.diagnosis.transformation) == (ChangeCode.UNKNOWN, None)
        assert not finding.diagnosis.proved
        assert finding.hashes <= MAX_HASHES
    assert tried


def test_a_diagnosis_tells_what_was_added() -> None:
    raw = sign(b"From: anna@d.example\r\nSubject: hi\r\n\r\nhello\r\n", KEYS["s"], headers=("from", "subject"))
    changed = raw.replace(b"Subject: ", b"Subject: [Club] ") + b"-- \r\nTo leave the club, write to club-leave\r\n"
    _, finding = _explained(changed)
    assert finding is not None
    assert finding.diagnosis.cause == "list_footer"
    assert finding.diagnosis.transformation == (
        'list_footer "-- To leave the club, write to club-leave"; subject_tag "[Club]"'
    )
    assert finding.added == ("-- To leave the club, write to club-leave", "[Club]")
    message, dns = read_message(changed), TableDns(ZONE)
    assert diagnose(message, verify(message, dns, AT)[0], 0, dns) == finding.diagnosis


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ChangeCode)
def test_every_change_has_words(code, lang) -> None:
    assert word(f"cause.{code}", lang)


def test_nothing_is_tried_over_bytes_that_are_not_the_signed_ones() -> None:
    _, raw = MESSAGES[0]
    _, finding = _explained(raw.replace(b"Friday", b"Monday"), fidelity=Fidelity.RECONSTRUCTED)
    assert finding is not None
    assert (finding.diagnosis.cause, finding.diagnosis.proved, finding.hashes) == (ChangeCode.BYTES_LOST, False, 0)


@pytest.mark.parametrize("records", [[], "failed", ["v=DKIM1; p="], ["v=DKIM1; p=AAAA"]])
def test_without_a_key_there_is_nothing_to_prove(records) -> None:
    _, raw = MESSAGES[0]
    zone = {f"{selector}._domainkey.d.example": {"TXT": records} for selector in KEYS}
    _, finding = _explained(raw + b"footer\r\n", zone)
    assert finding is None


def test_expired_is_no_change() -> None:
    raw = sign(b"From: anna@d.example\r\n\r\nhello\r\n", KEYS["s"], headers=("from",), tags={"x": "1"})
    result, finding = _explained(raw)
    assert (result.reason, finding) == ("expired", None)


def test_the_right_one_of_several_signatures_is_explained() -> None:
    raw = b"From: anna@d.example\r\nSubject: hi\r\n\r\nhello\r\n"
    raw = sign(sign(raw, KEYS["s"], headers=("from", "subject")), KEYS["e"], selector="e", headers=("from",))
    message, dns = read_message(raw.replace(b"Subject: ", b"Subject: [Club] ")), TableDns(ZONE)
    first, second = verify(message, dns, AT)
    assert diagnose(message, first, 0, dns) is None
    found = diagnose(message, second, 1, dns)
    assert found is not None
    assert found.cause == "subject_tag"


_PATTERNS = [
    b" ",
    b"\t \r\n",
    b"---\r\n",
    b"--b1\r\n",
    b"<p>",
    b"<body ",
    b"charset=",
    b"\r\nFrom ",
    b"content-type:",
]


@pytest.mark.parametrize("pattern", _PATTERNS)
@pytest.mark.parametrize("kind", ["text/plain", "text/html", "multipart/mixed; boundary=b1"])
def test_crafted_bodies_end(pattern, kind) -> None:
    """No clock: what took quadratic time would run for minutes here."""
    raw = f"From: anna@d.example\r\nContent-Type: {kind}\r\n\r\nhello".encode()
    raw = sign(raw, KEYS["e"], selector="e", form="simple/simple", headers=("from",))
    _, finding = _explained(raw + pattern * (500_000 // len(pattern)))
    assert finding is not None
    assert finding.hashes <= MAX_HASHES


@pytest.mark.parametrize(
    "field",
    [
        b"Subject: " + b"[a] " * 50_000,
        b"Subject: " + b" " * 300_000 + b"x",
        b"To: " + b"\r\n " * 100_000 + b"x",
        b"To: x\r\n" * 1_500 + b"To: x",
        b"Reply-To: " + b"anna@d.example, " * 20_000 + b"x",
    ],
    ids=["tags", "blanks", "folds", "many", "addresses"],
)
def test_crafted_fields_end(field) -> None:
    raw = b"From: anna@d.example\r\nTo: b@e.example\r\nSubject: x\r\n\r\nhello\r\n"
    raw = sign(raw, KEYS["e"], selector="e", form="simple/simple", headers=("from", "to", "subject", "reply-to"))
    _, finding = _explained(raw.replace(b"\r\nTo:", b"\r\n" + field + b"\r\nTo: z") + b"footer\r\n")
    assert finding is not None
    assert finding.hashes <= MAX_HASHES


def test_a_body_beyond_the_bound_is_left_alone() -> None:
    raw = sign(b"From: anna@d.example\r\n\r\nhello\r\n", KEYS["e"], selector="e", headers=("from",))
    _, finding = _explained(raw + b"x" * MAX_BODY_BYTES)
    assert finding is not None
    assert (finding.diagnosis.cause, finding.hashes) == (ChangeCode.UNKNOWN, 0)


_PIECES = st.sampled_from(
    [
        b"\r\n",
        b"-- \r\n",
        b"___\r\n",
        b"<p>",
        b"</body>",
        b"--b1\r\n",
        b"--b1--",
        b"x",
        b" ",
        b"\r",
        b"From ",
        b"..",
        b"=3D",
    ]
)


@given(
    body=st.lists(_PIECES, max_size=40).map(b"".join),
    subject=st.text(alphabet="[]{}()*:=? Re", max_size=30),
    kind=st.sampled_from(
        ["text/plain", "text/html", 'multipart/alternative; boundary="b1"', "multipart/mixed; boundary=b1"]
    ),
    encoding=st.sampled_from(["8bit", "base64", "quoted-printable", "x"]),
)
@settings(max_examples=60, deadline=None)
def test_nothing_raises_and_nothing_is_claimed(body, subject, kind, encoding) -> None:
    raw = (
        f"From: a b via c <x@y.example>\r\nReply-To: anna@d.example\r\nSubject: {subject}\r\n"
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    ).encode() + body
    signed = sign(raw, KEYS["e"], selector="e", headers=("from", "subject", "reply-to", "content-type"))
    other = signed.replace(b"From: a b", b"From: z b").replace(b"bh=", b"bh=AAAA", 1)
    _, finding = _explained(other)
    assert finding is not None
    assert not finding.diagnosis.proved
    assert finding.hashes <= MAX_HASHES
