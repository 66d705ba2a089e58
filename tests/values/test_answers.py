"""Answers: a caller's own source may write them in plain words."""

import pytest

from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus

QUESTION = Question("a.example", "TXT")


def answer(status: str, records: object) -> Answer:
    return Answer(question=QUESTION, status=status, ttl=None, records=records, source="x", asked_at=None)  # type: ignore[arg-type]


def test_words_and_lists_become_what_the_types_say():
    made = answer("found", ['"v=spf1 -all"'])
    assert made.status is DnsStatus.FOUND
    assert made.records == ('"v=spf1 -all"',)
    assert made == answer(DnsStatus.FOUND, ('"v=spf1 -all"',))
    assert answer("failed", []).failed


def test_another_word_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="maybe"):
        answer("maybe", ())
