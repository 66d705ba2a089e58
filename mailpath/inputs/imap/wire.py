"""A connection to an IMAP server that cannot fill our memory or hold us for ever, whatever it sends.

`imaplib` reads a literal of any size, any number of lines, and waits anew after each byte. Here each command has a
number of bytes and of seconds that its answer may take.
"""

import imaplib
import socket
import ssl
from contextlib import suppress
from ipaddress import ip_address
from time import monotonic

__all__ = ["Wire"]

_LONGEST_LINE = 1 << 18
_STEP = 1 << 16


class Wire(imaplib.IMAP4):
    """`tls` is there from the first byte where a context is given. Waits `timeout_s` for each piece of an answer."""

    def __init__(self, host: str, port: int, *, tls: ssl.SSLContext | None, timeout_s: float) -> None:
        self._tls = tls
        self._timeout_s = timeout_s
        self._buffer = bytearray()
        self.allow(1 << 18, 2 * timeout_s)
        super().__init__(host, port, timeout_s)

    def allow(self, size: int, seconds: float) -> None:
        """How much the answer to the next command may be, and how long it may take in all."""
        self._room = size
        self._until = monotonic() + seconds

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        plain = socket.create_connection((host, port), timeout)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=host) if self._tls else plain
        except BaseException:
            plain.close()
            raise
        self._filled_from: socket.socket = self.sock

    @property
    def is_local(self) -> bool:
        """Whether the server is this machine, whatever name it was given: then no line can be listened to."""
        address = str(self.sock.getpeername()[0]).partition("%")[0]
        return ip_address(address).is_loopback

    def read(self, size: int) -> bytes:
        """A literal."""
        self._refuse_foreign()
        if size > self._room:
            raise self.abort("it sends more than was asked for")
        while len(self._buffer) < size:
            self._fill()
        return self._taken(size)

    def readline(self) -> bytes:
        self._refuse_foreign()
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > _LONGEST_LINE:
                raise self.abort("it sends an endless line")
            self._fill()
        return self._taken(end + 1)

    def shutdown(self) -> None:
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def _taken(self, size: int) -> bytes:
        self._room -= size
        if self._room < 0:
            raise self.abort("it sends more than was asked for")
        taken = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
        return taken

    def _refuse_foreign(self) -> None:
        """Nothing that came before STARTTLS counts behind it: anyone on the way could have put it in."""
        if self.sock is not self._filled_from:
            if self._buffer:
                raise self.abort("it sent something between STARTTLS and the encryption")
            self._filled_from = self.sock

    def _fill(self) -> None:
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError
        self.sock.settimeout(min(self._timeout_s, left))
        chunk = self.sock.recv(_STEP)
        if not chunk:
            raise self.abort("the connection was closed by the server")
        self._buffer += chunk
