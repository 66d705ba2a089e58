"""What an address says by itself."""

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
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_PREFIX = {4: 24, 6: 56}  # what one site is given, as a rule


def is_internal(ip: IPAddress) -> bool:
    """Whether the address is of no use on the public internet: private, loopback, link-local, carrier NAT.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is judged by that. Gmail writes 6to4 forms of
    private addresses for its own hosts (`by 2002:a05:...`).
    """
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is None:
            return any(ip in network for network in _INTERNAL_V6)
        return is_internal(inner)
    return any(ip in network for network in _INTERNAL_V4)


def network_of(ip: IPAddress) -> IPv4Network | IPv6Network:
    """The /24 (IPv4) or /56 (IPv6) that an address stands in."""
    return ip_network((ip, _PREFIX[ip.version]), strict=False)


def same_network(a: IPAddress, b: IPAddress) -> bool:
    """Whether both stand in one /24 (IPv4) or one /56 (IPv6)."""
    return a.version == b.version and b in network_of(a)
