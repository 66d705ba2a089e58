"""DKIM (RFC 6376, 8301, 8463, 8616): every signature of a message, in the words of RFC 8601.

| word | when |
|---|---|
| pass | header and body hold under a key that may be used so, and the time judged lies within the signature's |
| fail | the body or the header differ from what was signed, or the signature had expired |
| policy | rsa-sha1, or a key under 1024 bits, whatever else (RFC 8301); a signature beyond the bound |
| neutral | the field cannot be read or is dated in the future, or does not hold and the bytes are not the signed ones |
| permerror | no key, revoked, no usable key, a key not meant for this; From not signed |
| temperror | DNS did not answer |

Nothing raises on input; what `dns.ask` raises passes through, and all keys are asked for before anything is hashed.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.message.addresses import mailboxes
from mailpath.message.fields import Message
from mailpath.records.dkim_key import DkimKey
from mailpath.values.answers import Answer
from mailpath.values.names import is_under
from mailpath.values.results import DkimResult
from mailpath.values.vocabulary import Fidelity, Result, Verifiability
from mailpath.verify.canonical import CanonicalMessage
from mailpath.verify.codes import DkimReason, unanswered
from mailpath.verify.public_key import load_key
from mailpath.verify.signature_keys import SHORT_RSA_BITS, key_answers, keys_in, refusal
from mailpath.verify.signature_tags import Signature, signatures_of
from mailpath.verify.signed_fields import signed_bytes

__all__ = ["CLOCK_SLACK_SECONDS", "MAX_SIGNATURES", "verify"]

MAX_SIGNATURES = 20
CLOCK_SLACK_SECONDS = 36_000  # of a signer whose clock is set to local time; for `t=` only
SMALL_RSA_BITS = 2048  # RFC 8301 section 3.2: signers should use at least so many


def verify(
    message: Message,
    dns: Dns,
    at: datetime,
    canonical: CanonicalMessage | None = None,
    signatures: Sequence[Signature] | None = None,
) -> tuple[DkimResult, ...]:
    """The result for each DKIM-Signature, in the order of the message, judged as of `at`.

    `canonical` shares hashes with the caller's other verifications of the same message, and `signatures` are its fields
    where the caller has read them. Of more than MAX_SIGNATURES
    those of the author's domains come first, then the newest; the others are `policy` with reason `over_limit`.
    """
    signatures = signatures_of(message) if signatures is None else signatures
    if not signatures:
        return ()
    within = _within_limit(message, signatures)
    answers = key_answers([signatures[n] for n in within if signatures[n].fault is None], dns)
    canonical = canonical or CanonicalMessage(message)
    for place in within:
        if signatures[place].fault is None:
            canonical.want(signatures[place].body_form, signatures[place].hash_name, signatures[place].length)
    now = at.timestamp()
    return tuple(
        [
            _result(one, now, *_judged(one, canonical, now, answers.get(one.key_name), within=place in within))
            for place, one in enumerate(signatures)
        ]
    )


def _within_limit(message: Message, signatures: Sequence[Signature]) -> Collection[int]:
    """The places of those that are verified."""
    if len(signatures) <= MAX_SIGNATURES:
        return range(len(signatures))
    authors = {box.domain for field in message.all("from")[:5] for box in mailboxes(field.unfolded) if box.domain}

    def rank(place: int) -> tuple[bool, int]:
        domain = signatures[place].domain
        own = domain is not None and any(is_under(author, domain) or is_under(domain, author) for author in authors)
        return not own, place

    return set(sorted(range(len(signatures)), key=rank)[:MAX_SIGNATURES])


class _Body(msgspec.Struct, frozen=True, kw_only=True):
    """What the body says of a signature; all null where it was not looked at."""

    ok: bool | None = None
    shorter: bool = False
    covered: bool | None = None


class _Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a key, or its absence, makes of a signature."""

    result: Result
    reason: DkimReason | None
    verifiability: Verifiability = Verifiability.VERIFIED
    key_bits: int | None = None
    testing: bool = False
    weak: tuple[str, ...] = ()
    signature_ok: bool | None = None


def _judged(
    signature: Signature, canonical: CanonicalMessage, now: float, answer: Answer | None, *, within: bool
) -> tuple[_Body, _Outcome]:
    if not within:
        return _Body(), _Outcome(result=Result.POLICY, reason=DkimReason.OVER_LIMIT)
    if signature.fault:
        word = Result.PERMERROR if signature.fault is DkimReason.FROM_NOT_SIGNED else Result.NEUTRAL
        return _Body(), _Outcome(result=word, reason=signature.fault)
    body = _body(signature, canonical)
    if answer is not None and answer.failed:
        reason = DkimReason(unanswered(answer))
        kind = Verifiability.TEMPORARY if reason is DkimReason.DNS_FAILED else Verifiability.NOT_RECORDED
        return body, _Outcome(result=Result.TEMPERROR, reason=reason, verifiability=kind)
    keys = keys_in(answer)
    if not keys:
        gone = Verifiability.KEY_GONE
        return body, _Outcome(result=Result.PERMERROR, reason=DkimReason.NO_KEY, verifiability=gone)
    outcomes = [_with_key(signature, canonical, now, body, one) for one in keys]
    return body, min(outcomes, key=_rank) if len(outcomes) > 1 else outcomes[0]


