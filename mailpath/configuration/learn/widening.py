"""Many hosts or addresses of one kind as one suffix or network, where no sender falls under it."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network

from mailpath.path.addresses import is_internal
from mailpath.path.kinship import organization_guess
from mailpath.values.names import IPAddress, ip_address

__all__ = ["Carried", "networks", "suffixes"]

_MANY = 4  # of one kind: fewer are named one by one
_DENSE = 8  # addresses of a network for each that was seen, at most
_WIDEST = {4: 24, 6: 56}  # prefix lengths

Carried = Mapping[str, frozenset[int]]  # value -> numbers of the messages that bear it


def suffixes(hosts: Carried, *, enough: int, foreign: frozenset[str]) -> dict[str, frozenset[int]]:
    """Hosts that `enough` messages bear; four and more directly under one domain become that suffix, unless one of
    the names in `foreign` is under it too.

    Never an organization as a whole: strangers may have their hosts at the same hoster, under names of its domain.
    """
    families: dict[str, list[str]] = defaultdict(list)
    for name in hosts:
        families[name.partition(".")[2]].append(name)

    def widened(parent: str) -> str | None:
        if "." not in parent or organization_guess(parent) == parent:
            return None
        return None if any(name == parent or name.endswith("." + parent) for name in foreign) else "." + parent

    return _gathered(hosts, families, widened, enough, frozenset())


def networks(
    addresses: Carried, *, enough: int, known: frozenset[str], foreign: frozenset[IPAddress]
) -> dict[str, frozenset[int]]:
    """Addresses that `enough` messages bear, or that are `known` for relays, as networks of one.

    Four and more of one /24 (IPv4) or /56 (IPv6) become the smallest network that holds them, unless that is mostly of
    addresses that were never seen, or one in `foreign` is in it.
    """
    families: dict[str, list[str]] = defaultdict(list)
    single: dict[str, frozenset[int]] = {}
    for text, carried in addresses.items():
        address = ip_address(text)
        if address is not None:
            net = str(ip_network(address))
            single[net] = carried
            families[str(ip_network((address, _WIDEST[address.version]), strict=False))].append(net)

    def widened(whole: str) -> str | None:
        around = _smallest(families[whole])
        dense = is_internal(around.network_address) or around.num_addresses <= _DENSE * len(families[whole])
        return None if not dense or any(one in around for one in foreign) else str(around)

    return _gathered(single, families, widened, enough, known)


def _gathered(
    carried: Carried,
    families: Mapping[str, list[str]],
    widened: Callable[[str], str | None],
    enough: int,
    known: frozenset[str],
) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for family, members in families.items():
        wide = widened(family) if len(members) >= _MANY else None
        for member in members:
            value = wide or member
            found[value] = found.get(value, frozenset()) | carried[member]
    return {value: messages for value, messages in found.items() if len(messages) >= enough or value in known}


def _smallest(nets: list[str]) -> IPv4Network | IPv6Network:
    """All of one version."""
    known = [ip_network(net) for net in nets]
    low = min(int(net.network_address) for net in known)
    high = max(int(net.broadcast_address) for net in known)
    prefix = known[0].max_prefixlen - (low ^ high).bit_length()
    return ip_network((known[0].network_address, prefix), strict=False)
