"""How urgent a case is, 1 to 4, and why.

1: our own domain leaks or is forged now. 2: many were asked for access data or money, somebody misuses a partner's
account, or a name is made to look like ours. 3: forged, leaking or unclear mail of others. 4: unwanted but genuine,
forwarded, or nothing to judge.
"""

from collections.abc import Iterator, Sequence

from mailpath.inputs.complaint import How
from mailpath.language import reason
from mailpath.triage.cases import Group, sending_key
from mailpath.triage.harm import ODD, STRONG
from mailpath.triage.judged import ATTENTION, GOOD, Judged
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import Confidence, Verdict

__all__ = ["MANY", "complainants", "urgency"]

MANY = 3  # complainants
_MOST_NAMED = 5


def complainants(messages: Sequence[Judged]) -> int:
    found = {
        one.complaint.sender.address.lower()
        for one in messages
        if one.complaint.sender and one.complaint.sender.address
    }
    return len(found)


def urgency(group: Group, *, own: bool) -> tuple[int, tuple[Reason, ...]]:
    """The priority and its reasons, the deciding one first; then what else is to be known of the case."""
    found = sorted(_reasons(group, own=own), key=lambda one: one[0])
    return found[0][0], (*(one for _, one in found), *_remarks(group))


def _reasons(group: Group, *, own: bool) -> Iterator[tuple[int, Reason]]:
    cause = group.cause
    messages = group.messages
    signs = {sign.code for one in messages for sign in one.signs}
    domain = cause.author_domain
    many = complainants(messages)
    for pretext in ("credentials", "payment"):
        if f"harm_{pretext}" in signs and not _harmless(group, signs):
            if many >= MANY:
                yield 2, reason("urgency_pretext_many", complainants=many, pretext=pretext)
            elif cause.verdict not in GOOD:
                yield 3, reason("urgency_pretext", pretext=pretext)
    if signs & {"harm_lookalike", "harm_link_lookalike"}:
        found = next(s for one in messages for s in one.signs if s.code in ("harm_lookalike", "harm_link_lookalike"))
        yield 2, reason("urgency_lookalike", domain=found.facts["domain"])
    if not any(one.known for one in messages):
        yield 4, reason("urgency_nothing")
        return
    match cause.verdict:
        case Verdict.INTERNAL_SERVER_LEAK:
            yield (
                (1, reason("urgency_own_domain_leak", domain=domain))
                if own
                else (3, reason("urgency_partner_leak", domain=domain))
            )
        case Verdict.SPOOFED:
            yield (
                (1, reason("urgency_own_domain_spoofed", domain=domain))
                if own
                else (3, reason("urgency_spoofed", domain=domain))
            )
        case Verdict.UNALIGNED_THIRD_PARTY:
            host = cause.sending.name if cause.sending else None
            yield (
                (2, reason("urgency_own_domain_unaligned", domain=domain))
                if own
                else (3, reason("urgency_unaligned", domain=domain, host=host))
            )
        case Verdict.UNVERIFIABLE:
            yield 3, reason("urgency_unverifiable")
        case Verdict.UNDETERMINED:
            yield 3, reason("urgency_undetermined")
        case Verdict.INTERNAL:
            yield 4, reason("urgency_internal")
        case Verdict.FORWARDED | Verdict.MAILING_LIST:
            yield 4, reason("urgency_forwarded")
        case _:
            if signs & STRONG:
                yield 2, reason("urgency_partner_account", domain=domain)
            elif signs & ODD and signs & {"harm_credentials", "harm_payment"}:
                yield 3, reason("urgency_odd_service", domain=domain)
            else:
                yield 4, reason("urgency_authorized_spam", domain=domain)
    if not own:
        yield from _own_among_others(messages)


def _own_among_others(messages: Sequence[Judged]) -> Iterator[tuple[int, Reason]]:
    """A wave in many names, ours among them."""
    for verdict, priority, code in (
        (Verdict.INTERNAL_SERVER_LEAK, 1, "urgency_own_domain_leak"),
        (Verdict.SPOOFED, 1, "urgency_own_domain_spoofed"),
        (Verdict.UNALIGNED_THIRD_PARTY, 2, "urgency_own_domain_unaligned"),
    ):
        domains = {one.author_domain for one in messages if one.own and one.report.verdict is verdict}
        if found := sorted(filter(None, domains)):
            yield priority, reason(code, domain=found[0])


def _harmless(group: Group, signs: set[str]) -> bool:
    """Genuine mail speaks of invoices and passwords too: there that alone is no pretext."""
    return group.cause.verdict in GOOD and not signs & STRONG


def _remarks(group: Group) -> Iterator[Reason]:
    messages = group.messages
    other = [one for one in messages if one.report.verdict is not group.cause.verdict and one.known]
    if other and group.cause.verdict in (*ATTENTION, *GOOD, Verdict.UNVERIFIABLE, Verdict.UNDETERMINED):
        verdicts = tuple(sorted({str(one.report.verdict) for one in other}))
        yield reason("joined_by_content", count=len(other), verdicts=verdicts)
    domains = sorted({one.author_domain for one in messages if one.author_domain})
    if len(domains) > 1:
        yield reason("several_author_domains", count=len(domains), domains=tuple(domains[:_MOST_NAMED]))
    hosts = {sending_key(one.report) for one in messages if one.report.sending_host}
    if len(hosts) > 1:
        yield reason("several_hosts", count=len(hosts))
    seen: set[str] = set()
    for one in messages:
        for sign in one.signs:
            if sign.code not in seen:
                seen.add(sign.code)
                yield sign
    if any(one.how is How.PASTED for one in messages) and all(one.how is How.PASTED for one in messages if one.known):
        yield reason("quoted_only")
    forged = {one.complaint.digest for one in messages if one.complaint.forged}
    if forged:
        yield reason("complaints_forged", count=len(forged))
    incidents = sum(one.feedback.incidents for one in messages if one.feedback)
    if incidents > len(messages):
        yield reason("reported_incidents", count=incidents)
    sources = sorted(
        {
            one.feedback.source_ip
            for one in messages
            if one.how is How.REPORTED and one.feedback and one.feedback.source_ip
        }
    )
    for ip in sources[:3]:
        yield reason("reported_source", ip=ip)


def needs_someone(group: Group, asks: Sequence[Reason], priority: int) -> bool:
    """Whether anybody has to do anything (the exit code of `triage`)."""
    unsure = any(one.report.verdict not in GOOD or one.report.confidence is Confidence.LOW for one in group.messages)
    return priority < 4 or bool(asks) or unsure
