"""Each result as a reason with its values, so that any language can say why it is what it is."""

from mailpath.language import reason
from mailpath.values.reasons import Reason
from mailpath.values.results import ArcResult, DkimResult, DmarcResult, Recorded, SpfResult
from mailpath.verify.codes import DkimReason
from mailpath.verify.compare import Cause

__all__ = ["explain_arc", "explain_dkim", "explain_dmarc", "explain_recorded", "explain_spf"]


def explain_spf(found: SpfResult) -> Reason:
    """Code `spf_<reason>`, or `spf_<result>` (with `_via` behind includes) where a term matched."""
    code = f"spf_{found.reason or found.result}"
    if not found.reason and found.via:
        code += "_via"
    return reason(
        code,
        domain=found.domain,
        mechanism=found.mechanism,
        via=found.via,
        lookups=found.lookups,
        void_lookups=found.void_lookups,
    )


def explain_dkim(found: DkimResult) -> Reason:
    """Code `dkim_<reason>`, or `dkim_pass`."""
    code = found.reason or found.result
    if code == DkimReason.SIGNATURE_MISMATCH and not found.body_hash_ok:
        code = "mismatch_unclear"
    return reason(
        f"dkim_{code}",
        signing_domain=found.domain,
        selector=found.selector,
        algorithm=found.algorithm,
        key_bits=found.key_bits,
    )


def explain_arc(found: ArcResult) -> Reason:
    """Code `arc_<reason>`, or `arc_pass` or `arc_none`; `sealers` oldest first."""
    sealers = dict.fromkeys(one.domain or "?" for one in sorted(found.chain, key=lambda one: one.instance))
    return reason(f"arc_{found.reason or found.result}", instances=found.instances, sealers=tuple(sealers))


def explain_dmarc(found: DmarcResult) -> Reason:
    """Code `dmarc_<reason>`."""
    return reason(f"dmarc_{found.reason}", domain=found.domain, policy=found.policy, policy_domain=found.policy_domain)


def explain_recorded(found: Recorded) -> Reason | None:
    """Code `recorded_<cause>`, `recorded_agrees`, or `recorded_differs` where no cause is known. None where there was
    nothing to compare."""
    server = found.authserv_id or found.standard
    if found.agrees is False:
        method, noted, _, result = (found.difference or "___").split("_", 3)
        return reason(f"recorded_{found.cause or 'differs'}", server=server, method=method, noted=noted, found=result)
    if found.agrees:
        return reason("recorded_agrees", server=server)
    if found.cause is None:
        return None
    code = "other_host_same" if found.cause == Cause.OTHER_HOST_JUDGED else found.cause
    return reason(f"recorded_{code}", server=server)
