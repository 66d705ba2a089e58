"""What an address says by itself."""

from bisect import bisect_right
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from mailpath.values.names import IPAddress

__all__ = ["is_internal", "network_of", "same_network"]

# Not by `ipaddress.is_private`: it counts the documentation networks (RFC 5737, RFC 3849), which stand for public
# hosts wherever mail is shown as an example.
_INTERNAL_V4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # RFC 1122, this network
        "10.0.0.0/8",  # RFC 1918
        "100.64.0.0/10",  # RFC 6598, behind a carrier's NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # RFC 3927, link-local
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",  # RFC 2544, laboratories
    )
)
_INTERNAL_V6 = tuple(
    IPv6Network(text)
    for text in (
        "::/127",  # unspecified and loopback
        "fc00::/7",  # RFC 4193, unique local
        "fe80::/10",  # link-local
        "fec0::/10",  # RFC 3879, site-local, still met in old networks
    )
)
_NAT64 = int(IPv6Address("64:ff9b::")) >> 32  # /96, RFC 6052
_PREFIX = {4: 24, 6: 56}  # what one site is given, as a rule
_SHIFT = {4: 32 - _PREFIX[4], 6: 128 - _PREFIX[6]}


def _bounds(networks: tuple[IPv4Network, ...] | tuple[IPv6Network, ...]) -> list[int]:
    """Where networks begin and end, in order: an odd number of bounds up to a number means that it is inside one."""
    return sorted(bound for one in networks for bound in (int(one.network_address), int(one.broadcast_address) + 1))


_BOUNDS_V4, _BOUNDS_V6 = _bounds(_INTERNAL_V4), _bounds(_INTERNAL_V6)


def is_internal(ip: IPAddress) -> bool:
    """Whether the address is of no use on the public internet: private, loopback, link-local, carrier NAT.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is judged by that. Gmail writes 6to4 forms of
    private addresses for its own hosts (`by 2002:a05:...`).
    """
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        number = int(ip)
        if inner is None and number >> 32 == _NAT64:
            inner = IPv4Address(number & 0xFFFFFFFF)
        if inner is None:
            return bisect_right(_BOUNDS_V6, number) % 2 == 1
        return is_internal(inner)
    return bisect_right(_BOUNDS_V4, int(ip)) % 2 == 1


def network_of(ip: IPAddress) -> IPv4Network | IPv6Network:
    """The /24 (IPv4) or /56 (IPv6) that an address stands in."""
    return ip_network((ip, _PREFIX[ip.version]), strict=False)


def same_network(a: IPAddress, b: IPAddress) -> bool:
    """Whether both stand in one /24 (IPv4) or one /56 (IPv6)."""
    return a.version == b.version and (int(a) ^ int(b)) >> _SHIFT[a.version] == 0
