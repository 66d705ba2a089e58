"""Record data in the one presentation form that every source answers with (RFC 1035 section 5.1).

Names are lower case without final dot (the root is `.`), addresses in their short spelling, character-strings quoted
and in pieces of at most 255 bytes. So the same zone gives the same records from whatever kind of source.
"""

import re
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address

from mailpath.dns.owner import owner_name
from mailpath.values.presentation import quoted_strings

__all__ = ["character_strings", "record_text", "text_record"]

_LONGEST_STRING = 255  # bytes of one character-string
_LONGEST_NUMBER = 10  # digits: 32 bits


def text_record(strings: Sequence[str | bytes]) -> str:
    """One TXT record of these strings, as UTF-8; a string of more than 255 bytes is cut into several."""
    chunks: list[bytes] = []
    for string in strings:
        raw = string if isinstance(string, bytes) else _utf8(string)
        chunks += [raw[at : at + _LONGEST_STRING] for at in range(0, len(raw), _LONGEST_STRING)] or [b""]
    return quoted_strings(chunks or [b""])


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a surrogate pair, as JSON may hold it
        return text.encode("utf-8", "surrogatepass")


def record_text(type: str, text: str) -> str | None:
    """The canonical form of a record given in presentation format; None where it is no record of that type.

    Types that have no rule here keep their text, with single blanks. Never raises.
    """
    rule = _RULES.get(type.partition("@")[0])  # `MX@192.0.2.53` asks one server for MX
    return rule(text) if rule else text if type == "HTTPS-GET" else " ".join(text.split())


_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"|((?:[^\s"\\]|\\.)+)', re.DOTALL)
_PIECE = re.compile(r"\\([0-9]{3})|\\(.)|([^\\]+)", re.DOTALL)


def character_strings(text: str) -> list[bytes]:
    """The character-strings of a TXT record. Without any quote the whole text is one string.

    That is not the master file's rule (a blank would separate there) but what a person means who writes
    `v=spf1 -all` into a snapshot by hand.
    """
    if '"' not in text:
        return [_unescaped(text)]
    return [_unescaped(match[1] if match[2] is None else match[2]) for match in _STRING.finditer(text)]


def _unescaped(text: str) -> bytes:
    if "\\" not in text:
        return _utf8(text)
    out = bytearray()
    for code, char, plain in _PIECE.findall(text):
        if code and int(code) < 256:
            out.append(int(code))
        else:
            out += _utf8(code or char or plain)
    return bytes(out)


def _strings(text: str) -> str:
    return text_record(character_strings(text))


def _a(text: str) -> str | None:
    try:
        return str(IPv4Address(text.strip()))
    except ValueError:
        return None


def _aaaa(text: str) -> str | None:
    try:
        address = IPv6Address(text.strip())
    except ValueError:
        return None
    if address.scope_id:
        return None
    mapped = address.ipv4_mapped  # Python 3.13 spells these otherwise than 3.11
    return f"::ffff:{mapped}" if mapped else str(address)


def _name(text: str) -> str | None:
    words = text.split()
    if len(words) != 1:
        return None
    return owner_name(words[0]) or "."


def _number(text: str) -> str | None:
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        return None
    return str(int(text))


def _hexadecimal(text: str) -> str | None:
    return text.lower() if re.fullmatch(r"[0-9A-Fa-f]+", text) else None


def _fields(*rules: Callable[[str], str | None], rest: Callable[[str], str | None] | None = None) -> "_Rule":
    """A rule for data of several fields, each with a rule of its own; `rest` takes what is left, blanks taken out."""

    def rule(text: str) -> str | None:
        words = text.split()
        head, tail = words[: len(rules)], words[len(rules) :]
        if len(head) != len(rules) or bool(tail) != bool(rest):
            return None
        shown = [one(word) for one, word in zip(rules, head, strict=True)]
        if rest:
            shown.append(rest("".join(tail)))
        return None if None in shown else " ".join(map(str, shown))

    return rule


def _caa(text: str) -> str | None:
    """RFC 8659 section 4.1.1: flags, tag, and one value that is a character-string, quoted here always."""
    flags, tag, value = [*text.split(None, 2), "", "", ""][:3]
    number = _number(flags)
    strings = character_strings(value) if value else []
    if number is None or not tag.isalnum() or len(strings) != 1:
        return None
    return f"{number} {tag.lower()} {quoted_strings(strings)}"


_Rule = Callable[[str], str | None]

_RULES: dict[str, _Rule] = {
    "A": _a,
    "AAAA": _aaaa,
    "CNAME": _name,
    "DNAME": _name,
    "NS": _name,
    "PTR": _name,
    "MX": _fields(_number, _name),
    "SRV": _fields(_number, _number, _number, _name),
    "SOA": _fields(_name, _name, _number, _number, _number, _number, _number),
    "TLSA": _fields(_number, _number, _number, rest=_hexadecimal),
    "DS": _fields(_number, _number, _number, rest=_hexadecimal),
    "TXT": _strings,
    "SPF": _strings,
    "CAA": _caa,
}
