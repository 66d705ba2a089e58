"""What a message says, in a form that survives changed names, links, tokens and encodings."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from mailpath.message.fields import Message
from mailpath.message.html_text import Link
from mailpath.message.mime import Part, decoded
from mailpath.message.readable import read_parts
from mailpath.message.text import header_text
from mailpath.organization.suffix_list import organizational_domain_psl
from mailpath.triage.confusables import folded
from mailpath.values.names import dns_name

__all__ = ["BANDS", "Content", "content_of", "link_domain", "skeleton"]

_MOST_TEXT = 1 << 14  # characters
_MOST_WORDS = 500
_SKETCH = 128  # smallest hashes kept: texts up to that many phrases are compared exactly
_BINS, BANDS = 32, 16
_PHRASE = 3  # words
_BITS = 0xFFFFFFFF
_SMALLEST_FILE = 1024  # bytes
_LONGEST_WORD = 24

_PREFIX = re.compile(
    r"(?:\s{0,5}(?:re|aw|antw|sv|fwd?|wg|tr|rv|i|r|odp|pd|doorst|enc|ref|res|inoltro)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}:|"
    r"\s{0,5}\[[^\[\]]{1,40}\]|\s{0,5}(?:\*{2,5}|<)?(?:extern(?:al)?|spam|suspect|ext)(?:\*{2,5}|>|:))",
    re.IGNORECASE,
)
_MOST_PREFIXES = 10
_WORD = re.compile(r"[^\W_]+")
_BANNER = re.compile(
    r"^\W{0,10}(?:caution|warning|achtung|vorsicht|hinweis|external|extern|"
    r"this (?:e-?mail|message) (?:originated|came|was sent) from outside|"
    r"diese (?:e-?mail|nachricht) (?:stammt|kommt|wurde) von)",
    re.IGNORECASE,
)
_PRETEXT_BYTES = 6000  # characters of the text in which a pretext is looked for
# Each entry: words that all have to be there. Plain searches, since a message is searched for all of them.
_PRETEXTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "credentials": (
        *(
            (word,)
            for word in ("passw", "kennwort", "login", "log in", "log-in", "sign in", "sign-in", "anmeld", "verif")
        ),
        *(
            (word,)
            for word in ("credential", "zugangsdaten", "mot de passe", "contraseña", "multi-factor", "multifactor")
        ),
        *(("bestätig", word) for word in ("konto", "daten", "identit")),
        *(("account", word) for word in ("lock", "suspend", "limit", "expire")),
        *((place, word) for place in ("konto", "zugang") for word in ("gesperrt", "eingeschränkt", "läuft ab")),
        ("mailbox", "full"),
        ("mailbox", "quota"),
        ("postfach", "voll"),
    ),
    "payment": (
        *((word,) for word in ("rechnung", "invoice", "iban", "überweis", "wire transfer", "bank details", "zahlung")),
        *((word,) for word in ("bank account", "bankverbindung", "payment", "gift card", "giftcard", "gutschein")),
        *((word,) for word in ("bitcoin", "factur", "fattura", "faktur", "mahnung", "overdue", "inkasso", "bezahl")),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`sketch` are the smallest hashes of the text's phrases, sorted, of 32 bits each (a set of them would take twenty
    times as much); `bands` are keys under which like texts meet.

    `words` counts what was hashed; 0 where only the header was there. `pretexts`: `credentials`, `payment`.
    `links` are those that show one domain and lead to another: (shown, target).
    """

    subject: str
    skeleton: str
    domains: frozenset[str]
    files: frozenset[str]
    sketch: bytes
    bands: tuple[int, ...]
    words: int
    pretexts: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def content_of(message: Message, parts: Iterable[Part], names: Iterable[str]) -> Content:
    """`parts` are the message's; `names`: words of the recipients' names and addresses, which differ from copy to copy
    (`redaction`)."""
    known = frozenset(names)
    field = message.first("subject")
    subject = header_text(field.unfolded) if field else ""
    read = read_parts(parts)
    plain = _without_banners(folded(read.text[:_MOST_TEXT]))
    words = _words(plain, known)
    hashes = _phrases(words)
    seen = {domain for link in read.links if (domain := link_domain(link.target))}
    return Content(
        subject=subject,
        skeleton=skeleton(subject, known),
        domains=frozenset(sorted(seen)[:50]) - _EVERYWHERE,
        files=frozenset(
            sha256(raw).hexdigest()[:32]
            for part in read.files[:20]
            if not part.type.media_type.startswith(("text/", "message/"))
            and len(raw := decoded(part)) >= _SMALLEST_FILE
        ),
        sketch=array("I", sorted(hashes)[:_SKETCH]).tobytes(),
        bands=_bands(hashes),
        words=len(words),
        pretexts=_pretexts(f"{folded(subject)}\n{plain[:_PRETEXT_BYTES]}"),
        links=tuple(_misleading(read.links)),
    )


