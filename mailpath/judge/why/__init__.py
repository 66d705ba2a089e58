"""Reason codes to reasons: a builder for each code, in modules by what they are about."""

from mailpath.judge.facts import Facts
from mailpath.judge.rules import GOOD, Decision
from mailpath.judge.why import handed_on, hosts, message, passes, policies
from mailpath.judge.why.builder import Builder
from mailpath.values.reasons import Reason

__all__ = ["REASONS", "reasons_for"]

REASONS: dict[str, Builder] = {
    **message.REASONS,
    **passes.REASONS,
    **hosts.REASONS,
    **handed_on.REASONS,
    **policies.REASONS,
}


def reasons_for(decision: Decision, f: Facts) -> tuple[Reason, ...]:
    """The deciding rule's reasons, then what limits the confidence, then the findings of the path."""
    codes = dict.fromkeys(decision.rule.reasons)
    if decision.verdict in GOOD:
        codes |= dict.fromkeys(("dkim_testing", "weak_key", "spf_shared_service", "dmarc_differs"))
    else:
        codes |= dict.fromkeys(("dmarc_differs",))
    codes |= dict.fromkeys(("display_name_other_domain", "boundary_unsure"))
    if decision.rule.number > 3:
        codes |= dict.fromkeys(("ptr_unconfirmed", "no_ptr", "dynamic_address"))
    built = (REASONS[code](f) for code in codes)
    found = tuple(r for r in built if r is not None)
    said = {one.code for one in found}
    return (*found, *(one for one in f.evidence.path_findings if one.code not in said))
