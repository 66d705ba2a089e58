"""What is remembered is bounded by its results and by the answers they hold."""

import pytest

from mailpath.dns import remembered
from mailpath.dns.remembered import Remembered
from mailpath.values.answers import Answer, Question
from mailpath.values.vocabulary import DnsStatus


def _answers(count: int) -> dict[Question, Answer]:
    questions = [Question(f"h{number}.example", "A") for number in range(count)]
    return {
        one: Answer(question=one, status=DnsStatus.NXDOMAIN, ttl=None, records=(), source="map", asked_at=None)
        for one in questions
    }


def test_answers_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST_ANSWERS", 100)
    kept = Remembered()
    for number in range(50):
        kept.keep(number, ("result", _answers(20)))
    assert len(kept) <= 10
    assert kept.get(49) is not None
    assert kept.get(0) is None


def test_results_that_rest_on_few_answers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_MOST_ANSWERS", 100)
    kept = Remembered()
    for number in range(50):
        kept.keep(number, ("result", _answers(1)))
    assert len(kept) == 50
