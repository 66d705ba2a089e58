"""`mailpath scan --engine dask` as a user runs it, on a cluster of two workers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import ROOT, environment, mailpath
from tests.inputs.mailboxes import zipped
from tests.scanning.dask_cluster import Started, cluster, with_another_version
from tests.scanning.mail import write_maildir, write_mbox, write_zone

COUNT = 500
WAIT_S = 30  # against a hang


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`md` and `box` with messages, `dns.json`, and `whole.jsonl`: what this machine alone writes."""
    path = tmp_path_factory.mktemp("scan")
    write_zone(path / "dns.json")
    write_maildir(path / "md", COUNT)
    raw = write_mbox(path / "box", 40).read_bytes()
    zipped(path / "box.zip", {"box": raw})
    done = mailpath(*arguments(path, path / "whole.jsonl", "--record", str(path / "recorded.json")), home=path)
    assert done.code == 1
    return path


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    with cluster(tmp_path_factory.mktemp("scratch")) as found:
        yield found


def arguments(place: Path, output: Path, *more: str) -> list[str]:
    told = ["--dns", str(place / "dns.json"), "--at", "2026-04-01", "--trust", "mx.receiver.example"]
    store = f"zip://box::file://{place}/box.zip"
    return ["scan", str(place / "md"), str(place / "box"), store, *told, "--quiet", "--output", str(output), *more]


def on(found: Started) -> list[str]:
    return ["--engine", "dask", "--scheduler", found.address]


def started(place: Path, output: Path, found: Started) -> "subprocess.Popen[str]":
    """A scan that is under way: the output has its first rows."""
    running = subprocess.Popen(
        [sys.executable, "-m", "mailpath", *arguments(place, output, *on(found))],
        cwd=ROOT,
        env=environment(place),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + WAIT_S
    while not (output.exists() and output.stat().st_size) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    return running


def test_the_same_bytes_as_on_this_machine(place, tmp_path, two_workers):
    recorded = tmp_path / "recorded.json"
    done = mailpath(*arguments(place, tmp_path / "x.jsonl", *on(two_workers), "--record", str(recorded)), home=place)
    assert (done.code, done.out, done.err) == (1, "", "")
    assert (tmp_path / "x.jsonl").read_bytes() == (place / "whole.jsonl").read_bytes()
    assert recorded.read_bytes() == (place / "recorded.json").read_bytes()


def test_stopped_and_started_again_it_ends_with_the_same_bytes(place, tmp_path, two_workers):
    output = tmp_path / "x.jsonl"
    for stop in (signal.SIGINT, signal.SIGKILL):
        running = started(place, output, two_workers)
        running.send_signal(stop)
        _, said = running.communicate(timeout=WAIT_S)
        assert (running.returncode, said) == ((130, "mailpath: stopped\n") if stop is signal.SIGINT else (-stop, ""))
        assert (tmp_path / "x.jsonl.part").exists()
        assert 0 < output.stat().st_size < (place / "whole.jsonl").stat().st_size
    assert mailpath(*arguments(place, output, *on(two_workers)), home=place).code == 1
    assert output.read_bytes() == (place / "whole.jsonl").read_bytes()
    assert not (tmp_path / "x.jsonl.part").exists()


def test_a_worker_killed_in_the_middle_costs_nothing(place, tmp_path, two_workers):
    running = started(place, tmp_path / "x.jsonl", two_workers)
    os.kill(two_workers.pids[0], signal.SIGKILL)
    assert running.poll() is None
    _, said = running.communicate(timeout=WAIT_S)
    assert (running.returncode, said) == (1, "")
    assert (tmp_path / "x.jsonl").read_bytes() == (place / "whole.jsonl").read_bytes()


@pytest.mark.long
def test_a_scheduler_that_goes_away_ends_the_scan_and_here_it_goes_on(place, tmp_path, tmp_path_factory):
    output = tmp_path / "x.jsonl"
    with cluster(tmp_path_factory.mktemp("scratch")) as found:
        running = started(place, output, found)
        assert running.poll() is None
    _, said = running.communicate(timeout=WAIT_S)
    assert running.returncode == 5
    assert said.endswith("x.jsonl: the same command goes on where it is stopped now\n")
    assert said.count("\n") == 1
    assert mailpath(*arguments(place, output), home=place).code == 1
    assert output.read_bytes() == (place / "whole.jsonl").read_bytes()


def refused(place, tmp_path, *more, **variables):
    done = mailpath(*arguments(place, tmp_path / "x.jsonl", *more), home=place, **variables)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("mailpath: ")
    assert done.err.count("\n") == 1
    assert not list(tmp_path.glob("x.jsonl*"))
    return done


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "dask"), "needs --scheduler tcp://HOST:PORT"),
        (("--engine", "ray"), "--engine ray: is none of local, dask"),
        (("--scheduler", "tcp://127.0.0.1:1"), "no meaning without --engine dask"),
        (("--engine", "local", "--scheduler", "tcp://127.0.0.1:1"), "no meaning without --engine dask"),
        (("--engine", "dask", "--scheduler", "127.0.0.1"), "is no address such as tcp://"),
        (("--engine", "dask", "--scheduler", "http://127.0.0.1:1"), "is no address such as tcp://"),
    ],
)
def test_options_that_do_not_fit(place, tmp_path, options, said):
    assert said in refused(place, tmp_path, *options).err


def test_a_scheduler_that_is_not_there(place, tmp_path):
    done = refused(
        place, tmp_path, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1",
        DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="500ms",
    )  # fmt: skip
    assert "no Dask scheduler can be reached at tcp://127.0.0.1:1" in done.err


def test_what_listens_and_is_no_scheduler(place, tmp_path):
    """Dask's own limit does not count there."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        done = refused(
            place, tmp_path, "--engine", "dask", "--scheduler", address,
            DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT="500ms",
        )  # fmt: skip
    assert f"no Dask scheduler can be reached at {address}" in done.err


def test_tls_without_certificates(place, tmp_path):
    done = refused(place, tmp_path, "--engine", "dask", "--scheduler", "tls://127.0.0.1:1")
    assert "tls://127.0.0.1:1: Dask has no certificates for TLS" in done.err


def test_without_the_extra(place, tmp_path):
    (tmp_path / "distributed.py").write_text("raise ImportError\n")
    done = refused(place, tmp_path, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", PYTHONPATH=str(tmp_path))
    assert done.err == "mailpath: --engine dask: needs Dask: pip install 'mailpath[dask]'\n"


@pytest.mark.long
def test_another_version_on_the_cluster(place, tmp_path, tmp_path_factory):
    other = with_another_version(tmp_path_factory.mktemp("other"))
    with cluster(tmp_path_factory.mktemp("scratch"), workers=1, path=other) as found:
        done = refused(place, tmp_path, *on(found))
    assert "has mailpath 9.9, here it is" in done.err
