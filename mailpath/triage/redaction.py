"""Whose names and addresses must not leave the house: complainants, and whoever the messages were sent to."""

import re
import unicodedata
from collections.abc import Iterable

from mailpath.message.addresses import Mailbox

__all__ = ["MARK", "Person", "Redaction", "name_words"]

Person = Mailbox

MARK = "[…]"
_ADDRESS = re.compile(r"[\w.+%=-]{1,64}@[\w.-]{1,255}")
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"\[…\](?:[\s,._-]{0,3}\[…\])+")
_SHORTEST = 2
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

    A name with umlauts also as it is written without them.
    """
    found: set[str] = set()
    for one in people:
        for text in (one.display_name, one.local):
            for word in _WORD.findall(_folded((text or "")[:300])):
                if len(word) >= _SHORTEST and word not in _NOBODY and not word.isdigit():
                    found |= {word, *(() if word.isascii() else (word.translate(_WRITTEN_OUT), _bare(word)))}
    return frozenset(found)


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

    def but(self, person: Person | None) -> "Redaction":
        other = Redaction(())
        other._words, other._addresses = self._words, self._addresses
        if person is not None:
            address = frozenset([person.address.casefold()]) if person.address else frozenset()
            other._own = name_words([person]) | address
        return other

    def text(self, text: str) -> str:
        """`text` with a mark in place of every such word and address."""
        if not text:
            return text
        text = unicodedata.normalize("NFC", text)
        if "@" in text:
            text = _ADDRESS.sub(self._address, text)
        return _MARKS.sub(MARK, _WORD.sub(self._word, text))

    def _address(self, match: "re.Match[str]") -> str:
        address = match[0].casefold()
        return MARK if address in self._addresses and address not in self._own else match[0]

    def _word(self, match: "re.Match[str]") -> str:
        word = _folded(match[0])
        return MARK if word in self._words and word not in self._own else match[0]
