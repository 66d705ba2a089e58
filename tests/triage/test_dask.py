"""Complaints on a Dask cluster: the queue of one process, whatever happens to the workers."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mailpath
from mailpath.dns.recording import RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.inputs.item import Item
from mailpath.outputs.json import to_json
from mailpath.scanning.chunks import Chunk, Place
from mailpath.scanning.dask import Cluster, Dask
from mailpath.scanning.engine import ClusterError
from mailpath.scanning.work import Outcome
from mailpath.triage.heap import Heap
from mailpath.triage.queue import queue_of
from mailpath.triage.work import Task, heap_of
from mailpath.values.case import Queue
from tests.scanning.dask_cluster import cluster
from tests.triage.inboxes import complaints, placed, write_names

SETTINGS = mailpath.Settings(own_domains=("empfang.example",), now=datetime(2026, 3, 11, tzinfo=UTC))
DEADLY = b"X-Ends-Its-Worker: yes\r\n"

pytestmark = pytest.mark.loopback


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("scratch")) as found, Cluster(found.address) as way:
        yield way


@pytest.fixture
def spec(tmp_path: Path) -> DnsSpec:
    return DnsSpec(files=(str(write_names(tmp_path / "dns.json")),), record=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadly(Task):
    """At one certain complaint its worker ends; once, where there is a mark to set."""

    mark: Path | None = None

    def judge(self) -> Callable[[Chunk], Outcome[Heap]]:
        judge = Task.judge(self)

        def judged(chunk: Chunk) -> Outcome[Heap]:
            here = any(isinstance(place.what, Item) and place.what.raw.startswith(DEADLY) for place in chunk)
            if here and (self.mark is None or not self.mark.exists()):
                if self.mark is not None:
                    self.mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return judge(chunk)

        return judged


def with_deadly(count: int) -> list[Place]:
    wrapped = complaints(count)
    wrapped[70] = DEADLY + wrapped[70]
    return placed(wrapped)


def queue(places: list[Place], task: Task, there: Cluster | None = None) -> tuple[Queue, str]:
    """And what was recorded."""
    dns = task.dns.build()
    heap = heap_of(places, task, dns=dns, engine=Dask(there, task) if there is not None else None)
    assert isinstance(dns, RecordingDns)
    return queue_of(heap, dns=None, settings=SETTINGS).queue, dns.recording.snapshot()


def test_a_cluster_gives_what_one_process_gives(spec, there):
    places, task = placed(complaints(150)), Task(dns=spec, settings=SETTINGS)
    alone, spread = queue(places, task), queue(places, task, there)
    assert alone[0].complaints == 150
    assert to_json(spread[0]) == to_json(alone[0])
    assert "firma7.example" in alone[1]
    assert spread[1] == alone[1]


def test_a_worker_lost_in_the_middle_costs_no_complaint(tmp_path, spec, there):
    places, mark = with_deadly(150), tmp_path / "mark"
    alone, _ = queue(places, Task(dns=spec, settings=SETTINGS))
    spread, _ = queue(places, Deadly(dns=spec, settings=SETTINGS, mark=mark), there)
    assert mark.exists()
    assert to_json(spread) == to_json(alone)


def test_a_complaint_that_ends_workers_is_a_row_and_the_others_are_judged(spec, there):
    places = with_deadly(80)
    found, _ = queue(places, Deadly(dns=spec, settings=SETTINGS), there)
    assert [(one.file, one.error) for one in found.unread] == [
        ("box", "70: could not be processed: the process that judged it ended")
    ]
    rest, _ = queue([*places[:70], *places[71:]], Task(dns=spec, settings=SETTINGS))
    assert found.cases == rest.cases


def test_without_any_worker_there_is_no_queue(spec, tmp_path_factory):
    task = Task(dns=spec, settings=SETTINGS)
    with cluster(tmp_path_factory.mktemp("scratch"), workers=0) as empty, Cluster(empty.address) as found:
        engine = Dask(found, task, patience_s=0)
        with pytest.raises(ClusterError, match="no worker for 0 seconds"):
            heap_of(placed(complaints(60)), task, dns=task.dns.build(), engine=engine)
