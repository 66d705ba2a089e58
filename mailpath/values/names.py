"""Domain names and addresses, normalised once so that no function wonders about case, dots or U-labels."""

import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address

__all__ = [
    "IPAddress",
    "dns_name",
    "domain_of",
    "ip_address",
    "is_under",
    "reverse_name",
    "split_mailbox",
]

IPAddress = IPv4Address | IPv6Address

_LABEL = r"""[^\x00-\x20.\[\]()<>@,;:"\\\x7f]{1,63}"""
_LABELS = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


@lru_cache(maxsize=4096)
def dns_name(text: str) -> str | None:
    """A domain name as A-labels, lower case, no final dot; None where it can be no host or mail domain.

    IDNA 2008 by the idna package with UTS 46 mapping (RFC 5890); RFC 1035 lengths. Underscore labels pass, since
    `_dmarc` and `_domainkey` names do. Address literals and names with blanks, empty labels or controls are None.
    """
    text = text.strip().removesuffix(".").lower()
    if not text or len(text) > 1000:
        return None
    if not text.isascii():
        import idna  # rare: only for U-labels

        try:
            text = idna.encode(text, uts46=True, transitional=False).decode("ascii").lower()
        except (idna.IDNAError, UnicodeError):
            return None
    return text if len(text) <= 253 and _LABELS.fullmatch(text) else None


def is_under(name: str, domain: str) -> bool:
    """Whether `name` is `domain` or a name below it; both normalised."""
    return name == domain or name.endswith("." + domain)


@lru_cache(maxsize=4096)
def ip_address(text: str) -> IPAddress | None:
    """An address from any spelling in mail: `[192.0.2.1]`, `IPv6:2001:db8::1`, `fe80::1%6`.

    IPv4-mapped ones (`::ffff:192.0.2.1`) as IPv4; no port. None where the text is no address.
    """
    text = text.strip().strip("[]").strip()
    if text[:5].lower() == "ipv6:":
        text = text[5:]
    text = text.partition("%")[0]
    if not text or len(text) > 45:
        return None
    try:
        if ":" not in text:
            return IPv4Address(text)
        address = IPv6Address(text)
    except ValueError:
        return None
    return address.ipv4_mapped or address


def reverse_name(address: IPAddress) -> str:
    """The name whose PTR record names the host (RFC 1035 section 3.5, RFC 3596 section 2.5)."""
    return address.reverse_pointer


def split_mailbox(text: str) -> tuple[str, str] | None:
    """Local part and normalised domain of `local@domain` (RFC 5321 section 4.1.2).

    None where there is no usable domain. The last `@` separates; a leading source route and angle brackets are dropped.
    """
    text = text.strip().removeprefix("<").removesuffix(">").strip()
    if text.startswith("@") and ":" in text:
        text = text.partition(":")[2]
    local, at, domain = text.rpartition("@")
    if not at or not local:
        return None
    name = dns_name(domain)
    return (local, name) if name else None


def domain_of(mailbox: str) -> str | None:
    """The normalised domain of a mailbox, or None."""
    parts = split_mailbox(mailbox)
    return parts[1] if parts else None
