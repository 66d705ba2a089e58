"""No DNS at all: every question failed, so that a judgement rests on the message and on what trusted hosts recorded."""

from mailpath.values.answers import OFFLINE, Answer, Question
from mailpath.values.vocabulary import DnsStatus

__all__ = ["OfflineDns"]


class OfflineDns:
    """Answers every question with failed, source `offline`."""

    at_hand = True

    def ask(self, question: Question, /) -> Answer:
        return Answer(question=question, status=DnsStatus.FAILED, ttl=None, records=(), source=OFFLINE, asked_at=None)
