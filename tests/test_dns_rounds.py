"""How often a check asks DNS: a bounded number of rounds, each question once however many messages need it."""

from collections import Counter
from collections.abc import Sequence

import pytest

import mailpath
from mailpath.dns.protocol import ask_all
from mailpath.one_message import check_many
from mailpath.records.spf import parse, spf_records
from mailpath.values.answers import Answer, Question
from mailpath.values.presentation import txt_bytes
from mailpath.values.report import Source
from samples.letters import Letter, postfix
from samples.make import FOLDER, dns_file
from samples.run import settings_of
from samples.stories import STORIES, Story
from tests.dns_server import Manner

ROUNDS = 4  # and the depth of the deepest SPF include on top
NOWHERE = Source(
    file=None, key=None, sha256=None, size_bytes=None, format=None, fidelity=None, wrapped_in=(), error=None
)


class Waiting:
    """A source that has to be waited for, and counts."""

    def __init__(self, inner: mailpath.Dns) -> None:
        self._inner = inner
        self.rounds: list[Sequence[Question]] = []

    def ask(self, question: Question) -> Answer:
        return self.ask_all([question])[0]

    def ask_all(self, questions: Sequence[Question]) -> Sequence[Answer]:
        self.rounds.append(questions)
        return ask_all(self._inner, questions)


def spf_depth(report: mailpath.Report) -> int:
    """Includes and redirects below one another in the answers that were used."""
    texts = {e.name: [txt_bytes(r) for r in e.records] for e in report.evidence if e.type == "TXT"}

    def depth(name: str, left: int = 10) -> int:
        found = [parse(text) for text in spf_records(texts.get(name, []))]
        targets = [t.value for one in found for t in one.mechanisms if t.name == "include" and t.value]
        targets += [one.redirect for one in found if one.redirect]
        return (
            0 if not left else max((1 + depth(t.lower(), left - 1) for t in targets if t.lower() in texts), default=0)
        )

    return max((depth(name) for name in texts), default=0)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_check_asks_in_few_rounds(story: Story):
    made = story.make()
    dns = Waiting(mailpath.SnapshotDns(str(FOLDER / dns_file(story, made))))
    raw = made.letter.sealed() + made.tail
    live = mailpath.check(raw, dns=dns, settings=settings_of(made))
    assert len(dns.rounds) <= ROUNDS + spf_depth(live)
    asked = Counter(question for batch in dns.rounds for question in batch)
    assert set(asked.values()) <= {1}
    at_hand = mailpath.check(
        raw, dns=mailpath.SnapshotDns(str(FOLDER / dns_file(story, made))), settings=settings_of(made)
    )
    assert live == at_hand, "the same report whether answers are waited for or not"


def test_a_thousand_messages_of_fifty_domains_ask_each_question_once():
    zone: dict[str, object] = {"empfang.example": {"MX": ["10 mx.empfang.example."]}}
    items = []
    for number in range(50):
        name = f"firma{number}.example"
        zone[name] = {"TXT": ["v=spf1 include:_spf.versand.example -all"], "MX": [f"10 mail.{name}."]}
        zone[f"mail.{name}"] = {"A": ["203.0.113.10"]}
    zone["_spf.versand.example"] = {"TXT": ["v=spf1 ip4:203.0.113.0/24 -all"]}
    for number in range(1000):
        name = f"firma{number % 50}.example"
        letter = Letter(f"a@{name}", "x", "x")
        letter.on_top(f"Return-Path: <a@{name}>", postfix(f"mail.{name}", f"mail.{name}", "203.0.113.10"))
        items.append((letter.sealed(), NOWHERE))
    dns = Waiting(mailpath.ZoneDns(zone))
    reports = check_many(items, dns=dns, settings=mailpath.Settings())
    assert {report.verdict for report in reports} == {"authorized_own"}
    asked = Counter(question for batch in dns.rounds for question in batch)
    assert set(asked.values()) == {1}
    assert len(dns.rounds) <= ROUNDS + 1


@pytest.mark.loopback
@pytest.mark.parametrize("name", ["own-server", "leak-exchange", "list-known", "spf-alone-over-shared-service"])
def test_a_live_check_asks_in_few_rounds(name: str, dns_server):
    """Over a real server that takes 20 ms an answer: rounds counted where they go out, questions where they arrive."""
    story = next(one for one in STORIES if one.name == name)
    made = story.make()
    server = dns_server(made.zone, delay_s=0.02)
    dns = Waiting(mailpath.LiveDns((server.address,), timeout_s=5))
    live = mailpath.check(made.letter.sealed() + made.tail, dns=dns, settings=settings_of(made))
    assert live.verdict == story.verdict
    assert len(dns.rounds) <= ROUNDS + spf_depth(live)
    assert len(server.questions) == sum(map(len, dns.rounds))


@pytest.mark.loopback
def test_one_of_two_dead_servers_costs_one_wait(dns_server):
    """Counted as the questions that the dead one gets: after its first silence it is asked no more."""
    story = next(one for one in STORIES if one.name == "own-server")
    made = story.make()
    dead, living = dns_server({}, manner=Manner.SILENT), dns_server(made.zone)
    dns = Waiting(mailpath.LiveDns((dead.address, living.address), timeout_s=0.5))
    live = mailpath.check(made.letter.sealed() + made.tail, dns=dns, settings=settings_of(made))
    assert live.verdict == story.verdict
    assert len(dead.questions) <= len(dns.rounds[0])


def test_what_others_left_behind_changes_no_report():
    """All samples over one zone: judged one after the other in either order, the report is as from a fresh source."""
    merged: dict[str, object] = {}
    letters = []
    for story in STORIES:
        made = story.make()
        for name, records in made.zone.items():
            merged.setdefault(name, records)
        letters.append((made.letter.sealed() + made.tail, settings_of(made)))
    alone = [mailpath.check(raw, dns=mailpath.ZoneDns(merged), settings=chosen) for raw, chosen in letters]
    for order in (range(len(letters)), range(len(letters) - 1, -1, -1)):
        dns = mailpath.ZoneDns(merged)
        for number in order:
            raw, chosen = letters[number]
            assert mailpath.check(raw, dns=dns, settings=chosen) == alone[number]
