"""A mailbox on a server that is there for all tests of a module, and a process that knows no account yet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mailpath.inputs import imap
from mailpath.inputs.imap.password import Passwords
from mailpath.inputs.imap.session import Session
from tests.imap.dovecot import Dovecot, dovecot
from tests.scanning.mail import message


def named(numbers: range) -> dict[str, bytes]:
    return {f"{1_772_000_000 + number}.M{number}.mx:2,": message(number) for number in numbers}


def filled(server: Dovecot) -> Dovecot:
    """INBOX with messages 0 to 29, two folders with a few, one that only holds another, and one with nothing."""
    server.put(named(range(30)))
    server.put(named(range(30, 33)), ".Entw&APw-rfe &- mehr/cur")
    server.put({"1772000050.M50.mx": message(50)}, ".Archiv.2026/new")
    server.put({}, ".Leer/cur")
    return server


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield filled(running)


@pytest.fixture
def own_server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield filled(running)


@dataclass
class Traffic:
    """`bodies` are the UIDs whose messages were fetched, one list a command; `before` is called before each."""

    bodies: list[list[int]] = field(default_factory=list)
    before: list[object] = field(default_factory=list)

    @property
    def fetched(self) -> list[int]:
        return [uid for uids in self.bodies for uid in uids]


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Traffic:
    """This process has no account open; what it fetches is noted; it does not wait long for a server."""
    traffic = Traffic()
    real = Session.bodies

    def noted(self: Session, name: str, validity: int, wanted: list) -> object:  # type: ignore[type-arg]
        for action in traffic.before:
            action(len(traffic.bodies))  # type: ignore[operator]
        traffic.bodies.append([one.uid for one in wanted])
        return real(self, name, validity, wanted)

    monkeypatch.setattr(Session, "bodies", noted)
    monkeypatch.setattr(imap, "_sessions", {})
    monkeypatch.setattr(imap, "_passwords", Passwords())
    monkeypatch.setattr("mailpath.inputs.imap.session.PAUSES_S", (0.05, 0.05))
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return traffic


def trust(server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in server.trusted.items():
        monkeypatch.setenv(name, value)


def bare(text: str) -> str:
    """Without what changes from run to run."""
    return re.sub(r"localhost:\d+", "localhost", text)
