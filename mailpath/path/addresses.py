"""Whether an address can be reached from outside: what no stranger's packet can carry as its source."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from mailpath.values.names import IPAddress, ip_address

__all__ = ["address_of", "is_internal", "is_internal_text", "is_loopback", "same_network"]

# RFC 1918, 1122, 3927, 6598. Documentation networks (RFC 5737, RFC 3849) count as public, as in any example.
_INTERNAL_4 = tuple(
    IPv4Network(net)
    for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10")
)
# RFC 4193, 4291, and the site-local addresses of RFC 3513 that old Exchange servers still wrote
_INTERNAL_6 = tuple(IPv6Network(net) for net in ("::1/128", "fe80::/10", "fc00::/7", "fec0::/10"))


def address_of(text: str | None) -> IPAddress | None:
    return ip_address(text) if text else None


@lru_cache(maxsize=4096)
def is_internal(address: IPAddress) -> bool:
    """Private, link-local, loopback or shared (carrier) space; a 6to4 address of such one too, as Gmail writes
    (`2002:a05:…` is 10.5.x.x)."""
    if isinstance(address, IPv4Address):
        return any(address in net for net in _INTERNAL_4)
    inner = address.sixtofour
    if inner is not None:
        return any(inner in net for net in _INTERNAL_4)
    return any(address in net for net in _INTERNAL_6)


@lru_cache(maxsize=4096)
def is_internal_text(text: str | None) -> bool | None:
    """The same of a hop's address as text; None where it is none."""
    address = address_of(text)
    return None if address is None else is_internal(address)


def is_loopback(address: IPAddress) -> bool:
    return address.is_loopback


def same_network(one: IPAddress, other: IPAddress) -> bool:
    """The same /24 (IPv4) or /56 (IPv6)."""
    if isinstance(one, IPv4Address) and isinstance(other, IPv4Address):
        return int(one) >> 8 == int(other) >> 8
    return isinstance(one, IPv6Address) and isinstance(other, IPv6Address) and int(one) >> 72 == int(other) >> 72
