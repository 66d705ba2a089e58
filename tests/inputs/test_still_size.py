"""Mailboxes that are written to while they are read."""

import subprocess
import sys

import pytest

from mailpath.inputs.mailboxes import messages_below
from mailpath.inputs.still_size import Still
from tests.inputs.mailboxes import FROM, content, mbox, rows

MAIL = b"From: a@example.org\nSubject: x\n\nbody\n"
OTHER = b"From: b@example.org\n\nother\n"


def test_a_mailbox_that_grows_is_read_as_it_was(tmp_path):
    path = tmp_path / "box"
    path.write_bytes(mbox([MAIL, OTHER]))
    found = messages_below(str(path))
    first = next(found)
    with path.open("ab") as stream:
        stream.write(mbox([MAIL]))
    assert content([first, *found]) == [MAIL, OTHER]


def test_a_mailbox_that_shrinks_says_so(tmp_path):
    path = tmp_path / "box"
    path.write_bytes(mbox([MAIL] + [b"From: a@example.org\n\n" + b"x" * 100_000 + b"\n"] * 40))
    found = messages_below(str(path))
    first = next(found)
    path.write_bytes(b"")
    assert content([first, *found])[-1] == "became shorter while it was read, so messages may be missing"


def test_a_lock_is_waited_for_but_not_for_ever(tmp_path, monkeypatch):
    waits = []
    lock = tmp_path / "box.lock"

    def waited(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            lock.unlink()

    monkeypatch.setattr("mailpath.inputs.still_size.sleep", waited)
    (tmp_path / "box").write_bytes(mbox([MAIL]))
    lock.write_bytes(b"")
    assert [what for _, _, what in rows(tmp_path / "box")] == [MAIL]
    assert len(waits) == 3
    lock.write_bytes(b"")
    waits.extend([0.0] * 10)  # so that it stays
    with (tmp_path / "box").open("rb") as stream:
        assert Still(stream, str(tmp_path / "box")).read(10) == FROM[:10]
    assert len(waits) < 40


@pytest.mark.parametrize("kind", ["lockf", "flock"])
def test_what_is_delivered_under_a_lock_is_read_whole(tmp_path, monkeypatch, kind):
    """A program that holds the file has written half a message; when it lets go the message is there."""
    fcntl = pytest.importorskip("fcntl")
    assert hasattr(fcntl, kind)
    path = tmp_path / "box"
    path.write_bytes(mbox([MAIL]) + mbox([OTHER])[:60])
    delivery = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import fcntl, sys; box = open(sys.argv[1], 'ab', buffering=0)\n"
            f"fcntl.{kind}(box, fcntl.LOCK_EX); print('locked', flush=True)\n"
            "box.write(bytes.fromhex(sys.stdin.readline()))",
            str(path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert delivery.stdin is not None
    assert delivery.stdout is not None
    assert delivery.stdout.readline() == "locked\n"
    waits = []

    def waited(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            delivery.communicate(mbox([OTHER])[60:].hex() + "\n")

    monkeypatch.setattr("mailpath.inputs.still_size.sleep", waited)
    assert [what for _, _, what in rows(path)] == [MAIL, OTHER]
    assert len(waits) == 2
    assert delivery.returncode == 0
