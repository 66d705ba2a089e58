from collections.abc import Callable, Sequence

import pytest

from mailpath.dns import rounds as rounds_module
from mailpath.dns.map import ZoneDns
from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.rounds import Pending, Rounds, settle
from mailpath.values.answers import OVER_LIMIT, Answer, Question
from mailpath.values.vocabulary import DnsStatus

_ZONE: dict[str, object] = {f"h{n}.example": {"A": [f"192.0.2.{n}"]} for n in range(1, 100)}


class Counted:
    """A concurrent source that keeps what it was asked, round by round."""

    def __init__(self, zone: dict[str, object] | None = None) -> None:
        self._dns = ZoneDns(_ZONE if zone is None else zone)
        self.asked: list[tuple[str, ...]] = []

    def ask(self, question: Question, /) -> Answer:
        raise AssertionError("one at a time")

    def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
        self.asked.append(tuple(question.name for question in questions))
        return [self._dns.ask(question) for question in questions]


def _a(name: str) -> Question:
    return Question(name, "A")


def _chain(*names: str) -> Callable[[Dns], list[str]]:
    """A verifier that asks one name after the other."""
    return lambda dns: [record for name in names for record in dns.ask(_a(name)).records]


def _message(*works: Callable[[Dns], object], known: dict[Question, Answer] | None = None) -> "_Message":
    return _Message(works, known)


class _Message:
    def __init__(self, works: Sequence[Callable[[Dns], object]], known: dict[Question, Answer] | None) -> None:
        self.rounds = Rounds(known)
        self.results: dict[int, object] = {}
        self.work = (self.rounds, [self._goal(number, work) for number, work in enumerate(works)])

    def _goal(self, number: int, work: Callable[[Dns], object]) -> Callable[[], object]:
        def goal() -> None:
            self.results[number] = self.rounds.value(number, work)

        return goal


def test_verifiers_ask_side_by_side() -> None:
    dns = Counted()
    message = _message(_chain("h1.example", "h2.example"), _chain("h3.example"), _chain("h4.example", "h5.example"))
    settle(dns, [message.work])
    assert dns.asked == [("h1.example", "h3.example", "h4.example"), ("h2.example", "h5.example")]
    assert message.results == {0: ["192.0.2.1", "192.0.2.2"], 1: ["192.0.2.3"], 2: ["192.0.2.4", "192.0.2.5"]}
    assert message.rounds.rounds == 2


def test_messages_share_rounds_and_no_question_goes_out_twice() -> None:
    dns = Counted()
    messages = [
        _message(_chain("h1.example", "h2.example")),
        _message(_chain("h1.example", "h3.example")),
        _message(_chain("h3.example", "h1.example", "h2.example", "h4.example")),
    ]
    settle(dns, [message.work for message in messages])
    assert dns.asked[0] == ("h1.example", "h3.example")
    names = [name for batch in dns.asked for name in batch]
    assert len(names) == len(set(names))
    assert messages[2].results == {0: ["192.0.2.3", "192.0.2.1", "192.0.2.2", "192.0.2.4"]}


def test_several_questions_at_once_are_one_round() -> None:
    def work(dns: Dns) -> int:
        return len(ask_all(dns, [_a(f"h{n}.example") for n in range(1, 6)]))

    dns = Counted()
    message = _message(work)
    settle(dns, [message.work])
    assert (len(dns.asked), message.results) == (1, {0: 5})


def test_a_swallowed_pause_is_no_result() -> None:
    """As pyspf does around the explanation: the exception vanishes and an answer comes back."""

    def work(dns: Dns) -> str:
        try:
            return dns.ask(_a("h1.example")).records[0]
        except Exception:  # noqa: BLE001
            return "default"

    message = _message(work)
    settle(Counted(), [message.work])
    assert message.results == {0: "192.0.2.1"}


def test_a_pause_turned_into_an_error_is_no_error() -> None:
    def work(dns: Dns) -> str:
        try:
            return dns.ask(_a("h1.example")).records[0]
        except Exception as trouble:
            raise ValueError from trouble

    message = _message(work)
    settle(Counted(), [message.work])
    assert message.results == {0: "192.0.2.1"}


def test_an_error_of_its_own_comes_through() -> None:
    def work(dns: Dns) -> str:
        raise ValueError(dns.ask(_a("h1.example")).records[0])

    with pytest.raises(ValueError, match=r"^192\.0\.2\.1$"):
        settle(Counted(), [_message(work).work])


def test_nested_values_with_their_own_questions() -> None:
    runs: list[str] = []
    message = _message()

    def inner(dns: Dns) -> str:
        runs.append("inner")
        return dns.ask(_a("h1.example")).records[0]

    def outer(dns: Dns) -> tuple[str, str]:
        runs.append("outer")
        return dns.ask(_a("h2.example")).records[0], message.rounds.value("inner", inner)

    results: list[object] = []
    settle(Counted(), [(message.rounds, [lambda: results.append(message.rounds.value("outer", outer))])])
    assert results == [("192.0.2.2", "192.0.2.1")]
    assert runs.count("inner") == 2
    assert {answer.question.name for answer in message.rounds.used} == {"h1.example", "h2.example"}


@pytest.mark.parametrize("swallow", [True, False])
def test_a_nested_pause_never_counts_as_a_result(swallow: bool) -> None:
    """The outer work asks nothing itself and swallows the pause of the inner one."""
    rounds = Rounds()

    def outer(dns: Dns) -> str:
        try:
            return rounds.value("inner", lambda dns: dns.ask(_a("h1.example")).records[0])
        except Exception:
            if swallow:
                return "default"
            raise

    results: list[str] = []
    settle(Counted(), [(rounds, [lambda: results.append(rounds.value("outer", outer))])])
    assert results == ["192.0.2.1"]


