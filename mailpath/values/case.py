"""The queue of a helpdesk: complaints grouped into cases, most urgent first (contract section 2, `triage --json`)."""

from typing import Annotated, Literal

import msgspec

from mailpath.values.hop import Timestamp
from mailpath.values.reasons import Reason
from mailpath.values.report import Action, Report, Tool
from mailpath.values.vocabulary import Verdict

__all__ = [
    "Case",
    "CaseMessage",
    "Cause",
    "Contact",
    "Draft",
    "Queue",
    "Sending",
    "UnreadFile",
    "Variant",
]

Count = Annotated[int, msgspec.Meta(ge=0)]


class UnreadFile(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint, or something in one, that could not be read. `file` holds the member's key behind a colon."""

    file: str | None
    error: str


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """Over what the messages of a case came: a provider of the catalogue, one host, or hosts of one network."""

    kind: Literal["service", "host", "network"]
    name: str


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What the messages of a case have in common. `failing`: the methods that do not pass (`spf`, `dkim`, `dmarc`)."""

    verdict: Verdict
    author_domain: str | None
    sending: Sending | None
    failing: tuple[str, ...]


class CaseMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One innermost message of one complaint; subject and date are its own, never the complaint's."""

    file: str | None
    key: str | None
    wrapped_in: tuple[str, ...]
    subject: str | None
    date: Timestamp | None


class Variant(msgspec.Struct, frozen=True, kw_only=True):
    """Messages of a case that say the same; names and tokens in their subject are `#`."""

    subject_pattern: str
    count: Count


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Who can act, and where the address was found: `catalogue`, `abuse_zone`, `dmarc_rua`, `soa`, `rfc2142`."""

    role: Literal["sender_admin", "abuse_desk"]
    address: str
    source: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A mail ready to be sent by a person. `needs_confirmation`: what that person must make sure of before."""

    to_role: Literal["complainant", "own_team", "sender_admin", "abuse_desk"]
    to: str | None
    lang: str
    subject: str
    body: str
    needs_confirmation: tuple[str, ...]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Complaints with one cause. `evidence` is the report of the message that shows it best."""

    id: str
    priority: Annotated[int, msgspec.Meta(ge=1, le=4)]
    title: str
    cause: Cause
    messages: tuple[CaseMessage, ...]
    complaints: Count
    complainants: Count
    first_seen: Timestamp | None
    last_seen: Timestamp | None
    own_domain: bool
    reasons: tuple[Reason, ...]
    action: Action
    evidence: Report
    variants: tuple[Variant, ...]
    contacts: tuple[Contact, ...]
    drafts: tuple[Draft, ...]
    asks: tuple[Reason, ...]


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """All of one run. `complaints` counts what was handed in and could be read, `messages` what was found in it."""

    schema_version: Literal["1"]
    tool: Tool
    complaints: Count
    messages: Count
    unread: tuple[UnreadFile, ...]
    cases: tuple[Case, ...]
