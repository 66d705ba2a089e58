"""One spelling for every domain name that DNS holds, whatever a file, a question or a server wrote."""

import re
from functools import lru_cache

from mailpath.values.names import dns_name

__all__ = ["labels_of", "name_of", "owner_name", "parents"]

_PLAIN = re.compile(r"[a-z0-9_*/%+~!#&'=?^`{|}:-]+(?:\.[a-z0-9_*/%+~!#&'=?^`{|}:-]+)*")
_ESCAPED = re.compile(r"\\([0-9]{3}|.)", re.DOTALL)
_SEPARATOR = re.compile(r"\\.|(\.)", re.DOTALL)  # an escaped character, or a dot between labels
_MOST_PARENTS = 128
_SPECIAL = '"().;\\@$'  # escaped in a label, as dnspython and BIND write it


@lru_cache(maxsize=16384)
def owner_name(text: str) -> str:
    """A name as presentation text (RFC 1035 section 5.1): lower case, no final dot, U-labels as A-labels.

    The root is the empty text. Escapes are taken in any spelling and written in one, so that `a\\046b` and `a\\.b` are
    the same; a blank or another odd character may stand unescaped too, as SPF macros make such names
    (RFC 7208 section 7.3). Never raises: what can be no name at all stays a text that no zone holds.
    """
    name = text.lower()
    if _PLAIN.fullmatch(name):
        return name
    if name.endswith(".") and not name.endswith("\\."):
        name = name[:-1]
        if not name or _PLAIN.fullmatch(name):
            return name
    if not name.isascii():
        name = dns_name(name) or name
    return ".".join("".join(map(_shown, label)) for label in _labels(name))


def _labels(name: str) -> list[bytes]:
    """The labels of a name without final dot, escapes resolved; characters beyond ASCII as UTF-8."""
    labels = [bytearray()]
    at = 0
    for match in _ESCAPED.finditer(name):
        _add(labels, name[at : match.start()])
        code = match[1]
        number = int(code) if len(code) == 3 else ord(code)
        labels[-1] += bytes([number]) if number < 256 else code.encode("utf-8", "surrogatepass")
        at = match.end()
    _add(labels, name[at:])
    return [bytes(label).lower() for label in labels]


def _add(labels: list[bytearray], plain: str) -> None:
    """Text without escapes: its dots begin new labels."""
    first, *others = plain.encode("utf-8", "surrogatepass").split(b".")
    labels[-1] += first
    labels += map(bytearray, others)


def _shown(byte: int) -> str:
    char = chr(byte)
    if char in _SPECIAL:
        return "\\" + char
    return char if " " < char < "\x7f" else f"\\{byte:03d}"


def labels_of(name: str) -> list[bytes]:
    """The labels of a name as `owner_name` writes it, as bytes on the wire; empty for the root."""
    return _labels(name) if name else []


def name_of(wire: bytes) -> str:
    """The presentation text of a name in wire form, lower case and without its root; the inverse of `labels_of`."""
    labels, at = [], 0
    while at < len(wire):
        end = at + 1 + wire[at]
        labels.append(wire[at + 1 : end])
        at = end
    try:
        text = b".".join(labels).decode("ascii")
    except UnicodeDecodeError:
        text = ""
    if _PLAIN.fullmatch(text) and text.count(".") == len(labels) - 1:
        return text
    return ".".join("".join(map(_shown, label)) for label in labels)


def parents(name: str) -> list[str]:
    """The names above `name`, nearest first, without the root; at most 128, more than a name of DNS length has."""
    if "\\" in name:
        dots = [match.start() for match in _SEPARATOR.finditer(name) if match[1]]
        return [name[dot + 1 :] for dot in dots[:_MOST_PARENTS]]
    above: list[str] = []
    while len(above) < _MOST_PARENTS:
        _, dot, name = name.partition(".")
        if not dot:
            break
        above.append(name)
    return above
