"""Attacks that once worked, or nearly: each is a message as a forger would send it, and what must not come of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import mailpath
from mailpath.cli.exit_codes import of_report
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus
from samples.letters import Letter, postfix
from samples.signing import dkim_signature, rsa_key
from samples.stories.publishing import SENT, key, mx, named, signed, txt, zone
from samples.stories.telling import Zone

BANK = zone(
    mx("bank.example", "mx.bank.example", "203.0.113.150"),
    txt("bank.example", "v=spf1 mx -all"),
    txt("_dmarc.bank.example", "v=DMARC1; p=reject"),
    key("bank.example", "s1", "bank"),
    named("198.51.100.66", "host.evil.example"),
    txt("evil.example", "v=spf1 ip4:198.51.100.66 -all"),
)
ID = "Authentication-Results: mx.empfang.example"


def evil(letter: Letter, *above: str, sender: str = "x@evil.example") -> bytes:
    """The letter handed over by the forger's host; `above` is what the receiver wrote."""
    hop = postfix("host.evil.example", "host.evil.example", "198.51.100.66")
    return letter.on_top(f"Return-Path: <{sender}>", *above, hop).sealed()


def judged(raw: bytes, answers: Zone, **settings: Any) -> mailpath.Report:
    return mailpath.check(raw, dns=mailpath.ZoneDns(answers), settings=mailpath.Settings(**settings))


def partly_signed() -> Letter:
    letter = Letter("Bank <info@bank.example>", "Statement", "Your statement is ready.")
    signed(letter, "bank.example", "s1", "bank", length=True)
    letter.body += b"\r\nPay at evil.example.\r\n"
    return letter


def test_a_signature_that_cannot_be_checked_lends_its_recorded_pass_to_no_other():
    note = f"{ID};\n\tdkim=pass header.d=bank.example"
    alone = judged(evil(partly_signed(), note), BANK)
    letter = partly_signed()
    forged = dkim_signature(letter.fields, letter.body, rsa_key("evil"), "bank.example", "nokey", at=SENT)
    with_forged = judged(evil(letter.on_top(forged), note), BANK)
    assert (alone.verdict, with_forged.verdict) == ("spoofed", "spoofed")


def test_a_recorded_pass_of_helo_is_none_of_mail_from():
    letter = Letter("Bank <info@bank.example>", "x", "x")
    note = (
        "Received-SPF: Pass (helo) identity=helo; helo=host.evil.example; envelope-from=ceo@bank.example;\n"
        "\tclient-ip=198.51.100.66; receiver=mx.empfang.example"
    )
    assert of_report(judged(evil(letter, note, sender="ceo@bank.example"), BANK, offline=True)) != 0


def test_a_recorded_pass_beside_a_recorded_fail_counts_for_nothing():
    letter = Letter("Bank <info@bank.example>", "x", "x")
    note = f"{ID};\n\tspf=pass smtp.helo=host.evil.example;\n\tspf=fail smtp.mailfrom=ceo@bank.example"
    assert of_report(judged(evil(letter, note, sender="ceo@bank.example"), BANK, offline=True)) != 0


def test_a_providers_customer_is_no_known_forwarder():
    letter = Letter("Bank <info@bank.example>", "Statement", "Your statement is ready.")
    signed(letter, "bank.example", "s1", "bank")
    letter.body += b"\r\n--\r\nPay at evil.example\r\n"
    tenant = "evil-example.20230601.gappssmtp.com"
    letter.below("X-Forwarded-To: info@empfang.example")
    signed(letter, tenant, "t1", "evil")
    answers = zone(BANK, key(tenant, "t1", "evil"))
    found = judged(evil(letter), answers)
    assert (found.verdict, found.confidence, of_report(found)) == ("forwarded", "low", 3)


def test_a_web_form_is_not_inside():
    letter = Letter("IT <it@empfang.example>", "Passwort", "Bitte ändern.")
    letter.on_top("Received: by mx.empfang.example with HTTP; Tue, 10 Mar 2026 09:30:07 +0000")
    found = judged(letter.sealed(), zone(), own_domains=("empfang.example",), trust=("mx.empfang.example",))
    assert found.verdict != "internal"


def test_lost_bytes_are_no_failure():
    letter = Letter("Bank <info@bank.example>", "Statement", "Your statement is ready.")
    signed(letter, "bank.example", "s1", "bank")
    whole = evil(letter, sender="x@bounce.evil.example")
    head = whole.partition(b"\r\n\r\n")[0] + b"\r\n"
    pasted = b"".join(b"> " + line + b"\r\n" for line in head.split(b"\r\n"))
    for raw in (head, pasted):
        found = judged(raw, BANK)
        assert (found.verdict, found.vouched, of_report(found)) == ("unverifiable", "unknown", 3)
        assert "signature_lost" in [reason.code for reason in found.reasons]


