"""What our own verification found, and what servers recorded."""

import msgspec

from mailpath.values.vocabulary import Provenance, Result, SpfScope, Verifiability, Zone

__all__ = [
    "Aligned",
    "AlignmentMode",
    "ArcInstance",
    "ArcResult",
    "AuthResults",
    "Diagnosis",
    "DkimResult",
    "Dmarc7489",
    "DmarcResult",
    "Recorded",
    "RecordedResult",
    "SpfResult",
    "WalkStep",
]


class SpfResult(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 7208. `via` is the chain of includes and redirects that led to `mechanism`, outermost first."""

    scope: SpfScope
    domain: str | None
    result: Result
    mechanism: str | None
    via: tuple[str, ...]
    lookups: int
    void_lookups: int
    reason: str | None


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """Why a signature broke; `proved` only where undoing `transformation` made it verify."""

    cause: str
    transformation: str | None
    proved: bool


class DkimResult(msgspec.Struct, frozen=True, kw_only=True):
    """One DKIM-Signature (RFC 6376), judged as of the time the caller gave.

    `covers_body` is false where `l=` leaves body bytes unsigned. `signature_ok` and `body_hash_ok` are null where
    they could not be computed. `weak` names weaknesses by code (`rsa_sha1`, `short_key`, `small_key`).
    """

    domain: str | None
    selector: str | None
    identity: str | None
    algorithm: str | None
    key_bits: int | None
    result: Result
    reason: str | None
    signed_headers: tuple[str, ...]
    covers_body: bool | None
    expired: bool
    testing: bool
    weak: tuple[str, ...]
    body_hash_ok: bool | None
    signature_ok: bool | None
    verifiability: Verifiability
    diagnosis: Diagnosis | None


class ArcInstance(msgspec.Struct, frozen=True, kw_only=True):
    """One ARC set (RFC 8617). `dmarc_pass_for` are the header.from domains of its `dmarc=pass` result entries."""

    instance: int
    domain: str | None
    selector: str | None
    cv: str | None
    seal_ok: bool | None
    message_signature_ok: bool | None
    authserv_id: str | None
    dmarc_pass_for: tuple[str, ...]


class ArcResult(msgspec.Struct, frozen=True, kw_only=True):
    result: Result
    instances: int
    chain: tuple[ArcInstance, ...]
    reason: str | None


class Aligned(msgspec.Struct, frozen=True, kw_only=True):
    spf: bool | None
    dkim: bool | None


class AlignmentMode(msgspec.Struct, frozen=True, kw_only=True):
    """`r` or `s` (RFC 9989 adkim, aspf); null where no record decides."""

    spf: str | None
    dkim: str | None


class WalkStep(msgspec.Struct, frozen=True, kw_only=True):
    """One question of the DNS tree walk and what stood there."""

    name: str
    status: str
    record: str | None


class Dmarc7489(msgspec.Struct, frozen=True, kw_only=True):
    result: Result
    policy_domain: str | None
    differs: bool


class DmarcResult(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9989.

    `policy` is what is in force for `domain` after sp, np and t; `disposition` what it asks for this message.
    """

    result: Result
    domain: str | None
    policy: str | None
    policy_domain: str | None
    aligned: Aligned
    mode: AlignmentMode
    walk: tuple[WalkStep, ...]
    disposition: str | None
    rfc7489: Dmarc7489 | None
    reason: str | None


class AuthResults(msgspec.Struct, frozen=True, kw_only=True):
    """Only what we evaluated ourselves."""

    spf: tuple[SpfResult, ...]
    dkim: tuple[DkimResult, ...]
    arc: ArcResult | None
    dmarc: DmarcResult | None


class RecordedResult(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of an Authentication-Results-like field; `result` is null where the word is not of RFC 8601."""

    method: str
    result: Result | None
    raw_result: str
    properties: dict[str, str]
    reason: str | None


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What one server noted at receipt.

    `standard` is the kind of field: `authentication-results`, `arc-authentication-results`, `received-spf`, or the
    lower-case name of a vendor's own field. `agrees` compares with what we found; `cause` says why not.
    """

    authserv_id: str | None
    zone: Zone
    standard: str
    results: tuple[RecordedResult, ...]
    agrees: bool | None
    difference: str | None
    cause: str | None
    provenance: Provenance
