"""The report: the only thing that leaves a worker, and the schema of everything we write (contract section 2)."""

from typing import Literal

import msgspec

from mailpath.values.answers import Evidence
from mailpath.values.hop import Timestamp
from mailpath.values.path import Path
from mailpath.values.reasons import Facts, Reason
from mailpath.values.results import AuthResults, Recorded
from mailpath.values.vocabulary import (
    ActionCode,
    Confidence,
    Fidelity,
    Provenance,
    Result,
    SourceFormat,
    Verdict,
    YesNo,
)

__all__ = [
    "Action",
    "Counterfactual",
    "Identifiers",
    "Network",
    "Report",
    "SendingHost",
    "Service",
    "Source",
    "Tool",
]


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    name: Literal["mailpath"]
    version: str
    public_suffix_list: str | None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where the bytes came from. `key` is stable for a message inside a mailbox; `wrapped_in` outermost first."""

    file: str | None
    key: str | None
    sha256: str | None
    size_bytes: int | None
    format: SourceFormat | None
    fidelity: Fidelity | None
    wrapped_in: tuple[str, ...]
    error: str | None


class Identifiers(msgspec.Struct, frozen=True, kw_only=True):
    """Who the message says it is from and for; domains as A-labels, text decoded (RFC 2047)."""

    header_from: str | None
    author_domain: str | None
    organizational_domain: str | None
    envelope_from: str | None
    envelope_domain: str | None
    helo: str | None
    message_id: str | None
    subject: str | None
    date: Timestamp | None
    to: str | None
    reply_to: str | None
    sender: str | None
    from_display_name: str | None
    list_id: str | None
    provenance: dict[str, Provenance]


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A provider of the catalogue, and what showed it: `ptr`, `spf_include`, `mx`, `dkim`."""

    name: str
    kind: str
    evidence: str


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """What other people's zones say of the sending host's network, on request (`--enrich`)."""

    asn: int | None
    name: str | None
    prefix: str | None
    country: str | None
    abuse_contacts: tuple[str, ...]
    listed_by: tuple[str, ...]
    not_listed_by: tuple[str, ...]


class SendingHost(msgspec.Struct, frozen=True, kw_only=True):
    """The machine that handed the message to the boundary hop."""

    ip: str
    helo: str | None
    ptr: tuple[str, ...]
    fcrdns: bool | None
    mx_listed: YesNo
    spf_listed: YesNo
    a_listed: YesNo
    internal_address: YesNo
    service: Service | None
    network: Network | None
    same_organization: YesNo
    provenance: dict[str, Provenance]


class Action(msgspec.Struct, frozen=True, kw_only=True):
    code: ActionCode
    text: str
    facts: Facts


class Counterfactual(msgspec.Struct, frozen=True, kw_only=True):
    """One change, evaluated again by our own verifiers; `turns` maps a method to its new result.

    `change` and `why` are the English sentences of `code` and `why_code`; `why` says why a change is not safe.
    """

    code: str
    change: str
    facts: Facts
    turns: dict[str, Result]
    safe: bool
    why_code: str | None
    why: str | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One message, judged. `notes` are the English sentences of `remarks`; neither decided anything."""

    schema_version: Literal["1"]
    tool: Tool
    source: Source
    identifiers: Identifiers | None
    path: Path | None
    sending_host: SendingHost | None
    auth_results: AuthResults | None
    recorded: tuple[Recorded, ...]
    verdict: Verdict
    vouched: YesNo
    listed: YesNo
    confidence: Confidence
    reasons: tuple[Reason, ...]
    action: Action
    counterfactuals: tuple[Counterfactual, ...]
    notes: tuple[str, ...]
    remarks: tuple[Reason, ...]
    rule: int
    evidence: tuple[Evidence, ...]
