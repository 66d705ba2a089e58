"""The work on a heap of complaints: in this process, or in chunks spread over several.

What comes back is the same whatever the number of processes. A process that is lost costs time and no complaint; the
complaint that ends processes becomes a row that says so.
"""

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from mailpath.dns.protocol import Dns
from mailpath.dns.recording import Recording, RecordingDns
from mailpath.dns.spec import DnsSpec
from mailpath.inputs import Unread
from mailpath.inputs.places import Entry
from mailpath.inputs.printable import printable
from mailpath.scanning.chunks import Chunk, Place, chunks, found_at, worth_processes
from mailpath.scanning.collection import collect_seldom, collecting_seldom
from mailpath.scanning.judging import kept_answers
from mailpath.triage.heap import Heap
from mailpath.triage.judging import Judging
from mailpath.values.answers import Answer
from mailpath.values.settings import Settings

__all__ = ["Task", "heap_of"]

_AHEAD = 3  # chunks for each process that are begun and not yet taken in
_LOST = "could not be processed: the process that judged it ended"

_Done = tuple[Heap, Sequence[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Crosses to workers. `begin` is called once in each."""

    dns: DnsSpec
    settings: Settings
    begin: Callable[[], object] | None = None


def heap_of(places: Iterable[Place], task: Task, *, dns: Dns, jobs: int) -> Heap:
    """Everything at `places`, judged. `dns` is the source of this process; where it records, what workers were
    answered is recorded too. Raises BrokenProcessPool where no process can be started."""
    with collecting_seldom():  # what was judged stays to the end: there is nothing to be found among it
        return _heap_of(places, task, dns, jobs)


def _heap_of(places: Iterable[Place], task: Task, dns: Dns, jobs: int) -> Heap:
    worth, cut = worth_processes(chunks(places, growing=jobs > 1), jobs=jobs)
    heap = Heap()
    if not worth:
        judging = Judging(None if task.settings.offline else kept_answers(dns), task.settings)
        heap.add(judging(item for chunk in cut for _, item in found_at(chunk)))
        return heap
    recording: Recording | None = dns.recording if isinstance(dns, RecordingDns) else None
    for part, answers in _spread(cut, task, jobs):
        heap.join(part)
        if recording is not None:
            recording.add(answers)
    return heap


def _spread(found: Iterator[Chunk], task: Task, jobs: int) -> Iterator[_Done]:
    """What becomes of each chunk, in their order."""
    pool = _pool(task, jobs)
    waiting: deque[tuple[Chunk, Future[_Done]]] = deque()
    try:
        while True:
            while len(waiting) < _AHEAD * jobs and (chunk := next(found, None)) is not None:
                waiting.append((chunk, pool.submit(_judged, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                done = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                for again in (chunk, *(one for one, _ in waiting)):
                    yield from _one_by_one(again, task)
                waiting.clear()
                pool = _pool(task, jobs)
            else:
                yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(chunk: Chunk, task: Task) -> Iterator[_Done]:
    """The whole chunk once more, in a process of its own; where that one ends too, each place alone."""
    try:
        with _pool(task, 1) as pool:
            yield pool.submit(_judged, chunk).result()
            return
    except BrokenProcessPool:
        pass
    pool = _pool(task, 1)
    for place in chunk:
        try:
            yield pool.submit(_judged, (place,)).result()
        except BrokenProcessPool:
            yield Heap(unread=[_lost(place)]), ()
            pool.shutdown(wait=False)
            pool = _pool(task, 1)
    pool.shutdown()


def _lost(place: Place) -> Unread:
    what = place.what
    if isinstance(what, Entry):
        return Unread(file=printable(what.path), key=what.key, error=_LOST)
    return Unread(file=what.file, key=what.key, error=_LOST)


def _pool(task: Task, jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin, initargs=(task,))


# in a worker

_worker: "_Worker | None" = None


class _Worker:
    def __init__(self, task: Task) -> None:
        source = task.dns.build()
        self._recording = source.recording if isinstance(source, RecordingDns) else None
        self._judging = Judging(None if task.settings.offline else kept_answers(source), task.settings)

    def __call__(self, chunk: Chunk) -> _Done:
        heap = Heap()
        heap.add(self._judging(item for _, item in found_at(chunk)))
        return heap, self._recording.take_new() if self._recording is not None else ()


def _begin(task: Task) -> None:
    """Ctrl-C is for the parent, which ends its workers itself."""
    global _worker  # the one thing that a worker knows
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    if task.begin is not None:
        task.begin()
    _worker = _Worker(task)


def _judged(chunk: Chunk) -> _Done:
    assert _worker is not None
    return _worker(chunk)
