"""Hosts that their provider named like a subscriber's line: dial-up, cable, mobile, generic pools."""

from collections.abc import Sequence

from mailpath.host.services import Catalogue
from mailpath.values.names import IPAddress

__all__ = ["dial_in_name", "pool_name"]

# Seen in: dip0.t-ipconnect.de, dyn.telefonica.de, pools.vodafone-ip.de, hsd1.ca.comcast.net, abo.wanadoo.fr,
# fbx.proxad.net, dynamic.kabel-deutschland.de, pool-71-1-2-3.dllstx.fios.verizon.net, cpe-1-2-3-4.socal.res.rr.com
_POOL_WORDS = frozenset(
    (
        *("abo", "adsl", "broadband", "cable", "catv", "cpe", "dhcp", "dial", "dialin", "dialup", "dip", "dsl", "dslb"),
        *("dyn", "dynamic", "dynip", "fbx", "ftth", "gprs", "hfc", "hsd", "hsi", "lte", "mobile", "pool", "pools"),
        *("ppp", "pppoe", "res", "residential", "umts", "vdsl", "wimax", "xdsl"),
    )
)
_SERVER_WORDS = frozenset(
    (
        *("business", "cloud", "colo", "dedicated", "fixed", "mail", "mailout", "mta", "mx", "out", "relay", "server"),
        *("smtp", "srv", "static", "vps"),
    )
)
_DIAL_IN_WORDS = frozenset(
    ("dhcp", "dial", "dialin", "dialup", "dip", "dyn", "dynamic", "dynip", "pool", "pools", "ppp", "pppoe")
)
_DIGITS = "0123456789"


def pool_name(ip: IPAddress, names: Sequence[str], known: Catalogue) -> str | None:
    """The first PTR name, if all names look like those of a subscriber's line.

    A name looks so by one of its words, or because it spells the address and says nothing else. Words of servers
    and names of the catalogue's services never do; neither do the last two labels, the provider's own.
    """
    if names and all(_is_pool(ip, name, known) for name in names):
        return names[0]
    return None


def dial_in_name(names: Sequence[str], known: Catalogue) -> str | None:
    """The first PTR name, if all names say that the address is handed out anew to each who dials in. A name that only
    spells its address may be a fixed line's."""
    if names and all(_words(name) & _DIAL_IN_WORDS and not known.by_ptr((name,)) for name in names):
        return names[0]
    return None


def _words(name: str) -> set[str]:
    """Words of a name but for its last two labels, the provider's own."""
    labels = name.split(".")[:-2]
    return {word.strip(_DIGITS) for label in labels for word in label.replace("_", "-").split("-")}


def _is_pool(ip: IPAddress, name: str, known: Catalogue) -> bool:
    labels = name.split(".")[:-2]
    words = _words(name)
    if words & _SERVER_WORDS or known.by_ptr((name,)):
        return False
    return bool(words & _POOL_WORDS) or _spells(ip, ".".join(labels))


def _spells(ip: IPAddress, text: str) -> bool:
    """Whether the text holds the whole address: decimal in either order, padded or not, or hexadecimal."""
    plain = f"-{text.replace('.', '-').replace('_', '-')}-"
    if ip.version == 6:
        digits = ip.exploded.replace(":", "")
        return digits in plain.replace("-", "") or f"-{str(ip).replace(':', '-')}-" in plain
    octets = str(ip).split(".")
    padded = [octet.zfill(3) for octet in octets]
    if f"{int(ip):08x}" in plain or "".join(padded) in plain or "".join(padded[::-1]) in plain:
        return True
    return any(_holds("-".join(form), plain) for form in (octets, octets[::-1], padded, padded[::-1]))


def _holds(address: str, text: str) -> bool:
    """Whether the text holds the address with no further digit at either end (`ip-203-0-113-9`, `p203-0-113-9`)."""
    at = text.find(address)
    while at >= 0:
        if not text[at - 1].isdigit() and not text[at + len(address)].isdigit():
            return True
        at = text.find(address, at + 1)
    return False
