"""No test opens a socket unless it is marked `loopback`, and then only there. `conftest.py` takes these hooks in."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest

__all__ = ["allow", "install"]

_allowed = False  # whether the running test has the mark


def allow(item: pytest.Item | None) -> None:
    """Before a test: whether it may; None after it."""
    global _allowed
    _allowed = item is not None and item.get_closest_marker("loopback") is not None


def install() -> None:
    """Once, before any test: every way out of the process through Python's socket module is checked."""
    for name, place in (("connect", 0), ("connect_ex", 0), ("sendto", -1)):
        setattr(socket.socket, name, _guarded(name, place))
    for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
        setattr(socket, name, _guarded_lookup(name))


def _is_loopback(host: str) -> bool:
    if host == "localhost":  # that and nothing else (RFC 6761 section 6.3)
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _check(what: str, address: tuple[object, ...]) -> None:
    """Fail the test: `pytest.fail` raises what no `except Exception` catches."""
    if not _allowed:
        pytest.fail(f"{what} {address!r}: this test may open no socket (mark it `loopback` if it must)")
    if not _is_loopback(str(address[0])):
        pytest.fail(f"{what} {address!r}: tests marked `loopback` may reach nothing but the loopback interface")


def _guarded(name: str, place: int) -> Callable[..., Any]:
    """A method of `socket.socket`, its address at `place` among the arguments; Unix sockets are free."""
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and arguments and isinstance(arguments[place], tuple):
            _check(name, arguments[place])
        return real(self, *arguments)

    return guarded


def _guarded_lookup(name: str) -> Callable[..., Any]:
    real = getattr(socket, name)

    def guarded(host: Any, *arguments: Any, **named: Any) -> Any:
        text = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if text and not _is_loopback(text):
            _check(name, (text,))
        return real(host, *arguments, **named)

    return guarded
