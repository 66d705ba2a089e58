"""The servers to ask: read from a setting or the system, and what is known of each one's health."""

from collections.abc import Iterable, Sequence
from ipaddress import ip_address

import msgspec

from mailpath.values.settings import SettingError

__all__ = ["DNS_PORT", "Nameserver", "Patience", "Servers", "nameserver", "system_nameservers"]

DNS_PORT = 53
_MOST_SILENCES = 32  # questions in a row without any word from any server
_LEAST_S = 0.5
_SLOW_S = 60.0  # how long a server that kept silent is asked last


class Nameserver(msgspec.Struct, frozen=True, kw_only=True):
    """An address and port; `str` as `192.0.2.53:53` or `[2001:db8::53]:53`."""

    address: str
    port: int

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


def nameserver(text: str) -> Nameserver:
    """`ADDR`, `ADDR:PORT`, `[ADDR]`, `[ADDR]:PORT`. Raises SettingError."""
    address, port = text.strip(), ""
    if address.startswith("["):
        address, bracket, rest = address[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise _refused(text)
        port = rest[1:] if rest else ""
        if rest == ":":
            raise _refused(text)
    elif address.count(":") == 1:
        address, _, port = address.partition(":")
        if not port:
            raise _refused(text)
    try:
        parsed = ip_address(address)
    except ValueError:
        raise _refused(text) from None
    if port and not (port.isascii() and port.isdigit() and len(port) < 6 and 0 < int(port) < 65536):
        raise _refused(text)
    return Nameserver(address=str(parsed), port=int(port) if port else DNS_PORT)


def _refused(text: str) -> SettingError:
    return SettingError.of(
        "nameserver", f"{text[:80]!r} is no address such as 192.0.2.53, 192.0.2.53:53 or [2001:db8::53]:53"
    )


def system_nameservers() -> tuple[Nameserver, ...]:
    """The resolvers that the system is set to use; none where it has no such setting."""
    import dns.exception
    import dns.resolver  # late: slow to import, and needed only here

    try:
        addresses = [one for one in dns.resolver.Resolver(configure=True).nameservers if isinstance(one, str)]
    except (dns.exception.DNSException, OSError):
        return ()
    servers = []
    for address in addresses:
        try:
            servers.append(nameserver(address))
        except SettingError:  # DNS over HTTPS, which is not spoken here
            continue
    return tuple(servers)


class Servers:
    """Nameservers in the order to try them: one that lately kept silent comes after those that answer.

    Times are seconds of one growing clock. A dead server thus costs one wait and not one a question.
    """

    def __init__(self, servers: Iterable[Nameserver]) -> None:
        self._servers = tuple(dict.fromkeys(servers))
        self._slow_until: dict[Nameserver, float] = {}
        self._answered_at: dict[Nameserver, float] = {}

    def in_order(self, now: float) -> Sequence[Nameserver]:
        slow = [server for server in self._servers if self._slow_until.get(server, now) > now]
        if not slow:
            return self._servers
        slow.sort(key=lambda server: -self._answered_at.get(server, float("-inf")))
        return [server for server in self._servers if server not in slow] + slow

    def kept_silent(self, server: Nameserver, now: float) -> None:
        self._slow_until[server] = now + _SLOW_S

    def answered(self, server: Nameserver, now: float) -> None:
        self._slow_until.pop(server, None)
        self._answered_at[server] = now


class Patience:
    """How long a question may take: `timeout_s`, and a fifth of it where one question after the other met silence, so
    that a run without any server ends before long. The first word from a server brings the whole time back."""

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._silences = 0

    @property
    def seconds(self) -> float:
        if self._silences < _MOST_SILENCES:
            return self._timeout_s
        return min(self._timeout_s, max(_LEAST_S, self._timeout_s / 5))

    def heard(self, *, anything: bool) -> None:
        self._silences = 0 if anything else self._silences + 1
