"""Mailbox providers whose own machines can be told by the names that their hops record.

`edge` are the hosts that take mail from outside: a hop written by one is the border, whatever its client says it is.
`inside` are all of the provider's hosts that write Received fields behind the edge, `networks` the addresses they have
among themselves. `measured`: that the edge is the boundary was shown on a collection of real messages; of the others
the names alone are known.
"""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network

import msgspec

from mailpath.path.addresses import address_of, is_internal
from mailpath.path.kinship import host_name
from mailpath.values.hop import Hop
from mailpath.values.names import IPAddress

__all__ = ["CONSUMER_DOMAINS", "PROVIDERS", "Provider", "edge_of", "provider_named", "provider_of", "writes_internally"]


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    edge: tuple[str, ...]
    inside: tuple[str, ...]
    mx: tuple[str, ...]  # where its MX records point
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    measured: bool = False
    strips: tuple[str, ...] = ()  # authserv-ids that it takes off what comes in (RFC 8601 section 5)
    writers: tuple[str, ...] = ()  # how its Received-SPF names its writer

    def owns(self, address: IPAddress) -> bool:
        return any(address in net for net in self.networks)


PROVIDERS: tuple[Provider, ...] = (
    Provider(
        name="Microsoft 365",
        edge=(
            "mail.protection.outlook.com",
            "mail.protection.office365.us",
            "mail.protection.partner.outlook.cn",
            "mail.protection.outlook.de",
            "olc.protection.outlook.com",
            "mail.eo.outlook.com",
        ),
        inside=(
            "prod.outlook.com",
            "prod.protection.outlook.com",
            "prod.exchangelabs.com",
            "outlook.office365.com",
            "outlook.office365.us",
            "partner.outlook.cn",
            "office365.us",
        ),
        mx=(
            "mail.protection.outlook.com",
            "olc.protection.outlook.com",
            "mx.microsoft",
            "mail.protection.office365.us",
            "mail.protection.partner.outlook.cn",
        ),
        networks=tuple(ip_network(net) for net in ("2603:1000::/24", "2a01:111:f400::/46")),
        measured=True,
        writers=("protection.outlook.com",),
    ),
    Provider(
        name="Google",
        edge=("mx.google.com",),
        inside=("google.com", "gmail.com"),
        mx=("google.com", "googlemail.com"),
        measured=True,
        strips=("mx.google.com",),
        writers=("google.com",),
    ),
    Provider(
        name="Proton",
        edge=("protonmail.ch", "proton.ch"),
        inside=("protonmail.ch", "proton.ch", "plabs.ch"),
        mx=("protonmail.ch", "proton.ch"),
        measured=True,
    ),
    Provider(
        name="Hotmail",
        edge=("hotmail.com",),
        inside=("hotmail.com",),
        mx=("hotmail.com",),
    ),
    Provider(
        name="Yahoo",
        edge=("yahoo.com", "yahoo.co.jp", "yahoodns.net", "aol.com"),
        inside=("yahoo.com", "yahoo.co.jp", "yahoodns.net", "aol.com"),
        mx=("yahoodns.net", "yahoo.co.jp"),
    ),
    Provider(
        name="GMX and WEB.DE",
        edge=("mx-ha.gmx.net", "mx.gmx.net", "mx-ha.web.de", "mx.web.de"),
        inside=("gmx.net", "web.de", "server.lan"),
        mx=("gmx.net", "web.de"),
    ),
    Provider(
        name="Fastmail",
        edge=("messagingengine.com",),
        inside=("messagingengine.com", "internal"),
        mx=("messagingengine.com",),
    ),
    Provider(
        name="Zoho",
        edge=("mx.zohomail.com", "mx.zoho.com", "mx.zoho.eu", "mx.zohomail.eu"),
        inside=("zohomail.com", "zoho.com", "zoho.eu", "zohomail.eu"),
        mx=("zoho.com", "zoho.eu", "zohomail.com"),
    ),
    Provider(
        name="Yandex",
        edge=("yandex.net", "yandex.ru"),
        inside=("yandex.net", "yandex.ru"),
        mx=("yandex.net", "yandex.ru"),
    ),
    Provider(name="Mail.ru", edge=("mail.ru", "i.mail.ru"), inside=("mail.ru",), mx=("mail.ru",)),
    Provider(name="T-Online", edge=("t-online.de",), inside=("t-online.de",), mx=("t-online.de",)),
)


# Domains of mailboxes that nobody can put a filter of his own in front of
CONSUMER_DOMAINS = frozenset(
    (
        "aol.com",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hotmail.de",
        "hotmail.fr",
        "hotmail.it",
        "icloud.com",
        "live.com",
        "live.de",
        "live.fr",
        "live.nl",
        "mail.ru",
        "me.com",
        "msn.com",
        "outlook.com",
        "outlook.de",
        "outlook.fr",
        "pm.me",
        "proton.me",
        "protonmail.ch",
        "protonmail.com",
        "t-online.de",
        "web.de",
        "yahoo.co.jp",
        "yahoo.co.uk",
        "yahoo.com",
        "yahoo.de",
        "yandex.ru",
    )
)


@lru_cache(maxsize=4096)
def _by_name(by: str | None) -> tuple[Provider | None, bool]:
    """Provider and whether it is its edge. Only the ending counts, so that a name with a masked label still fits."""
    name = "." + (by or "").lower()
    for provider in PROVIDERS:
        if any(name.endswith("." + one) for one in provider.edge):
            return provider, True
        if any(name.endswith("." + one) for one in provider.inside):
            return provider, False
    return None, False


def provider_named(name: str | None) -> Provider | None:
    """The provider whose host bears the name."""
    return _by_name(name)[0]


def provider_of(hop: Hop) -> Provider | None:
    """The provider whose host wrote the hop, by its name; only of use where the hop is known to be no invention."""
    return _by_name(hop.by)[0]


def edge_of(hop: Hop) -> Provider | None:
    """The provider whose border wrote the hop."""
    provider, edge = _by_name(hop.by)
    return provider if edge else None


def writes_internally(hop: Hop) -> bool:
    """The writer calls itself by an internal address (Gmail, Yahoo)."""
    own = address_of(hop.by_ip)
    return host_name(hop.by) is None and own is not None and is_internal(own)