def _rank(outcome: _Outcome) -> int:
    """The best of several keys is the one that verifies, then the one that could be tried."""
    if outcome.signature_ok is not None:
        return 0 if outcome.result is Result.PASS else 1 if outcome.signature_ok else 2
    return 3


def _body(signature: Signature, canonical: CanonicalMessage) -> _Body:
    digest = canonical.body_hash(signature.body_form, signature.hash_name, signature.length)
    size = canonical.body_size(signature.body_form)
    shorter = signature.length is not None and signature.length > size
    ok = digest == signature.body_hash and not shorter
    if not ok and canonical.message.fidelity is Fidelity.HEADERS_ONLY:
        return _Body()
    return _Body(
        ok=ok or (None if canonical.message.bytes_lost else False),
        shorter=shorter,
        covered=signature.length is None or signature.length >= size,
    )


def _with_key(signature: Signature, canonical: CanonicalMessage, now: float, body: _Body, key: DkimKey) -> _Outcome:
    if key.revoked:
        revoked = Verifiability.KEY_REVOKED
        return _Outcome(result=Result.PERMERROR, reason=DkimReason.KEY_REVOKED, verifiability=revoked)
    refused = refusal(signature, key)
    if refused is DkimReason.KEY_HASH_NOT_ALLOWED and signature.hash_name == "sha1":
        refused = None  # that it is SHA-1 is reason enough, and says more
    public = load_key(key.type, key.material or b"") if refused is None else None
    if public is None:
        return _Outcome(result=Result.PERMERROR, reason=refused or DkimReason.KEY_UNUSABLE, testing=key.testing)
    holds = public.verifies(signature.signature, signed_bytes(canonical, signature), signature.hash_name)
    weak = _weak(signature, key.type, public.bits)
    word, reason, kind = _word(signature, canonical.message, now, body, holds, weak)
    lost = canonical.message.bytes_lost
    return _Outcome(
        result=word,
        reason=reason,
        verifiability=kind,
        key_bits=public.bits,
        testing=key.testing,
        weak=weak,
        signature_ok=holds or (None if lost else holds),
    )


def _weak(signature: Signature, key_type: str, bits: int) -> tuple[str, ...]:
    found = ["rsa_sha1"] if signature.hash_name == "sha1" else []
    if key_type == "rsa" and bits < SMALL_RSA_BITS:
        found.append("short_key" if bits < SHORT_RSA_BITS else "small_key")
    return tuple(found)


def _word(
    signature: Signature, message: Message, now: float, body: _Body, holds: bool | None, weak: Sequence[str]
) -> tuple[Result, DkimReason | None, Verifiability]:
    intact = bool(body.ok and holds)
    lost = message.bytes_lost and not intact
    kind = Verifiability.BYTES_LOST if lost else Verifiability.VERIFIED
    for weakness, reason in (("rsa_sha1", DkimReason.RSA_SHA1), ("short_key", DkimReason.SHORT_KEY)):
        if weakness in weak:
            return Result.POLICY, reason, kind
    if lost:
        return Result.NEUTRAL, DkimReason.BYTES_LOST, kind
    if body.shorter:
        return Result.FAIL, DkimReason.BODY_SHORTER_THAN_SIGNED, kind
    if not body.ok:
        return Result.FAIL, DkimReason.BODY_HASH_MISMATCH, kind
    if not holds:
        return Result.FAIL, DkimReason.SIGNATURE_MISMATCH, kind
    if _expired(signature, now):
        return Result.FAIL, DkimReason.EXPIRED, kind
    if signature.timestamp is not None and signature.timestamp > now + CLOCK_SLACK_SECONDS:
        return Result.NEUTRAL, DkimReason.SIGNED_IN_FUTURE, kind
    return Result.PASS, None, kind


def _expired(signature: Signature, now: float) -> bool:
    return signature.expires is not None and now > signature.expires


def _result(signature: Signature, now: float, body: _Body, outcome: _Outcome) -> DkimResult:
    return DkimResult(
        domain=signature.domain,
        selector=signature.selector,
        identity=signature.identity,
        algorithm=signature.algorithm,
        key_bits=outcome.key_bits,
        result=outcome.result,
        reason=outcome.reason,
        signed_headers=signature.signed,
        covers_body=body.covered,
        expired=_expired(signature, now),
        testing=outcome.testing,
        weak=outcome.weak,
        body_hash_ok=body.ok,
        signature_ok=outcome.signature_ok,
        verifiability=outcome.verifiability,
        diagnosis=None,
    )
