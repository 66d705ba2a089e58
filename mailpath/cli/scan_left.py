"""How much of a scan is left, by bytes: all that lies below its paths against what was handed out to be judged.

The paths are listed once more, beside the scan, in a thread of their own; nothing is opened. Where the size of what is
inside cannot be told from outside (standard input, compressed files, what is not on a disk) nothing is known.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from os.path import exists, isdir
from threading import Thread
from time import monotonic

from mailpath.inputs.item import STANDARD_INPUT, Item
from mailpath.inputs.places import Entry
from mailpath.scanning.chunks import Place

__all__ = ["Left"]

_COMPRESSED = (".gz", ".zip", ".tgz")
_UNSURE_S = 1.0  # before that a rate says nothing


class Left:
    """What is left of a scan of `paths`. `reached` counts what the scan has come to,
    `handed` what of it was still to be judged."""

    def __init__(self, paths: Iterable[str], clock: Callable[[], float] = monotonic) -> None:
        self._paths = tuple(paths)
        self._clock = clock
        self._began = clock()
        self._total: int | None = None
        self._reached = 0
        self._judged = 0

    def start(self) -> Thread:
        """Begin to count what there is."""
        counting = Thread(target=self._count, daemon=True)
        counting.start()
        return counting

    def reached(self, places: Iterable[Place]) -> Iterator[Place]:
        """Pass every place on, in the order of the scan."""
        for place in places:
            self._reached += _size(place)
            yield place

    def handed(self, places: Iterable[Place]) -> Iterator[Place]:
        """Pass on those that are left to be judged, behind `reached`."""
        for place in places:
            self._judged += _size(place)
            yield place

    def seconds(self) -> float | None:
        """What is left takes about so long; None where that cannot be told yet, or never."""
        elapsed = self._clock() - self._began
        if self._total is None or not self._judged or elapsed < _UNSURE_S:
            return None
        return max(self._total - self._reached, 0) / (self._judged / elapsed)

    def _count(self) -> None:
        from mailpath.inputs.walk import entries

        total = 0
        for path in self._paths:
            if path == STANDARD_INPUT or not exists(path):  # noqa: PTH110  # nothing that lies on a disk here
                return
            for entry in entries(path) if isdir(path) else (Entry(path=path),):  # noqa: PTH112  # Path("") would be "."
                if not isinstance(entry, Entry):
                    continue
                if entry.path.lower().endswith(_COMPRESSED):
                    return
                total += _on_disk(entry.path)
        self._total = total


def _size(place: Place) -> int:
    what = place.what
    if isinstance(what, Item):
        return len(what.raw)
    return _on_disk(what.path) if isinstance(what, Entry) else 0


def _on_disk(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return 0
