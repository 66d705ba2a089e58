"""DMARC by RFC 9989: whose policy applies to an author domain, and what aligns with it, both by the DNS tree walk."""

from functools import cache

from mailpath.dns.protocol import Dns
from mailpath.records.dmarc import DmarcPolicy, DmarcRecord, Subject, policy_for
from mailpath.values.answers import Question
from mailpath.values.names import is_under
from mailpath.values.vocabulary import DnsStatus, YesNo
from mailpath.verify.alignment import Aligner
from mailpath.verify.ruling import PolicyInForce
from mailpath.verify.walk import Found, Step, Walk, walk

__all__ = ["aligner_9989", "policy_9989"]

_EXISTENCE_TYPES = ("A", "TXT", "MX")  # any one's answer tells; the others only where one before failed


def policy_9989(domain: str, dns: Dns) -> PolicyInForce:
    """The policy for a normalised author domain (section 4.10.1): its own record, its organizational domain's, or its
    public suffix's."""
    walked = walk(domain, dns)
    found, known = _applicable(walked)
    record = found.record if found else None
    if found is None or record is None:
        return PolicyInForce(
            policy=None,
            policy_domain=None,
            record_present=YesNo.NO if known else YesNo.UNKNOWN,
            record=None,
            failed=not known,
            steps=walked.steps,
        )
    policy, certain = _policy(record, found.name, walked.steps[0], dns)
    return PolicyInForce(
        policy=policy,
        policy_domain=found.name,
        record_present=YesNo.YES,
        record=record,
        failed=not certain,
        steps=walked.steps,
    )


def _applicable(walked: Walk) -> tuple[Found | None, bool]:
    """The record that applies (None: there is none), and whether that is known."""
    first = walked.steps[0]
    if first.record is not None:
        return Found(first.name, first.record), True
    candidates = {outcome.found for outcome in walked.outcomes}
    if first.failed or len(candidates) > 1:
        return None, False
    found = candidates.pop()
    return found, found is None or found.record is not None


def _policy(record: DmarcRecord, name: str, first: Step, dns: Dns) -> tuple[DmarcPolicy | None, bool]:
    """What the record at `name` asks for, and whether that is known. Existence is asked for only where it matters."""
    if name == first.name:
        return policy_for(record, Subject.OWN), True
    existing, missing = policy_for(record, Subject.SUBDOMAIN), policy_for(record, Subject.NON_EXISTENT)
    if existing == missing:
        return existing, True
    exists = _exists(first, dns)
    if exists is YesNo.UNKNOWN:
        return None, False
    return (existing if exists is YesNo.YES else missing), True


def _exists(first: Step, dns: Dns) -> YesNo:
    """Whether the name of the walk's first step is in DNS: no is NXDOMAIN (section 3.2.13).

    Where `_dmarc.` of it is there, or an empty answer came, so is the name (RFC 8020).
    """
    if first.status in (DnsStatus.FOUND, DnsStatus.NODATA):
        return YesNo.YES
    for record_type in _EXISTENCE_TYPES:
        answer = dns.ask(Question(first.name, record_type))
        if not answer.failed:
            return YesNo.of(answer.status is not DnsStatus.NXDOMAIN)
    return YesNo.UNKNOWN


def aligner_9989(author: str, dns: Dns) -> Aligner:
    """Whether normalised domains align with one author domain (section 4.4): equal, or of one organizational domain,
    each found by its own walk.

    No question is asked for an identifier that is not under what the author's organizational domain can be: an
    organizational domain is always the name itself or one above it.
    """

    @cache
    def organizations(domain: str) -> frozenset[str]:
        return walk(domain, dns).organizations

    def aligned(identifier: str, strict: bool) -> YesNo:
        if identifier == author or strict:
            return YesNo.of(identifier == author)
        if not any(is_under(identifier, organization) for organization in organizations(author)):
            return YesNo.NO
        if organizations(author).isdisjoint(organizations(identifier)):
            return YesNo.NO
        return YesNo.YES if len(organizations(author) | organizations(identifier)) == 1 else YesNo.UNKNOWN

    return aligned
