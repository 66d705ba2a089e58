"""A DNS of the tests: a table of answers, and a list of what was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mailpath.values.answers import NOT_RECORDED, Answer, Question
from mailpath.values.presentation import quoted_strings
from mailpath.values.vocabulary import DnsStatus

FAILED = "failed"
Records = Sequence[str | bytes] | str


@dataclass
class TableDns:
    """`{"name": {"TXT": ["text"], "A": ["192.0.2.1"], "MX": ["10 mx.example"]}}`.

    TXT stands unquoted. `failed` in place of a list makes that question fail (`unrecorded`: as not recorded), a name
    that is missing does not exist.
    """

    zone: Mapping[str, Mapping[str, Records]]
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question, /) -> Answer:
        self.asked.append(question)
        held = self.zone.get(question.name)
        if held is None:
            return _answer(question, DnsStatus.NXDOMAIN)
        records = held.get(question.type, ())
        if isinstance(records, str):
            return _answer(question, DnsStatus.FAILED, source=NOT_RECORDED if records == "unrecorded" else "timeout")
        if not records:
            return _answer(question, DnsStatus.NODATA)
        return _answer(question, DnsStatus.FOUND, tuple(_shown(question.type, one) for one in records))


def _shown(type: str, record: str | bytes) -> str:
    if type == "TXT":
        return quoted_strings([record.encode() if isinstance(record, str) else record])
    assert isinstance(record, str)
    return record


def _answer(question: Question, status: DnsStatus, records: tuple[str, ...] = (), source: str = "table") -> Answer:
    return Answer(question=question, status=status, ttl=300, records=records, source=source, asked_at=None)
