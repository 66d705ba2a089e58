"""What the author's domain asks for."""

from mailpath.judge.facts import Facts
from mailpath.judge.why.builder import Builder, author_of
from mailpath.language import reason
from mailpath.values.reasons import Reason

__all__ = ["REASONS"]


def _domain_does_not_enforce(f: Facts) -> Reason | None:
    return reason("domain_does_not_enforce", domain=author_of(f)) if f.enforces.no else None


def _domain_enforces(f: Facts) -> Reason | None:
    p = f.evidence.policy
    if not f.enforces.yes:
        return None
    if p.dmarc_present.yes:
        return reason("domain_enforces_dmarc", domain=author_of(f), policy=p.dmarc_policy, policy_domain=p.dmarc_domain)
    return reason("domain_enforces_spf", domain=author_of(f))


def _domain_monitors(f: Facts) -> Reason | None:
    p = f.evidence.policy
    if not f.monitors.yes:
        return None
    if p.dmarc_present.yes:
        return reason("domain_monitors_dmarc", domain=author_of(f), policy=p.dmarc_policy, policy_domain=p.dmarc_domain)
    if p.spf_present.yes:
        return reason("domain_monitors_spf", domain=author_of(f), all=f"{p.spf_all or '?'}all")
    return reason("domain_monitors_dkim", domain=author_of(f))


def _domain_publishes_nothing(f: Facts) -> Reason | None:
    return reason("domain_publishes_nothing", domain=author_of(f)) if f.publishes_nothing.yes else None


def _dmarc_differs(f: Facts) -> Reason | None:
    dmarc = f.evidence.auth.dmarc
    if dmarc is None or dmarc.rfc7489 is None or not dmarc.rfc7489.differs:
        return None
    return reason(
        "dmarc_differs_between_rfcs",
        domain=dmarc.domain,
        result=dmarc.result.value,
        result_7489=dmarc.rfc7489.result.value,
        policy_domain=dmarc.policy_domain,
        policy_domain_7489=dmarc.rfc7489.policy_domain,
    )


REASONS: dict[str, Builder] = {
    "domain_does_not_enforce": _domain_does_not_enforce,
    "domain_enforces": _domain_enforces,
    "domain_monitors": _domain_monitors,
    "domain_publishes_nothing": _domain_publishes_nothing,
    "dmarc_differs": _dmarc_differs,
}
