"""A Dask cluster of the loopback interface, in processes of its own: two workers that come back when they are killed.

Run as a program it prints the scheduler's address and the process of each worker, and ends with its standard input, or
when it is killed.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

__all__ = ["Started", "cluster", "with_another_version"]

_ROOT = Path(__file__).parents[2]


class Started(NamedTuple):
    """`pids` are those of its workers as they were first."""

    address: str
    pids: tuple[int, ...]


@contextmanager
def cluster(scratch: Path, *, workers: int = 2, path: str = "") -> Iterator["Started"]:
    """While it runs; a task is tried twice. `path` holds modules that its processes find before all others."""
    variables = {
        "DASK_TEMPORARY_DIRECTORY": str(scratch),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "PYTHONPATH": f"{path}{os.pathsep}{_ROOT}" if path else str(_ROOT),
    }
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.scanning.dask_cluster", str(workers)],
        cwd=scratch,
        env={**os.environ, **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    try:
        address, *pids = running.stdout.readline().split()
        yield Started(address, tuple(map(int, pids)))
    finally:
        running.kill()  # its workers notice; to close it in good order takes seconds
        running.wait()
        running.stdin.close()
        running.stdout.close()


def with_another_version(folder: Path) -> str:
    """A `path` for `cluster` on which mailpath says that it is version 9.9."""
    information = folder / "mailpath-9.9.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: mailpath\nVersion: 9.9\n")
    return str(folder)


def _main() -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as local:
        pids = " ".join(str(nanny.pid) for nanny in local.workers.values())
        sys.stdout.write(f"{local.scheduler_address} {pids}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    _main()
