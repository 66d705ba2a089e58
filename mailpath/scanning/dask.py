"""Chunks spread over a Dask cluster; a worker that is lost costs time and no message. Only this file imports it.

Dask itself gives the task of a lost worker to another one, as often as `distributed.scheduler.allowed-failures` says. A
chunk that went through more workers than that is judged again message by message with nothing else under way, so that
the one that ends workers is known and what becomes of the others is not lost.

Nothing of it may reach a user as it is: every failure is a `ClusterError` of one line.
"""

import logging
import socket
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Generic, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

import dask
from distributed import Client as DaskClient
from distributed import KilledWorker, Security

from mailpath.dns.errors import DnsFileError
from mailpath.scanning.chunks import Chunk, bytes_in
from mailpath.scanning.dask_client import Client, Future, Versions
from mailpath.scanning.engine import ClusterError
from mailpath.scanning.order import Order
from mailpath.scanning.parcel import (
    BUILD,
    OtherVersionError,
    forget,
    judged,
    opened_outcome,
    packed_chunk,
    packed_work,
    unpacked_work,
)
from mailpath.scanning.work import Made, Outcome, Work
from mailpath.values.answers import Answer

__all__ = ["Cluster", "Dask"]

_CONNECT_S = 10.0  # to reach a scheduler, unless Dask is told less
_CLOSE_S = 5.0
_PATIENCE_S = 60.0  # without any worker, before a run gives up: clusters that grow on demand need some
_LOOK_S = 1.0  # between two looks whether anybody is there
_COUNT_S = 5.0  # between two counts of the workers, which come and go
_AHEAD = 2  # chunks for each thread: the one that is judged, and the one that is next
_BYTES = 256 << 20  # of messages that are under way: the scheduler holds them
_LONGEST = 300


class _Flying(NamedTuple):
    number: int
    chunk: Chunk
    future: Future


class Cluster:
    """The way to a scheduler. Raises ClusterError where it is not there, or where workers would judge differently."""

    def __init__(self, address: str) -> None:
        _be_quiet()
        self._address = address
        if address.startswith(("tls:", "wss:")) and Security().get_connection_args("client").get("ssl_context") is None:
            raise ClusterError(
                f"{address}: Dask has no certificates for TLS (distributed.comm.tls in its configuration)"
            )
        _knock(address)
        configured = dask.config.get("distributed.comm.timeouts.connect", default=None)
        try:
            limit = min(_CONNECT_S, dask.utils.parse_timedelta(configured, default="s") or _CONNECT_S)
            self.client: Client = _client(address, limit)
        except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
            raise ClusterError(f"no Dask scheduler can be reached at {address} ({_said(error)})") from None
        try:
            self._compare()
        except BaseException:
            self.close()
            raise

    def _compare(self) -> None:
        ours, scheduler, workers = self._versions()
        for where, theirs in [("the scheduler", scheduler), *workers]:
            for name, here, there in (
                ("mailpath", _mailpath(ours), _mailpath(theirs)),
                ("Python", _python(ours), _python(theirs)),
            ):
                if here != there:
                    has = f"has {name} {there}" if there else f"has no {name}"
                    raise ClusterError(f"{self._address}: {where} {has}, here it is {here}: install the same on both")

    def _versions(self) -> tuple[Versions, Versions, list[tuple[str, Versions]]]:
        """Of this process, the scheduler and each worker."""
        with self.failures():
            found = self.client.get_versions(packages=("mailpath",))
        workers = found["workers"]
        named = [(f"worker {address}", one) for address, one in sorted(workers.items()) if one]
        return found["client"], found["scheduler"], named

    def threads(self) -> int:
        """Of all workers together, as of now."""
        with self.failures():
            return sum(self.client.nthreads().values())

    @contextmanager
    def failures(self) -> Iterator[None]:
        try:
            yield
        except (OSError, CancelledError, RuntimeError, ValueError) as error:  # TimeoutError is an OSError
            raise ClusterError(
                f"the Dask scheduler at {self._address} cannot be reached any more ({_said(error)})"
            ) from None

    def close(self) -> None:
        with suppress(Exception):
            self.client.close(timeout=_CLOSE_S if self.client.status == "running" else 0)

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _client(address: str, limit_s: float) -> Client:
    """Dask's own limit is for each of its steps, and does not count for what listens there and is no scheduler: so it
    is waited for in a thread, which is left behind. Raises what the client does, TimeoutError past the limit."""
    made: SimpleQueue[Client | BaseException] = SimpleQueue()

    def make() -> None:
        try:
            with warnings.catch_warnings(action="ignore"):  # differences of versions are told later
                made.put(DaskClient(address, timeout=limit_s, set_as_default=False, name="mailpath"))
        except BaseException as error:  # noqa: BLE001  # raised where it is waited for
            made.put(error)

    Thread(target=make, daemon=True).start()
    try:
        found = made.get(timeout=2 * limit_s)
    except Empty:
        raise TimeoutError(f"no answer in {2 * limit_s:.0f} seconds") from None
    if isinstance(found, BaseException):
        raise found
    return found


