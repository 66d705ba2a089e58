"""Slips of the pen in single SPF terms, put right where there is only one thing they can mean."""

import re
from collections.abc import Iterator

from mailpath.domain.spf_terms import looks_like_mechanism
from mailpath.records.spf import parse
from mailpath.values.names import dns_name, ip_address

__all__ = ["mended_terms"]

_PUNCTUATION = " \t\r\n,;\"'`()<>[]"
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"})
_NETWORK = re.compile(r"([+~?-]?)(?:ip|ipv|ipv4|ipv6|ip4|ip6)[:=]+([0-9A-Fa-f:.]+)(?:/+([0-9]+))?", re.IGNORECASE)
_NAMED = re.compile(r"([+~?-]?)([A-Za-z0-9]+)[:=]+(.*)")
_MOST_TERMS = 200


def mended_terms(text: str) -> list[str]:
    """The terms of a record (its version cut off), each well formed; those that mean nothing are left out."""
    words = [word for word in text.translate(_DASHES).split() if word][: _MOST_TERMS + 1]
    found: list[str] = []
    for word in _joined(words[1:]):
        term = _mended(word)
        if term is not None:
            found.append(term)
    return found


def _joined(words: list[str]) -> Iterator[str]:
    """`include:` and a name behind a blank are one term."""
    held = ""
    for word in words:
        if held and (dns_name(word) or ip_address(word.partition("/")[0])) and ("." in word or ":" in word):
            yield held + word
            held = ""
            continue
        if held:
            yield held
        held = word if re.fullmatch(r"[+~?-]?(include|redirect|a|mx|exists|ip4|ip6)[:=]", word.lower()) else ""
        if not held:
            yield word
    if held:
        yield held


def _mended(word: str) -> str | None:
    if _sound(word):
        return word
    word = word.strip(_PUNCTUATION).removesuffix(".")
    for candidate in _readings(word):
        if _sound(candidate):
            return candidate
    return None


def _sound(word: str) -> bool:
    record = parse(f"v=spf1 {word}")
    if record.defects or (not record.mechanisms and not record.modifiers):
        return False
    return not any(looks_like_mechanism(one.name) for one in record.modifiers if one.name not in ("redirect", "exp"))


def _readings(word: str) -> Iterator[str]:
    yield word
    if match := _NETWORK.fullmatch(word):
        yield from _network(match[1], match[2], match[3])
    bare, _, length = word.lstrip("+").partition("/")
    yield from _network("", bare, length or None)
    if match := _NAMED.fullmatch(word):
        qualifier, name, value = match[1], match[2].lower(), match[3].strip(_PUNCTUATION).removeprefix("http://")
        name = (
            "include" if name.startswith(("incl", "inlc", "inc")) else "redirect" if name.startswith("redir") else name
        )
        value = value.rstrip("/.")
        if name == "redirect":
            yield f"redirect={value}"
        elif name in ("a", "mx") and not value:
            yield qualifier + name
        elif name == "all":
            yield f"{qualifier}all"
        else:
            yield f"{qualifier}{name}:{value}"
            yield f"{qualifier}{name}:{value.partition('/')[0]}"
    if re.fullmatch(r"[+~?-]*all\W*", word, re.IGNORECASE):
        yield f"{'-' if '-' in word else '~'}all"
    if (name := dns_name(word)) and re.search(r"\.[a-z]{2,}$", name) and "spf" in name:
        yield f"include:{name}"


def _network(qualifier: str, text: str, length: str | None) -> Iterator[str]:
    ip = ip_address(text)
    if ip is None:
        return
    if length is not None:
        yield f"{qualifier}ip{ip.version}:{ip}/{int(length[:4])}"
    yield f"{qualifier}ip{ip.version}:{ip}"
