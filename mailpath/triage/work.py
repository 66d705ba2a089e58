"""The work on a heap of complaints: in this process, or in chunks by an engine, several processes or a cluster.

What comes back is the same whoever does it. A worker that is lost costs time and no complaint; the complaint that ends
workers becomes a row that says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mailpath.dns.protocol import Dns
from mailpath.dns.recording import Recording, RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.scanning.chunks import Chunk, Place, chunks, fetched, found_at, worth_processes
from mailpath.scanning.collection import collecting_seldom
from mailpath.scanning.engine import Engine
from mailpath.scanning.judging import kept_answers
from mailpath.scanning.lost import unread_at
from mailpath.scanning.work import Outcome
from mailpath.triage.heap import Heap
from mailpath.triage.judging import Judging
from mailpath.values.settings import Settings

__all__ = ["Task", "heap_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What every worker is told; all that it makes of a chunk is one heap. `begin` is called once in each."""

    dns: DnsSpec
    settings: Settings
    begin: Callable[[], object] | None = None

    def answered_by(self, dns: DnsSpec, /) -> "Task":
        return replace(self, dns=dns)

    def judge(self) -> Callable[[Chunk], Outcome[Heap]]:
        return _Worker(self)

    def lost(self, place: Place, /) -> Heap:
        return Heap(unread=[unread_at(place)])


def heap_of(
    places: Iterable[Place], task: Task, *, dns: Dns, jobs: int = 1, engine: Engine[Heap] | None = None
) -> Heap:
    """Everything at `places`, judged: by `engine`, else in `jobs` processes. `dns` is the source of this process; where
    it records, what workers were answered is recorded too.

    Raises ClusterError where a cluster is lost, LostWorkerError where no process can be started.
    """
    with collecting_seldom():  # what was judged stays to the end: there is nothing to be found among it
        at_hand = fetched(places)
        if engine is not None:
            return _joined(engine, chunks(at_hand, growing=True), dns)
        worth, cut = worth_processes(chunks(at_hand, growing=jobs > 1), jobs=jobs)
        if not worth:
            return _heap(_judging(task, dns), cut)
        from mailpath.scanning.processes import Processes

        return _joined(Processes(task, jobs), cut, dns)


def _joined(engine: Engine[Heap], cut: Iterable[Chunk], dns: Dns) -> Heap:
    recording: Recording | None = dns.recording if isinstance(dns, RecordingDns) else None
    heap = Heap()
    for outcome in engine.run(cut):
        for part in outcome.parts:
            heap.join(part)
        if recording is not None:
            recording.add(outcome.answers)
    return heap


def _heap(judging: Judging, cut: Iterable[Chunk]) -> Heap:
    heap = Heap()
    heap.add(judging(item for chunk in cut for _, item in found_at(chunk)))
    return heap


def _judging(task: Task, dns: Dns) -> Judging:
    return Judging(None if task.settings.offline else kept_answers(dns), task.settings)


class _Worker:
    """One thread's way from chunks to heaps."""

    def __init__(self, task: Task) -> None:
        source = task.dns.build()
        self._recording = source.recording if isinstance(source, RecordingDns) else None
        self._judging = _judging(task, source)

    def __call__(self, chunk: Chunk) -> Outcome[Heap]:
        heap = _heap(self._judging, (chunk,))
        return Outcome((heap,), self._recording.take_new() if self._recording is not None else ())
