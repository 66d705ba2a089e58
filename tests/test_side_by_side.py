"""Messages that are judged together say what each says alone, whoever its neighbours are."""

import pytest

import mailpath
from mailpath import one_message
from mailpath.assembly import STEPS
from mailpath.dns import rounds as rounds_module
from mailpath.one_message import check_bytes, check_many
from mailpath.values.report import Report, Source
from mailpath.values.settings import Settings
from tests.test_many_messages import MESSAGES, NOW, ZONE, mail

NOWHERE = Source(
    file=None, key=None, sha256=None, size_bytes=None, format=None, fidelity=None, wrapped_in=(), error=None
)


def alone(messages: list[bytes], settings: Settings = NOW) -> list[Report]:
    return [check_bytes(raw, dns=mailpath.ZoneDns(ZONE), settings=settings) for raw in messages]


def together(messages: list[bytes], settings: Settings = NOW) -> list[Report]:
    return check_many([(raw, NOWHERE) for raw in messages], dns=mailpath.ZoneDns(ZONE), settings=settings)


@pytest.mark.parametrize("most", [1, 2, 64])
def test_as_alone(monkeypatch, most):
    monkeypatch.setattr(one_message, "_SIDE_BY_SIDE", most)
    assert together(MESSAGES) == alone(MESSAGES)
    assert together([]) == []


@pytest.mark.parametrize("size", [1, 700, 1500])
def test_many_bytes_are_judged_in_parts(monkeypatch, size):
    monkeypatch.setattr(one_message, "_SIDE_BY_SIDE_BYTES", size)
    assert together(MESSAGES) == alone(MESSAGES)


@pytest.mark.parametrize("bound", [3, 6, 9])
def test_past_the_bound_of_questions(monkeypatch, bound):
    monkeypatch.setattr(rounds_module, "MAX_QUESTIONS", bound)
    rows = together(MESSAGES)
    assert rows == alone(MESSAGES)
    assert any(one.source == "over limit" for row in rows for one in row.evidence)


def test_a_fault_in_one_leaves_the_others(monkeypatch, caplog):
    def faulty(q):
        if q.message.first("subject").unfolded.strip() == b"number 2":
            raise KeyError("a fault of ours")

    monkeypatch.setattr(one_message, "STEPS", (faulty, *STEPS))
    messages = [mail(1), mail(2), mail(3)]
    rows = together(messages)
    assert [row.source.error is None for row in rows] == [True, False, True]
    assert "a fault of mailpath (KeyError)" in (rows[1].source.error or "")
    monkeypatch.undo()
    assert [rows[0], rows[2]] == alone([mail(1), mail(3)])
