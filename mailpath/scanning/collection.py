"""How often a process that judges many messages looks for cycles of objects."""

import gc

__all__ = ["collect_seldom"]

_MADE = 20_000  # objects that are made and not let go before the youngest are looked at; Python's own number is 700
_TIMES = 50  # and so often before older ones are


def collect_seldom() -> None:
    """For a process of its own, never for a library's caller.

    A check makes thousands of objects and lets nearly all of them go by count; looking for cycles among them as often
    as Python does by itself took a tenth of a scan's time. What is there at the start stays to the end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE, _TIMES, _TIMES)
