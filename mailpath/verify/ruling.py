"""A DMARC policy and the results of SPF and DKIM to one RFC's answer."""

import msgspec

from mailpath.records.dmarc import DmarcPolicy, DmarcRecord
from mailpath.values.results import Aligned, AlignmentMode
from mailpath.values.vocabulary import Result, YesNo
from mailpath.verify.alignment import NO_MODE, Aligner, DmarcReason, Identities, weigh
from mailpath.verify.walk import Step

__all__ = ["PolicyInForce", "Ruling", "rule"]


class PolicyInForce(msgspec.Struct, frozen=True, kw_only=True):
    """What is published for a domain, by one RFC.

    `policy` is in force for the domain after `sp`, `np` and `t` (RFC 7489: `sp` and `pct=0`); None where no record
    applies or it is not known. `policy_domain` is where the record stands. `record_present` is yes too for a record
    whose faults mean that DMARC does not apply (then `policy` is None and `failed` false). `failed`: a question that
    decides it got no answer. `steps` are the questions that count.
    """

    policy: DmarcPolicy | None
    policy_domain: str | None
    record_present: YesNo
    record: DmarcRecord | None
    failed: bool
    steps: tuple[Step, ...]

    @property
    def applies(self) -> bool:
        """Whether DMARC judges messages of the domain, as far as is known."""
        return self.record is not None and (self.policy is not None or self.failed)


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of one RFC; a `DmarcResult` joins two."""

    result: Result
    policy: str | None
    policy_domain: str | None
    aligned: Aligned
    mode: AlignmentMode
    disposition: str | None
    reason: DmarcReason


def rule(found: PolicyInForce, spf: Identities, dkim: Identities, aligner: Aligner) -> Ruling:
    """The result for a message. Where no record applies, `aligned` tells what aligns relaxed all the same.

    The disposition of a pass is `none`; it is None where nothing is asked for or what is asked for is not known.
    """
    record = found.record
    mode = AlignmentMode(spf=record.aspf, dkim=record.adkim) if record and found.applies else NO_MODE
    weighed = weigh(spf, dkim, aligner, mode)
    if not found.applies:
        return Ruling(
            result=Result.TEMPERROR if found.failed else Result.NONE,
            policy=None,
            policy_domain=None,
            aligned=weighed.aligned,
            mode=NO_MODE,
            disposition=None,
            reason=_why_not(found),
        )
    disposition = {Result.PASS: DmarcPolicy.NONE, Result.FAIL: found.policy}.get(weighed.result)
    return Ruling(
        result=weighed.result,
        policy=found.policy,
        policy_domain=found.policy_domain,
        aligned=weighed.aligned,
        mode=mode,
        disposition=disposition,
        reason=weighed.reason,
    )


def _why_not(found: PolicyInForce) -> DmarcReason:
    if found.failed:
        return DmarcReason.POLICY_UNKNOWN
    if found.record is not None:
        return DmarcReason.RECORD_UNUSABLE
    several = any(step.several for step in found.steps)
    return DmarcReason.SEVERAL_RECORDS if several else DmarcReason.NO_RECORD
