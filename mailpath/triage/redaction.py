"""Whose names and addresses must not leave the house: complainants, and whoever the messages were sent to."""

import re
import unicodedata
from collections.abc import Iterable

from mailpath.message.addresses import Mailbox

__all__ = ["MARK", "Person", "Redaction", "name_words"]

Person = Mailbox

MARK = "[…]"
_ADDRESS = re.compile(r"[\w.+%=-]{1,64}@[\w.-]{1,255}")
_ELSEWHERE = re.compile(r"@[\w.-]+|[a-z]{2,9}://\S*", re.IGNORECASE)
"""In a name: the domain of an address, and links. Their words name nobody, and stand in many a text."""
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that set no blanks between words: there a name stands inside a run of letters."""
_MARKS = re.compile(r"\[…\](?:[\s,._-]{0,3}\[…\])+")
_SHORTEST = 2
_LONG_ENOUGH = 4  # letters beside digits: `mueller77`, but not the `x` of `x4711`
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
_NOBODY = frozenset(
    {"info", "team", "service", "support", "kundenservice", "gmbh", "mail", "email", "post", "office", "kontakt"}
    | {"contact", "sales", "admin", "helpdesk", "von", "van", "der", "die", "das", "den", "und", "and", "the", "for"}
    | {"del", "dos", "vom", "zur", "zum", "security", "abuse", "spam", "phishing", "postmaster", "noreply"}
    | {"buchhaltung", "vertrieb", "undisclosed", "recipients", "list"}
    | {"de", "la", "le", "da", "di", "du", "el", "al", "zu", "am", "an", "im", "it", "hr", "pr", "to", "of", "in", "on"}
    | {"re", "aw", "wg", "tr", "rv", "dr", "id", "no", "so", "es", "er", "me", "my", "at", "by", "or", "is", "if", "us"}
)


def name_words(people: Iterable[Person]) -> frozenset[str]:
    """The words of names and local parts, lower case, but for those that name nobody (`info`, `team`).

    A name with umlauts also as it is written without them, one with digits also without them, and all words of a name
    or local part also in one (`annabeispiel`).
    """
    found: set[str] = set()
    for one in people:
        for text in (one.display_name, one.local):
            words = _WORD.findall(_folded(_ELSEWHERE.sub(" ", (text or "")[:300])))
            if 1 < len(words) < 5:
                words.append("".join(words))
            for word in words:
                _add(word, found)
                if not word.isalpha():
                    for part in _LETTERS.findall(word):
                        if len(part) >= _LONG_ENOUGH:
                            _add(part, found)
    return frozenset(found)


def _add(word: str, found: set[str]) -> None:
    if len(word) >= _SHORTEST and word not in _NOBODY and not word.isdigit():
        found |= {word, *(() if word.isascii() else (word.translate(_WRITTEN_OUT), _bare(word)))}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _bare(word: str) -> str:
    """Without marks on its letters."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


class Redaction:
    """Takes people's names and addresses out of texts; `but` is the one person who may read his own."""

    def __init__(self, people: Iterable[Person]) -> None:
        kept = list(people)
        self._words = name_words(kept)
        self._addresses = frozenset(one.address.casefold() for one in kept if one.address)
        self._own: frozenset[str] = frozenset()
        self._inside = _one_of(self._words)

    def but(self, person: Person | None) -> "Redaction":
        other = Redaction(())
        other._words, other._addresses = self._words, self._addresses
        if person is not None:
            address = frozenset([person.address.casefold()]) if person.address else frozenset()
            other._own = name_words([person]) | address
        own = {word for word in other._own if _UNSPACED.search(word)}
        other._inside = _one_of(other._words - own) if own else self._inside
        return other

    def text(self, text: str) -> str:
        """`text` with a mark in place of every such word and address."""
        if not text:
            return text
        text = unicodedata.normalize("NFC", text)
        if "@" in text:
            text = _ADDRESS.sub(self._address, text)
        if self._inside is not None and _UNSPACED.search(text):
            text = self._inside.sub(MARK, text)
        return _MARKS.sub(MARK, _WORD.sub(self._word, text))

    def _address(self, match: "re.Match[str]") -> str:
        address = match[0].casefold()
        return MARK if address in self._addresses and address not in self._own else match[0]

    def _word(self, match: "re.Match[str]") -> str:
        word = _folded(match[0])
        return MARK if any(self._is_name(form) for form in (word, _without_ending(word))) else match[0]

    def _is_name(self, word: str) -> bool:
        return word in self._words and word not in self._own


def _without_ending(word: str) -> str:
    """Without digits around it, and without the s of a genitive."""
    bare = word.strip("0123456789")
    return bare[:-1] if len(bare) > _LONG_ENOUGH and bare.endswith("s") else bare


def _one_of(words: frozenset[str]) -> "re.Pattern[str] | None":
    inside = sorted((word for word in words if _UNSPACED.search(word)), key=lambda one: (-len(one), one))
    return re.compile("|".join(re.escape(word) for word in inside)) if inside else None
