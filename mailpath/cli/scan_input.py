"""What `scan` is to read: the paths that were named, and which of the messages below them."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailpath.cli.named_urls import refuse_unusable
from mailpath.inputs import STANDARD_INPUT
from mailpath.inputs.mailboxes import unopenable
from mailpath.scanning.chunks import Place, places_below
from mailpath.scanning.selection import Period, sampled
from mailpath.values.settings import SettingError, moment

__all__ = ["Selection", "jobs_of", "named_paths", "number", "selection"]

_MOST_JOBS = 256
_LARGEST = 1 << 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    paths: tuple[str, ...]
    period: Period
    limit: int | None
    sample: int | None
    seed: int

    def places(self) -> Iterator[Place]:
        if self.sample is not None:
            return sampled(self._all, self.sample, self.seed, self.period)
        return self._all()

    def _all(self) -> Iterator[Place]:
        for index, path in enumerate(self.paths):
            yield from places_below(path, index, sys.stdin.buffer)


def named_paths(path: list[str] | None, files_from: str | None) -> tuple[tuple[str, ...], bool]:
    """All paths in order, and whether each that was named on the command line can be opened."""
    named = list(path or ())
    if files_from == STANDARD_INPUT and STANDARD_INPUT in named:
        raise SettingError("--files-from -: standard input cannot be a list of paths and a message")
    refuse_unusable(named)
    good = all(one == STANDARD_INPUT or unopenable(one) is None for one in named)
    if files_from is not None:
        listed = _listed(files_from)
        refuse_unusable(listed)
        named += listed
    elif not named:
        raise SettingError("scan: name a PATH, or --files-from FILE")
    return tuple(named), good


def _listed(files_from: str) -> list[str]:
    """A path a line, or each ended by NUL, as `find -print0` writes them."""
    try:
        raw = sys.stdin.buffer.read() if files_from == STANDARD_INPUT else Path(files_from).read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise SettingError(f"--files-from {files_from}: cannot be read ({why.lower()})") from None
    names = raw.split(b"\0") if b"\0" in raw else (line.rstrip(b"\r") for line in raw.split(b"\n"))
    return [os.fsdecode(name) for name in names if name]


def selection(
    paths: tuple[str, ...],
    *,
    since: str | None,
    until: str | None,
    limit: str | None,
    sample: str | None,
    seed: str | None,
) -> Selection:
    if sample is not None and STANDARD_INPUT in paths:
        raise SettingError("--sample: standard input cannot be read twice")
    if seed is not None and sample is None:
        raise SettingError("--seed: has no meaning without --sample")
    after, before = _time("--since", since), _time("--until", until)
    if after is not None and before is not None and before <= after:
        raise SettingError(f"--since {since} and --until {until}: no time lies between them")
    return Selection(
        paths=paths,
        period=Period(since=after, until=before),
        limit=number("--limit", limit),
        sample=number("--sample", sample),
        seed=number("--seed", seed) or 0,
    )


def number(option: str, text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:20]) <= _LARGEST):
        raise SettingError(f'{option}: "{text}" is no whole number')
    return int(text)


def jobs_of(text: str | None) -> int:
    """How many processes: as many as there are cores for us, unless something else is said."""
    if text is None:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    jobs = number("--jobs", text)
    if not jobs or jobs > _MOST_JOBS:
        raise SettingError(f'--jobs: "{text}" is no number of processes from 1 to {_MOST_JOBS}')
    return jobs


def _time(option: str, text: str | None) -> datetime | None:
    if text is None:
        return None
    found = moment(text)
    if found is None:
        raise SettingError(f'{option}: "{text}" is no time, such as 2026-03-01 or 2026-03-01T12:00:00Z')
    return found
