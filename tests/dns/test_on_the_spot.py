"""A view of answers at hand: a result that is used again brings the answers that it rests on."""

from mailpath.dns.map import ZoneDns
from mailpath.dns.offline import OfflineDns
from mailpath.dns.on_the_spot import OnTheSpot, Pending
from mailpath.dns.protocol import Answers, Dns, shared
from mailpath.values.answers import Question

_ZONE: dict[str, object] = {f"h{n}.example": {"A": [f"192.0.2.{n}"]} for n in range(1, 9)}


class Message:
    """What `Rounds` has of a message, and how often something was worked out."""

    def __init__(self, dns: Dns, most: int = 100, done: list[str] | None = None) -> None:
        self.given: Answers = {}
        self.noted: dict[Question, object] = {}
        self.done = [] if done is None else done
        self.view = OnTheSpot(dns, self.given, {}, self.noted, {}, most=most)

    def outer(self) -> list[str]:
        return shared(self.view, "outer", self._outer)

    def inner(self) -> list[str]:
        return shared(self.view, "inner", self._inner)

    def _outer(self, dns: Dns) -> list[str]:
        self.done.append("outer")
        return [*dns.ask(Question("h1.example", "A")).records, *shared(dns, "inner", self._inner)]

    def _inner(self, dns: Dns) -> list[str]:
        self.done.append("inner")
        return [record for n in (2, 3) for record in dns.ask(Question(f"h{n}.example", "A")).records]

    @property
    def names(self) -> list[str]:
        return [question.name for question in self.given]


def test_a_second_message_has_the_same_evidence() -> None:
    dns = ZoneDns(_ZONE)
    first = Message(dns)
    second = Message(dns, done=first.done)
    assert first.outer() == second.outer() == ["192.0.2.1", "192.0.2.2", "192.0.2.3"]
    assert first.done == ["outer", "inner"]
    assert first.names == second.names == ["h1.example", "h2.example", "h3.example"]


def test_what_is_inside_another_is_kept_by_itself() -> None:
    dns = ZoneDns(_ZONE)
    first = Message(dns)
    first.inner()
    second = Message(dns, done=first.done)
    second.outer()
    assert first.done == ["inner", "outer"]
    assert second.names == ["h1.example", "h2.example", "h3.example"], "the answers of the inner one as well"
    third = Message(dns, done=first.done)
    third.inner()
    assert third.names == ["h2.example", "h3.example"], "and none that is not its own"


def test_a_result_counts_against_the_bound_with_its_answers() -> None:
    dns = ZoneDns(_ZONE)
    Message(dns).outer()
    message = Message(dns, most=2)
    try:
        message.outer()
    except Pending:
        assert [question.name for question in message.noted] == ["h3.example"]
    else:
        raise AssertionError("three answers in a message of two")


def test_answers_that_are_there_already_count_once() -> None:
    dns = ZoneDns(_ZONE)
    Message(dns).outer()
    message = Message(dns, most=3)
    message.inner()
    assert message.outer() == ["192.0.2.1", "192.0.2.2", "192.0.2.3"]


def test_a_source_that_remembers_nothing_works_once_for_a_message() -> None:
    message = Message(OfflineDns())
    message.outer()
    message.outer()
    message.inner()
    assert message.done == ["outer", "inner"]
    assert Message(OfflineDns(), done=message.done).inner() == []
    assert message.done == ["outer", "inner", "inner"]
