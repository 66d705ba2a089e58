"""A display name that carries somebody else's address or domain: a known trick, since many programs show it alone."""

import re
import unicodedata

from mailpath.organization.suffix_list import organizational_domain_psl
from mailpath.values.names import dns_name

__all__ = ["other_domain"]

_ADDRESS = re.compile(r"[\w.+\-]{1,64}@([\w\-]{1,63}(?:\.[\w\-]{1,63}){1,10})")
# behind the ending a dash or an underscore may stand (`bank.example-Service`), but no letter and no `@`
_DOMAIN = re.compile(r"(?<![\w.\-])((?:[\w\-]{1,63}\.){1,10}[^\W\d_]{2,24})(?![^\W_]|@)")
_DOTS = {
    ord(dot): "." for dot in "\u3002\uff61\uff0e\u2024\ufe52"
}  # ideographic, half width, full width, leader, small
_BLANK_DOT = re.compile(r" \. ?")  # a blank only behind the dot ends a sentence: `Dr. Meier`
_AT = re.compile(r" ?@ ?")
_RESERVED = frozenset({"example", "test", "invalid"})  # RFC 2606: no suffix list knows them
_FILE_ENDINGS = frozenset({"zip", "mov", "py", "sh", "md"})  # suffixes that are names of files as often


def other_domain(shown: tuple[str, ...] | str | None, organization: str | None) -> str | None:
    """The first address or domain in texts that are shown as the author's name and that is not of the organization.

    It comes as a reader sees it: compatibility characters made plain (NFKC), invisible ones and odd blanks left out.
    Linear in the texts.
    """
    if not shown or organization is None:
        return None
    for text in (shown,) if isinstance(shown, str) else shown:
        if found := _in_text(_plain(text), organization):
            return found
    return None


def _plain(text: str) -> str:
    """What a reader sees: `service@bank.example` for a wide at sign, blanks around it, or characters without width."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_DOTS)).translate(_DOTS)
        if not text.isascii():
            text = "".join(one for one in text if unicodedata.category(one) != "Cf")
    text = " ".join(text.split())
    return _AT.sub("@", _BLANK_DOT.sub(".", text)) if " " in text else text


def _in_text(text: str, organization: str) -> str | None:
    if "." not in text:
        return None
    for match in _ADDRESS.finditer(text.replace(". ", ".") if "@" in text else text):
        if _other(match[1], organization):
            return match[0]
    for match in _DOMAIN.finditer(_ADDRESS.sub(" ", text)):  # addresses of our own may hold a dotted local part
        if _is_domain(match[1]) and _other(match[1], organization):
            return match[1]
    return None


def _is_domain(text: str) -> bool:
    """Whether a dotted word is a domain: `Dr.Meier` and `u.a` are none, so its ending must be a public suffix."""
    from mailpath.organization.suffix_list import is_public_suffix

    ending = text.rpartition(".")[2].lower()
    return ending not in _FILE_ENDINGS and (ending in _RESERVED or is_public_suffix(dns_name(ending) or ""))


def _other(text: str, organization: str) -> bool:
    name = dns_name(text.strip("-"))
    return name is not None and organizational_domain_psl(name) != organizational_domain_psl(organization)
