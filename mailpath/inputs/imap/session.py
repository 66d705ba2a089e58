"""An account on an IMAP server, read-only: folders by EXAMINE, messages by BODY.PEEK. Nothing there ever changes.

This is the only file that imports `imapclient`. Each method either gives what it says or raises one of `errors`.
"""

import imaplib
import ssl
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import sleep
from typing import NamedTuple

from imapclient import IMAPClient
from imapclient.exceptions import LoginError, ProtocolError

from mailpath.inputs.bounds import MAX_MESSAGE_BYTES
from mailpath.inputs.imap.address import Account
from mailpath.inputs.imap.errors import BrokenError, LostError, RefusedError, said, why
from mailpath.inputs.imap.password import no_password
from mailpath.inputs.imap.wire import Wire

__all__ = ["PAUSES_S", "Folder", "Session", "Size"]

TIMEOUT_S = 60.0  # silence
PAUSES_S = (0.5, 2.0, 6.0)  # before each further try to connect
_SLOWEST = 8_000  # bytes a second; slower is as good as gone
_SMALL = 1 << 20  # bytes of an answer that are always allowed
_LISTED = 500  # messages whose sizes are asked for at once: the command stays below 8,000 bytes (RFC 7162 section 4)
_MOST_FOLDERS = 20_000
_MOST_MESSAGES = 10_000_000  # of one folder
_LAST_UID = (1 << 32) - 1
_NO_MESSAGES = frozenset({b"\\noselect", b"\\nonexistent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """`path` is the name cut at the server's separator."""

    name: str
    path: tuple[str, ...]
    holds_messages: bool = True


class Size(NamedTuple):
    uid: int
    size_bytes: int


class _Client(IMAPClient):  # type: ignore[misc]  # the library has no types
    """The library over our own wire."""

    def __init__(self, account: Account, timeout_s: float) -> None:
        self._tls_context = _context() if account.tls else None
        self._timeout_s = timeout_s
        super().__init__(account.host, account.port, ssl=account.tls, timeout=timeout_s)
        self.wire.debug = 0  # the library notes every command, passwords too, for whoever turns its log on

    def _create_IMAP4(self) -> Wire:  # noqa: N802  # the library's name
        self.wire = Wire(self.host, self.port, tls=self._tls_context, timeout_s=self._timeout_s)
        return self.wire


class Session:
    """Connects when it is first used, and again where the connection broke.

    `password` is asked for once. A server that refused us is not tried again: that would lock accounts.
    """

    def __init__(
        self, account: Account, password: Callable[[Account], str | None], *, timeout_s: float = TIMEOUT_S
    ) -> None:
        self.account = account
        self._password = password
        self._timeout_s = timeout_s
        self._client: _Client | None = None
        self._open: tuple[str, int] | None = None
        self._refused: str | None = None

    def folders(self) -> Sequence[Folder]:
        """All of them, INBOX first, else by name."""
        client = self._connected()
        with self._answer(client, _MOST_FOLDERS * 1000):
            listed = client.list_folders()
            found = {str(name): _folder(flags, delimiter, str(name)) for flags, delimiter, name in listed}
        if len(found) > _MOST_FOLDERS:
            raise RefusedError(f"lists more than {_MOST_FOLDERS} folders, the most that are read")
        return sorted(found.values(), key=lambda one: (one.name.upper() != "INBOX", one.path))

    def examine(self, name: str) -> tuple[int, int]:
        """Open a folder for reading only: its UIDVALIDITY, and how many messages it has."""
        client = self._connected()
        self._open = None
        with self._answer(client, _SMALL):
            state = client.select_folder(name, readonly=True)
            validity, count = int(state[b"UIDVALIDITY"]), int(state[b"EXISTS"])
        if count > _MOST_MESSAGES:
            raise RefusedError(f"holds more than {_MOST_MESSAGES} messages, the most that are read")
        self._open = (name, validity)
        return validity, count

    def sizes(self, name: str, validity: int, count: int) -> Iterator[Size]:
        """Of the first `count` messages of the folder, in its order. Eight bytes of memory for each.

        All are asked for at once: the numbers of messages stand still only as long as no other command comes between
        (RFC 9051 section 7.5.1).
        """
        uids, sizes = array("I"), array("I")
        for one in self._sizes(name, validity, count):
            uids.append(one.uid)
            sizes.append(min(one.size_bytes, _LAST_UID))
        return map(Size, uids, sizes)

    def _sizes(self, name: str, validity: int, count: int) -> Iterator[Size]:
        client = self._opened(name, validity)
        for first in range(1, count + 1, _LISTED):
            numbers = list(range(first, min(first + _LISTED, count + 1)))
            with self._answer(client, _SMALL + 200 * len(numbers)):
                client.use_uid = False
                try:
                    found = client.fetch(numbers, ["UID", "RFC822.SIZE"])
                finally:
                    client.use_uid = True
                sizes = [Size(int(one[b"UID"]), int(one[b"RFC822.SIZE"])) for _, one in sorted(found.items())]
            yield from (one for one in sizes if 0 < one.uid <= _LAST_UID and one.size_bytes >= 0)

    def bodies(self, name: str, validity: int, wanted: Sequence[Size]) -> Mapping[int, bytes]:
        """The messages by UID; one that is gone is not among them."""
        room = sum(max(2 * one.size_bytes, _SMALL) for one in wanted)  # servers only guess sizes
        return self._fetched(name, validity, wanted, "BODY.PEEK[]", min(room, 2 * MAX_MESSAGE_BYTES))

    def times(self, name: str, validity: int, wanted: Sequence[Size]) -> Mapping[int, bytes]:
        """The fields of the messages that tell when they came."""
        return self._fetched(
            name, validity, wanted, "BODY.PEEK[HEADER.FIELDS (RECEIVED DATE)]", _SMALL + len(wanted) * (1 << 18)
        )

    def _fetched(self, name: str, validity: int, wanted: Sequence[Size], part: str, room: int) -> Mapping[int, bytes]:
        client = self._opened(name, validity)
        with self._answer(client, _SMALL + room):
            found = client.fetch([one.uid for one in wanted], [part])
            return {uid: _text_of(parts) for uid, parts in found.items() if any(_is_text(part) for part in parts)}

    def _opened(self, name: str, validity: int) -> _Client:
        client = self._connected()
        if self._open != (name, validity) and self.examine(name)[0] != validity:
            raise RefusedError("the folder was made anew meanwhile")
        return client

    @contextmanager
    def _answer(self, client: _Client, size: int) -> Iterator[None]:
        """Around one command whose answer may have `size` bytes: whatever happens becomes an error of ours."""
        client.wire.allow(size, 2 * self._timeout_s + size / _SLOWEST)
        try:
            yield
        except RefusedError:
            raise
        except (imaplib.IMAP4.abort, ProtocolError, OSError) as fault:
            self._drop()
            raise BrokenError(why(fault)) from None
        except imaplib.IMAP4.error as answer:
            raise RefusedError(_no(answer)) from None
        except Exception as fault:  # noqa: BLE001  # the library takes apart whatever a hostile server wrote
            self._drop()
            raise BrokenError(why(fault)) from None
        finally:
            client.wire.untagged_responses.pop("FETCH", None)  # of a command that ended with no

    def _drop(self) -> None:
        client, self._client, self._open = self._client, None, None
        if client is not None:
            with suppress(Exception):
                client.wire.shutdown()

    # Getting in

    def _connected(self) -> _Client:
        if self._refused is not None:
            raise LostError(self._refused)
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> _Client:
        problem = ""
        for pause in (0.0, *PAUSES_S):
            sleep(pause)
            try:
                return self._entered()
            except RefusedError as refused:
                self._refused = str(refused)
                raise LostError(self._refused) from None
            except BrokenError as broken:
                problem = str(broken)
        raise LostError(f"the server cannot be reached: {problem}")

    def _entered(self) -> _Client:
        try:
            client = _Client(self.account, self._timeout_s)
        except ssl.SSLCertVerificationError as fault:
            raise RefusedError(why(fault)) from None
        except Exception as fault:  # noqa: BLE001  # as above
            raise BrokenError(why(fault)) from None
        try:
            self._log_in(client)
        except BaseException:
            with suppress(Exception):
                client.wire.shutdown()
            raise
        return client

    def _log_in(self, client: _Client) -> None:
        with self._answer(client, _SMALL):
            local = client.wire.is_local
            if not self.account.tls and not local:
                if client.wire.state != "NONAUTH" or not client.has_capability("STARTTLS"):
                    raise RefusedError(
                        "the server offers no encryption, and no password is sent over an open line; try imaps://"
                    )
                client.starttls(_context())
            if client.wire.state == "AUTH":  # it knows who we are
                return
            plain = client.has_capability("AUTH=PLAIN")
            closed = not plain and client.has_capability("LOGINDISABLED")
        if closed:
            raise RefusedError("the server takes no password on this line; try imaps://")
        password = self._password(self.account)
        if password is None:
            raise RefusedError(no_password(self.account))
        if any(char in "\0\r\n" for char in password) or not (plain or (self.account.user + password).isascii()):
            raise RefusedError("the password has a character that this server takes from nobody")
        with self._answer(client, _SMALL):
            try:
                (client.plain_login if plain else client.login)(self.account.user, password)
            except LoginError as answer:
                if isinstance(answer.__context__, imaplib.IMAP4.abort):  # not tried again: some count that as a guess
                    raise RefusedError("the server closed the connection at the login") from None
                raise RefusedError(f"the server refuses user and password: {said(str(answer))}") from None


def _context() -> ssl.SSLContext:
    """Certificates are held against those of the system, or of SSL_CERT_FILE where that is set."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _folder(flags: Sequence[bytes], delimiter: object, name: str) -> Folder:
    separator = delimiter.decode("ascii", "replace") if isinstance(delimiter, bytes) else ""
    return Folder(
        name=name,
        path=tuple(name.split(separator)) if separator else (name,),
        holds_messages=_NO_MESSAGES.isdisjoint(flag.lower() for flag in flags if isinstance(flag, bytes)),
    )


def _is_text(part: object) -> bool:
    return isinstance(part, bytes) and part.upper().startswith(b"BODY[")


def _text_of(parts: Mapping[bytes, object]) -> bytes:
    """An empty message may come as NIL."""
    value = next(value for part, value in parts.items() if _is_text(part))
    return value if isinstance(value, bytes) else b""


def _no(answer: imaplib.IMAP4.error) -> str:
    """Without what the library puts before the server's words."""
    return said(str(answer).partition(" failed: ")[2] or str(answer))
