"""What an engine is: it judges chunks, few at a time, and gives the outcomes in the order of the chunks."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Protocol

from mailpath.scanning.chunks import CHUNK_BYTES, Chunk, bytes_in
from mailpath.scanning.job import Job, Judge
from mailpath.scanning.rows import Outcome
from mailpath.scanning.serial import Serial

__all__ = ["ClusterError", "Engine", "engine_and_chunks"]

_WORTH_A_PROCESS = 400  # messages: starting a process costs as much as judging some hundred of them


class ClusterError(Exception):
    """Machines that were to do the work cannot, and why, in one line. What was done until then is good."""


class Engine(Protocol):
    """Takes the next chunk only when there is room for it, so that memory is bounded whatever the input."""

    def run(self, chunks: Iterable[Chunk], /) -> Iterator[Outcome]: ...


def engine_and_chunks(job: Job, judge: Judge, chunks: Iterable[Chunk], *, jobs: int) -> tuple[Engine, Iterator[Chunk]]:
    """The engine for this input, and its chunks: few small messages are judged in this process, whatever `jobs` is."""
    remaining = iter(chunks)
    first: list[Chunk] = []
    count = held = 0
    is_small = True
    while jobs > 1 and is_small and (chunk := next(remaining, None)) is not None:
        first.append(chunk)
        count += len(chunk)
        held += bytes_in(chunk)
        is_small = count < _WORTH_A_PROCESS and held < CHUNK_BYTES
    if is_small:
        return Serial(judge), chain(first, remaining)
    from mailpath.scanning.processes import Processes

    return Processes(job, jobs), chain(first, remaining)
