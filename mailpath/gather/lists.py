"""Lists, forwarders and ARC sealers as evidence: what the message claims, and what shows that it is a known one."""

from collections.abc import Iterator, Sequence

from mailpath.gather.identities import proven_domains, undone
from mailpath.gather.inquiry import Inquiry
from mailpath.gather.signs import forward_signs, list_signs
from mailpath.host.services import catalogue
from mailpath.judge.evidence import DkimEvidence, ForwardEvidence, ListEvidence, SealerEvidence, SpfEvidence
from mailpath.judge.logic import NO, OPEN, Fact, all_of, any_of, fact
from mailpath.path.zones import boundary_field
from mailpath.values.names import is_under
from mailpath.values.results import ArcInstance, SpfResult
from mailpath.values.vocabulary import Result
from mailpath.verify.spf_standing import is_empty_promise

__all__ = ["arc_reports_author", "foreign_sets", "forward_evidence", "list_evidence", "sealers"]

_MAX_EARLIER_HOPS = 3  # asked for SPF of D in rule 12's third way


def foreign_sets(q: Inquiry) -> tuple[ArcInstance, ...]:
    """The ARC sets that came with the message: those in the trusted zone are the receiver's own seal."""
    chain = q.arc().chain
    if not chain:
        return ()
    at = boundary_field(q.message, q.path())
    above = () if at is None else q.message.fields[:at]
    own = {_instance(field.unfolded) for field in above if field.name == "arc-seal"}
    return tuple([one for one in chain if one.instance not in own])


def _instance(value: bytes) -> int | None:
    for tag in value[:2000].split(b";"):
        name, _, text = tag.partition(b"=")
        if name.strip() == b"i" and text.strip().isdigit():
            return int(text.strip()[:9])
    return None


def sealers(q: Inquiry) -> tuple[SealerEvidence, ...]:
    known = catalogue()
    return tuple(
        SealerEvidence(
            domain=one.domain,
            trusted=(trusted := _trusted(q, one.domain)),
            known=trusted or (one.domain is not None and known.is_known_sealer(one.domain)),
        )
        for one in foreign_sets(q)
    )


def _trusted(q: Inquiry, domain: str | None) -> bool:
    return domain is not None and any(is_under(domain, trusted) for trusted in q.settings.trust_sealer)


def arc_reports_author(q: Inquiry) -> bool:
    """Instance 1, written by somebody else than the receiver, reports dmarc=pass with header.from exactly D."""
    first = next((one for one in foreign_sets(q) if one.instance == 1), None)
    return first is not None and q.domain is not None and q.domain in first.dmarc_pass_for


def _known(q: Inquiry) -> bool:
    """The host that handed it over is a known mailbox or list host, or one that the settings trust."""
    confirmed = q.confirmed()
    if confirmed is None:
        return False
    proven = proven_domains(q)
    arc = q.arc()
    sealing = tuple(one.domain for one in foreign_sets(q) if one.domain) if arc.result is Result.PASS else ()
    trusted = any(_trusted(q, domain) for domain in (*confirmed.confirmed, *proven, *sealing[-1:]))
    known = catalogue()
    return (
        trusted
        or known.known_host(confirmed.confirmed, proven) is not None
        or bool(sealing and known.is_known_sealer(sealing[-1]))
    )


def list_evidence(q: Inquiry, by_spf: tuple[SpfEvidence, ...], by_dkim: tuple[DkimEvidence, ...]) -> ListEvidence:
    found = list_signs(q.message)
    if not found.signs:
        return ListEvidence(signs=(), organization=None, newsletter=False, known=False, identity_passes=NO)
    domains = found.domains[:3]
    organizations = tuple(dict.fromkeys(q.organization(domain) for domain in domains))
    known = catalogue()
    own = [one for one in organizations if one is not None and one != q.organization(q.domain)]
    passes = any_of(*_passing((*by_spf, *by_dkim), own))
    return ListEvidence(
        signs=found.signs,
        organization=organizations[0] if organizations else None,
        newsletter=any(known.is_newsletter_sender(domain) for domain in (*domains, *q.envelope_domains())),
        known=_known(q),
        identity_passes=passes,
    )


def _passing(found: Sequence[SpfEvidence | DkimEvidence], organizations: Sequence[str]) -> Iterator[Fact]:
    return (_passes(one, organizations) for one in found)


def _passes(one: SpfEvidence | DkimEvidence, organizations: Sequence[str]) -> Fact:
    """Whether an identity under one of the organizations passes; open where the question failed."""
    if one.organization not in organizations:
        return NO
    if isinstance(one, SpfEvidence) and one.empty_promise:
        return NO
    if one.result.result is Result.TEMPERROR:
        return OPEN
    return fact(one.result.result is Result.PASS)


def forward_evidence(q: Inquiry, by_spf: tuple[SpfEvidence, ...], by_dkim: tuple[DkimEvidence, ...]) -> ForwardEvidence:
    path = q.path()
    below = q.first_below_boundary()
    signs = forward_signs(q.message, q.envelope().mail_from, below, q.receiver_domains()).signs
    # a change that was undone shows a forwarder too: then the signs, which anyone can write, add nothing
    if path.boundary is None or not (signs or undone(by_dkim)):
        return ForwardEvidence(signs=signs, known=False, through_listed=NO)
    through = _through_listed(q, by_spf, by_dkim) if signs else NO
    return ForwardEvidence(signs=signs, known=_known(q), through_listed=through)


def _through_listed(q: Inquiry, by_spf: tuple[SpfEvidence, ...], by_dkim: tuple[DkimEvidence, ...]) -> Fact:
    """An earlier hop by a host of H's organization took it from a client that D lists, and H's own identity passes."""
    confirmed, domain, boundary = q.confirmed(), q.domain, q.path().boundary
    if confirmed is None or domain is None or boundary is None or boundary.hop_index is None:
        return NO
    if not confirmed.complete:
        return OPEN  # whose host it is may yet be told
    own = [one for name in confirmed.confirmed[:3] if (one := q.organization(name))]
    identity = any_of(*_passing((*by_spf, *by_dkim), own))
    if not own or identity.no:
        return NO
    earlier = [
        hop.ip
        for hop in q.path().hops[boundary.hop_index + 1 :]
        if hop.ip and hop.by and any(is_under(hop.by.lower().rstrip("."), one) for one in own)
    ]
    listed = any_of(*(_lists(q.spf_of(domain, ip), ip) for ip in earlier[:_MAX_EARLIER_HOPS]))
    return all_of(identity, listed)


def _lists(result: SpfResult, ip: str) -> Fact:
    if result.result is Result.TEMPERROR:
        return OPEN
    return fact(result.result is Result.PASS and not is_empty_promise(result, ip))
