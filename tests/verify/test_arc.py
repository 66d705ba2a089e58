"""ARC beyond the published suite: what the chain says, trouble with keys, and chains that are none."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailpath.message.fields import read_message
from mailpath.values.results import ArcResult
from mailpath.values.vocabulary import Fidelity, Result
from mailpath.verify.arc import verify
from mailpath.verify.canonical import CanonicalMessage
from mailpath.verify.codes import ArcReason
from mailpath.verify.dkim import verify as verify_dkim
from tests.signing import HEADERS, ed25519_key, rsa_key, seal, sign
from tests.verify.table_dns import FAILED, TableDns

KEYS = {n: rsa_key(1024, n) for n in range(1, 4)}
MESSAGE = b"From: a@d.example\r\nTo: b@e.example\r\nSubject: hi\r\nDate: x\r\n\r\nbody\r\n"
ZONE: dict[str, Any] = {f"arc._domainkey.s{n}.example": {"TXT": [key.record()]} for n, key in KEYS.items()}
AT = datetime(2025, 1, 1, tzinfo=UTC)


def _chain(count: int, raw: bytes = MESSAGE, cv: dict[int, str] | None = None, **more: Any) -> bytes:
    for n in range(1, count + 1):
        status = (cv or {}).get(n, "none" if n == 1 else "pass")
        results = f"dmarc=pass header.from=d{n}.example; spf=fail smtp.mailfrom=x.example"
        raw = seal(
            raw,
            KEYS[n],
            instance=n,
            cv=status,
            authserv_id=f"mx{n}.example",
            results=results,
            domain=f"s{n}.example",
            **more,
        )
    return raw


def _found(raw: bytes, zone: Any = None, **message: Any) -> ArcResult:
    return verify(read_message(raw, **message), TableDns(ZONE if zone is None else zone), AT)


def test_no_arc() -> None:
    assert _found(MESSAGE) == ArcResult(result=Result.NONE, instances=0, chain=(), reason=None)


def test_each_set_says_who_sealed_and_what_was_found() -> None:
    found = _found(_chain(3))
    assert (found.result, found.instances, found.reason) == (Result.PASS, 3, None)
    assert [one.instance for one in found.chain] == [1, 2, 3]
    assert [one.domain for one in found.chain] == ["s1.example", "s2.example", "s3.example"]
    assert [one.cv for one in found.chain] == ["none", "pass", "pass"]
    assert [one.authserv_id for one in found.chain] == ["mx1.example", "mx2.example", "mx3.example"]
    assert [one.dmarc_pass_for for one in found.chain] == [("d1.example",), ("d2.example",), ("d3.example",)]
    assert all(one.seal_ok and one.message_signature_ok for one in found.chain)


def test_dmarc_counts_as_an_entry_only() -> None:
    raw = seal(
        MESSAGE,
        KEYS[1],
        instance=1,
        cv="none",
        authserv_id="mx.example",
        results='spf=fail (dmarc=pass header.from=bank.example) reason="dmarc=pass header.from=bank.example"',
        domain="s1.example",
    )
    found = _found(raw)
    assert (found.result, found.chain[0].dmarc_pass_for) == (Result.PASS, ())


def test_an_older_message_signature_may_be_broken() -> None:
    raw = _chain(1)
    changed = raw.replace(b"Subject: hi", b"Subject: [list] hi").replace(b"body\r\n", b"body\r\n-- \r\nfooter\r\n")
    for n in (2,):
        changed = seal(
            changed,
            KEYS[n],
            instance=n,
            cv="pass",
            authserv_id="mx2.example",
            results="arc=pass",
            domain="s2.example",
        )
    found = _found(changed)
    assert found.result is Result.PASS
    assert [one.message_signature_ok for one in found.chain] == [False, True]
    assert [one.seal_ok for one in found.chain] == [True, True]


@pytest.mark.parametrize(
    ("change", "reason", "seals", "signatures"),
    [
        (lambda raw: raw.replace(b"body", b"Body"), ArcReason.BODY_HASH_MISMATCH, [True, True], [False, False]),
        (
            lambda raw: raw.replace(b"Subject: hi", b"Subject: ho"),
            ArcReason.MESSAGE_SIGNATURE_MISMATCH,
            [True, True],
            [False, False],
        ),
        (
            lambda raw: raw.replace(b"mx1.example;", b"mx9.example;"),
            ArcReason.SEAL_MISMATCH,
            [False, False],
            [True, True],
        ),
        (
            lambda raw: raw.replace(b"mx2.example;", b"mx9.example;"),
            ArcReason.SEAL_MISMATCH,
            [True, False],
            [True, True],
        ),
    ],
    ids=["body", "subject", "results-1", "results-2"],
)
def test_which_part_broke(change, reason, seals, signatures) -> None:
    found = _found(change(_chain(2)))
    assert (found.result, found.reason) == (Result.FAIL, reason)
    assert [one.seal_ok for one in found.chain] == seals
    assert [one.message_signature_ok for one in found.chain] == signatures


@pytest.mark.parametrize(
    ("cv", "reason"),
    [
        ({1: "pass"}, ArcReason.BAD_CHAIN_STATUS),
        ({2: "none"}, ArcReason.BAD_CHAIN_STATUS),
        ({1: "fail"}, ArcReason.CHAIN_ALREADY_FAILED),
        ({2: "fail"}, ArcReason.CHAIN_ALREADY_FAILED),
        ({1: "PASS"}, ArcReason.BAD_CHAIN_STATUS),
        ({2: "unknown"}, ArcReason.BAD_CHAIN_STATUS),
    ],
)
def test_chain_status(cv, reason) -> None:
    found = _found(_chain(2, cv=cv))
    assert (found.result, found.reason) == (Result.FAIL, reason)


def test_a_seal_that_ends_the_chain_covers_its_own_set() -> None:
    found = _found(_chain(2, cv={2: "fail"}))
    assert [one.seal_ok for one in found.chain] == [True, True]


@pytest.mark.parametrize(
    ("records", "result", "reason"),
    [
        (FAILED, Result.TEMPERROR, ArcReason.DNS_FAILED),
        ("unrecorded", Result.TEMPERROR, ArcReason.NOT_RECORDED),
        ([], Result.FAIL, ArcReason.SEAL_KEY),
        (["v=DKIM1; p="], Result.FAIL, ArcReason.SEAL_KEY),
        (["v=DKIM1; k=ed25519; p=AAAA"], Result.FAIL, ArcReason.SEAL_KEY),
        ([rsa_key(1024, 9).record()], Result.FAIL, ArcReason.SEAL_MISMATCH),
        ([rsa_key(1024, 9).record(), KEYS[1].record()], Result.PASS, None),
    ],
    ids=["failed", "unrecorded", "gone", "revoked", "unusable", "other", "two"],
)
def test_trouble_with_the_first_sealers_key(records, result, reason) -> None:
    found = _found(_chain(2), ZONE | {"arc._domainkey.s1.example": {"TXT": records}})
    assert (found.result, found.reason) == (result, reason)
    assert found.chain[1].seal_ok is True


def test_a_certain_failure_comes_before_an_unknown_key() -> None:
    raw = _chain(2).replace(b"body", b"Body")
    found = _found(raw, ZONE | {"arc._domainkey.s1.example": {"TXT": FAILED}})
    assert (found.result, found.reason) == (Result.FAIL, ArcReason.BODY_HASH_MISMATCH)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=0;", ArcReason.BAD_INSTANCE),
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=51;", ArcReason.BAD_INSTANCE),
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=two;", ArcReason.BAD_INSTANCE),
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=99999999999;", ArcReason.BAD_INSTANCE),
        (b"ARC-Seal: i=2;", b"ARC-Seal:", ArcReason.BAD_INSTANCE),
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=3;", ArcReason.INCOMPLETE_SET),
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=1;", ArcReason.INCOMPLETE_SET),
        (b"ARC-Seal: i=2;", b"X-Seal: i=2;", ArcReason.INCOMPLETE_SET),
        (b"ARC-Authentication-Results: i=2;", b"ARC-Authentication-Results:", ArcReason.BAD_INSTANCE),
        (b"ARC-Authentication-Results: i=2;", b"ARC-Authentication-Results: x; i=2;", ArcReason.BAD_INSTANCE),
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=2; i=2;", ArcReason.BAD_SEAL_TAGS),
        (b"ARC-Seal: i=2;", b"ARC-Seal: i=2; h=from;", ArcReason.BAD_SEAL_TAGS),
        (b"ARC-Seal: i=2; a=rsa-sha256", b"ARC-Seal: i=2; a=rsa-sha1", ArcReason.BAD_SEAL_TAGS),
        (b"h=from:", b"h=arc-seal:from:", ArcReason.BAD_MESSAGE_SIGNATURE_TAGS),
        (b"; c=relaxed/relaxed", b"; c=lax", ArcReason.BAD_MESSAGE_SIGNATURE_TAGS),
    ],
)
def test_what_is_no_chain_fails(before, after, reason) -> None:
    raw = _chain(2)
    assert before in raw
    found = _found(raw.replace(before, after, 1))
    assert (found.result, found.reason) == (Result.FAIL, reason)


def test_gaps_duplicates_and_too_many() -> None:
    first, second = _chain(1), _chain(2)
    newest = second[: len(second) - len(first)]
    assert _found(newest + MESSAGE).reason == ArcReason.GAP_IN_CHAIN
    assert _found(newest + second).reason == ArcReason.DUPLICATE_FIELD
    many = b"".join(b"ARC-Seal: i=%d; cv=pass\r\n" % n for n in range(60))
    assert _found(many + MESSAGE).reason == ArcReason.TOO_MANY_SETS
    assert (_found(many + MESSAGE).result, _found(many + MESSAGE).instances) == (Result.FAIL, 60)


def test_fifty_sets_are_allowed() -> None:
    raw = MESSAGE
    key = ed25519_key()
    for n in range(1, 51):
        status = "none" if n == 1 else "pass"
        raw = seal(raw, key, instance=n, cv=status, authserv_id="mx.example", results="none", domain="s.example")
    dns = TableDns({"arc._domainkey.s.example": {"TXT": [key.record()]}})
    found = verify(read_message(raw), dns, AT)
    assert (found.result, found.instances) == (Result.PASS, 50)
    assert len(dns.asked) == 1


@pytest.mark.parametrize("fidelity", [Fidelity.RECONSTRUCTED, Fidelity.HEADERS_ONLY])
def test_lost_bytes_are_no_failure(fidelity) -> None:
    found = _found(_chain(2).replace(b"body", b"Body"), fidelity=fidelity)
    assert (found.result, found.reason) == (Result.NEUTRAL, ArcReason.BYTES_LOST)
    assert [one.message_signature_ok for one in found.chain] == [None, None]
    assert [one.seal_ok for one in found.chain] == [True, True]
    assert _found(_chain(2), fidelity=fidelity).result is Result.PASS


def test_one_body_hash_for_dkim_and_arc() -> None:
    raw = _chain(2, sign(MESSAGE, KEYS[1], headers=HEADERS))
    message = read_message(raw)
    canonical = CanonicalMessage(message)
    dns = TableDns(ZONE | {"s._domainkey.d.example": {"TXT": [KEYS[1].record()]}})
    assert verify_dkim(message, dns, AT, canonical)[0].result is Result.PASS
    assert verify(message, dns, AT, canonical).result is Result.PASS
    assert canonical.hashed_bytes == len(b"body\r\n")


@given(
    st.lists(
        st.tuples(st.sampled_from(["Seal", "Message-Signature", "Authentication-Results"]), st.binary(max_size=60))
    )
)
def test_nothing_raises(fields) -> None:
    raw = b"".join(b"ARC-" + name.encode() + b": i=1; " + value + b"\r\n" for name, value in fields)
    assert _found(raw + MESSAGE).result in Result
