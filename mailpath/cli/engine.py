"""Where `scan` and `triage` work, and how much at once: `--jobs`, `--engine` and `--scheduler`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from mailpath.scanning.engine import ClusterError
from mailpath.values.settings import SettingError

if TYPE_CHECKING:
    from mailpath.scanning.dask import Cluster

__all__ = ["EngineOption", "JobsOption", "SchedulerOption", "at_once", "cluster_of", "scheduler_of"]

_WORK = "How the work is done"
JobsOption = Annotated[
    str | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        rich_help_panel=_WORK,
        help="How many processes. Default: as many as there are cores; on a cluster, as many as it has threads.",
    ),
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="local|dask",
        rich_help_panel=_WORK,
        help="Where the work is done: on this machine (default), or on a Dask cluster.",
    ),
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="URL",
        rich_help_panel=_WORK,
        help="The Dask scheduler, such as tcp://scheduler.example:8786. Paths must be readable by its workers.",
    ),
]

_ENGINES = ("local", "dask")
_KINDS = ("tcp", "tls", "ws", "wss")  # ways to a scheduler
_EXTRA = "pip install 'mailpath[dask]'"


def scheduler_of(engine: str | None, scheduler: str | None) -> str | None:
    """The address of the scheduler; None for this machine. Raises SettingError."""
    if engine not in (None, *_ENGINES):
        raise SettingError(f"--engine {engine}: is none of {', '.join(_ENGINES)}")
    if engine != "dask":
        if scheduler is not None:
            raise SettingError("--scheduler: has no meaning without --engine dask")
        return None
    if scheduler is None:
        raise SettingError("--engine dask: needs --scheduler tcp://HOST:PORT, the address of a Dask scheduler")
    if not _is_address(scheduler):
        raise SettingError(f"--scheduler {scheduler}: is no address such as tcp://scheduler.example:8786")
    return scheduler


@contextmanager
def cluster_of(scheduler: str | None) -> Iterator["Cluster | None"]:
    """The way to that scheduler, while it is used. SettingError where there is none, or not for us."""
    if scheduler is None:
        yield None
        return
    try:
        from mailpath.scanning.dask import Cluster  # late: half a second
    except ImportError:
        raise SettingError(f"--engine dask: needs Dask: {_EXTRA}") from None
    try:
        cluster = Cluster(scheduler)
    except ClusterError as error:
        raise SettingError(f"--scheduler: {error}") from None
    with cluster:
        yield cluster


def _is_address(text: str) -> bool:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        return parts.scheme in _KINDS and bool(parts.hostname) and parts.port is not None and "@" not in parts.netloc
    except ValueError:
        return False


def at_once(jobs: str | None, workers: int, cluster: "Cluster | None") -> int | None:
    """`workers`, what `--jobs` comes to; None where it was not given and a cluster has room for more or fewer."""
    return workers if cluster is None or jobs is not None else None
