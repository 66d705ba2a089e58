"""Letters that look alike, and names that look like one of ours (Unicode TR 39 has the full list; these are in use)."""

import re
import unicodedata
from collections.abc import Iterable

from mailpath.organization.suffix_list import organizational_domain_psl

__all__ = ["folded", "looks_like"]

_LOOK = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d",
    "һ": "h", "ӏ": "l", "ո": "n", "ս": "u", "к": "k", "м": "m", "т": "t", "в": "b", "н": "h", "ɡ": "g", "ı": "i",
    "ɩ": "i", "ο": "o", "α": "a", "ν": "v", "ρ": "p", "τ": "t", "υ": "u", "κ": "k", "ι": "i", "ε": "e", "η": "n",
    "ω": "w", "ᴀ": "a", "ʀ": "r", "ѵ": "v", "ԛ": "q", "ԝ": "w", "ß": "ss",
}  # fmt: skip
_TABLE = str.maketrans(_LOOK)
_NO_INK = re.compile(r"[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_ANY_LOOK = re.compile(f"[{''.join(_LOOK)}]")
_IN_NAMES = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "3": "e", "|": "l"})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
_SHORT, _LONG = 5, 9  # letters of a name from which one, and two, changed letters still look like it


def folded(text: str) -> str:
    """Lower case, compatibility forms as plain letters, look-alikes of other scripts as Latin ones, nothing unseen."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", _NO_INK.sub("", text)).casefold()
    return plain.translate(_TABLE) if _ANY_LOOK.search(plain) else plain  # translating is slow, and seldom needed


def looks_like(domain: str, own_domains: Iterable[str]) -> str | None:
    """The own domain that `domain` (A-labels) could be mistaken for, though it belongs to somebody else."""
    organization = organizational_domain_psl(domain)
    for own in own_domains:
        ours = organizational_domain_psl(own)
        if organization != ours and _alike(organization, ours):
            return own
    return None


def _alike(theirs: str, ours: str) -> bool:
    name, ending = _name(theirs), _name(ours)
    a, b = _drawn(name), _drawn(ending)
    if a == b:
        return True
    words = a.replace("_", "-").split("-")
    if len(b) >= _SHORT - 1 and b in words and len(words) > 1:
        return True  # firma-support.example
    allowed = 2 if len(b) >= _LONG else 1 if len(b) >= _SHORT else 0
    return allowed > 0 and abs(len(a) - len(b)) <= allowed and _distance(a, b) <= allowed


def _name(organization: str) -> str:
    """The label in front of the public suffix, as it is shown."""
    label = organization.partition(".")[0]
    if label.startswith("xn--"):
        try:
            return label[4:].encode("ascii").decode("punycode")
        except (UnicodeError, ValueError):
            return label
    return label


def _drawn(name: str) -> str:
    """As the eye takes it: marks off, look-alikes the same."""
    plain = "".join(char for char in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(char))
    plain = folded(plain)
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain.translate(_IN_NAMES)


def _distance(a: str, b: str) -> int:
    """Letters to change, add, drop or swap with a neighbour (names have at most 63)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a[:63], 1):
        now = [i]
        for j, y in enumerate(b, 1):
            cost = min(now[j - 1] + 1, row[j] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        before, row = row, now
    return row[-1]
