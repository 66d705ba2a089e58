"""The settings' `trust` as values: whose names and addresses are the receiving organization's."""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

import msgspec

from mailpath.path.kinship import host_name
from mailpath.values.names import IPAddress

__all__ = ["Trust", "trust_of"]


class Trust(msgspec.Struct, frozen=True):
    """`suffixes` are host names; a host fits that is one of them or stands below one. `networks` hold addresses."""

    suffixes: tuple[str, ...]
    networks: tuple[IPv4Network | IPv6Network, ...]

    def name(self, text: str | None) -> bool:
        """Whether the host name fits. Whole labels count: `example.net` does not fit `badexample.net`."""
        name = host_name(text) if self.suffixes else None
        return name is not None and any(name == one or name.endswith("." + one) for one in self.suffixes)

    def address(self, address: IPAddress | None) -> bool:
        return address is not None and any(address in net for net in self.networks)


@lru_cache(maxsize=64)
def trust_of(trust: tuple[str, ...]) -> Trust:
    """From normalised settings: `mx.example.net`, `.example.net`, `192.0.2.0/24`, `2001:db8::/32`."""
    return Trust(
        suffixes=_names(text for text in trust if "/" not in text),
        networks=tuple(ip_network(text) for text in trust if "/" in text),
    )


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.removeprefix(".") for text in texts)
