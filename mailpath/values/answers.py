"""DNS questions and answers as values; an answer in the report is an `Evidence`."""

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from mailpath.values.hop import Timestamp
from mailpath.values.vocabulary import DnsStatus

__all__ = ["NOT_RECORDED", "OFFLINE", "OVER_LIMIT", "Answer", "Evidence", "Question"]

NOT_RECORDED = "not recorded"  # Answer.source of a question that a snapshot does not hold
OFFLINE = "offline"  # Answer.source of every question under --offline
OVER_LIMIT = "over limit"  # Answer.source of a question past the bound of one message


class Question(NamedTuple):
    """A tuple, since a check looks up some hundred of them.

    `name` in A-labels, lower case, no final dot (`values.names.dns_name`); `type` in capitals (`TXT`)."""

    name: str
    type: str


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One DNS answer that was used. `records` in presentation format, CNAMEs already followed."""

    name: str
    type: str
    status: DnsStatus
    ttl: int | None
    records: tuple[str, ...]
    source: str
    asked_at: Timestamp | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a source says to a question (RFC 1035, RFC 2308).

    `records` hold the data of the question's own type in presentation format, names without a final dot being
    absolute all the same; empty unless `status` is found. `source` says who answered (`snapshot dns.json`,
    `192.0.2.53:53`) or why nobody did (`not recorded`, `offline`, `timeout`). `asked_at` is null where the source
    has no time.

    A caller's own source may write the status as its word ("found") and the records as any list. ValueError for
    another word.
    """

    question: Question
    status: DnsStatus
    ttl: int | None
    records: tuple[str, ...]
    source: str
    asked_at: Timestamp | None
    _evidence: Evidence | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if type(self.status) is not DnsStatus:
            object.__setattr__(self, "status", DnsStatus(self.status))
        if type(self.records) is not tuple:
            object.__setattr__(self, "records", tuple(self.records))

    @property
    def failed(self) -> bool:
        return self.status is DnsStatus.FAILED

    def evidence(self) -> Evidence:
        """As the report has it; made once, since many messages rest on the same answers."""
        if self._evidence is None:
            shown = Evidence(
                name=self.question.name,
                type=self.question.type,
                status=self.status,
                ttl=self.ttl,
                records=self.records,
                source=self.source,
                asked_at=self.asked_at,
            )
            object.__setattr__(self, "_evidence", shown)
            return shown
        return self._evidence
