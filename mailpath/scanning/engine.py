"""What an engine is: it judges chunks, few at a time, and gives the outcomes in the order of the chunks."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from mailpath.scanning.chunks import Chunk, worth_processes
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
    worth, all_chunks = worth_processes(chunks, jobs=jobs)
    if not worth:
        return Serial(judge), all_chunks
    from mailpath.scanning.processes import Processes

    return Processes(job, jobs), all_chunks
