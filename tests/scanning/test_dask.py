"""The engine on a Dask cluster: what a scan on this machine gives, whatever happens to the workers."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep
from typing import cast

import pytest

from mailpath.dns.spec import DnsSpec
from mailpath.outputs.jsonl import line
from mailpath.scanning import parcel
from mailpath.scanning.chunks import places_below
from mailpath.scanning.dask import Cluster, Dask
from mailpath.scanning.engine import ClusterError
from mailpath.scanning.job import Job, Judge
from mailpath.scanning.parcel import BUILD, OtherVersionError, judged, packed_chunk, packed_job
from mailpath.scanning.rows import Row
from mailpath.scanning.serial import Serial
from mailpath.values.report import Report
from mailpath.values.settings import Settings
from tests.scanning.dask_cluster import cluster
from tests.scanning.mail import write_maildir, write_mbox, write_zone
from tests.scanning.test_engines import cut, rows

NOW = Settings(now="2026-03-10T00:00:00Z")  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with cluster(tmp_path_factory.mktemp("scratch")) as found:
        yield found.address


@pytest.fixture
def there(address: str) -> Iterator[Cluster]:
    with Cluster(address) as found:
        yield found


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(dns=DnsSpec(files=(str(write_zone(tmp_path / "dns.json")),), record=True), settings=NOW, render=line)


@dataclass(frozen=True)
class EndsOnSeven:
    """Renders rows until message 7 comes: it ends its process, once where there is a mark to set."""

    mark: Path | None = None

    def __call__(self, report: Report) -> bytes:
        is_seven = report.identifiers is not None and report.identifiers.subject == "number 7"
        if is_seven and (self.mark is None or not self.mark.exists()):
            if self.mark is not None:
                self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return line(report)


def alone(job: Job, path: Path, size: int) -> list[Row]:
    return rows(list(Serial(Judge(job)).run(cut(path, size))))


@pytest.mark.loopback
def test_a_cluster_gives_what_one_process_gives(tmp_path, job, there):
    for box in (write_maildir(tmp_path / "md", 40), write_mbox(tmp_path / "box", 20)):
        here = list(Serial(Judge(job)).run(cut(box, 3)))
        spread = list(Dask(there, job).run(cut(box, 3)))
        assert rows(spread) == rows(here)
        assert {a.question for one in spread for a in one.answers} == {a.question for one in here for a in one.answers}


@pytest.mark.loopback
def test_names_are_those_that_were_given(tmp_path, job, there, monkeypatch):
    write_maildir(tmp_path / "md", 5)
    monkeypatch.chdir(tmp_path)
    found = rows(list(Dask(there, job).run([tuple(places_below("md", 0)), tuple(places_below("./nothing", 1))])))
    assert [row.digest.error for row in found] == [None] * 5 + ["there is no such file"]
    assert [row.digest.file for row in found][:2] == [
        f"md/{one}" for one in ("cur/1772000000.M0.mx:2,S", "new/1772000001.M1.mx")
    ]
    assert found[5].digest.file == "./nothing"
    assert found[:5] == alone(job, Path("md"), 5)


@pytest.mark.loopback
def test_a_worker_lost_in_the_middle_costs_no_message(tmp_path, job, there):
    box = write_maildir(tmp_path / "md", 30)
    mark = tmp_path / "mark"
    assert rows(list(Dask(there, replace(job, render=EndsOnSeven(mark))).run(cut(box, 5)))) == alone(job, box, 5)
    assert mark.exists()


@pytest.mark.loopback
def test_a_message_that_ends_workers_is_a_row(tmp_path, job, there):
    box = write_maildir(tmp_path / "md", 20)
    found = rows(list(Dask(there, replace(job, render=_ends_at_a_worker)).run(cut(box, 5))))
    assert [row.digest.error is not None for row in found] == [number == 7 for number in range(20)]
    assert found[7].digest.error == "could not be processed: the process that judged it ended"
    assert [row.identity for row in found] == [row.identity for row in alone(job, box, 5)]


def _ends_at_a_worker(report: Report) -> bytes:
    return EndsOnSeven()(report)


@pytest.mark.loopback
def test_workers_keep_nothing_of_a_scan_that_is_over(tmp_path, job, there):
    before = kept_runs(there)
    running = Dask(there, job).run(cut(write_maildir(tmp_path / "md", 6), 1))
    next(running)
    ours = kept_runs(there) - before
    assert len(ours) == 1  # while it is under way, whoever has judged a part of it keeps its judge
    list(running)
    until = monotonic() + 30
    while (left := ours & kept_runs(there)) and monotonic() < until:
        sleep(0.02)
    assert not left


def kept_runs(there: Cluster) -> set[str]:
    """Of all workers that are there: after a test that ends them, one may still be on its way back."""
    found = there.client.run(_kept_runs, wait=True, on_error="raise")
    return {run for runs in cast("dict[str, list[str]]", found).values() for run in runs}


def _kept_runs() -> list[str]:
    return list(parcel._runs)


@pytest.mark.loopback
def test_no_more_is_read_ahead_than_there_is_room_for(tmp_path, job, there):
    read = 0
    place = next(places_below(str(write_mbox(tmp_path / "box", 1)), 0))

    def endless():
        nonlocal read
        while True:
            read += 1
            yield (place,)

    running = Dask(there, job).run(endless())
    for _ in range(5):
        next(running)
    del running
    assert read <= 5 + 2 * 2 * 2 + 1  # as far as order allows: twice the room of two threads, two chunks each
    assert len(rows(list(Dask(there, job).run([(place,)])))) == 1  # the cluster is fit for another scan


@pytest.mark.loopback
def test_without_any_worker_a_scan_ends(tmp_path, job, tmp_path_factory):
    box = write_maildir(tmp_path / "md", 3)
    with cluster(tmp_path_factory.mktemp("scratch"), workers=0) as empty, Cluster(empty.address) as found:
        engine = Dask(found, job, patience_s=0)
        with pytest.raises(ClusterError, match="no worker for 0 seconds"):
            list(engine.run(cut(box, 3)))


def test_a_worker_of_another_version_judges_nothing(tmp_path, job):
    chunk = packed_chunk(tuple(places_below(str(write_mbox(tmp_path / "box", 1)), 0)))
    with pytest.raises(OtherVersionError, match=r"here it is 0\.0 on Python 3\.0"):
        judged("mailpath 0.0 on Python 3.0", "run", packed_job(job), chunk)
    assert judged(BUILD, "run", packed_job(job), chunk)
