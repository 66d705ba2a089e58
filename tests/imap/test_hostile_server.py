"""Servers that want to fill our memory, hold us for ever, or be believed what nobody encrypted."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from mailpath.inputs import Unread, imap
from mailpath.inputs.imap.address import Account
from mailpath.inputs.imap.errors import BrokenError, LostError, RefusedError
from mailpath.inputs.imap.session import Session, Size
from mailpath.inputs.mailboxes import messages_below
from tests.imap.conftest import Traffic

pytestmark = pytest.mark.loopback

Answer = Callable[[str, str], bytes]  # tag and command to what is sent
_HELLO = b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello\r\n"


@contextmanager
def server(answer: Answer, hello: bytes = _HELLO) -> Iterator[int]:
    """A port where every connection is greeted, and every line answered by `answer`, until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.1)
    ended = threading.Event()

    def serve() -> None:
        while not ended.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection: socket.socket) -> None:
        with suppress(OSError, ValueError), connection:
            connection.settimeout(30)
            connection.sendall(hello)
            for line in connection.makefile("rb"):
                tag, _, command = line.decode("ascii", "replace").strip().partition(" ")
                connection.sendall(answer(tag, command) if command else f"{asked[0]} OK done\r\n".encode())
                asked[:] = [tag]
                if ended.is_set():
                    return

    asked = [""]
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        ended.set()
        thread.join()
        listening.close()


def polite(tag: str, command: str) -> bytes:
    """A server with one folder of three messages."""
    name = command.upper().split(" ")[0]
    answers = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n",
        "AUTHENTICATE": "",
        "LIST": '* LIST () "/" "INBOX"\r\n',
        "EXAMINE": "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n",
        "FETCH": "".join(f"* {number} FETCH (UID {number} RFC822.SIZE 20)\r\n" for number in (1, 2, 3)),
    }
    if name == "AUTHENTICATE":
        return b"+ \r\n"
    return f"{answers.get(name, '')}{tag} OK done\r\n".encode()


def misbehaving(part: str, what: Callable[[str], bytes]) -> Answer:
    """Polite, but for the one command."""

    def answer(tag: str, command: str) -> bytes:
        return what(tag) if command.upper().startswith(part) else polite(tag, command)

    return answer


def session(port: int, timeout_s: float = 5.0) -> Session:
    return Session(
        Account(user="anna", host="localhost", port=port, tls=False), lambda _: "secret", timeout_s=timeout_s
    )


WANTED = (Size(1, 20), Size(2, 20))


def test_the_polite_one(in_process):
    bodies = b"* 1 FETCH (UID 1 BODY[] {5}\r\nA: b\n)\r\n* 2 FETCH (BODY[] {5}\r\nC: d\n UID 2)\r\n"
    with server(misbehaving("UID FETCH", lambda tag: bodies + f"{tag} OK done\r\n".encode())) as port:
        one = session(port)
        assert [folder.name for folder in one.folders()] == ["INBOX"]
        assert one.examine("INBOX") == (7, 3)
        assert list(one.sizes("INBOX", 7, 3)) == [Size(1, 20), Size(2, 20), Size(3, 20)]
        assert one.bodies("INBOX", 7, WANTED) == {1: b"A: b\n", 2: b"C: d\n"}


FETCHES: dict[str, Callable[[str], bytes]] = {
    "a literal of a terabyte": lambda _: b"* 1 FETCH (UID 1 BODY[] {1099511627776}\r\n",
    "a literal of endless digits": lambda _: b"* 1 FETCH (UID 1 BODY[] {" + b"9" * 5000 + b"}\r\n",
    "a negative literal": lambda _: b"* 1 FETCH (UID 1 BODY[] {-5}\r\nabcde)\r\n",
    "a line without end": lambda _: b'* 1 FETCH (UID 1 BODY[] "' + b"x" * (1 << 20),
    "lines without end": lambda _: b"* 7 EXISTS\r\n" * (1 << 18),
    "brackets without end": lambda tag: b"* 1 FETCH " + b"(" * 100_000 + b"\r\n" + f"{tag} OK done\r\n".encode(),
    "brackets that do not close": lambda tag: b"* 1 FETCH (UID 1 BODY[]\r\n" + f"{tag} OK done\r\n".encode(),
    "no numbers": lambda tag: b"* x FETCH (UID y BODY[] NIL)\r\n" + f"{tag} OK done\r\n".encode(),
    "no IMAP": lambda _: b"HTTP/1.1 400 Bad Request\r\n\r\n",
    "bytes of any kind": lambda _: bytes(range(256)) * 10 + b"\r\n",
    "a word of parting": lambda _: b"* BYE enough\r\n",
    "nothing": lambda _: b"",
    "a strange tag": lambda _: b"ZZZ9 OK done\r\n",
}


