"""ARC sets (RFC 8617 sections 4.1 and 4.2): which three fields belong together, and whether their order is a chain."""

import re

import msgspec

from mailpath.message.fields import Field, Message
from mailpath.verify.codes import ArcReason
from mailpath.verify.signature_tags import Shape, Signature, read_signature

__all__ = ["MAX_SETS", "ArcSet", "Chain", "read_chain"]

MAX_SETS = 50  # section 4.2.1
_INSTANCE = re.compile(rb"[ \t\r\n]{0,80}i[ \t\r\n]{0,80}=[ \t\r\n]{0,80}([0-9]{1,3})[ \t\r\n]{0,80};")


class ArcSet(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of one instance; null where one is missing."""

    instance: int
    seal: Signature | None
    message_signature: Signature | None
    results: Field | None


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """The sets, oldest first, as far as they could be told apart; `fault` says why they are no chain. `claimed` is how
    many there would be by their fields."""

    sets: tuple[ArcSet, ...]
    fault: ArcReason | None
    claimed: int


def read_chain(message: Message) -> Chain:
    """The sets of a message; no sets and no fault where it has no ARC field. Linear; never raises."""
    fields = [message.all(name) for name in ("arc-seal", "arc-message-signature", "arc-authentication-results")]
    if not any(fields):
        return Chain(sets=(), fault=None, claimed=0)
    claimed = max(map(len, fields))
    if claimed > MAX_SETS:
        return Chain(sets=(), fault=ArcReason.TOO_MANY_SETS, claimed=claimed)
    seals = [read_signature(one, Shape.SEAL) for one in fields[0]]
    signatures = [read_signature(one, Shape.MESSAGE_SIGNATURE) for one in fields[1]]
    numbers = [_instance(one) for one in fields[2]]
    by_seal = {one.instance: one for one in seals}
    by_signature = {one.instance: one for one in signatures}
    by_results = dict(zip(numbers, fields[2], strict=True))
    known = [number for number in {**by_seal, **by_signature, **by_results} if number and number <= MAX_SETS]
    sets = tuple(
        ArcSet(
            instance=number,
            seal=by_seal.get(number),
            message_signature=by_signature.get(number),
            results=by_results.get(number),
        )
        for number in sorted(known)
    )
    instances = [*(one.instance for one in seals), *(one.instance for one in signatures), *numbers]
    return Chain(sets=sets, fault=_fault(sets, instances), claimed=claimed)


def _fault(sets: tuple[ArcSet, ...], instances: list[int | None]) -> ArcReason | None:
    """Section 5.2, step 3; `instances` are those of all fields."""
    if any(not number or number > MAX_SETS for number in instances):
        return ArcReason.BAD_INSTANCE
    if [one.instance for one in sets] != list(range(1, len(sets) + 1)):
        return ArcReason.GAP_IN_CHAIN
    if any(one.seal is None or one.message_signature is None or one.results is None for one in sets):
        return ArcReason.INCOMPLETE_SET
    if len(instances) != 3 * len(sets):
        return ArcReason.DUPLICATE_FIELD
    return None


def _instance(results: Field) -> int | None:
    """`i=` of ARC-Authentication-Results, which must stand in front of everything else."""
    match = _INSTANCE.match(results.value)
    return int(match[1]) if match else None
