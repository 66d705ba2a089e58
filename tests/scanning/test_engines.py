"""Engines: the same outcomes in the same order whoever does the work, and a worker that is lost costs no message."""

import os
import signal
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mailpath.dns.spec import DnsSpec
from mailpath.inputs.item import Item
from mailpath.inputs.places import Remote
from mailpath.outputs.jsonl import line
from mailpath.scanning.chunks import (
    CHUNK_BYTES,
    CHUNK_MESSAGES,
    Place,
    chunks,
    fetched,
    identity,
    identity_of,
    places_below,
)
from mailpath.scanning.engine import engine_and_chunks
from mailpath.scanning.job import Job, Judge
from mailpath.scanning.order import Order
from mailpath.scanning.processes import LostWorkerError, Processes
from mailpath.scanning.rows import Outcome, Row
from mailpath.scanning.serial import Serial
from mailpath.values.report import Report
from mailpath.values.settings import Settings
from tests.scanning.mail import message, write_maildir, write_mbox, write_zone

NOW = Settings(now="2026-03-10T00:00:00Z")  # type: ignore[arg-type]


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(dns=DnsSpec(files=(str(write_zone(tmp_path / "dns.json")),), record=True), settings=NOW, render=line)


def rows(found: list[Outcome]) -> list[Row]:
    return [row for outcome in found for row in outcome.rows]


def cut(path: Path, size: int) -> list[tuple[Place, ...]]:
    places = list(places_below(str(path), 0))
    return [tuple(places[at : at + size]) for at in range(0, len(places), size)]


def test_processes_give_what_one_gives(tmp_path, job):
    box = write_maildir(tmp_path / "md", 60)
    alone = list(Serial(Judge(job)).run(cut(box, 7)))
    spread = list(Processes(job, 2).run(cut(box, 7)))
    assert rows(spread) == rows(alone)
    assert len(rows(alone)) == 60
    assert {a.question for one in spread for a in one.answers} == {a.question for one in alone for a in one.answers}


def test_bytes_cross_as_well_as_references(tmp_path, job):
    box = write_mbox(tmp_path / "box", 20)
    found = rows(list(Processes(job, 2).run(cut(box, 3))))
    assert [row.digest.error for row in found] == [None] * 20
    assert found == rows(list(Serial(Judge(job)).run(cut(box, 20))))


def test_few_messages_need_no_process(tmp_path, job):
    engine, some = engine_and_chunks(
        job, Judge(job), chunks(places_below(str(write_mbox(tmp_path / "b", 9)), 0)), jobs=4
    )
    assert isinstance(engine, Serial)
    assert len(rows(list(engine.run(some)))) == 9


def _ends_on_seven(report: Report) -> bytes:
    if report.identifiers and report.identifiers.subject == "number 7":
        os.kill(os.getpid(), signal.SIGKILL)
    return line(report)


def _ends_once(report: Report) -> bytes:
    mark = Path(os.environ["MAILPATH_TEST_MARK"])
    if report.identifiers and report.identifiers.subject == "number 7" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return line(report)


def test_a_worker_lost_by_chance_costs_no_message(tmp_path, job, monkeypatch):
    monkeypatch.setenv("MAILPATH_TEST_MARK", str(tmp_path / "mark"))
    box = write_maildir(tmp_path / "md", 30)
    alone = rows(list(Serial(Judge(job)).run(cut(box, 5))))
    assert rows(list(Processes(replace(job, render=_ends_once), 2).run(cut(box, 5)))) == alone
    assert (tmp_path / "mark").exists()


def test_a_message_that_ends_workers_is_a_row(tmp_path, job):
    box = write_maildir(tmp_path / "md", 20)
    found = rows(list(Processes(replace(job, render=_ends_on_seven), 2).run(cut(box, 5))))
    assert [row.digest.error is not None for row in found] == [number == 7 for number in range(20)]
    assert found[7].digest.error is not None
    assert found[7].digest.error.startswith("could not be processed")
    alone = rows(list(Serial(Judge(job)).run(cut(box, 5))))
    assert [row.identity for row in found] == [row.identity for row in alone]


def test_workers_that_cannot_begin_are_an_error(tmp_path, job):
    broken = replace(job, dns=DnsSpec(files=(str(tmp_path / "nowhere.json"),)))
    with pytest.raises(LostWorkerError):
        list(Processes(broken, 2).run(cut(write_maildir(tmp_path / "md", 4), 2)))


