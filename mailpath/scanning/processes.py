"""Chunks spread over spawned processes; a process that is lost costs time and no message.

Each worker has a pipe of its own. A thread in it takes chunks off the pipe, so that neither side ever waits for the
other while both write; and when the parent is gone, however it ended, the pipe ends and the worker with it.
"""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from threading import Thread
from typing import Generic, Protocol

from mailpath.inputs.item import Item
from mailpath.scanning.chunks import CHUNK_BYTES, Chunk, Place, bytes_in
from mailpath.scanning.collection import collect_seldom
from mailpath.scanning.order import Order
from mailpath.scanning.work import Made, Outcome, Work
from mailpath.values.answers import Answer

__all__ = ["LostWorkerError", "Processes"]

_AHEAD = 2  # chunks at a worker: the one it judges, and the one it takes next, where both are small
_LARGE = 1 << 20  # bytes of a message that is sent by itself
_WINDOW = 4  # chunks for each worker between the oldest that is missing and the newest that was begun


class LostWorkerError(Exception):
    """A worker that ended before it was ready for anything."""


class _Process(Protocol):
    def join(self, timeout: float | None = None) -> None: ...

    def kill(self) -> None: ...


class _Worker(Generic[Made]):
    """The parent's side of one worker."""

    def __init__(self, work: Work[Made]) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.held: deque[tuple[int, Chunk]] = deque()
        self._bytes = 0  # of messages in what is held
        self.is_ready = False
        started = context.Process(target=_work, args=(theirs, work), daemon=True)
        started.start()
        self._process: _Process = started
        theirs.close()

    def give(self, number: int, chunk: Chunk) -> None:
        """May find the worker gone: then `take` says so, and the chunk is among those held."""
        self.held.append((number, chunk))
        self._bytes += bytes_in(chunk)
        with suppress(OSError):
            _send(self.pipe, number, chunk)

    def take(self) -> tuple[int, Outcome[Made]] | None:
        """What the worker has sent: an outcome, or None when it is ready. EOFError or OSError where it is gone."""
        sent = self.pipe.recv()
        if sent is None:
            self.is_ready = True
            return None
        number, parts, answers = sent
        _, chunk = self.held.popleft()
        self._bytes -= bytes_in(chunk)
        return number, Outcome(parts, answers)

    def has_room_for(self, chunk: Chunk) -> bool:
        if not self.held:
            return True
        return len(self.held) < _AHEAD and self._bytes + bytes_in(chunk) <= CHUNK_BYTES

    def end(self) -> None:
        self.pipe.close()
        self._process.kill()
        self._process.join()


class Processes(Generic[Made]):
    """An engine of `jobs` workers. Raises LostWorkerError where none can be started."""

    def __init__(self, work: Work[Made], jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._order = Order[Made]()
        self._again: deque[tuple[int, Chunk]] = deque()
        self._coming: tuple[int, Chunk] | None = None
        self._losses: dict[int, int] = {}

    def run(self, chunks: Iterable[Chunk], /) -> Iterator[Outcome[Made]]:
        workers = [_Worker(self._work) for _ in range(self._jobs)]
        numbered = iter(enumerate(chunks))
        self._coming = next(numbered, None)
        try:
            while self._coming is not None or self._again or any(worker.held for worker in workers):
                self._feed(workers, numbered)
                self._collect(workers)
                yield from self._order.ready()
        finally:
            for worker in workers:
                worker.end()

    def _feed(self, workers: list[_Worker[Made]], numbered: Iterator[tuple[int, Chunk]]) -> None:
        while True:
            idlest = min(workers, key=lambda one: len(one.held))
            following = self._again[0] if self._again else self._coming
            if following is None or not idlest.has_room_for(following[1]):
                return
            if self._again:
                idlest.give(*self._again.popleft())
            elif self._order.is_within(following[0], _WINDOW * len(workers)):
                idlest.give(*following)
                self._coming = next(numbered, None)
            else:
                return

    def _collect(self, workers: list[_Worker[Made]]) -> None:
        """Wait for one worker at least; put in order what came, and replace who was lost."""
        heard = wait([worker.pipe for worker in workers])
        for place, worker in enumerate(workers):
            if worker.pipe not in heard:
                continue
            try:
                if (done := worker.take()) is not None:
                    self._order.put(*done)
            except (EOFError, OSError):
                workers[place] = self._replaced(worker)

    def _replaced(self, lost: _Worker[Made]) -> _Worker[Made]:
        lost.end()
        if not lost.is_ready:
            raise LostWorkerError("a worker process could not be started")
        self._again.extend(lost.held)
        if lost.held:
            number, chunk = lost.held[0]
            self._losses[number] = self._losses.get(number, 0) + 1
            if self._losses[number] > 1:  # not by chance: one message of it does that
                self._again.remove((number, chunk))
                self._order.put(number, self._one_by_one(chunk))
        return _Worker(self._work)

    def _one_by_one(self, chunk: Chunk) -> Outcome[Made]:
        """Each place alone, so that the one that ends workers is known and the others have their rows."""
        parts: list[Made] = []
        answers: list[Answer] = []
        worker = _Worker(self._work)
        for place in chunk:
            worker.give(0, (place,))
            try:
                while (done := worker.take()) is None:
                    pass
                parts += done[1].parts
                answers += done[1].answers
            except (EOFError, OSError):
                worker.end()
                parts.append(self._work.lost(place))
                worker = _Worker(self._work)
        worker.end()
        return Outcome(parts, answers)


def _send(pipe: Connection, number: int, chunk: Chunk) -> None:
    """Large messages go behind the chunk as they are: pickled, each would be held twice on either side."""
    large = [at for at, place in enumerate(chunk) if isinstance(place.what, Item) and len(place.what.raw) > _LARGE]
    light = list(chunk)
    for at in large:
        light[at] = _with_bytes(chunk[at], b"")
    pipe.send((number, tuple(light), large))
    for at in large:
        pipe.send_bytes(_item(chunk[at]).raw)


def _received(pipe: Connection) -> tuple[int, Chunk]:
    number, light, large = pipe.recv()
    places: list[Place] = list(light)
    for at in large:
        places[at] = _with_bytes(places[at], pipe.recv_bytes())
    return number, tuple(places)


def _with_bytes(place: Place, raw: bytes) -> Place:
    return place._replace(what=replace(_item(place), raw=raw))


def _item(place: Place) -> Item:
    assert isinstance(place.what, Item)
    return place.what


def _work(pipe: Connection, work: Work[object]) -> None:
    """A worker's whole life. Ctrl-C is for the parent, which ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    chunks: SimpleQueue[tuple[int, Chunk]] = SimpleQueue()
    Thread(target=_receive, args=(pipe, chunks), daemon=True).start()
    if work.begin is not None:
        work.begin()
    judge = work.judge()
    collect_seldom()
    try:
        pipe.send(None)
        while True:
            number, chunk = chunks.get()
            outcome = judge(chunk)
            pipe.send((number, outcome.parts, outcome.answers))
    except OSError:  # nobody listens any more
        os._exit(0)


def _receive(pipe: Connection, chunks: "SimpleQueue[tuple[int, Chunk]]") -> None:
    try:
        while True:
            chunks.put(_received(pipe))
    except (EOFError, OSError):
        os._exit(0)
