"""What the author's domain asks for, as evidence for its stance."""

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.gather.inquiry import Inquiry
from mailpath.host.mx import exchangers
from mailpath.judge.evidence import Policy, yes_no
from mailpath.judge.logic import OPEN, UNKNOWN, fact
from mailpath.values.vocabulary import DmarcMode, Verifiability, YesNo
from mailpath.verify.dmarc import policy_in_force
from mailpath.verify.spf_standing import standing

__all__ = ["policy_evidence"]

_NOTHING = Policy(
    dmarc_present=UNKNOWN,
    dmarc_policy=None,
    dmarc_domain=None,
    spf_present=UNKNOWN,
    spf_all=None,
    null_mx=UNKNOWN,
    key_seen=False,
)


def policy_evidence(q: Inquiry) -> Policy:
    """DMARC in force for D, and what stands in for it where there is none: SPF's `all`, null MX, a key."""
    domain, mode = q.domain, q.mode
    if domain is None:
        return _NOTHING
    without_key, with_key = q.shared(("policy evidence", domain, mode), lambda dns: _published(domain, mode, dns))
    return with_key if _key_seen(q) else without_key


def _published(domain: str, mode: DmarcMode, dns: Dns) -> tuple[Policy, Policy]:
    """What D publishes, without a key of its and with one."""
    policy = policy_in_force(domain, dns, mode)
    spf = standing(domain, dns)
    mx = exchangers(domain, dns)
    spf_present = yes_no(spf.record)
    if spf.record is YesNo.YES and not spf.complete:
        spf_present = OPEN  # where a redirect leads could not be read, so neither could its `all`
    found = Policy(
        dmarc_present=OPEN if policy.failed else yes_no(policy.record_present),
        dmarc_policy=policy.policy,
        dmarc_domain=policy.policy_domain,
        spf_present=spf_present,
        spf_all=spf.closing_all,
        null_mx=fact(mx.null_mx) if mx.known else OPEN,
        key_seen=False,
    )
    return found, msgspec.structs.replace(found, key_seen=True)


def _key_seen(q: Inquiry) -> bool:
    """A key of D's organization was there for one of the signatures."""
    found = (r for r in q.dkim() if r.verifiability in (Verifiability.VERIFIED, Verifiability.KEY_REPLACED))
    return any(q.aligned(r.domain, strict=False).yes for r in found)
