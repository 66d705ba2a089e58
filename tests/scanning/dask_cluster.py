"""A Dask cluster of the loopback interface, in processes of its own: two workers that come back when they are killed.

Run as a program it prints the scheduler's address and ends with its standard input.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["cluster"]

_ROOT = Path(__file__).parents[2]


@contextmanager
def cluster(scratch: Path, *, workers: int = 2) -> Iterator[str]:
    """The address of its scheduler, while it runs. A task that ends one worker is not given to another."""
    variables = {
        "DASK_TEMPORARY_DIRECTORY": str(scratch),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "PYTHONPATH": str(_ROOT),
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
        yield running.stdout.readline().strip()
    finally:
        running.stdin.close()
        running.wait()
        running.stdout.close()


def _main() -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as local:
        print(local.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    _main()
