import dns.resolver
import pytest

from mailpath.dns.nameservers import Patience, Servers, nameserver, system_nameservers
from mailpath.values.settings import SettingError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("192.0.2.53", "192.0.2.53:53"),
        (" 192.0.2.53:5353 ", "192.0.2.53:5353"),
        ("2001:DB8::53", "[2001:db8::53]:53"),
        ("[2001:db8::53]", "[2001:db8::53]:53"),
        ("[2001:db8::53]:5353", "[2001:db8::53]:5353"),
        ("[192.0.2.53]:53", "192.0.2.53:53"),
        ("fe80::1%eth0", "[fe80::1%eth0]:53"),
    ],
)
def test_read(text: str, shown: str) -> None:
    server = nameserver(text)
    assert str(server) == shown
    assert nameserver(shown) == server


@pytest.mark.parametrize(
    "text",
    [
        *("", "dns.example", "192.0.2", "300.1.2.3", "2001:db8::g"),
        *("192.0.2.53:", "192.0.2.53:0", "192.0.2.53:65536", "192.0.2.53:x", "192.0.2.53:٣", "192.0.2.53:53:53"),
        *("[2001:db8::53", "[2001:db8::53]x", "[2001:db8::53]:", "]:53"),
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(SettingError, match="is no address such as"):
        nameserver(text)


def test_a_silent_server_is_asked_last_until_it_answers() -> None:
    a, b, c = (nameserver(f"192.0.2.{number}") for number in (1, 2, 3))
    servers = Servers([a, b, c, a])
    assert list(servers.in_order(0)) == [a, b, c]
    servers.kept_silent(a, 0)
    assert list(servers.in_order(1)) == [b, c, a]
    servers.answered(b, 2)
    servers.kept_silent(b, 3)
    servers.kept_silent(c, 3)
    assert list(servers.in_order(4)) == [b, a, c]  # all are silent now: the one that answered lately comes first
    servers.answered(c, 5)
    assert list(servers.in_order(6)) == [c, b, a]
    assert list(servers.in_order(1000)) == [a, b, c]  # after a while it gets another chance


@pytest.mark.parametrize(
    ("set_up", "shown"),
    [
        (["192.0.2.53", "2001:db8::53", "https://dns.example/dns-query"], ["192.0.2.53:53", "[2001:db8::53]:53"]),
        ([], []),
        (None, []),
    ],
)
def test_those_of_the_system(monkeypatch: pytest.MonkeyPatch, set_up: list[str] | None, shown: list[str]) -> None:
    class Resolver:
        def __init__(self, *, configure: bool) -> None:
            if set_up is None:
                raise dns.resolver.NoResolverConfiguration
            self.nameservers = set_up

    monkeypatch.setattr(dns.resolver, "Resolver", Resolver)
    assert [str(server) for server in system_nameservers()] == shown


def test_patience_ends_where_nobody_answers_and_comes_back_with_the_first_word() -> None:
    patience = Patience(5.0)
    for _ in range(32):
        assert patience.seconds == 5.0
        patience.heard(anything=False)
    assert patience.seconds == 1.0
    patience.heard(anything=True)
    assert patience.seconds == 5.0


def test_patience_is_never_more_than_was_asked_for() -> None:
    for timeout_s, shortest in ((0.1, 0.1), (1.0, 0.5), (600.0, 120.0)):
        patience = Patience(timeout_s)
        for _ in range(100):
            patience.heard(anything=False)
        assert patience.seconds == shortest
