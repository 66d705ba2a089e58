"""What goes wrong while mail is read over IMAP, and what is there afterwards."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mailpath.cli.main import main
from mailpath.inputs import Item, imap
from mailpath.inputs.bounds import MAX_MESSAGE_BYTES
from mailpath.inputs.mailboxes import messages_below
from tests.imap.conftest import Traffic, named, trust
from tests.imap.dovecot import Dovecot

pytestmark = pytest.mark.loopback


@pytest.fixture
def large_server(own_server: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Dovecot:
    """INBOX with 250 messages, which are three commands to fetch."""
    own_server.put(named(range(30, 250)))
    trust(own_server, monkeypatch)
    return own_server


def scan(*more: str | Path) -> int:
    return main(["scan", "--offline", "--jobs", "1", "--at", "2026-04-01", *map(str, more)])


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def at(number: int, action: Callable[[], object]) -> Callable[[int], None]:
    """Something that happens before the command of this number."""

    def before(count: int) -> None:
        if count == number:
            action()

    return before


def test_a_server_that_goes_away_leaves_a_scan_to_go_on_with(large_server, in_process, tmp_path, monkeypatch, capsys):
    whole, output = tmp_path / "whole.jsonl", tmp_path / "x.jsonl"
    assert scan(large_server.url(), "-o", whole, "-q") == 3
    assert len(rows(whole)) == 250
    first = len(in_process.bodies)
    in_process.before.append(at(first + 1, large_server.stop))
    monkeypatch.setattr(imap, "_sessions", {})
    assert scan(large_server.url(), "-o", output, "-q") == 5
    said = capsys.readouterr().err
    assert "the rest was not read, the server cannot be reached" in said
    assert f"{output}: the same command goes on where it is stopped now" in said
    done = len(rows(output))
    assert 0 < done < 250
    assert output.read_bytes() == b"".join(whole.read_bytes().splitlines(keepends=True)[:done])

    assert scan(large_server.url(), "-o", output, "-q") == 4  # still away: nothing of it is lost
    assert len(rows(output)) == done

    in_process.before.clear()
    in_process.bodies.clear()
    large_server.start()
    monkeypatch.setattr(imap, "_sessions", {})
    assert scan(large_server.url(), "-o", output, "-q") == 3
    assert output.read_bytes() == whole.read_bytes()
    assert len(in_process.fetched) == 250 - done  # what was done is not fetched again
    assert not output.with_name("x.jsonl.part").exists()


def test_without_a_file_it_is_a_row_and_the_rest_goes_on(large_server, in_process, tmp_path, capsys):
    in_process.before.append(at(1, large_server.stop))
    (tmp_path / "one.eml").write_bytes(b"From: a@a.example\n\nText\n")
    assert scan(large_server.url(), tmp_path / "one.eml", "--json") == 5
    found = [json.loads(line)["source"] for line in capsys.readouterr().out.splitlines()]
    assert [one["error"] is None for one in found] == [True] * 100 + [False, True]
    assert found[-2]["error"].startswith("the rest was not read, the server cannot be reached")


def test_a_connection_that_breaks_is_made_again(large_server, in_process):
    def cut() -> None:
        for session in imap._sessions.values():
            assert session._client is not None
            session._client.wire.shutdown()

    in_process.before.append(at(1, cut))
    found = list(messages_below(large_server.url()))
    assert len([one for one in found if isinstance(one, Item)]) == 250
    assert len({one.key for one in found}) == 250


def test_a_connection_that_was_idle_for_too_long(server, in_process, monkeypatch):
    trust(server, monkeypatch)
    assert len(list(messages_below(server.url("Archiv/")))) == 1
    for session in imap._sessions.values():
        assert session._client is not None
        session._client.wire.shutdown()
    assert len(list(messages_below(server.url("Archiv/")))) == 1


def test_a_server_that_is_started_again_meanwhile(large_server, in_process):
    def again() -> None:
        large_server.stop()
        large_server.start()

    in_process.before.append(at(1, again))
    found = list(messages_below(large_server.url()))
    assert len([one for one in found if isinstance(one, Item)]) == 250


def test_a_message_that_is_deleted_meanwhile(large_server, in_process):
    def delete() -> None:
        for number in (103, 104, 240):
            next((large_server.mail / "cur").glob(f"*.M{number}.mx*")).unlink()

    in_process.before.append(at(1, delete))
    found = list(messages_below(large_server.url()))
    gone = [number for number, one in enumerate(found) if not isinstance(one, Item)]
    assert gone == [103, 104, 240]
    assert {one.error for one in found if not isinstance(one, Item)} == {"was removed meanwhile"}


def test_a_folder_that_is_made_anew_meanwhile(large_server, in_process):
    """UIDs of then say nothing any more."""

    def renew() -> None:
        large_server.stop()
        for file in large_server.mail.glob("dovecot*"):
            file.unlink()
        time.sleep(1.1)  # the number that says so is a time in seconds
        large_server.start()

    in_process.before.append(at(1, renew))
    found = list(messages_below(large_server.url()))
    assert [isinstance(one, Item) for one in found] == [True] * 100 + [False] * 150
    assert {one.error for one in found if not isinstance(one, Item)} == {
        "could not be fetched: the folder was made anew meanwhile"
    }


def test_a_message_that_is_too_large_is_not_fetched(own_server, in_process, monkeypatch):
    trust(own_server, monkeypatch)
    large = own_server.mail / "cur" / "1772000100.M100.mx:2,"
    with large.open("wb") as file:
        file.write(b"From: a@a.example\n\n")
        file.truncate(MAX_MESSAGE_BYTES + 1)
    own_server.give_away()
    found = list(messages_below(own_server.url()))
    assert [isinstance(one, Item) for one in found] == [True] * 30 + [False]
    assert found[-1].error == "is larger than 64 MiB, the most that is read"  # type: ignore[union-attr]
    assert max(in_process.fetched) == 30


def test_only_heads_are_fetched_of_what_is_not_wanted(large_server, in_process, tmp_path):
    assert scan(large_server.url(), "--since", "2026-03-11", "-o", tmp_path / "x.jsonl", "-q") == 3
    assert len(rows(tmp_path / "x.jsonl")) == 10
    assert len(in_process.fetched) == 10


def test_a_sample_fetches_nothing_else(large_server, in_process, tmp_path):
    assert scan(large_server.url(), "--sample", "7", "-o", tmp_path / "x.jsonl", "-q") == 3
    assert len(in_process.fetched) == 7


def test_no_password_goes_over_an_open_line(server, in_process, monkeypatch):
    """Any line but to this machine itself must be encrypted: by STARTTLS, with a certificate that holds."""
    trust(server, monkeypatch)
    monkeypatch.setattr("mailpath.inputs.imap.wire.Wire.is_local", False)
    found = list(messages_below(server.url("Archiv/", scheme="imap")))
    assert len(found) == 1
    assert isinstance(found[0], Item)
    session = next(iter(imap._sessions.values()))
    assert session._client is not None
    assert session._client.wire.sock.version().startswith("TLS")  # type: ignore[attr-defined]
    monkeypatch.setattr(imap, "_sessions", {})
    monkeypatch.delenv("SSL_CERT_FILE")
    refused = list(messages_below(server.url("Archiv/", scheme="imap")))
    assert ["certificate is not to be trusted" in one.error for one in refused if not isinstance(one, Item)] == [True]


def test_python(server, in_process, monkeypatch):
    import mailpath

    trust(server, monkeypatch)
    settings = mailpath.Settings(offline=True)
    assert len(list(mailpath.scan(server.url("Archiv/"), settings=settings))) == 1
    refused = list(mailpath.scan("imaps://anna:Geheim-7@localhost/x", settings=settings))
    assert [one.source.file for one in refused] == ["imaps://…@localhost/x"]
    assert "a password in a URL" in (refused[0].source.error or "")


def test_traffic_is_noted(server, in_process, monkeypatch):
    """The other tests rest on that."""
    trust(server, monkeypatch)
    list(messages_below(server.url()))
    assert isinstance(in_process, Traffic)
    assert in_process.bodies == [list(range(1, 31))]
