"""One innermost message of one complaint, judged: what grouping, urgency and the drafts need of it."""

from dataclasses import dataclass
from datetime import datetime

from mailpath.inputs.arf import FeedbackReport
from mailpath.inputs.complaint import How
from mailpath.inputs.inline_forward import Client
from mailpath.message.addresses import Mailbox
from mailpath.triage.content import Content
from mailpath.values.reasons import Reason
from mailpath.values.report import Report
from mailpath.values.vocabulary import Confidence, Verdict

__all__ = ["ATTENTION", "GOOD", "Filed", "Judged"]

ATTENTION = (Verdict.SPOOFED, Verdict.INTERNAL_SERVER_LEAK, Verdict.UNALIGNED_THIRD_PARTY)
GOOD = (
    Verdict.AUTHORIZED_OWN,
    Verdict.AUTHORIZED_THIRD_PARTY,
    Verdict.FORWARDED,
    Verdict.MAILING_LIST,
    Verdict.INTERNAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A complaint without its bytes. `forged`: its own author's domain did not send it; `unread`: something attached to
    it could not be read. `digest` names it for good."""

    file: str
    key: str | None
    sender: Mailbox | None
    recipients: tuple[Mailbox, ...]
    subject: str | None
    lang: str | None
    date: datetime | None
    client: Client | None
    pictures: bool
    unread: bool
    forged: bool
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """`people` are the recipients that the message itself names; `signs` why it may be harmful though authorised;
    `digest` names its content (of a complaint without a message the complaint's own, of an abuse report without one
    both). `has_hops`: its report had a path to read; the report itself may be a lean one (`triage.heap`)."""

    complaint: Filed
    how: How
    report: Report
    feedback: FeedbackReport | None
    content: Content
    people: tuple[Mailbox, ...]
    signs: tuple[Reason, ...]
    own: bool
    digest: str
    has_hops: bool

    @property
    def author_domain(self) -> str | None:
        return self.report.identifiers.author_domain if self.report.identifiers else None

    @property
    def seen(self) -> datetime | None:
        """When it was sent by its own word, else when somebody complained."""
        date = self.report.identifiers.date if self.report.identifiers else None
        return date or self.complaint.date

    @property
    def known(self) -> bool:
        """Whether there is a message at all, be it only claimed."""
        return self.how is not How.NOTHING

    @property
    def good(self) -> bool:
        return self.report.verdict in GOOD and self.report.confidence is not Confidence.LOW
