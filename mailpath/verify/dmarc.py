"""DMARC: does an aligned SPF or DKIM pass stand behind the author domain, and what does its owner ask for otherwise?

RFC 9989 decides, with the answer of RFC 7489 beside it; `mode` turns the two around.
"""

from collections.abc import Sequence

from mailpath.dns.protocol import Dns, shared
from mailpath.values.names import dns_name
from mailpath.values.results import Aligned, DkimResult, Dmarc7489, DmarcResult, SpfResult
from mailpath.values.vocabulary import DmarcMode, Result, YesNo
from mailpath.verify.alignment import NO_MODE, DmarcReason, Identities, identities
from mailpath.verify.dmarc_7489 import aligner_7489, policy_7489
from mailpath.verify.dmarc_9989 import aligner_9989, policy_9989
from mailpath.verify.ruling import PolicyInForce, Ruling, rule

__all__ = ["PolicyInForce", "aligned", "evaluate", "policy_in_force"]


def evaluate(
    author_domain: str,
    spf: Sequence[SpfResult],
    dkim: Sequence[DkimResult],
    dns: Dns,
    mode: DmarcMode = DmarcMode.RFC9989,
) -> DmarcResult:
    """The DMARC result of a message whose From names `author_domain` (any spelling).

    The result is `none` where no record applies, `temperror` where a failed question or an aligned temperror could
    still decide, never `permerror`. In mode `rfc7489` the main fields hold that RFC's answer (`walk` its one or two
    questions), and `rfc7489` the same once more; `differs` compares with the other RFC either way.
    """
    domain = dns_name(author_domain)
    if domain is None:
        return _without_domain()
    by_spf, by_dkim = identities(spf, dkim)
    return shared(dns, ("dmarc", domain, mode, by_spf, by_dkim), lambda dns: _found(domain, by_spf, by_dkim, dns, mode))


def _found(domain: str, spf: Identities, dkim: Identities, dns: Dns, mode: DmarcMode) -> DmarcResult:
    new = policy_in_force(domain, dns, DmarcMode.RFC9989)
    old = policy_in_force(domain, dns, DmarcMode.RFC7489)
    by_new = rule(new, spf, dkim, aligner_9989(domain, dns))
    by_old = rule(old, spf, dkim, aligner_7489(domain))
    found, ruling = (old, by_old) if mode == DmarcMode.RFC7489 else (new, by_new)
    return DmarcResult(
        result=ruling.result,
        domain=domain,
        policy=ruling.policy,
        policy_domain=ruling.policy_domain,
        aligned=ruling.aligned,
        mode=ruling.mode,
        walk=tuple(step.shown() for step in found.steps),
        disposition=ruling.disposition,
        rfc7489=Dmarc7489(result=by_old.result, policy_domain=by_old.policy_domain, differs=_differ(by_new, by_old)),
        reason=ruling.reason,
    )


def policy_in_force(domain: str, dns: Dns, mode: DmarcMode = DmarcMode.RFC9989) -> PolicyInForce:
    """What DMARC asks for mail from `domain` (normalised), whatever a message's results are."""
    policy = policy_7489 if mode == DmarcMode.RFC7489 else policy_9989
    return shared(dns, ("policy", domain, mode), lambda dns: policy(domain, dns))


def aligned(
    identifier_domain: str,
    author_domain: str,
    strict: bool,
    dns: Dns,
    mode: DmarcMode = DmarcMode.RFC9989,
) -> YesNo:
    """Whether an SPF or DKIM domain aligns with the author domain (any spelling); a domain that is none never does."""
    identifier, author = dns_name(identifier_domain), dns_name(author_domain)
    if identifier is None or author is None:
        return YesNo.NO
    aligner = aligner_7489(author) if mode == DmarcMode.RFC7489 else aligner_9989(author, dns)
    return aligner(identifier, strict)


def _differ(new: Ruling, old: Ruling) -> bool:
    """Whether the RFCs part: in the result, in whose policy applies, or in what aligns (where either applies one)."""
    if (new.result, new.policy_domain) != (old.result, old.policy_domain):
        return True
    return new.result is not Result.NONE and new.aligned != old.aligned


def _without_domain() -> DmarcResult:
    """No author domain, no evaluation (RFC 9989 on the author domain): what is wrong with From is said elsewhere."""
    return DmarcResult(
        result=Result.NONE,
        domain=None,
        policy=None,
        policy_domain=None,
        aligned=Aligned(spf=None, dkim=None),
        mode=NO_MODE,
        walk=(),
        disposition=None,
        rfc7489=None,
        reason=DmarcReason.NO_AUTHOR_DOMAIN,
    )
