"""Everything that was gathered about one message: what the judgement reads, and what the report shows beside it."""

from dataclasses import dataclass

from mailpath.judge.evidence import Evidence
from mailpath.values.reasons import Reason
from mailpath.values.report import Identifiers, SendingHost
from mailpath.values.results import Recorded

__all__ = ["Gathered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    evidence: Evidence
    identifiers: Identifiers
    sending_host: SendingHost | None
    recorded: tuple[Recorded, ...]
    remarks: tuple[Reason, ...]
