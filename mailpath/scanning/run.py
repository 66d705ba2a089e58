"""A scan from its chunks to its rows: in order, none twice, counted, as many as were asked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from mailpath.inputs.item import Unread
from mailpath.scanning.chunks import Chunk, Place, identity_of
from mailpath.scanning.engine import Engine
from mailpath.scanning.journal import Journal
from mailpath.scanning.rows import Row
from mailpath.scanning.work import Outcome
from mailpath.values.answers import Answer

__all__ = ["Target", "left_over", "rows_of", "until_lost", "written"]


class Target(Protocol):
    """Where rows are written; `add` gives how far the output reaches behind each."""

    def add(self, lines: Sequence[bytes]) -> Sequence[int]: ...

    def cut(self, position: int) -> None: ...


def left_over(places: Iterable[Place], done: Counter[str]) -> Iterator[Place]:
    """The places whose message has no row yet; each one that has is counted off in `done`."""
    for place in places:
        if done and done[name := identity_of(place)] > 0:
            done[name] -= 1
            if not done[name]:
                del done[name]  # a long run is gone on with in less and less memory
        else:
            yield place


def until_lost(places: Iterable[Place], lost: list[Unread]) -> Iterator[Place]:
    """The places up to the first that says a server cannot be reached; that one goes to `lost`."""
    for place in places:
        if isinstance(place.what, Unread) and place.what.lost:
            lost.append(place.what)
            return
        yield place


def rows_of(
    engine: Engine[Row],
    chunks: Iterable[Chunk],
    *,
    limit: int | None = None,
    recorded: Callable[[Sequence[Answer]], object] | None = None,
) -> Iterator[Sequence[Row]]:
    """The rows of one chunk after the other, `limit` of them in all."""
    left = limit
    if left == 0:
        return
    for outcome in engine.run(chunks):
        _pass_on(outcome, recorded)
        rows = outcome.parts
        if left is not None:
            rows = rows[:left]
            left -= len(rows)
        yield rows
        if left == 0:
            return


def _pass_on(outcome: Outcome[Row], recorded: Callable[[Sequence[Answer]], object] | None) -> None:
    if recorded is not None and outcome.answers:
        recorded(outcome.answers)


def written(
    found: Iterable[Sequence[Row]], target: Target, journal: Journal, position: int, lost: Sequence[Unread] = ()
) -> Iterator[Sequence[Row]]:
    """Write rows and journal them, then hand them on. Whatever ends this early leaves a valid file.

    `position` is how far the output reaches already. Where something is in `lost` at the end, that was early too.
    Raises OSError.
    """
    good = position
    try:
        for rows in found:
            ends = target.add([row.line for row in rows])
            journal.add(list(zip(rows, ends, strict=True)))
            good = ends[-1] if ends else good
            yield rows
        if lost:
            target.cut(good)
            journal.close()
    except BaseException:
        target.cut(good)
        journal.close()
        raise
