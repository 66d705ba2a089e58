"""How often a process that judges many messages looks for cycles of objects."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collect_between_chunks", "collect_seldom", "collecting_seldom"]

_MADE = 500_000  # objects that are made and not let go before the youngest are looked at; Python's own number is 700
_TIMES = 50  # and so often before older ones are


def collect_seldom() -> None:
    """For a process of its own, never for a library's caller.

    A check makes thousands of objects and lets nearly all of them go by count; looking for cycles among them as often
    as Python does by itself took a tenth of a scan's time. What is there at the start stays to the end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE, _TIMES, _TIMES)
    atexit.register(gc.freeze)  # Python looks for cycles once more before it ends


def collect_between_chunks() -> None:
    """Look for cycles when the reports of a chunk are gone: in the middle of it nearly all objects are in use, and
    looking at them is a twentieth of a scan's time."""
    gc.collect(0)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """The same for a while, in a process that may be a library's caller."""
    usual = gc.get_threshold()
    gc.set_threshold(_MADE, _TIMES, _TIMES)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
