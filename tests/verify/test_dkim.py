"""DKIM: the table of cases, against dkimpy too, and what a result says beyond its word."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.dns.rounds import Pending, Rounds, settle
from mailpath.message.fields import read_message
from mailpath.values.results import DkimResult
from mailpath.values.vocabulary import Fidelity, Result, Verifiability
from mailpath.verify.canonical import CanonicalMessage
from mailpath.verify.codes import DkimReason
from mailpath.verify.dkim import MAX_SIGNATURES, verify
from tests.signing import ed25519_key, rsa_key, sign
from tests.verify.dkim_cases import AT, CASES, KEY, MESSAGE, Case
from tests.verify.table_dns import TableDns

_GOOD = (KEY.record(),)


def _zone(case: Case) -> dict[str, Any]:
    return {case.name: {"TXT": case.records}}


def _results(raw: bytes, zone: Any, at: int = AT) -> tuple[DkimResult, ...]:
    return verify(read_message(raw), TableDns(zone), datetime.fromtimestamp(at, UTC))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 150
    assert len({one.id for one in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[one.id for one in CASES])
def test_word_and_reason(case: Case) -> None:
    (found,) = _results(case.message, _zone(case))
    assert (found.result, found.reason) == (case.word, case.reason), found


def _dkimpy_passes(case: Case) -> bool:
    import dkim

    def lookup(name: bytes, timeout: int = 5) -> bytes | None:
        known = name.decode().lower() == case.name + "." and not isinstance(case.records, str) and case.records
        return case.records[0].encode() if known else None

    try:
        return bool(dkim.DKIM(case.message).verify(dnsfunc=lookup))
    except (dkim.DKIMException, ValueError, TypeError, LookupError, UnboundLocalError):
        return False


@pytest.mark.parametrize("case", CASES, ids=[one.id for one in CASES])
def test_against_dkimpy(case: Case) -> None:
    """Both pass, or neither does; what differs is explained in the case."""
    (found,) = _results(case.message, _zone(case))
    agree = (found.result == "pass") == _dkimpy_passes(case)
    assert agree is (case.differs is None)


def _one(raw: bytes, records: Any = _GOOD, at: int = AT, **message: Any) -> DkimResult:
    read = read_message(raw, **message)
    dns = TableDns({"s._domainkey.d.example": {"TXT": records}})
    (found,) = verify(read, dns, datetime.fromtimestamp(at, UTC))
    return found


def test_what_a_pass_says() -> None:
    found = _one(sign(MESSAGE, KEY, tags={"i": "anna@mail.d.example"}))
    assert found == DkimResult(
        domain="d.example",
        selector="s",
        identity="anna@mail.d.example",
        algorithm="rsa-sha256",
        key_bits=2048,
        result=Result.PASS,
        reason=None,
        signed_headers=("from", "to", "subject", "date", "message-id"),
        covers_body=True,
        expired=False,
        testing=False,
        weak=(),
        body_hash_ok=True,
        signature_ok=True,
        verifiability=Verifiability.VERIFIED,
        diagnosis=None,
    )


@pytest.mark.parametrize(
    ("change", "body", "signature"),
    [
        (lambda raw: raw, True, True),
        (lambda raw: raw.replace(b"bye", b"Bye"), False, True),
        (lambda raw: raw.replace(b"Report", b"report"), True, False),
        (lambda raw: raw.replace(b"Report", b"report").replace(b"bye", b"Bye"), False, False),
    ],
    ids=["neither", "body", "header", "both"],
)
def test_body_and_header_are_judged_apart(change, body, signature) -> None:
    found = _one(change(sign(MESSAGE, KEY)))
    assert (found.body_hash_ok, found.signature_ok) == (body, signature)


def test_the_body_is_judged_without_a_key() -> None:
    raw = sign(MESSAGE, KEY)
    for records in ((), "failed", ("v=DKIM1; p=",)):
        assert _one(raw, records).body_hash_ok is True
        assert _one(raw.replace(b"bye", b"Bye"), records).body_hash_ok is False
        assert _one(raw, records).signature_ok is None


@pytest.mark.parametrize(
    ("records", "kind"),
    [
        ((), Verifiability.KEY_GONE),
        (("v=spf1 -all",), Verifiability.KEY_GONE),
        (("v=DKIM1; p=",), Verifiability.KEY_REVOKED),
        (("v=DKIM1; p=AAAA",), Verifiability.VERIFIED),
        ("failed", Verifiability.TEMPORARY),
        ("unrecorded", Verifiability.NOT_RECORDED),
    ],
)
def test_verifiability(records, kind) -> None:
    assert _one(sign(MESSAGE, KEY), records).verifiability is kind


def test_expiry_is_as_of_the_time_given_and_shown_with_every_word() -> None:
    raw = sign(MESSAGE, KEY, tags={"x": str(AT)})
    assert _one(raw, at=AT).result is Result.PASS
    late = _one(raw, at=AT + 1)
    assert (late.result, late.expired, late.signature_ok, late.body_hash_ok) == (Result.FAIL, True, True, True)
    gone = _one(raw, (), at=AT + 1)
    assert (gone.result, gone.expired) == (Result.PERMERROR, True)


@pytest.mark.parametrize(
    ("key", "weak"),
    [
        (rsa_key(2048), ()),
        (rsa_key(1024), ("small_key",)),
        (rsa_key(768), ("short_key",)),
        (ed25519_key(), ()),
    ],
    ids=["2048", "1024", "768", "ed25519"],
)
def test_weak_keys(key, weak) -> None:
    found = _one(sign(MESSAGE, key), (key.record("t=y; "),))
    assert (found.weak, found.key_bits, found.testing, found.signature_ok) == (weak, key.bits, True, True)


def test_sha1_is_named_and_still_checked() -> None:
    found = _one(sign(MESSAGE, rsa_key(1024), tags={"a": "rsa-sha1"}), (rsa_key(1024).record(),))
    assert (found.result, found.weak, found.signature_ok) == (Result.POLICY, ("rsa_sha1", "small_key"), True)


@pytest.mark.parametrize("length", [0, 5, 43, 44, 60])
def test_length_says_whether_the_body_is_covered(length) -> None:
    raw = sign(MESSAGE, KEY, tags={"l": str(length)})
    size = 33
    found = _one(raw)
    assert found.covers_body is (length >= size)
    assert (found.result is Result.PASS) is (length <= size)
    longer = _one(raw + b"added\r\n")
    assert longer.result is (Result.PASS if length <= size else Result.FAIL)


@pytest.mark.parametrize("fidelity", [Fidelity.RECONSTRUCTED, Fidelity.QUOTED, Fidelity.HEADERS_ONLY])
def test_lost_bytes_are_no_failure(fidelity) -> None:
    raw = sign(MESSAGE, KEY)
    assert _one(raw, fidelity=fidelity).result is Result.PASS
    for changed in (raw.replace(b"bye", b"Bye"), raw.replace(b"Report", b"report")):
        found = _one(changed, fidelity=fidelity)
        assert (found.result, found.reason) == (Result.NEUTRAL, DkimReason.BYTES_LOST)
        assert found.verifiability is Verifiability.BYTES_LOST
        assert False not in (found.body_hash_ok, found.signature_ok)
    expired = sign(MESSAGE, KEY, tags={"x": "1"}).replace(b"bye", b"Bye")
    assert _one(expired, fidelity=fidelity).expired


def test_every_signature_in_the_order_of_the_message() -> None:
    raw = MESSAGE
    for n in range(3):
        raw = sign(raw, rsa_key(1024, n), selector=f"s{n}", domain=f"d{n}.example")
    zone = {f"s{n}._domainkey.d{n}.example": {"TXT": [rsa_key(1024, n).record()]} for n in range(3)}
    found = _results(raw, zone)
    assert [(one.domain, one.result) for one in found] == [(f"d{n}.example", Result.PASS) for n in (2, 1, 0)]


def test_beyond_the_bound_those_of_the_author_come_first() -> None:
    raw = sign(MESSAGE, KEY)
    for n in range(30):
        raw = b"DKIM-Signature: v=1; a=rsa-sha256; d=x%d.example; s=s; h=from; bh=AAAA; b=AAAA\r\n" % n + raw
    zone = {"s._domainkey.d.example": {"TXT": [KEY.record()]}}
    found = _results(raw, zone)
    assert len(found) == 31
    assert found[-1].result is Result.PASS
    over = [one for one in found if one.reason == DkimReason.OVER_LIMIT]
    assert len(over) == 31 - MAX_SIGNATURES
    assert {one.result for one in over} == {Result.POLICY}


def test_names_in_unicode_are_asked_as_a_labels() -> None:
    raw = sign(MESSAGE, KEY, domain="bücher.example", selector="schlüssel", tags={"i": "jürgen@bücher.example"})
    zone = {"xn--schlssel-95a._domainkey.xn--bcher-kva.example": {"TXT": [KEY.record()]}}
    (found,) = _results(raw, zone)
    assert (found.result, found.domain, found.identity) == (
        Result.PASS,
        "xn--bcher-kva.example",
        "jürgen@bücher.example",
    )


def test_all_keys_are_asked_for_at_once_and_before_hashing() -> None:
    raw = sign(sign(MESSAGE, KEY), KEY, selector="t")
    zone = {f"{s}._domainkey.d.example": {"TXT": [KEY.record()]} for s in "st"}
    message, rounds = read_message(raw), Rounds()
    canonical = CanonicalMessage(message)

    def goal() -> tuple[DkimResult, ...]:
        return rounds.value("dkim", lambda dns: verify(message, dns, datetime.fromtimestamp(AT, UTC), canonical))

    with pytest.raises(Pending):
        goal()
    assert canonical.hashed_bytes == 0
    settle(TableDns(zone), [(rounds, [goal])])
    assert [one.result for one in goal()] == [Result.PASS, Result.PASS]
    assert rounds.rounds == 1


def test_one_hash_for_each_canonicalisation_and_length() -> None:
    raw = MESSAGE
    for tags in ({}, {}, {"l": "9"}, {"l": "9"}, {"c": "simple/simple"}):
        raw = sign(raw, KEY, tags=tags)
    message = read_message(raw)
    canonical = CanonicalMessage(message)
    zone = {"s._domainkey.d.example": {"TXT": [KEY.record()]}}
    found = verify(message, TableDns(zone), datetime.fromtimestamp(AT, UTC), canonical)
    assert {one.result for one in found} == {Result.PASS}
    assert canonical.hashed_bytes == 33 + 9 + 35


@given(st.binary(max_size=300), st.binary(max_size=120))
def test_nothing_raises(value, record) -> None:
    dns = TableDns({"s._domainkey.d.example": {"TXT": [record]}})
    at = datetime.fromtimestamp(AT, UTC)
    verify(read_message(b"DKIM-Signature: " + value + b"\r\n" + MESSAGE), dns, at)
    verify(read_message(sign(MESSAGE, ed25519_key(), tags={"n": "x"}).replace(b"n=x", b"n=" + value)), dns, at)


@given(
    st.lists(
        st.sampled_from(["v=1", "a=rsa-sha256", "d=d.example", "s=s", "h=from", "bh=AAAA", "b=AAAA", "c=", ";", "l=9"])
    )
)
def test_any_mix_of_tags_gives_one_result(tags) -> None:
    raw = b"DKIM-Signature: " + ";".join(tags).encode() + b"\r\n" + MESSAGE
    assert len(_results(raw, {"s._domainkey.d.example": {"TXT": [KEY.record()]}})) == 1
