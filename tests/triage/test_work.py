"""Several processes: the same queue, whatever their number, and a lost one costs no complaint."""

import os
import pickle
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock

import pytest

import mailpath
from mailpath.dns.recording import RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.inputs.item import Item
from mailpath.inputs.places import Remote
from mailpath.outputs.json import to_json
from mailpath.scanning.chunks import Place
from mailpath.scanning.work import Outcome
from mailpath.triage import judging
from mailpath.triage.heap import Heap
from mailpath.triage.queue import queue_of
from mailpath.triage.work import Task, heap_of
from tests.triage.campaigns import campaign, ordinary
from tests.triage.inboxes import complaints, placed

SETTINGS = mailpath.Settings(own_domains=("empfang.example",), now=datetime(2026, 3, 11, tzinfo=UTC))
DEADLY = b"X-Ends-Its-Process: yes\r\n"


def deadly():
    """In a worker: reading one certain complaint ends the process, as a fault in a C library would."""
    read = vars(judging)["read_complaint"]

    def patched(item, own):
        if item.raw.startswith(DEADLY):
            os._exit(1)
        return read(item, own)

    vars(judging)["read_complaint"] = patched


def heap(*, with_deadly: bool = False):
    wrapped = complaints(420)
    if with_deadly:
        wrapped[137] = DEADLY + wrapped[137]
    return placed(wrapped)


def queue(places, jobs, spec=None, begin=None):
    spec = spec or DnsSpec(offline=True)
    dns = spec.build()
    judged = heap_of(places, Task(dns=spec, settings=SETTINGS, begin=begin), dns=dns, jobs=jobs)
    return queue_of(judged, dns=None, settings=SETTINGS).queue, dns


def test_the_number_of_processes_changes_nothing():
    places = heap()
    alone, _ = queue(places, 1)
    assert alone.complaints == len(places)
    assert to_json(queue(places, 2)[0]) == to_json(alone)


def test_what_workers_asked_is_recorded(tmp_path):
    zone = tmp_path / "zone.json"
    zone.write_text('{"firma7.example": {"TXT": ["v=spf1 -all"]}}')
    places = heap()
    spec = DnsSpec(files=(str(zone),), record=True)
    alone, two = queue(places, 1, spec), queue(places, 2, spec)
    assert isinstance(two[1], RecordingDns)
    assert two[1].recording.snapshot() == alone[1].recording.snapshot()
    assert "firma7.example" in two[1].recording.snapshot()


def test_a_complaint_that_ends_its_process_is_a_row_and_the_others_are_judged():
    places = heap(with_deadly=True)
    found, _ = queue(places, 2, begin=deadly)
    assert [(one.file, one.error) for one in found.unread] == [
        ("box", "137: could not be processed: the process that judged it ended")
    ]
    assert found.complaints == len(places) - 1


@dataclass
class Fetched:
    """A server with the complaints 0 to 149; it cannot be pickled."""

    raws: list[bytes] = field(default_factory=lambda: list(ordinary(150)))
    requests: list[int] = field(default_factory=list)
    lost = property(lambda _: False)
    connection: Lock = field(default_factory=Lock)

    def heads(self, wanted):
        raise AssertionError

    def items(self, wanted):
        self.requests.append(len(wanted))
        for one in wanted:
            yield Item(file="box", key=one.key, raw=self.raws[int(one.at)])


class Noting:
    """An engine that notes what it is given, as it would go to a worker."""

    def __init__(self) -> None:
        self.given: list[Place] = []

    def run(self, chunks):
        for chunk in chunks:
            self.given += pickle.loads(pickle.dumps(chunk))
            yield Outcome((Heap(complaints=len(chunk)),))


def test_complaints_on_a_server_are_fetched_some_at_a_time_before_they_go_to_workers():
    server, engine, spec = Fetched(), Noting(), DnsSpec(offline=True)
    places = [Place(0, Remote(file="box", key=str(n), at=str(n), size_bytes=9, fetcher=server)) for n in range(150)]
    found = heap_of(places, Task(dns=spec, settings=SETTINGS), dns=spec.build(), engine=engine)
    assert found.complaints == 150
    assert engine.given == placed(server.raws)
    assert server.requests == [100, 50]


def test_a_fault_of_ours_is_a_row_and_the_others_are_judged(monkeypatch):
    def faulty(item, own):
        if item.key == "3":
            raise ZeroDivisionError
        return read(item, own)

    read = vars(judging)["read_complaint"]
    monkeypatch.setattr(judging, "read_complaint", faulty)
    found, _ = queue(heap()[:6], 1)
    assert [one.error for one in found.unread] == ["3: could not be processed: a fault of mailpath (ZeroDivisionError)"]
    assert found.complaints == 5


@pytest.mark.parametrize("name", ["content_of", "signs_of_harm"])
def test_a_fault_behind_the_verdict_is_a_row_too(monkeypatch, name):
    def faulty(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(judging, name, faulty)
    found, _ = queue(heap()[:2], 1)
    assert len(found.unread) == 2


def test_messages_that_show_no_case_let_their_reports_go():
    places = [Place(0, Item(file="a", key=str(n), raw=raw)) for n, raw in enumerate([*campaign(1, 30)] * 3)]
    names = {f"absender1-{n}.example": {"TXT": ["v=spf1 -all"]} for n in range(7)}
    dns = mailpath.ZoneDns(names)
    judged = heap_of(places, Task(dns=DnsSpec(), settings=SETTINGS), dns=dns, jobs=1)
    whole = [one for one in judged.messages if one.report.evidence]
    assert {one.report.verdict for one in judged.messages} == {"spoofed"}
    assert len(judged.messages) == 90
    assert len(whole) < 15
    case = max(queue_of(judged, dns=None, settings=SETTINGS).queue.cases, key=lambda one: len(one.messages))
    assert len(case.messages) == 90
    assert case.evidence.evidence
