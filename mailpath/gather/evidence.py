"""All of one message's evidence, put together."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter

from mailpath.gather.brand import bimi
from mailpath.gather.display_name import other_domain
from mailpath.gather.host import host_evidence, official_servers, spf_of_author
from mailpath.gather.identities import dkim_evidence, spf_evidence, undone
from mailpath.gather.inquiry import Inquiry
from mailpath.gather.lists import arc_reports_author, forward_evidence, list_evidence, sealers
from mailpath.gather.policy import policy_evidence
from mailpath.gather.prefetch import prefetch
from mailpath.gather.recorded import recorded_passes, with_replaced_keys
from mailpath.host.addresses import is_internal
from mailpath.judge.evidence import Author, DkimEvidence, Evidence, HostEvidence, Policy, SpfEvidence
from mailpath.path.steps import Step, made_by_web_server, step_of
from mailpath.values.hop import Hop
from mailpath.values.names import ip_address
from mailpath.values.results import AuthResults
from mailpath.values.vocabulary import Confidence, DnsStatus, Zone

__all__ = ["GOALS", "age_of", "end_of_age", "evidence"]


_ASKED_AT, _STATUS = attrgetter("asked_at"), attrgetter("status")


def _policy(q: Inquiry) -> Policy:
    return q.value("policy evidence", lambda dns: policy_evidence(q))


def _host(q: Inquiry) -> HostEvidence | None:
    return q.value("host evidence", lambda dns: host_evidence(q))


def _by_spf(q: Inquiry) -> tuple[SpfEvidence, ...]:
    return q.value("spf evidence", lambda dns: spf_evidence(q))


def _by_dkim(q: Inquiry) -> tuple[DkimEvidence, ...]:
    return q.value("dkim evidence", lambda dns: dkim_evidence(q))


GOALS: tuple[Callable[[Inquiry], object], ...] = (
    lambda q: q.author,
    lambda q: q.receipts,
    lambda q: q.written_hops,
    prefetch,
    Inquiry.path,
    Inquiry.envelope,
    lambda q: q.signatures,
    Inquiry.keys,
    Inquiry.policy,
    lambda q: q.organization(q.domain),
    Inquiry.checked_signatures,
    Inquiry.dkim,
    Inquiry.arc,
    Inquiry.spf,
    Inquiry.confirmed,
    Inquiry.mx_listing,
    Inquiry.a_listing,
    spf_of_author,
    _policy,
    _host,
    _by_spf,
    _by_dkim,
    Inquiry.dmarc,
    Inquiry.network,
    bimi,
    sealers,
)
"""What can be worked out before all is there. Each is tried in every round; where nothing is waited for, each for some
messages in turn."""


def evidence(q: Inquiry) -> Evidence:
    """The evidence of one message; raises Pending while an answer is missing."""
    return q.value("evidence", lambda dns: _evidence(q))


def _evidence(q: Inquiry) -> Evidence:
    path = q.path()
    client = q.client()
    by_spf, by_dkim = _by_spf(q), _by_dkim(q)
    host = _host(q)
    lists = list_evidence(q, by_spf, by_dkim)
    forward = forward_evidence(q, by_spf, by_dkim)
    policy = _policy(q)
    organization = q.organization(q.domain)
    servers = official_servers(q)
    age = age_of(q)
    passes = recorded_passes(q, by_spf, by_dkim, age)
    signatures = with_replaced_keys(q.dkim(), passes)
    auth = AuthResults(spf=q.spf(), dkim=signatures, arc=q.arc(), dmarc=q.dmarc())
    all_inside = _all_inside(q)
    return Evidence(
        parsed=bool(q.message.fields),
        author=Author(
            domain=q.domain,
            organization=organization,
            unclear=q.author.unclear,
            own=q.is_own,
            display_name=q.author.display_name,
            display_name_domain=other_domain(q.author.shown, organization),
        ),
        path=path,
        boundary_confidence=_boundary_confidence(q, all_inside),
        all_inside=all_inside,
        submission=client is not None and bool(client.authenticated),
        host=host,
        no_host_why=None if host else "no_received_field" if not path.hops else _no_host(q),
        envelope_from=q.envelope().mail_from,
        auth=auth,
        spf=by_spf,
        dkim=by_dkim,
        undone=undone(by_dkim),
        recorded=passes,
        arc_reports_author=arc_reports_author(q),
        sealers=sealers(q),
        list=lists,
        forward=forward,
        policy=policy,
        boundary_open=q.boundary_open(),
        bytes_lost=q.message.bytes_lost,
        age_seconds=age,
        official_servers=servers,
        judged_at=q.judged_at(),
        failed_questions=_failed(q),
        path_findings=path.findings,
    )


def _no_host(q: Inquiry) -> str:
    return "client_without_address" if q.path().boundary else "no_sending_host"


def _boundary_confidence(q: Inquiry, all_inside: bool) -> Confidence:
    boundary = q.path().boundary
    if boundary is not None:
        return boundary.confidence
    return Confidence.HIGH if all_inside and q.settings.trust else Confidence.LOW


def _all_inside(q: Inquiry) -> bool:
    """Every hop was written by a trusted host, and the oldest took the message from an address inside, or from none."""
    hops = q.path().hops
    if not hops or any(hop.zone is Zone.CLAIMED for hop in hops):
        return False
    return _inside(q, hops[-1])


def _inside(q: Inquiry, oldest: Hop) -> bool:
    ip = ip_address(oldest.ip) if oldest.ip else None
    if made_by_web_server(oldest):
        return False  # whoever fills in a web form chooses what it sends
    if ip is None:
        return step_of(oldest) is Step.HANDED_IN or oldest.zone is Zone.TRUSTED
    return is_internal(ip) or q.trusts(ip)


def age_of(q: Inquiry) -> int | None:
    """Seconds from the boundary's date to the end of the age: `--at`, else the newest answer used, else the clock."""
    client = q.client()
    taken = client.at if client else None
    if taken is None:
        return None
    return int((end_of_age(q) - taken).total_seconds())


def end_of_age(q: Inquiry) -> datetime:
    if q.settings.at is not None:
        return q.settings.at
    return max(filter(None, map(_ASKED_AT, q.rounds.used)), default=q.now)


def _failed(q: Inquiry) -> tuple[str, ...]:
    used = q.rounds.used
    if DnsStatus.FAILED not in map(_STATUS, used):
        return ()
    failed = (answer.question for answer in used if answer.failed)
    return tuple(sorted(f"{question.type} {question.name}" for question in failed))
