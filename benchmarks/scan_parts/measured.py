"""Running something and measuring it: wall time, CPU seconds of all its processes, peak memory of the largest one."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Run", "best", "in_process", "run", "together"]

ROOT = Path(__file__).parents[2]
_POLL_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Seconds, and mebibytes of the process that held most (null where the system does not say)."""

    wall: float
    cpu: float
    peak_mib: float | None
    code: int


def in_process(work: Callable[[], object]) -> float:
    """CPU seconds of something that is done here."""
    before = time.process_time()
    work()
    return time.process_time() - before


def run(
    words: Sequence[str],
    *,
    poll_s: float = _POLL_S,
    output: Path | None = None,
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
) -> Run:
    """A command to its end. CPU counts its children too, once it has waited for them."""
    return together([words], poll_s=poll_s, outputs=None if output is None else [output], env=env, cwd=cwd)[0]


def together(
    commands: Sequence[Sequence[str]],
    *,
    poll_s: float = _POLL_S,
    outputs: Sequence[Path] | None = None,
    env: dict[str, str] | None = None,
    cwd: Path = ROOT,
) -> list[Run]:
    """Several commands at once; each one's wall time is until the last has ended."""
    begun = time.monotonic()
    started = []
    for place, words in enumerate(commands):
        if outputs is None:
            started.append(subprocess.Popen(words, env=env, cwd=cwd, stdout=subprocess.DEVNULL))
        else:
            with outputs[place].open("wb") as file:
                started.append(subprocess.Popen(words, env=env, cwd=cwd, stdout=file))
    watch = _Watch([each.pid for each in started], poll_s)
    ended = []
    for each in started:
        _, status, used = os.wait4(each.pid, 0)
        each.returncode = os.waitstatus_to_exitcode(status)
        ended.append((each, used))
    wall = time.monotonic() - begun
    peaks = watch.stop()
    return [
        Run(wall=wall, cpu=used.ru_utime + used.ru_stime, peak_mib=_peak(peaks[each.pid], used), code=each.returncode)
        for each, used in ended
    ]


def _peak(polled_kib: int, used: resource.struct_rusage) -> float | None:
    """The kernel's figure is exact but no smaller than this process was when it began the other (`execve` keeps it)."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    kib = max(polled_kib, used.ru_maxrss if used.ru_maxrss > own else 0)
    return kib / 1024 if kib else None


class _Watch:
    """Asks the kernel again and again how much each process below some has held at most."""

    def __init__(self, pids: Sequence[int], every_s: float) -> None:
        self._peaks = dict.fromkeys(pids, 0)
        self._every_s = every_s
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> dict[int, int]:
        """KiB of the largest process below each."""
        self._ended.set()
        self._thread.join()
        return self._peaks

    def _watch(self) -> None:
        while not self._ended.wait(self._every_s):
            for top in self._peaks:
                for pid in _below(top):
                    self._peaks[top] = max(self._peaks[top], _high_water_kib(pid))


def _below(pid: int) -> Iterator[int]:
    yield pid
    try:
        lists = [each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(lists).split():
        yield from _below(int(child))


def _high_water_kib(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    _, found, rest = text.partition("VmHWM:")
    return int(rest.split(maxsplit=1)[0]) if found else 0


def best(runs: Sequence[Run]) -> Run:
    """The least of each: what the machine's other work added is in the others. Of memory the most."""
    peaks = [each.peak_mib for each in runs if each.peak_mib is not None]
    return Run(
        wall=min(each.wall for each in runs),
        cpu=min(each.cpu for each in runs),
        peak_mib=max(peaks) if peaks else None,
        code=max(each.code for each in runs),
    )
