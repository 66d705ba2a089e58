"""What the author's domain asks for, as evidence for its stance."""

from mailpath.dns.protocol import Dns
from mailpath.gather.inquiry import Inquiry
from mailpath.judge.evidence import Policy
from mailpath.judge.logic import Fact
from mailpath.values.vocabulary import Verifiability
from mailpath.verify import spf

__all__ = ["policy_evidence"]

_NOTHING = Policy(
    dmarc_present=Fact.UNKNOWN,
    dmarc_policy=None,
    dmarc_domain=None,
    spf_present=Fact.UNKNOWN,
    spf_all=None,
    null_mx=Fact.UNKNOWN,
    key_seen=False,
)


def policy_evidence(q: Inquiry) -> Policy:
    """DMARC in force for D, and what stands in for it where there is none: SPF's `all`, null MX, a key."""
    domain = q.domain
    policy = q.policy()
    if domain is None or policy is None:
        return _NOTHING

    def work(dns: Dns) -> tuple[Fact, str | None]:
        present = spf.has_record(domain, dns)
        return present, spf.closing_all(domain, dns)

    spf_present, spf_all = q.value("spf of author: all", work)
    mx = q.exchangers(domain)
    return Policy(
        dmarc_present=Fact.OPEN if policy.failed else Fact.of(policy.present),
        dmarc_policy=policy.policy,
        dmarc_domain=policy.policy_domain,
        spf_present=spf_present,
        spf_all=spf_all,
        null_mx=Fact.of(mx.null_mx) if mx.known else Fact.OPEN,
        key_seen=_key_seen(q),
    )


def _key_seen(q: Inquiry) -> bool:
    """A key of D's organization was there for one of the signatures."""
    found = (r for r in q.dkim() if r.verifiability in (Verifiability.VERIFIED, Verifiability.KEY_REPLACED))
    return any(q.aligned(r.domain, strict=False).yes for r in found)
