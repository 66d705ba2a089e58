"""Options of the whole suite, the guard against sockets, and a DNS server on the loopback interface."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests import socket_guard

if TYPE_CHECKING:
    from tests.dns_server import DnsServer


# No test is timed: this machine may be busy. What is found once is found again.
settings.register_profile(
    "mailpath", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("mailpath")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write golden files and generated docs anew")


def pytest_configure(config: pytest.Config) -> None:
    socket_guard.install()


def pytest_runtest_setup(item: pytest.Item) -> None:
    socket_guard.allow(item)


@pytest.hookimpl(trylast=True)  # what fixtures opened they may also close
def pytest_runtest_teardown(item: pytest.Item) -> None:
    socket_guard.allow(None)


@pytest.fixture
def dns_server() -> "Iterator[Callable[..., DnsServer]]":
    """Starts DNS servers (arguments as `tests.dns_server.DnsServer`), which end with the test."""
    from tests.dns_server import DnsServer

    with ExitStack() as servers:
        yield lambda *arguments, **named: servers.enter_context(DnsServer(*arguments, **named))