class Dask(Generic[Made]):
    """An engine on a cluster. `most` chunks at once, where that is given; a run gives up after `patience_s` without
    any worker. Raises ClusterError on the way."""

    def __init__(
        self, cluster: Cluster, work: Work[Made], *, most: int | None = None, patience_s: float = _PATIENCE_S
    ) -> None:
        self._cluster = cluster
        self._client = cluster.client
        self._work = work
        self._most = most
        self._patience_s = patience_s
        self._run = f"mailpath-{uuid4().hex}"
        self._order = Order[Made]()
        self._flying: dict[str, _Flying] = {}
        self._landed: SimpleQueue[Future] = SimpleQueue()
        self._suspects: deque[tuple[int, Chunk]] = deque()
        self._tasks = 0
        self._room = 1
        self._counted_at = self._seen_at = monotonic() - _COUNT_S

    def run(self, chunks: Iterable[Chunk], /) -> Iterator[Outcome[Made]]:
        numbered = iter(enumerate(chunks))
        try:
            self._packed = self._client.submit(unpacked_work, self._work_bytes(), key=f"{self._run}-work")
            self._seen_at = monotonic()
            coming = next(numbered, None)
            while coming is not None or self._flying or self._suspects:
                while coming is not None and self._has_room_for(*coming):
                    self._give(*coming)
                    coming = next(numbered, None)
                if self._flying:
                    self._take(self._next_landed())
                else:
                    number, chunk = self._suspects.popleft()
                    self._order.put(number, self._one_by_one(chunk))
                yield from self._order.ready()
        finally:
            self._end()

    def _work_bytes(self) -> bytes:
        try:
            return packed_work(self._work)
        except DnsFileError as error:
            raise ClusterError(f"--dns {error}") from None

    def _has_room_for(self, number: int, chunk: Chunk) -> bool:
        """Nothing is begun while chunks are suspected: they are looked at when everything else has landed."""
        if self._suspects:
            return False
        if not self._flying:
            return True
        if monotonic() - self._counted_at > _COUNT_S:
            self._count()
        held = sum(bytes_in(one.chunk) for one in self._flying.values())
        return (
            len(self._flying) < self._room
            and self._order.is_within(number, 2 * self._room)
            and held + bytes_in(chunk) <= _BYTES
        )

    def _count(self) -> int:
        threads = self._cluster.threads()
        self._counted_at = monotonic()
        if threads:
            self._seen_at = self._counted_at
        self._room = self._most or max(_AHEAD * threads, 1)
        return threads

    def _give(self, number: int, chunk: Chunk) -> None:
        self._tasks += 1
        key = f"{self._run}-{self._tasks}"
        with self._cluster.failures():
            future = self._client.submit(
                judged, BUILD, self._run, self._packed, packed_chunk(chunk), key=key, pure=False
            )
            self._flying[key] = _Flying(number, chunk, future)
            future.add_done_callback(self._landed.put)

    def _next_landed(self) -> _Flying:
        while True:
            try:
                future = self._landed.get(timeout=_LOOK_S)
            except Empty:
                self._look()
                continue
            if (landed := self._flying.pop(future.key, None)) is not None:
                return landed

    def _look(self) -> None:
        if not self._count() and monotonic() - self._seen_at > self._patience_s:
            raise ClusterError(f"the cluster has had no worker for {self._patience_s:.0f} seconds")

    def _take(self, landed: _Flying) -> None:
        outcome = self._outcome(landed.future)
        if outcome is None:
            self._suspects.append((landed.number, landed.chunk))
        else:
            self._order.put(landed.number, outcome)

    def _outcome(self, future: Future) -> Outcome[Made] | None:
        """None where it ended too many workers."""
        while True:
            try:
                return opened_outcome(future.result(timeout=_LOOK_S * 10), self._work)
            except KilledWorker:
                return None
            except TimeoutError:  # whoever had it was lost meanwhile, and it is made again
                self._look()
            except OtherVersionError as error:
                raise ClusterError(f"{error}: install the same on both") from None
            except CancelledError:
                raise ClusterError("the Dask scheduler was lost, and what it knew with it") from None
            except Exception as error:  # noqa: BLE001  # whatever another machine can do wrong
                raise ClusterError(f"a worker could not do its work ({type(error).__name__}: {_said(error)})") from None

    def _one_by_one(self, chunk: Chunk) -> Outcome[Made]:
        parts: list[Made] = []
        answers: list[Answer] = []
        for place in chunk:
            self._give(-1, (place,))
            outcome = self._outcome(self._next_landed().future)
            if outcome is None:
                parts.append(self._work.lost(place))
            else:
                parts += outcome.parts
                answers += outcome.answers
        return Outcome(parts, answers)

    def _end(self) -> None:
        """Also of a run that was stopped: nothing of it is begun any more. What a worker is at it ends first."""
        under_way = [one.future for one in self._flying.values()]
        self._flying.clear()
        with suppress(Exception):
            if self._client.status != "running":  # nobody is there to be told
                return
            if under_way:
                self._client.cancel(under_way, force=True)
            self._client.run(forget, self._run, wait=False, on_error="ignore")


def _knock(address: str) -> None:
    """Dask itself would try for long to reach an address where nobody listens."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname, parts.port), timeout=_CONNECT_S).close()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ClusterError(f"no Dask scheduler can be reached at {address} ({why})") from None


def _be_quiet() -> None:
    """What Dask logs would stand among our lines; all that matters of it is told by us."""
    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": f"{_BYTES * 2}B"})


def _mailpath(found: Versions) -> str | None:
    return found["packages"].get("mailpath")


def _python(found: Versions) -> str | None:
    return ".".join((found["host"]["python"] or "").split(".")[:2])


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
