"""ARC (RFC 8617): does the chain of those who passed a message on hold, and what did each of them say?

The result is `none` without ARC fields, `pass`, `fail`, or `temperror` where a key that decides could not be had and
nothing else has failed. Where the bytes are not those that were signed and the chain does not hold over them it is
`neutral`, as for DKIM. Every set is checked as far as its fields allow, so that the chain shows which one broke.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.message.fields import Message
from mailpath.receipts import ARC_RESULTS, dmarc_pass_domains
from mailpath.receipts.authentication_results import read_authentication_results
from mailpath.values.answers import Answer
from mailpath.values.results import ArcInstance, ArcResult
from mailpath.values.vocabulary import Result
from mailpath.verify.arc_sets import ArcSet, read_chain
from mailpath.verify.canonical import CanonicalMessage, signature_field
from mailpath.verify.codes import ArcReason, unanswered
from mailpath.verify.public_key import load_key
from mailpath.verify.signature_keys import SHORT_RSA_BITS, key_answers, keys_in, refusal
from mailpath.verify.signature_tags import Signature
from mailpath.verify.signed_fields import signed_bytes

__all__ = ["verify"]


class _Finding(msgspec.Struct, frozen=True):
    """Whether one signature holds; null is unknown. `reason` says why it does not, or why it is unknown."""

    ok: bool | None
    reason: ArcReason | None


_UNCHECKED = _Finding(None, None)


class _Checked(msgspec.Struct, frozen=True):
    """One set of a well-formed chain with what was found about it."""

    set: ArcSet
    seal: Signature
    seal_finding: _Finding
    signature_finding: _Finding

    def without_failures(self) -> "_Checked":
        """As it is known where the bytes are not those that were signed."""
        seal, signature = (one if one.ok else _UNCHECKED for one in (self.seal_finding, self.signature_finding))
        return _Checked(self.set, self.seal, seal, signature)


def verify(message: Message, dns: Dns, at: datetime, canonical: CanonicalMessage | None = None) -> ArcResult:
    """The chain, oldest instance first. All keys are asked for at once; what `dns.ask` raises passes through.

    `at` is the time that an expiry (`x=`) of a message signature is judged as of.
    """
    chain = read_chain(message)
    if chain.fault is not None:
        told = tuple(_told(one, _UNCHECKED, _UNCHECKED) for one in chain.sets)
        return ArcResult(result=Result.FAIL, instances=chain.claimed, chain=told, reason=chain.fault)
    if not chain.sets:
        return ArcResult(result=Result.NONE, instances=0, chain=(), reason=None)
    signatures = [one for each in chain.sets for one in (each.seal, each.message_signature) if one and not one.fault]
    answers = key_answers(signatures, dns)
    canonical = canonical or CanonicalMessage(message)
    for each in chain.sets:
        if (one := each.message_signature) and not one.fault:
            canonical.want(one.body_form, one.hash_name, one.length)
    checked = _check_all(chain.sets, canonical, at.timestamp(), answers)
    result, reason = _verdict(checked)
    if message.bytes_lost:
        checked = [one.without_failures() for one in checked]
        if result is Result.FAIL and reason not in _SAID_BY_FIELDS:
            result, reason = Result.NEUTRAL, ArcReason.BYTES_LOST
    told = tuple(_told(one.set, one.seal_finding, one.signature_finding) for one in checked)
    return ArcResult(result=result, instances=len(told), chain=told, reason=reason)


_SAID_BY_FIELDS = (ArcReason.CHAIN_ALREADY_FAILED, ArcReason.BAD_CHAIN_STATUS)  # whatever else has changed


def _check_all(
    sets: Sequence[ArcSet], canonical: CanonicalMessage, now: float, answers: Mapping[str, Answer]
) -> list[_Checked]:
    checked = []
    sealed: list[bytes] = []  # the fields of all sets so far, as a seal covers them (section 5.1.1)
    for one in sets:
        seal, signature, results = one.seal, one.message_signature, one.results
        if seal is None or signature is None or results is None:
            continue  # `read_chain` has seen to that
        own = [canonical.field(results, "relaxed"), canonical.field(signature.field, "relaxed")]
        scope = own if seal.chain_status == "fail" else [*sealed, *own]
        signed = b"".join((*scope, signature_field(seal.field, "relaxed")))
        checked.append(
            _Checked(
                one,
                seal,
                _seal_finding(seal, signed, answers),
                _signature_finding(signature, canonical, now, answers),
            )
        )
        sealed += [*own, canonical.field(seal.field, "relaxed")]
    return checked


def _seal_finding(seal: Signature, signed: bytes, answers: Mapping[str, Answer]) -> _Finding:
    if seal.fault:
        return _Finding(False, ArcReason.BAD_SEAL_TAGS)
    return _holds(seal, signed, answers, ArcReason.SEAL_KEY, ArcReason.SEAL_MISMATCH)


def _signature_finding(
    signature: Signature, canonical: CanonicalMessage, now: float, answers: Mapping[str, Answer]
) -> _Finding:
    if signature.fault:
        return _Finding(False, ArcReason.BAD_MESSAGE_SIGNATURE_TAGS)
    digest = canonical.body_hash(signature.body_form, signature.hash_name, signature.length)
    if digest != signature.body_hash:
        return _Finding(False, ArcReason.BODY_HASH_MISMATCH)
    if signature.expires is not None and now > signature.expires:
        return _Finding(False, ArcReason.MESSAGE_SIGNATURE_EXPIRED)
    signed = signed_bytes(canonical, signature)
    return _holds(signature, signed, answers, ArcReason.MESSAGE_SIGNATURE_KEY, ArcReason.MESSAGE_SIGNATURE_MISMATCH)


def _holds(
    signature: Signature, signed: bytes, answers: Mapping[str, Answer], bad_key: ArcReason, mismatch: ArcReason
) -> _Finding:
    """Whether any key at the selector verifies; a key that is gone or may not be used is a failure (section 5.2)."""
    answer = answers.get(signature.key_name)
    if answer is not None and answer.failed:
        return _Finding(None, ArcReason(unanswered(answer)))
    tried = False
    for key in keys_in(answer):
        public = load_key(key.type, key.material) if key.material and refusal(signature, key) is None else None
        if public is None or (key.type == "rsa" and public.bits < SHORT_RSA_BITS):
            continue
        tried = True
        if public.verifies(signature.signature, signed, signature.hash_name):
            return _Finding(True, None)
    return _Finding(False, mismatch if tried else bad_key)


def _verdict(checked: Sequence[_Checked]) -> tuple[Result, ArcReason | None]:
    """Section 5.2: what is certain to fail comes before what is not known."""
    newest = checked[-1]
    if any(one.seal.chain_status == "fail" for one in checked):
        return Result.FAIL, ArcReason.CHAIN_ALREADY_FAILED
    deciding = [newest.signature_finding, *(one.seal_finding for one in reversed(checked))]
    for finding in deciding:
        if finding.ok is False:
            return Result.FAIL, finding.reason
    if any(one.seal.chain_status != ("none" if one.set.instance == 1 else "pass") for one in checked):
        return Result.FAIL, ArcReason.BAD_CHAIN_STATUS
    for finding in deciding:
        if finding.ok is None:
            return Result.TEMPERROR, finding.reason
    return Result.PASS, None


def _told(one: ArcSet, seal: _Finding, signature: _Finding) -> ArcInstance:
    receipt = read_authentication_results(0, ARC_RESULTS, one.results.unfolded) if one.results else None
    return ArcInstance(
        instance=one.instance,
        domain=one.seal.domain if one.seal else None,
        selector=one.seal.selector if one.seal else None,
        cv=one.seal.chain_status if one.seal else None,
        seal_ok=seal.ok,
        message_signature_ok=signature.ok,
        authserv_id=receipt.authserv_id if receipt else None,
        dmarc_pass_for=dmarc_pass_domains(receipt) if receipt else (),
    )
