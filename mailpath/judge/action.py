"""What to do: one action for a message, for its receiver first and the sender's administrator second."""

from mailpath.judge.facts import Facts
from mailpath.judge.rules import GOOD, Decision
from mailpath.values.reasons import Facts as Values
from mailpath.values.vocabulary import ActionCode, Confidence

__all__ = ["action_code", "action_facts"]

_BY_RULE = {
    9: ActionCode.CHECK_AGAIN_LATER,
    4: ActionCode.SET_TRUSTED_HOSTS,
    1: ActionCode.ASK_SENDER,
    3: ActionCode.ASK_SENDER,
    20: ActionCode.ASK_SENDER,
    15: ActionCode.FIX_DKIM,
    19: ActionCode.PUBLISH_SPF_DKIM_DMARC,
}


def action_code(decision: Decision, f: Facts, confidence: Confidence, codes: frozenset[str]) -> ActionCode:
    """The action of verdicts.md, "Reasons and actions". `codes` are those of the reasons that are shown."""
    number = decision.rule.number
    if number in _BY_RULE:
        return _BY_RULE[number]
    if number == 13:
        return ActionCode.PUBLISH_SPF_FOR_HOST
    if decision.verdict in GOOD:
        if number in (10, 11, 12) and confidence is Confidence.LOW:
            return ActionCode.TRUST_FORWARDER
        return ActionCode.FIX_DKIM if codes & {"dkim_testing", "weak_key"} else ActionCode.NONE
    if number == 14:
        if "mx_host_not_in_spf" in codes:
            return ActionCode.ADD_MX_TO_SPF
        official = f.evidence.official_servers
        return ActionCode.ROUTE_OVER_OFFICIAL_SERVER if official else ActionCode.PUBLISH_SPF_FOR_HOST
    if number == 16:
        aligns = f.misses_strict_alignment.yes
        return ActionCode.ALIGN_ENVELOPE if aligns else ActionCode.ENABLE_DKIM_AT_SERVICE
    return ActionCode.REPORT_ABUSE if f.evidence.author.own else ActionCode.BLOCK_AND_WARN


def action_facts(code: ActionCode, f: Facts) -> Values:
    """The values of the action's sentence; a record comes from the remedy, which has tried it."""
    e = f.evidence
    host = e.host
    passing = [s.result.domain for s in e.spf if s.result.result == "pass"]
    passing += [d.result.domain for d in e.dkim if d.result.result == "pass"]
    identity = next((d for d in passing if d and d != e.author.domain), None)
    facts: Values = {"domain": e.author.domain, "ip": host.ip if host else None}
    match code:
        case ActionCode.ROUTE_OVER_OFFICIAL_SERVER:
            facts["servers"] = e.official_servers[:5]
        case ActionCode.ADD_MX_TO_SPF:
            facts["mx"] = host.mx_host if host else None
            facts["servers"] = e.official_servers[:5]
        case ActionCode.ENABLE_DKIM_AT_SERVICE:
            facts["service"] = host.service.name if host and host.service else identity
        case ActionCode.ALIGN_ENVELOPE:
            facts["identity"] = identity
        case ActionCode.FIX_DKIM:
            own = next((d.result for d in e.dkim if d.aligned_relaxed.yes), None)
            facts["selector"] = own.selector if own else None
            facts["signing_domain"] = own.domain if own else None
        case ActionCode.TRUST_FORWARDER:
            sealer = next((s.domain for s in e.sealers if not s.known), None)
            facts["forwarder"] = sealer or e.list.organization or (host.ptr[0] if host and host.ptr else None)
        case ActionCode.CHECK_AGAIN_LATER:
            facts["count"] = len(e.failed_questions)
        case _:
            pass
    return facts
