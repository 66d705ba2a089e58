"""The keys of signatures: asked for, chosen among what stands there, and whether one may be used for a signature."""

from collections.abc import Sequence

from mailpath.dns.protocol import Dns, ask_all
from mailpath.records import dkim_key
from mailpath.records.dkim_key import DkimKey
from mailpath.values.answers import Answer, Question
from mailpath.values.kept import kept
from mailpath.values.names import dns_name
from mailpath.values.presentation import txt_bytes
from mailpath.verify.codes import DkimReason
from mailpath.verify.signature_tags import Signature

__all__ = ["MAX_KEYS", "SHORT_RSA_BITS", "key_answers", "keys_in", "refusal"]

SHORT_RSA_BITS = 1024  # RFC 8301 section 3.2: below, a signature is not to be trusted
MAX_KEYS = 4  # RFC 6376 section 3.6.2.2 leaves several keys at one selector undefined: each is tried, up to so many
_LONGEST_KEPT = 4_000  # characters of a record; the key of 16,384 bits takes 2,800


def key_answers(signatures: Sequence[Signature], dns: Dns) -> dict[str, Answer]:
    """The answers for all keys, asked at once, by `Signature.key_name`; names that cannot exist are left out."""
    named = [one.key_name for one in signatures]
    names = {key: Question(name, "TXT") for key in named if (name := dns_name(key))}
    return dict(zip(names, ask_all(dns, tuple(names.values())), strict=True))


def keys_in(answer: Answer | None) -> list[DkimKey]:
    """What stands at the selector and is meant as a key, in an order that does not depend on the answer's."""
    if answer is None:
        return []
    records = sorted(set(answer.records)) if len(answer.records) > 1 else answer.records
    return [key for record in records if (key := _key(record))][:MAX_KEYS]


@kept(most=4096, longest=_LONGEST_KEPT)
def _key(record: str) -> DkimKey | None:
    """The key in a TXT record (presentation format); None where it is no key at all."""
    raw = txt_bytes(record)
    return dkim_key.parse(raw) if dkim_key.looks_like_key(raw) else None


def refusal(signature: Signature, key: DkimKey) -> DkimReason | None:
    """Why a key must not be used for this signature (RFC 6376 section 3.6.1, and `g=` of RFC 4871)."""
    if key.fault:
        return DkimReason(key.fault)
    if key.type != signature.key_type:
        return DkimReason.KEY_TYPE_MISMATCH
    if not key.allows_hash(signature.hash_name):
        return DkimReason.KEY_HASH_NOT_ALLOWED
    if not key.allows_mail:
        return DkimReason.KEY_NOT_FOR_MAIL
    if key.strict and signature.identity_domain != signature.domain:
        return DkimReason.KEY_STRICT_IDENTITY
    if not key.allows_local_part(signature.local_part):
        return DkimReason.KEY_GRANULARITY
    return None
