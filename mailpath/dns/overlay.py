"""A changed zone over another source: what would the answers be if these records were published?"""

from collections.abc import Mapping, Sequence

from mailpath.dns.owner import owner_name, parents
from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.record_text import record_text
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["OVERLAY", "OverlayDns", "overlay"]

OVERLAY = "overlay"  # Answer.source of a changed record


class OverlayDns:
    """Answers the changed questions itself and passes the others on.

    `changes` maps name and type to all records of that kind in presentation format (as `record_text` takes them; what
    it cannot read stays as it is); no records: nodata. A name that gets records exists, and so do the names above it,
    so that "no such domain" for another type turns into nodata. An alias elsewhere that points to a changed name is
    followed by the source beneath, which knows nothing of the change.
    """

    def __init__(self, dns: Dns, changes: Mapping[tuple[str, str], Sequence[str]]) -> None:
        self._dns = dns
        self._changes = {(owner_name(key[0]), key[1].upper()): tuple(records) for key, records in changes.items()}
        made = [name for (name, _), records in self._changes.items() if records]
        self._existing = frozenset(made).union(*map(parents, made))

    def ask(self, question: Question, /) -> Answer:
        name = owner_name(question.name)
        records = self._changes.get((name, question.type.upper()))
        if records is not None:
            return _answer(question, DnsStatus.FOUND if records else DnsStatus.NODATA, records)
        return self._under(question, name, self._dns.ask(question))

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        """What has to be asked beneath goes out together."""
        beneath = [q for q in questions if (owner_name(q.name), q.type.upper()) not in self._changes]
        asked = dict(zip(beneath, ask_all(self._dns, beneath), strict=True)) if beneath else {}
        return [
            self._under(question, owner_name(question.name), asked[question])
            if question in asked
            else self.ask(question)
            for question in questions
        ]

    def _under(self, question: Question, name: str, answer: Answer) -> Answer:
        if answer.status is DnsStatus.NXDOMAIN and name in self._existing:
            return _answer(question, DnsStatus.NODATA, ())
        return answer


def overlay(dns: Dns, changes: Mapping[tuple[str, str], Sequence[str]]) -> OverlayDns:
    """`dns` with changed records, `{("example.net", "TXT"): ('"v=spf1 -all"',)}`."""
    return OverlayDns(dns, changes)


def _answer(question: Question, status: DnsStatus, records: tuple[str, ...]) -> Answer:
    shown = tuple(record_text(question.type.upper(), record) or record for record in records)
    return Answer(question=question, status=status, ttl=None, records=shown, source=OVERLAY, asked_at=None)