def _pretexts(plain: str) -> tuple[str, ...]:
    return tuple(
        name for name, signs in _PRETEXTS.items() if any(all(word in plain for word in words) for words in signs)
    )


def skeleton(subject: str, names: frozenset[str] = frozenset()) -> str:
    """A subject without reply marks, names, numbers and tokens, which are `#`; lower case."""
    text = subject[:500]
    for _ in range(_MOST_PREFIXES):
        match = _PREFIX.match(text)
        if match is None or match.end() == len(text):
            break
        text = text[match.end() :]
    out: list[str] = []
    for word in _WORD.findall(_without_links(folded(text), "0")):
        shown = "#" if word in names or not word.isalpha() or len(word) > _LONGEST_WORD else word
        if shown != "#" or out[-1:] != ["#"]:
            out.append(shown)
    return " ".join(out)


def link_domain(target: str) -> str | None:
    """The organization's domain of an absolute link."""
    scheme, colon, rest = target.partition("://")
    if not colon or scheme.lower() not in ("http", "https"):
        return None
    host = re.split(r"[/?#\\]", rest[:600], maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    name = dns_name(host) if host else None
    return organizational_domain_psl(name) if name and "." in name else name


_EVERYWHERE = frozenset(
    {"w3.org", "facebook.com", "twitter.com", "x.com", "youtube.com", "linkedin.com", "instagram.com", "google.com"}
    | {"googleapis.com", "apple.com", "microsoft.com", "aka.ms", "goo.gl", "bit.ly", "t.co", "gstatic.com"}
)


def _misleading(links: Iterable[Link]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for link in links:
        shown = link.shown.strip()
        if "." not in shown or " " in shown or "@" in shown or len(found) >= 3:
            continue
        named = link_domain(shown if "://" in shown else f"http://{shown}")
        leads = link_domain(link.target)
        if named and leads and named != leads and "." in named:
            found.append((named, leads))
    return found


def _without_banners(text: str) -> str:
    """Our own gateway puts a warning on top of what comes from outside: it says nothing of the message."""
    head, _, rest = text[:2000].lstrip().partition("\n")
    return rest + text[2000:] if _BANNER.match(head) else text


def _without_links(plain: str, mark: str) -> str:
    """The folded text with `mark` in place of every address and link: they change from copy to copy."""
    if "@" not in plain and "://" not in plain and "www." not in plain:
        return plain
    return " ".join([mark if "@" in one or "://" in one or "www." in one else one for one in plain.split()])


def _words(plain: str, names: frozenset[str]) -> list[str]:
    words = _WORD.findall(_without_links(plain, ""))[:_MOST_WORDS]
    return [word for word in words if word.isalpha() and len(word) <= _LONGEST_WORD and word not in names]


def _phrases(words: list[str]) -> set[int]:
    """32 bits for each run of words."""
    hashes = [crc32(word.encode("utf-8", "replace")) for word in words]
    if len(hashes) < _PHRASE:
        return {hash(tuple(hashes)) & _BITS} if hashes else set()
    triples = zip(hashes, hashes[1:], hashes[2:], strict=False)
    return {(a ^ (b * 0x9E3779B1) ^ (c * 0x85EBCA77)) & _BITS for a, b, c in triples}


def _bands(hashes: set[int]) -> tuple[int, ...]:
    """One permutation hashing: the least hash of each bin, empty bins filled from the next; two bins make a band."""
    if not hashes:
        return ()
    least = [-1] * _BINS
    for one in hashes:
        at = one % _BINS
        if least[at] < 0 or one < least[at]:
            least[at] = one
    filled = next(one for one in least if one >= 0)
    for at in range(_BINS - 1, -1, -1):
        filled = least[at] = least[at] if least[at] >= 0 else filled
    pairs = zip(least[::2], least[1::2], strict=True)
    return tuple(hash((number, a, b)) for number, (a, b) in enumerate(pairs))  # of integers: the same in every run
