"""What the judgement rests on: one message's facts as values, gathered elsewhere, without DNS or message bytes."""

from datetime import datetime

import msgspec

from mailpath.judge.logic import NO, OPEN, UNKNOWN, YES, Fact
from mailpath.values.path import Path
from mailpath.values.reasons import Reason
from mailpath.values.report import Service
from mailpath.values.results import AuthResults, DkimResult, SpfResult
from mailpath.values.vocabulary import Confidence, Provenance, YesNo

__all__ = [
    "Author",
    "DkimEvidence",
    "Evidence",
    "ForwardEvidence",
    "HostEvidence",
    "ListEvidence",
    "Policy",
    "RecordedPass",
    "SealerEvidence",
    "SpfEvidence",
]


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """The author domain D and its organization O, or why there is none (a code such as `several_from`)."""

    domain: str | None
    organization: str | None
    unclear: str | None
    own: bool  # D is one of the settings' own domains
    display_name: str | None
    display_name_domain: str | None  # another organization's domain or address that the display name carries


class SpfEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """An SPF result of the envelope and what it means for D."""

    result: SpfResult
    aligned: Fact  # by RFC 9989, with the mode that D's record asks for
    aligned_relaxed: Fact  # the same organization, whatever the mode
    organization: str | None
    empty_promise: bool
    service: Service | None  # whose identity the envelope's domain is, by the catalogue
    through: Service | None  # whose include matched, or whose own domain it is
    shared: bool  # many tenants share that one


class DkimEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """A signature's result and what it means for D."""

    result: DkimResult
    aligned: Fact
    aligned_relaxed: Fact
    organization: str | None
    fully_signed: bool
    service: Service | None
    key_found: bool  # a usable key record was there when we asked


class RecordedPass(msgspec.Struct, frozen=True, kw_only=True):
    """A pass that the receiver wrote at receipt and that may stand in for ours (verdicts, "Recorded")."""

    method: str  # "spf" or "dkim" or "dmarc"
    domain: str
    authserv_id: str | None
    configured: bool  # the authserv-id is one of the settings'
    temporary: bool  # ours could not be had for now only: DNS did not answer


class SealerEvidence(msgspec.Struct, frozen=True, kw_only=True):
    domain: str | None
    trusted: bool  # in --trust-sealer
    known: bool  # trusted, or a mailbox or list host of the catalogue that seals received mail


class ListEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """Signs of a mailing list. `signs` names the fields seen; `known` is shown by PTR, SPF, DKIM or seal."""

    signs: tuple[str, ...]
    organization: str | None
    newsletter: bool  # the list's organization is a newsletter sender of the catalogue
    known: bool
    identity_passes: Fact  # an SPF or DKIM pass under the list's organization


class ForwardEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """Signs of a forwarder. `through_listed` is rule 12's third way: an earlier hop's client is one D lists, that
    hop was written by a host of H's organization, and H's own identity passes."""

    signs: tuple[str, ...]
    known: bool
    through_listed: Fact


class HostEvidence(msgspec.Struct, frozen=True, kw_only=True):
    """The sending host H."""

    ip: str
    helo: str | None
    ptr: tuple[str, ...]
    confirmed: tuple[str, ...]
    fcrdns: bool | None
    authenticated: bool
    mx_listed: Fact
    mx_domain: str | None
    mx_host: str | None
    a_listed: Fact
    a_domain: str | None
    spf_of_author: SpfResult | None  # SPF of D (of O where D has none) for H's address; None: D and O publish none
    spf_of_author_domain: str | None
    spf_empty_promise: bool
    spf_own_mechanism: bool  # matched by ip4, ip6, a, mx or exists of D's own, or an include or redirect inside O
    internal_address: bool
    service: Service | None
    service_known: Fact  # no: all answers are in and the catalogue names none
    shared: Fact  # H is a host that many share (by confirmed PTR)
    uses_service: Fact  # H belongs to a service that D's own records name
    same_organization: Fact  # verified or inferred
    same_organization_provenance: Provenance
    same_organization_how: str | None
    same_organization_name: str | None
    organization_claimed: str | None  # the HELO that claims it
    dynamic: bool  # named like a subscriber's line
    dial_in: bool  # named like an address that is another's tomorrow


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """What D asks for (stance). `known` is open where a question that decides failed."""

    dmarc_present: Fact
    dmarc_policy: str | None  # in force for D after sp, np, t
    dmarc_domain: str | None
    spf_present: Fact
    spf_all: str | None  # qualifier of the record's `all`, "+" "-" "~" "?"
    null_mx: Fact
    key_seen: bool  # a key of D's was found for one of the signatures


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    parsed: bool
    author: Author
    path: Path
    boundary_confidence: Confidence
    all_inside: bool  # every hop is inside the trusted zone
    submission: bool  # the boundary hop records an authenticated submission
    host: HostEvidence | None
    no_host_why: str | None
    envelope_from: str | None
    auth: AuthResults
    spf: tuple[SpfEvidence, ...]
    dkim: tuple[DkimEvidence, ...]
    undone: DkimEvidence | None  # a signature of D whose diagnosis is proved
    recorded: tuple[RecordedPass, ...]
    arc_reports_author: bool  # instance 1 holds dmarc=pass with header.from exactly D
    sealers: tuple[SealerEvidence, ...]
    list: ListEvidence
    forward: ForwardEvidence
    policy: Policy
    boundary_open: bool  # the recipients' MX did not answer, and could show the boundary further down
    bytes_lost: bool
    age_seconds: int | None
    official_servers: tuple[str, ...]  # hosts that D names for sending or receiving, to advise the route
    judged_at: datetime | None
    failed_questions: tuple[str, ...]  # "TXT firma.example", for the reason of rule 9
    path_findings: tuple[Reason, ...]


def yes_no(fact: YesNo, open_when_unknown: bool = True) -> Fact:
    """A report's yes/no/unknown as a fact; unknown is open where failed answers made it so."""
    if fact is YesNo.YES:
        return YES
    if fact is YesNo.NO:
        return NO
    return OPEN if open_when_unknown else UNKNOWN
