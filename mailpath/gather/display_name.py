"""A display name that carries somebody else's address or domain: a known trick, since many programs show it alone."""

import re

from mailpath.organization.suffix_list import organizational_domain_psl
from mailpath.values.names import dns_name

__all__ = ["other_domain"]

_ADDRESS = re.compile(r"[\w.+\-]{1,64}@([\w\-]{1,63}(?:\.[\w\-]{1,63}){1,10})")
_DOMAIN = re.compile(r"(?<![\w@.\-])((?:[\w\-]{1,63}\.){1,10}[^\W\d_]{2,24})(?![\w@\-])")
_RESERVED = frozenset({"example", "test", "invalid"})  # RFC 2606: no suffix list knows them
_FILE_ENDINGS = frozenset({"zip", "mov", "py", "sh", "md"})  # suffixes that are names of files as often


def other_domain(display_name: str | None, organization: str | None) -> str | None:
    """The first address or domain in a display name that is not of the author's organization, as written."""
    if not display_name or organization is None or "." not in display_name:
        return None
    text = display_name[:500]
    for match in _ADDRESS.finditer(text):
        if _other(match[1], organization):
            return match[0]
    for match in _DOMAIN.finditer(text):
        if _is_domain(match[1]) and _other(match[1], organization):
            return match[1]
    return None


def _is_domain(text: str) -> bool:
    """Whether a dotted word is a domain: `Dr.Meier` and `u.a` are none, so its ending must be a public suffix."""
    from mailpath.organization.suffix_list import is_public_suffix

    ending = text.rpartition(".")[2].lower()
    return ending not in _FILE_ENDINGS and (ending in _RESERVED or is_public_suffix(dns_name(ending) or ""))


def _other(text: str, organization: str) -> bool:
    name = dns_name(text)
    return name is not None and organizational_domain_psl(name) != organizational_domain_psl(organization)