@pytest.mark.parametrize("name", FETCHES)
def test_answers_that_are_none(in_process, name):
    with server(misbehaving("UID FETCH", FETCHES[name])) as port:
        one = session(port, timeout_s=0.3)
        one.examine("INBOX")
        with pytest.raises(BrokenError):
            one.bodies("INBOX", 7, WANTED)


@pytest.mark.parametrize("name", FETCHES)
def test_each_is_a_row_that_says_so(in_process, monkeypatch, name):
    """Never a fault of ours, and never more than a few tries."""
    monkeypatch.setenv("MAILPATH_IMAP_PASSWORD", "secret")
    monkeypatch.setattr("mailpath.inputs.imap.session.TIMEOUT_S", 0.3)
    with server(misbehaving("UID FETCH", FETCHES[name])) as port:
        account = Account(user="anna", host="localhost", port=port, tls=False)
        monkeypatch.setattr(imap, "_sessions", {account: session(port, timeout_s=0.3)})
        found = list(messages_below(f"imap://anna@localhost:{port}/INBOX"))
    assert all(isinstance(one, Unread) for one in found)
    last = found[-1]
    assert isinstance(last, Unread)
    assert last.lost
    assert "the connection breaks again and again" in last.error
    assert last.error.isprintable()
    assert len(in_process.bodies) == 5


@pytest.mark.parametrize("part", ["LIST", "EXAMINE", "FETCH", "CAPABILITY"])
@pytest.mark.parametrize("name", FETCHES)
def test_at_any_moment(in_process, part, name):
    with server(misbehaving(part, FETCHES[name]), hello=b"* OK hello\r\n") as port:
        one = session(port, timeout_s=0.3)
        with pytest.raises((BrokenError, LostError)):  # noqa: PT012
            one.folders()
            list(one.sizes("INBOX", *one.examine("INBOX")))
            raise BrokenError("what it said was understood as nothing")


def test_words_of_a_server_are_fit_to_print(in_process):
    refusal = "NO \x1b[31m\u202eno\x07 " + "x" * 10_000
    with (
        server(misbehaving("EXAMINE", lambda tag: f"{tag} {refusal}\r\n".encode())) as port,
        pytest.raises(RefusedError) as refused,
    ):
        session(port).examine("INBOX")
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) <= 200


def test_no_encryption_no_password(in_process, monkeypatch):
    """Over an open line to another machine a server without STARTTLS, or with an eager greeting, gets nothing."""
    monkeypatch.setattr("mailpath.inputs.imap.wire.Wire.is_local", False)
    heard: list[str] = []

    def listening(tag: str, command: str) -> bytes:
        heard.append(command)
        return polite(tag, command)

    for hello in (_HELLO, b"* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome\r\n"):
        with server(listening, hello=hello) as port, pytest.raises(LostError, match="no password is sent over an open"):
            session(port).folders()
    assert not [one for one in heard if "AUTHENTICATE" in one or "LOGIN" in one]


def test_what_comes_before_the_encryption_does_not_count(in_process, monkeypatch):
    """An answer that was slipped in behind that to STARTTLS (RFC 9051 section 11.1)."""
    monkeypatch.setattr("mailpath.inputs.imap.wire.Wire.is_local", False)
    injected = "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
    with (
        server(
            misbehaving("STARTTLS", lambda tag: f"{tag} OK done\r\n{injected}".encode()),
            hello=b"* OK [CAPABILITY IMAP4rev1 STARTTLS] hello\r\n",
        ) as port,
        pytest.raises(LostError),
    ):
        session(port, timeout_s=0.5).folders()


def test_a_password_cannot_hold_a_command(in_process):
    heard: list[str] = []

    def listening(tag: str, command: str) -> bytes:
        heard.append(command)
        return polite(tag, command)

    with server(listening) as port:
        one = Session(
            Account(user="anna", host="localhost", port=port, tls=False), lambda _: "x\r\nA1 DELETE INBOX", timeout_s=2
        )
        with pytest.raises(LostError, match="a character"):
            one.folders()
    assert not [command for command in heard if "DELETE" in command]


def test_who_refuses_us_is_asked_once(in_process):
    tries: list[str] = []

    def refusing(tag: str, command: str) -> bytes:
        if command.startswith("AUTHENTICATE"):
            tries.append(command)
            return f"{tag} NO [AUTHENTICATIONFAILED] no\r\n".encode()
        return polite(tag, command)

    with server(refusing) as port:
        one = session(port)
        for _ in range(3):
            with pytest.raises(LostError, match="refuses user and password"):
                one.folders()
    assert len(tries) == 1
    assert isinstance(in_process, Traffic)