def test_input_is_not_read_ahead_without_bound(tmp_path, job):
    read = 0
    place = Place(0, Item(file="x", key="1", raw=message(1)))

    def endless():
        nonlocal read
        while True:
            read += 1
            yield (place,)

    running = Processes(job, 2).run(endless())
    for _ in range(5):
        next(running)
    del running
    assert read < 40


def test_order_is_restored():
    order = Order()
    outcomes = [Outcome([], ()) for _ in range(4)]
    for number in (2, 0):
        order.put(number, outcomes[number])
    assert list(order.ready()) == [outcomes[0]]
    assert order.is_within(2, 2)
    assert not order.is_within(3, 2)
    order.put(1, outcomes[1])
    assert len(list(order.ready())) == 2


@pytest.mark.parametrize("growing", [False, True])
def test_chunks_hold_everything_in_order(growing):
    places = [Place(0, Item(file="x", key=str(number), raw=b"x")) for number in range(1000)]
    found = list(chunks(places, growing=growing))
    assert [place for chunk in found for place in chunk] == places
    assert max(map(len, found)) == CHUNK_MESSAGES
    assert len(found[0]) == (32 if growing else CHUNK_MESSAGES)


def test_large_messages_are_chunks_of_their_own():
    sizes = [5, CHUNK_BYTES, 7, 8]
    places = [Place(0, Item(file="x", key=str(number), raw=bytes(size))) for number, size in enumerate(sizes)]
    assert [len(chunk) for chunk in chunks(places)] == [1, 1, 2]


def test_a_message_keeps_its_identity_while_it_is_read_and_moved(tmp_path):
    box = write_maildir(tmp_path / "md", 4)
    before = [identity_of(place) for place in places_below(str(box), 0)]
    for file in list((box / "new").iterdir()):
        file.rename(box / "cur" / f"{file.name}:2,RS")
    assert [identity_of(place) for place in places_below(str(box), 0)] == before
    assert len(set(before)) == 4
    assert identity(1, "a", "b") != identity(0, "a", "b")


@pytest.mark.parametrize(
    ("limit", "growing", "sizes"),
    [
        (1, False, [1, 2, 4, 8, 16, 32, 64, 128, 256, 256, 233]),
        (3, True, [3, 6, 12, 24, 48, 96, 192, 256, 256, 107]),
        (300, False, [256, 44, 88, 176, 256, 180]),
        (100, True, [32, 64, 4, 8, 16, 32, 64, 128, 256, 256, 140]),
        (0, False, [1, 2, 4, 8, 16, 32, 64, 128, 256, 256, 233]),
    ],
)
def test_chunks_end_where_enough_rows_may_be_there(limit, growing, sizes):
    places = [Place(0, Item(file="x", key=str(number), raw=b"x")) for number in range(1000)]
    found = list(chunks(places, growing=growing, limit=limit))
    assert [len(chunk) for chunk in found] == sizes
    assert [place for chunk in found for place in chunk] == places


def test_processes_are_started_when_few_messages_have_too_few_rows(tmp_path, job, monkeypatch):
    started = []

    class Noted(Processes):
        def run(self, chunks):
            started.append(True)
            return super().run(chunks)

    monkeypatch.setattr("mailpath.scanning.processes.Processes", Noted)
    wanted = replace(job, limit=600)
    box = write_mbox(tmp_path / "box", 620)
    engine, some = engine_and_chunks(wanted, Judge(wanted), chunks(places_below(str(box), 0), limit=600), jobs=2)
    outcomes = engine.run(some)
    found = list(next(outcomes).rows)
    assert not started
    found += rows(list(outcomes))
    assert started
    assert found[:600] == rows(list(Serial(Judge(job)).run(cut(box, 300))))[:600]


@dataclass
class Fetched:
    """A server that notes how many messages each request was for."""

    requests: list[int] = field(default_factory=list)
    lost = False

    def items(self, wanted):
        self.requests.append(len(wanted))
        return [Item(file=one.file, key=one.key, raw=b"From: x@a.example\n\n") for one in wanted]

    heads = items


@pytest.mark.parametrize(("limit", "requests"), [(None, [100, 100, 50]), (3, [3, 6, 12, 24, 48, 96, 61]), (0, [1, 2])])
def test_from_a_server_few_are_fetched_where_few_are_wanted(limit, requests):
    server = Fetched()
    places = [Place(0, Remote(file="x", key=str(at), at=str(at), size_bytes=9, fetcher=server)) for at in range(250)]
    found = fetched(places, limit=limit)
    if limit != 0:
        assert [place.what.key for place in found] == [str(at) for at in range(250)]
    else:
        assert [next(found).what.key, next(found).what.key] == ["0", "1"]
    assert server.requests == requests