def test_the_receivers_own_seal_is_no_second_reading():
    from samples.signing import arc_set

    letter = Letter("Bank <info@bank.example>", "x", "x")
    letter.on_top(postfix("host.evil.example", "host.evil.example", "198.51.100.66"))
    results = "spf=pass smtp.mailfrom=evil.example; dmarc=fail header.from=bank.example"
    of_receiver: dict[str, Any] = {"instance": 1, "at": SENT, "authserv_id": "mx.empfang.example", "results": results}
    own = arc_set(letter.fields, letter.body, rsa_key("own"), "empfang.example", "arc", **of_receiver)
    letter.on_top("Return-Path: <x@evil.example>", *own)
    found = judged(letter.sealed(), zone(BANK, key("empfang.example", "arc", "own")))
    assert (found.verdict, found.confidence) == ("spoofed", "high")


class Losing:
    def __init__(self, answers: Zone, *lost: tuple[str, str]) -> None:
        self._zone = mailpath.ZoneDns(answers)
        self._lost = frozenset(lost)

    def ask(self, question: Question) -> Answer:
        if (question.name, question.type) in self._lost:
            failed = DnsStatus.FAILED
            return Answer(question=question, status=failed, ttl=None, records=(), source="timeout", asked_at=None)
        return self._zone.ask(question)


def without(raw: bytes, answers: Zone, lost: Sequence[tuple[str, str]]) -> mailpath.Report:
    return mailpath.check(raw, dns=Losing(answers, *lost), settings=mailpath.Settings())


def test_a_services_envelope_that_cannot_be_asked_accuses_nobody():
    answers = zone(BANK, txt("sendgrid.net", "v=spf1 ip4:198.51.100.66 -all"))
    raw = evil(Letter("Bank <info@bank.example>", "x", "x"), sender="bounce@sendgrid.net")
    assert judged(raw, answers).verdict == "unaligned_third_party"
    assert without(raw, answers, [("sendgrid.net", "TXT")]).verdict == "undetermined"


def test_a_neighbour_that_cannot_be_asked_accuses_nobody():
    answers = zone(
        mx("firma.example", "mx.elsewhere.example", "192.0.2.60"),
        named("203.0.113.9", "line9.provider.example"),
        txt("firma.example", "v=spf1 a:out.firma.example -all"),
        {"out.firma.example": {"A": ["203.0.113.20"]}},
        txt("_dmarc.firma.example", "v=DMARC1; p=reject"),
    )
    letter = Letter("a@firma.example", "x", "x")
    letter.on_top("Return-Path: <a@firma.example>", postfix("pc", "line9.provider.example", "203.0.113.9"))
    raw = letter.sealed()
    assert judged(raw, answers).verdict == "internal_server_leak"
    assert without(raw, answers, [("firma.example", "TXT")]).verdict != "spoofed"


def test_a_recipients_mx_that_cannot_be_asked_accuses_nobody():
    answers = zone(
        {"empfang.example": {"MX": ["10 mx.empfang.example.", "20 backup.hoster.example."]}},
        named("192.0.2.77", "backup.hoster.example"),
        mx("firma.example", "mail.firma.example", "203.0.113.10"),
        named("203.0.113.10", "mail.firma.example"),
        txt("firma.example", "v=spf1 mx -all"),
        txt("_dmarc.firma.example", "v=DMARC1; p=reject"),
    )
    letter = Letter("a@firma.example", "x", "x")
    letter.on_top(
        "Return-Path: <a@firma.example>",
        postfix("backup.hoster.example", "backup.hoster.example", "192.0.2.77", at=9),
        postfix("mail.firma.example", "mail.firma.example", "203.0.113.10", "backup.hoster.example"),
    )
    raw = letter.sealed()
    assert judged(raw, answers).verdict == "authorized_own"
    assert without(raw, answers, [("empfang.example", "MX")]).verdict == "undetermined"


def test_many_signatures_cost_no_questions_beyond_the_bound():
    letter = Letter("Bank <info@bank.example>", "x", "x")
    line = "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=d{0}.example; s=s; h=from; bh=AAAA; b=AAAA"
    letter.on_top(*[line.format(number) for number in range(600)])
    found = judged(evil(letter), BANK)
    assert found.verdict == "spoofed"
    assert len(found.evidence) < 200


def old_and_replaced(days: int) -> mailpath.Report:
    """A signature whose key has been replaced since, with the receiver's note that it held."""
    letter = Letter("Bank <info@bank.example>", "Statement", "Your statement is ready.")
    signed(letter, "bank.example", "s1", "bank")
    letter.on_top(
        "Return-Path: <bounce@elsewhere.example>",
        f"{ID};\n\tdkim=pass header.d=bank.example header.s=s1",
        postfix("mx.bank.example", "mx.bank.example", "203.0.113.150"),
    )
    answers = zone(BANK, key("bank.example", "s1", "another"), named("203.0.113.150", "mx.bank.example"))
    at = datetime.fromtimestamp(SENT, UTC) + timedelta(days=days)
    return judged(letter.sealed(), answers, at=at)


def test_a_replaced_key_is_known_by_what_was_recorded_and_by_age():
    old, young = old_and_replaced(30), old_and_replaced(1)
    assert (old.verdict, old.confidence) == ("authorized_own", "medium")
    assert [one.verifiability for one in old.auth_results.dkim] == ["key_replaced"]  # type: ignore[union-attr]
    assert [one.verifiability for one in young.auth_results.dkim] == ["verified"]  # type: ignore[union-attr]
    assert young.verdict == "internal_server_leak"
