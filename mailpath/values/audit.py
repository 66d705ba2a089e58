"""What a domain publishes, judged: the report of `mailpath domain` (contract section 2)."""

from enum import StrEnum
from typing import Literal

import msgspec

from mailpath.values.answers import Evidence
from mailpath.values.hop import Timestamp
from mailpath.values.reasons import Facts
from mailpath.values.results import WalkStep
from mailpath.values.vocabulary import YesNo

__all__ = [
    "Bimi",
    "Change",
    "ChangeKind",
    "Covered",
    "Delegation",
    "Dkim",
    "DkimSelector",
    "Dmarc",
    "DomainReport",
    "Finding",
    "Fix",
    "Grade",
    "Host",
    "HostAddress",
    "Mx",
    "MxHost",
    "NameServer",
    "Policies",
    "Presence",
    "ReportAddress",
    "Section",
    "Seen",
    "SeenHost",
    "Severity",
    "Spf",
    "SpfNode",
    "SpfService",
    "Sts",
    "StsPolicy",
    "TlsRpt",
    "Zone",
]


class Section(StrEnum):
    MX = "mx"
    SPF = "spf"
    DMARC = "dmarc"
    DKIM = "dkim"
    MTA_STS = "mta_sts"
    TLS_RPT = "tls_rpt"
    HOSTS = "hosts"


class Severity(StrEnum):
    """How much a finding matters: without effect, undeliverable or open to anyone; weaker than it looks or likely to
    break; optional."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Presence(StrEnum):
    """What stands where a record is looked for. `several`: more than one, so none counts. `faulty`: one that says
    nothing usable. `unknown`: the question had no answer."""

    FOUND = "found"
    MISSING = "missing"
    SEVERAL = "several"
    FAULTY = "faulty"
    UNKNOWN = "unknown"


class Grade(StrEnum):
    """The worst of the findings: nothing above info, warnings, errors. `unknown`: no finding above info, but a needed
    question had no answer."""

    GOOD = "good"
    WEAK = "weak"
    BROKEN = "broken"
    UNKNOWN = "unknown"


class ChangeKind(StrEnum):
    """What a change means: others may send now, or fewer; protection is weaker; it only differs."""

    WHO_MAY_SEND = "who_may_send"
    WEAKENING = "weakening"
    DIFFERENCE = "difference"


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """The whole new record (a list for several) of that kind at `name`; other TXT records there stay.

    `checked`: published in place of the old one in an overlay, our own audit no longer finds the fault and nothing new.
    """

    name: str
    type: str
    record: str | tuple[str, ...]
    checked: bool


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One fault, with the answer behind it. `reference` is the document that says so."""

    code: str
    section: Section
    severity: Severity
    text: str
    facts: Facts
    reference: str
    fix: Fix | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    kind: ChangeKind
    code: str
    section: Section
    text: str
    facts: Facts


class MxHost(msgspec.Struct, frozen=True, kw_only=True):
    """One MX record. `addresses` is null where a question about it had no answer; `alias`: it is a CNAME."""

    preference: int
    host: str
    alias: str | None
    addresses: tuple[str, ...] | None
    service: str | None
    tlsa: tuple[str, ...] | None


class Mx(msgspec.Struct, frozen=True, kw_only=True):
    """`implicit`: no MX record but an address, so mail goes there (RFC 5321 section 5.1)."""

    status: Presence
    null_mx: bool
    implicit: bool
    hosts: tuple[MxHost, ...]


class SpfNode(msgspec.Struct, frozen=True, kw_only=True):
    """A record (`term` null: the domain's own) or a term with what it leads to.

    `lookups` and `void_lookups` count this term and all below it as if nothing matched before. `networks` are the
    addresses that it lists itself, null where an answer is missing or they depend on the message. `fault` is a code:
    `no_record`, `several_records`, `syntax`, `loop`, `void`, `unanswered`, `depends_on_message`, `cut`.
    """

    term: str | None
    name: str | None
    record: str | None
    lookups: int
    void_lookups: int
    networks: tuple[str, ...] | None
    service: str | None
    fault: str | None
    terms: tuple["SpfNode", ...]


class SpfService(msgspec.Struct, frozen=True, kw_only=True):
    """How many IPv4 addresses one part of the record lets send; `name` a service, an included name or the domain."""

    name: str
    ip4_addresses: int
    ip6_networks: int


class Spf(msgspec.Struct, frozen=True, kw_only=True):
    """`lookups` and `void_lookups` are null where there is no single record or an answer is missing."""

    status: Presence
    record: str | None
    records: tuple[str, ...]
    lookups: int | None
    void_lookups: int | None
    closing: str | None
    redirect: str | None
    macros: bool
    ip4_addresses: int | None
    services: tuple[SpfService, ...]
    tree: SpfNode | None


class Policies(msgspec.Struct, frozen=True, kw_only=True):
    """The policy really in force for the domain, a subdomain, and a name below it that does not exist; null: none."""

    domain: str | None
    subdomain: str | None
    non_existent: str | None


class ReportAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where reports go; `authorized`: whether another domain says that it takes them (RFC 9990)."""

    tag: str
    uri: str
    external: YesNo
    authorized: YesNo | None


class Bimi(msgspec.Struct, frozen=True, kw_only=True):
    status: Presence
    record: str | None


class Dmarc(msgspec.Struct, frozen=True, kw_only=True):
    """`policy_domain` is where the record that applies stands; `policies_7489` is what receivers of RFC 7489 see."""

    status: Presence
    record: str | None
    policy_domain: str | None
    organizational_domain: str | None
    policies: Policies
    policies_7489: Policies
    testing: bool
    adkim: str | None
    aspf: str | None
    walk: tuple[WalkStep, ...]
    reports: tuple[ReportAddress, ...]
    bimi: Bimi


class DkimSelector(msgspec.Struct, frozen=True, kw_only=True):
    """A selector that was given or seen, or a guessed one that is there. `alias`: a CNAME, mostly to a service."""

    selector: str
    origin: Literal["given", "seen", "guessed"]
    status: Presence
    revoked: bool
    key_type: str | None
    key_bits: int | None
    testing: bool
    alias: str | None
    service: str | None
    record: str | None


class Dkim(msgspec.Struct, frozen=True, kw_only=True):
    selectors: tuple[DkimSelector, ...]
    guessed: int


class StsPolicy(msgspec.Struct, frozen=True, kw_only=True):
    mode: str | None
    mx: tuple[str, ...]
    max_age: int | None
    faults: tuple[str, ...]


class Sts(msgspec.Struct, frozen=True, kw_only=True):
    """`policy_status` is unknown where nothing fetched the policy."""

    status: Presence
    record: str | None
    id: str | None
    policy_status: Presence
    policy: StsPolicy | None


class TlsRpt(msgspec.Struct, frozen=True, kw_only=True):
    status: Presence
    record: str | None
    rua: tuple[str, ...]


class HostAddress(msgspec.Struct, frozen=True, kw_only=True):
    """`confirmed`: a PTR name leads back to the address. `spf`: what the domain's SPF says of it."""

    ip: str
    ptr: tuple[str, ...]
    confirmed: YesNo
    spf: str


class Host(msgspec.Struct, frozen=True, kw_only=True):
    """`role` is `mx`, or `domain` for the domain's own address. `own`: a name under the domain."""

    name: str
    role: Literal["mx", "domain"]
    own: bool
    addresses: tuple[HostAddress, ...]


class NameServer(msgspec.Struct, frozen=True, kw_only=True):
    """`addresses` is null where a question about it had no answer. `holds_zone`: by its own word; `serial` is that of
    its copy. Both are unknown where the servers themselves were not asked."""

    name: str
    addresses: tuple[str, ...] | None
    holds_zone: YesNo
    serial: int | None


class Delegation(msgspec.Struct, frozen=True, kw_only=True):
    """A name below the domain that is a zone of its own."""

    name: str
    name_servers: tuple[str, ...]


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """`dnssec`: a DS record stands above the zone. `wildcard`: names below it exist whatever they are. `takes_mail`:
    it has an MX or an address; `no_mail`: it says itself that it neither takes nor sends any. `apex` is the zone that
    it stands in, null where that is not known; `delegated` are names below it that its mail rests on."""

    exists: YesNo
    dnssec: YesNo
    wildcard: YesNo
    takes_mail: YesNo
    no_mail: YesNo
    apex: str | None
    name_servers: tuple[NameServer, ...]
    delegated: tuple[Delegation, ...]


class SeenHost(msgspec.Struct, frozen=True, kw_only=True):
    ip: str
    service: str | None
    verdicts: tuple[str, ...]
    messages: int
    covered: YesNo


class Covered(msgspec.Struct, frozen=True, kw_only=True):
    """A term of the SPF record, and how many messages came from a host that it lists."""

    term: str
    messages: int


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a scan saw sending as the domain. `smallest` lists what was seen and authorized, and nothing else."""

    messages: int
    hosts: tuple[SeenHost, ...]
    terms: tuple[Covered, ...]
    selectors: tuple[str, ...]
    smallest: Fix | None


class DomainReport(msgspec.Struct, frozen=True, kw_only=True):
    """One domain, audited. `changes` is null without a baseline; `unanswered` are needed questions without answer."""

    schema_version: Literal["1"]
    domain: str
    checked_at: Timestamp
    grade: Grade
    zone: Zone
    mx: Mx
    spf: Spf
    dmarc: Dmarc
    dkim: Dkim
    mta_sts: Sts
    tls_rpt: TlsRpt
    hosts: tuple[Host, ...]
    seen: Seen | None
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] | None
    unanswered: tuple[str, ...]
    error: str | None
    evidence: tuple[Evidence, ...]
