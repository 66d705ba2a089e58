"""What an engine is: it judges chunks, few at a time, and gives the outcomes in the order of the chunks."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

from mailpath.scanning.chunks import Chunk, too_few_for_processes, worth_processes
from mailpath.scanning.job import Job, Judge
from mailpath.scanning.rows import Outcome
from mailpath.scanning.serial import Serial

__all__ = ["ClusterError", "Engine", "engine_and_chunks"]


class ClusterError(Exception):
    """Machines that were to do the work cannot, and why, in one line. What was done until then is good."""


class Engine(Protocol):
    """Takes the next chunk only when there is room for it, so that memory is bounded whatever the input."""

    def run(self, chunks: Iterable[Chunk], /) -> Iterator[Outcome]: ...


def engine_and_chunks(job: Job, judge: Judge, chunks: Iterable[Chunk], *, jobs: int) -> tuple[Engine, Iterator[Chunk]]:
    """The engine for this input, and its chunks: few small messages are judged in this process, whatever `jobs` is."""
    if job.limit is not None and jobs > 1:
        return _HereFirst(job, judge, jobs), iter(chunks)
    worth, all_chunks = worth_processes(chunks, jobs=jobs)
    if not worth:
        return Serial(judge), all_chunks
    from mailpath.scanning.processes import Processes

    return Processes(job, jobs), all_chunks


class _HereFirst:
    """Where only so many rows are wanted, a few messages may have them: others are judged by several processes, and
    only when it comes to those are processes started."""

    def __init__(self, job: Job, judge: Judge, jobs: int) -> None:
        self._job = job
        self._here = Serial(judge)
        self._jobs = jobs

    def run(self, chunks: Iterable[Chunk], /) -> Iterator[Outcome]:
        remaining = iter(chunks)
        yield from self._here.run(too_few_for_processes(remaining))
        following = next(remaining, None)
        if following is None:
            return
        from mailpath.scanning.processes import Processes

        yield from Processes(self._job, self._jobs).run(chain((following,), remaining))
