"""The guard of `conftest.py` itself."""

import asyncio
import socket

import pytest


def _blocked() -> list[BaseException]:
    attempts = [
        lambda: socket.create_connection(("192.0.2.1", 53), timeout=0.1),
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=0.1),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", 0, ("192.0.2.1", 53)),
        lambda: socket.getaddrinfo("mail.example", 25),
        lambda: socket.gethostbyname("mail.example"),
    ]
    caught: list[BaseException] = []
    for attempt in attempts:
        try:
            attempt()
        except BaseException as trouble:  # noqa: BLE001
            caught.append(trouble)
    return caught


def test_no_socket_without_the_mark() -> None:
    caught = _blocked()
    assert len(caught) == 6
    assert all(isinstance(trouble, pytest.fail.Exception) for trouble in caught)


@pytest.mark.loopback
def test_with_it_nothing_beyond_the_loopback_interface() -> None:
    caught = _blocked()
    assert [type(trouble) is pytest.fail.Exception for trouble in caught] == [True, False, True, True, True, True]


def test_an_event_loop_needs_no_mark() -> None:
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