def test_only_what_a_result_rests_on_is_used() -> None:
    dns = Counted()
    message = _message(_chain("h1.example"))
    message.rounds.seed([_a("h1.example"), _a("h7.example")])
    settle(dns, [message.work])
    assert dns.asked == [("h1.example", "h7.example")]
    assert [answer.question.name for answer in message.rounds.used] == ["h1.example"]


def test_seeds_save_rounds() -> None:
    names = ["h1.example", "h2.example", "h3.example"]
    dns = Counted()
    message = _message(_chain(*names))
    message.rounds.seed(map(_a, names))
    settle(dns, [message.work])
    assert len(dns.asked) == 1


def test_shared_answers_need_no_round() -> None:
    known: dict[Question, Answer] = {}
    settle(Counted(), [_message(_chain("h1.example", "h2.example"), known=known).work])
    dns = Counted()
    message = _message(_chain("h1.example", "h2.example"), known=known)
    settle(dns, [message.work])
    assert dns.asked == []
    assert message.results == {0: ["192.0.2.1", "192.0.2.2"]}
    assert len(message.rounds.used) == 2


def _statuses(*names: str) -> Callable[[Dns], list[str]]:
    def work(dns: Dns) -> list[str]:
        answers = [dns.ask(_a(name)) for name in names]
        return [answer.source if answer.status is DnsStatus.FAILED else "ok" for answer in answers]

    return work


@pytest.mark.parametrize("warm", [(), ("h1.example",), ("h5.example", "h6.example"), tuple(_ZONE)])
def test_past_the_bound_the_same_questions_are_refused_whatever_is_known(
    monkeypatch: pytest.MonkeyPatch, warm: tuple[str, ...]
) -> None:
    monkeypatch.setattr(rounds_module, "MAX_QUESTIONS", 4)
    known: dict[Question, Answer] = {}
    source = ZoneDns(_ZONE)
    known.update((_a(name), source.ask(_a(name))) for name in warm)
    message = _message(
        _statuses("h1.example", "h2.example", "h3.example"),
        _statuses("h4.example", "h5.example", "h6.example"),
        known=known,
    )
    message.rounds.seed([_a("h90.example"), _a("h91.example")])
    settle(Counted(), [message.work])
    assert message.results == {0: ["ok", "ok", OVER_LIMIT], 1: ["ok", "ok", OVER_LIMIT]}
    assert OVER_LIMIT not in {answer.source for answer in known.values()}
    assert len(message.rounds.used) == 6


def test_at_the_bound_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds_module, "MAX_QUESTIONS", 3)
    message = _message(_statuses("h1.example", "h2.example", "h3.example"))
    settle(Counted(), [message.work])
    assert message.results == {0: ["ok"] * 3}


def test_one_message_over_the_bound_takes_nothing_from_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds_module, "MAX_QUESTIONS", 3)
    known: dict[Question, Answer] = {}
    greedy = _message(_statuses(*[f"h{n}.example" for n in range(1, 9)]), known=known)
    modest = _message(_statuses("h7.example", "h8.example"), known=known)
    settle(Counted(), [greedy.work, modest.work])
    assert greedy.results == {0: ["ok"] * 3 + [OVER_LIMIT] * 5}
    assert modest.results == {0: ["ok"] * 2}


def test_rounds_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds_module, "MAX_ROUNDS", 3)
    dns = Counted()
    message = _message(_statuses(*[f"h{n}.example" for n in range(1, 7)]))
    settle(dns, [message.work])
    assert len(dns.asked) == 3
    assert message.results == {0: ["ok"] * 3 + [OVER_LIMIT] * 3}


def test_a_work_that_never_stops_asking_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds_module, "MAX_QUESTIONS", 50)

    def work(dns: Dns) -> int:
        number = 0
        while not dns.ask(_a(f"n{number}.example")).failed:
            number += 1
        return number

    message = _message(work)
    settle(Counted(), [message.work])
    assert message.results == {0: 50}


def test_out_of_time_every_open_question_is_answered() -> None:
    dns = Counted()
    quick, slow = _message(_statuses("h1.example")), _message(_statuses("h1.example", "h2.example", "h3.example"))
    settle(dns, [quick.work, slow.work], out_of_time=lambda: len(dns.asked) >= 2)
    assert quick.results == {0: ["ok"]}
    assert slow.results == {0: ["ok", "ok", OVER_LIMIT]}


def test_a_source_that_answers_in_its_own_spelling() -> None:
    class Shouting:
        def ask(self, question: Question, /) -> Answer:
            return ZoneDns(_ZONE).ask(Question(question.name.upper() + ".", question.type))

    message = _message(_statuses("h1.example"))
    settle(Shouting(), [message.work])
    assert message.results == {0: ["ok"]}
    assert message.rounds.used[0].question == _a("h1.example")


def test_a_source_that_answers_too_little() -> None:
    class Short:
        def ask(self, question: Question, /) -> Answer:
            raise AssertionError

        def ask_all(self, questions: Sequence[Question], /) -> Sequence[Answer]:
            return []

    message = _message(_statuses("h1.example"))
    settle(Short(), [message.work])
    assert message.results == {0: ["no answer"]}


def test_a_pause_never_leaves() -> None:
    with pytest.raises(Pending):
        Rounds().value("x", _chain("h1.example"))
    settle(Counted(), [])
