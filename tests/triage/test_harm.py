"""An authorised message can still be harmful: said with what shows it, and never more than is known."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import mailpath
from mailpath.dns.spec import DnsSpec
from mailpath.inputs.item import Item
from mailpath.scanning.chunks import Place
from mailpath.triage.confusables import looks_like
from mailpath.triage.queue import queue_of
from mailpath.triage.state import history, remembered
from mailpath.triage.work import Task, heap_of
from samples.complaints.make import AT
from tests.inputs.complaints import ATTACHED, multipart

SAMPLES = Path(__file__).parents[2] / "samples"
SETTINGS = mailpath.Settings(own_domains=("empfang.example",), trust=("mx.empfang.example",), at=AT, now=AT)
ZONE = {
    "firma.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
    "laden.example": {"TXT": ["v=spf1 ip4:198.51.100.0/24 ip4:203.0.113.0/24 -all"]},
    "konto-empfang.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
    "gmail.com": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
    "service.example": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
}
PLAIN = "Guten Tag, anbei der Bericht vom Dienstag mit allen Zahlen, die wir besprochen haben."
ASKS = "Guten Tag, bitte bestätigen Sie Ihre Zugangsdaten und melden Sie sich mit dem Passwort an."


def mail(domain, *, ip="192.0.2.7", text=PLAIN, name="Eva", subject="Bericht", more=""):
    return (
        f"Return-Path: <eva@{domain}>\r\nReceived: from mail.{domain} (unknown [{ip}]) by mx.empfang.example (Postfix)"
        f" with ESMTP id Q1; Tue, 10 Mar 2026 09:30:04 +0000\r\nFrom: {name} <eva@{domain}>\r\n"
        f"To: it@empfang.example\r\nSubject: {subject}\r\nDate: Tue, 10 Mar 2026 09:30:00 +0000\r\n{more}"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    ).encode()


def complaint(raw, who="anna"):
    return multipart(("Content-Type: message/rfc822", raw), sender=f"{who} <{who}@empfang.example>", mid=who)


def queue(*raws, known=None, now=AT, zone=ZONE):
    settings = replace(SETTINGS, now=now)
    dns = mailpath.ZoneDns(zone)
    places = [Place(0, Item(file=f"{n}", key=None, raw=raw)) for n, raw in enumerate(raws)]
    heap = heap_of(places, Task(dns=DnsSpec(), settings=settings), dns=dns, jobs=1)
    return queue_of(heap, dns=dns, settings=settings, history=known)


def only(*raws, **more):
    (case,) = queue(*raws, **more).queue.cases
    return case, {one.code for one in case.reasons}


def words_of(case):
    return next(one for one in case.drafts if one.to_role == "complainant").body


def test_genuine_and_plain_bears_no_sign():
    case, codes = only(complaint(mail("firma.example")))
    assert case.cause.verdict == "authorized_own"
    assert case.priority == 4
    assert not [one for one in codes if one.startswith("harm_")]
    assert "abbestellen" in words_of(case)


@pytest.mark.parametrize(
    ("raw", "sign"),
    [
        (mail("firma.example", more="Reply-To: eva@woanders.example\r\n"), "harm_reply_elsewhere"),
        (mail("konto-empfang.example"), "harm_lookalike"),
        (mail("firma.example", name='"chef@empfang.example"'), "harm_display_name"),
    ],
)
def test_strong_signs_are_urgent_and_said_to_whoever_asked(raw, sign):
    case, codes = only(complaint(raw))
    assert case.cause.verdict == "authorized_own"
    assert sign in codes
    assert case.priority == 2
    body = words_of(case)
    assert "harmlos" in body
    assert "abbestellen" not in body
    assert {one.to_role for one in case.drafts} >= {"sender_admin", "abuse_desk"}
    assert case.action.code == "block_and_warn"
    team = next(one for one in case.drafts if one.to_role == "own_team").body
    assert "Es ist nichts zu tun" not in team
    assert "Zurückzuhalten" in team


def test_the_harmful_among_genuine_messages_shows_the_case():
    """Whichever comes first by its content: what is done rests on the one that bears the signs."""
    plain = [complaint(mail("firma.example", subject=f"Bericht {n}"), f"a{n}") for n in range(4)]
    bad = complaint(mail("firma.example", more="Reply-To: eva@woanders.example\r\n"), "zoe")
    case, _ = only(*plain, bad)
    assert case.priority == 2
    assert case.evidence.identifiers.reply_to
    assert case.action.code == "block_and_warn"
    assert {one.to_role for one in case.drafts} >= {"sender_admin", "own_team"}


def test_whoever_looks_like_us_gets_no_advice_on_his_records():
    case, codes = only(complaint(mail("ernpfang.example", ip="198.51.100.7")))
    assert case.cause.verdict == "unverifiable"
    assert "harm_lookalike" in codes
    assert case.action.code == "block_and_warn"


@pytest.mark.parametrize(("text", "priority", "signs"), [(PLAIN, 4, set()), (ASKS, 3, {"harm_mailbox"})])
def test_an_account_of_a_mailbox_host_that_asks_for_data(text, priority, signs):
    case, codes = only(complaint(mail("gmail.com", text=text)))
    assert case.priority == priority
    assert {one for one in codes if one == "harm_mailbox"} == signs
    assert ("vorsichtig" in words_of(case)) is bool(signs)


def test_spf_alone_over_a_shared_service():
    raw = (SAMPLES / "spf-alone-over-shared-service.eml").read_bytes()
    zone = mailpath.SnapshotDns(str(SAMPLES / "spf-alone-over-shared-service.dns.json"))
    heap = heap_of(
        [Place(0, Item(file="a", key=None, raw=complaint(raw)))],
        Task(dns=DnsSpec(), settings=SETTINGS),
        dns=zone,
        jobs=1,
    )
    (case,) = queue_of(heap, dns=zone, settings=SETTINGS).queue.cases
    assert case.cause.verdict == "authorized_third_party"
    sign = next(one for one in case.reasons if one.code == "harm_shared_service")
    assert sign.facts["service"] == "Twilio SendGrid"
    assert "harm_shared_service" not in {
        one.code for one in only(complaint(mail("firma.example", text=ASKS)))[0].reasons
    }


def kept(done, path, **more):
    with remembered(done, path, **more) as applied:
        return applied


def known_by(path, now, *raws):
    """What the file knows after a run over these."""
    with history(path, now) as before:
        done = queue(*raws, known=before, now=now)
    return kept(done, path, only_new=False, now=now)


def test_a_service_never_seen_before_for_the_domain(tmp_path):
    path, later = str(tmp_path / "state.db"), AT + timedelta(days=3)
    known_by(path, AT, complaint(mail("laden.example", ip="198.51.100.7")))
    new = complaint(mail("laden.example", ip="203.0.113.9", text=ASKS, subject="Konto"), "ben")
    found = known_by(path, later, new)
    (case,) = found.queue.cases
    sign = next(one for one in case.reasons if one.code == "harm_new_service")
    assert sign.facts == {"domain": "laden.example", "host": "203.0.113.0/24", "since": "2026-03-10"}
    assert case.priority == 3
    assert "vorsichtig" in words_of(case)
    again = known_by(path, later + timedelta(days=1), new)
    assert "harm_new_service" in {one.code for one in again.queue.cases[0].reasons}, "the message keeps its sign"
    third = complaint(mail("laden.example", ip="203.0.113.10", text=ASKS, subject="Rechnung"), "cara")
    quiet = known_by(path, later + timedelta(days=2), third)
    assert not {one.code for case in quiet.queue.cases for one in case.reasons} & {
        "harm_new_service",
        "harm_new_domain",
    }


def test_a_domain_never_seen_before(tmp_path):
    path, later = str(tmp_path / "state.db"), AT + timedelta(days=3)
    first = known_by(path, AT, complaint(mail("firma.example", text=ASKS)))
    assert "harm_new_domain" not in {one.code for one in first.queue.cases[0].reasons}, "nothing to hold it against"
    found = known_by(path, later, complaint(mail("service.example", text=ASKS, subject="Konto"), "ben"))
    (case,) = found.queue.cases
    assert "harm_new_domain" in {one.code for one in case.reasons}
    assert case.priority == 3


def test_a_new_domain_that_asks_for_nothing_is_not_urgent(tmp_path):
    path, later = str(tmp_path / "state.db"), AT + timedelta(days=3)
    known_by(path, AT, complaint(mail("firma.example")))
    found = known_by(path, later, complaint(mail("service.example", text=PLAIN.upper(), subject="x"), "ben"))
    assert found.queue.cases[0].priority == 4


def test_forged_mail_does_not_make_a_service_known(tmp_path):
    path, later = str(tmp_path / "state.db"), AT + timedelta(days=3)
    known_by(path, AT, complaint(mail("laden.example", ip="192.0.2.99")))
    found = known_by(path, later, complaint(mail("laden.example", ip="203.0.113.9", text=ASKS), "ben"))
    good = [case for case in found.queue.cases if case.cause.verdict == "authorized_own"]
    assert len(good) == 1
    assert not {one.code for one in good[0].reasons} & {"harm_new_service", "harm_new_domain"}


@pytest.mark.parametrize(
    ("domain", "own"),
    [
        ("ernpfang.example", "empfang.example"),
        ("empfanq.example", "empfang.example"),
        ("xn--mpfang-2of.example", "empfang.example"),
        ("empfang-hilfe.example", "empfang.example"),
        ("empfang.test", "empfang.example"),
        ("anfang.example", None),
        ("mail.empfang.example", None),
        ("rose.example", None),
    ],
)
def test_names_that_look_like_ours(domain, own):
    assert looks_like(domain, ("empfang.example", "hase.example")) == own


def test_attached_it_is_the_same_as_alone():
    alone, attached = only(mail("konto-empfang.example")), only(ATTACHED["zip"](mail("konto-empfang.example")))
    assert alone[1] - attached[1] == set()
