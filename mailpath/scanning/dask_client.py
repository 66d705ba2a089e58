"""What we use of a client of Dask, as types: its own are there in part only."""

from collections.abc import Callable, Mapping
from typing import Protocol, TypedDict

__all__ = ["Client", "Future", "Versions"]

Versions = Mapping[str, Mapping[str, str | None]]  # of one process: its packages and its host


class AllVersions(TypedDict):
    client: Versions
    scheduler: Versions
    workers: Mapping[str, Versions | None]


class Future(Protocol):
    key: str

    def result(self, timeout: float) -> bytes: ...

    def add_done_callback(self, called: "Callable[[Future], object]", /) -> None: ...


class Client(Protocol):
    status: str

    def submit(self, task: Callable[..., bytes], /, *arguments: object, key: str, pure: bool = False) -> Future: ...

    def get_versions(self, *, packages: tuple[str, ...]) -> "AllVersions": ...

    def nthreads(self) -> Mapping[str, int]: ...

    def cancel(self, futures: list[Future], *, force: bool) -> object: ...

    def run(self, task: Callable[..., object], /, *arguments: object, wait: bool, on_error: str) -> object: ...

    def close(self, timeout: float) -> object: ...
