"""DMARC as RFC 7489 has it, which many receivers still run: the organization by the Public Suffix List (ICANN and
private parts), the policy at the author domain or at its organizational domain only, and `pct`."""

from mailpath.dns.protocol import Dns
from mailpath.organization import organizational_domain_psl
from mailpath.records.dmarc import Subject, policy_for_7489
from mailpath.values.vocabulary import YesNo
from mailpath.verify.alignment import Aligner
from mailpath.verify.ruling import PolicyInForce
from mailpath.verify.walk import Step, take_step

__all__ = ["aligner_7489", "policy_7489"]


def policy_7489(domain: str, dns: Dns) -> PolicyInForce:
    """The policy for a normalised author domain (section 6.6.3)."""
    steps = _steps(domain, dns)
    last = steps[-1]
    if last.record is None:
        policy = None
        present = YesNo.UNKNOWN if last.failed else YesNo.NO
    else:
        policy = policy_for_7489(last.record, Subject.OWN if last.name == domain else Subject.SUBDOMAIN)
        present = YesNo.YES
    return PolicyInForce(
        policy=policy,
        policy_domain=last.name if last.record else None,
        record_present=present,
        record=last.record,
        failed=last.failed,
        steps=steps,
    )


def _steps(domain: str, dns: Dns) -> tuple[Step, ...]:
    """The one or two questions of policy discovery, the last one decides.

    Several records at the author domain end the search without a policy; a failed answer ends it too.
    """
    first = take_step(domain, dns)
    organization = organizational_domain_psl(domain)
    if first.record or first.several or first.failed or organization == domain:
        return (first,)
    return first, take_step(organization, dns)


def aligner_7489(author: str) -> Aligner:
    """Whether normalised domains align with one author domain (section 3.1): equal, or of one organization by the
    list."""

    def aligned(identifier: str, strict: bool) -> YesNo:
        if identifier == author or strict:
            return YesNo.of(identifier == author)
        return YesNo.of(organizational_domain_psl(identifier) == organizational_domain_psl(author))

    return aligned
