"""`mailpath triage --engine dask` as a user runs it, on a cluster of two workers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from mailpath.scanning import parcel
from mailpath.scanning.dask import Cluster
from tests.cli.running import ROOT, environment, mailpath
from tests.scanning.dask_cluster import Started, cluster, with_another_version
from tests.triage.inboxes import complaints, write_inbox, write_names

COUNT = 900
WAIT_S = 60  # against a hang


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`md` and `box` with complaints, `dns.json`, and `whole.json`: the queue as this machine alone writes it."""
    path = write_inbox(tmp_path_factory.mktemp("triage"), complaints(COUNT))
    write_names(path / "dns.json")
    told = arguments(path, "--output", path / "whole.json", "--record", path / "recorded.json")
    assert mailpath(*told, home=path).code == 1
    return path


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with cluster(tmp_path_factory.mktemp("scratch")) as found:
        yield found


def arguments(place: Path, *more: str | Path) -> list[str]:
    told = ["--dns", place / "dns.json", "--at", "2026-04-01", "--own-domain", "empfang.example", "--json"]
    return ["triage", str(place / "md"), str(place / "box"), *map(str, told), *map(str, more)]


def on(found: Started) -> list[str]:
    return ["--engine", "dask", "--scheduler", found.address]


def started(place: Path, *more: str | Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "mailpath", *arguments(place, *more)],
        cwd=ROOT,
        env=environment(place),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def at_it(found: Started) -> int:
    """The process of a worker that has begun with complaints."""
    with Cluster(found.address) as there:
        until = time.monotonic() + WAIT_S
        while time.monotonic() < until:
            said = there.client.run(_begun, wait=True, on_error="raise")
            for pid, runs in cast("Mapping[str, tuple[int, int]]", said).values():
                if runs:
                    return pid
            time.sleep(0.01)
    pytest.fail("no worker has begun")


def _begun() -> tuple[int, int]:
    return os.getpid(), len(parcel._runs)


def test_the_same_bytes_as_on_this_machine(place, tmp_path, two_workers):
    recorded = tmp_path / "recorded.json"
    told = arguments(place, *on(two_workers), "--output", tmp_path / "x.json", "--record", recorded)
    done = mailpath(*told, home=place)
    assert (done.code, done.out, done.err) == (1, "", "")
    assert (tmp_path / "x.json").read_bytes() == (place / "whole.json").read_bytes()
    assert recorded.read_bytes() == (place / "recorded.json").read_bytes()


def test_the_sample_inbox_by_its_relative_path(tmp_path, two_workers):
    told = [
        "triage",
        "samples/complaints/inbox",
        "--dns",
        "samples/complaints/dns.json",
        "--at",
        "2026-03-10T09:35:00Z",
    ]
    told += ["--own-domain", "empfang.example", "--trust", "mx.empfang.example", "--json"]
    alone = mailpath(*told, home=tmp_path)
    assert alone.code == 1
    assert mailpath(*told, *on(two_workers), home=tmp_path) == alone


@pytest.mark.loopback
def test_a_worker_killed_in_the_middle_costs_no_complaint(place, tmp_path, two_workers):
    running = started(place, *on(two_workers), "--output", tmp_path / "x.json")
    os.kill(at_it(two_workers), signal.SIGKILL)
    assert running.poll() is None
    out, said = running.communicate(timeout=WAIT_S)
    assert (running.returncode, out, said) == (1, "", "")
    assert (tmp_path / "x.json").read_bytes() == (place / "whole.json").read_bytes()


@pytest.mark.long
@pytest.mark.loopback
def test_a_scheduler_that_goes_away_leaves_no_queue_and_nothing_remembered(place, tmp_path, tmp_path_factory):
    output, state = tmp_path / "x.json", tmp_path / "state.db"
    with cluster(tmp_path_factory.mktemp("scratch")) as found:
        running = started(place, *on(found), "--output", output, "--state", state)
        at_it(found)
        assert running.poll() is None
    _, said = running.communicate(timeout=WAIT_S)
    assert running.returncode == 5
    assert said.startswith("mailpath: ")
    assert "scheduler" in said
    assert said.count("\n") == 1
    assert not output.exists()
    assert mailpath(*arguments(place, "--output", output, "--state", state), home=place).code == 1
    assert output.read_bytes() == (place / "whole.json").read_bytes()


def refused(place, tmp_path, *more, **variables):
    output, state, folders = tmp_path / "x.json", tmp_path / "state.db", tmp_path / "cases"
    done = mailpath(
        *arguments(place, "--output", output, "--state", state, "--folders", folders, *more), home=place, **variables
    )
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("mailpath: ")
    assert done.err.count("\n") == 1
    assert not any(one.exists() for one in (output, state, folders))
    return done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "dask"), "needs --scheduler tcp://HOST:PORT"),
        (("--scheduler", "tcp://127.0.0.1:1"), "no meaning without --engine dask"),
        (("--engine", "dask", "--scheduler", "127.0.0.1"), "is no address such as tcp://"),
    ],
)
def test_options_that_do_not_fit(place, tmp_path, options, said):
    assert said in refused(place, tmp_path, *options)


def test_a_scheduler_that_is_not_there(place, tmp_path):
    said = refused(place, tmp_path, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert "no Dask scheduler can be reached at tcp://127.0.0.1:1" in said


def test_without_the_extra(place, tmp_path):
    (tmp_path / "distributed.py").write_text("raise ImportError\n")
    said = refused(place, tmp_path, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", PYTHONPATH=str(tmp_path))
    assert said == "mailpath: --engine dask: needs Dask: pip install 'mailpath[dask]'\n"


@pytest.mark.long
def test_another_version_on_the_cluster(place, tmp_path, tmp_path_factory):
    other = with_another_version(tmp_path_factory.mktemp("other"))
    with cluster(tmp_path_factory.mktemp("scratch"), workers=1, path=other) as found:
        said = refused(place, tmp_path, *on(found))
    assert "has mailpath 9.9, here it is" in said
