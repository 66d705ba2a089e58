"""The words of one language around text that comes from mail."""

from collections.abc import Callable
from typing import NamedTuple

from mailpath.language import phrase, sentence, word
from mailpath.outputs.visible import LIMIT
from mailpath.values.reasons import Facts, FactValue, Reason
from mailpath.values.report import Action

__all__ = ["Ours", "Wording"]

_MOST_IN_LIST = 12


class Ours(str):
    """Text that may stand as it is: made from a catalogue, or foreign and already shown."""

    __slots__ = ()


class _ShownFact(Ours):
    """`plain`: the fact itself, by which a sentence finds the word of a code; it never stands in a text."""

    __slots__ = ("plain",)
    plain: str


class Wording(NamedTuple):
    """`show(text, limit)` makes foreign text fit to stand in a sentence of the format: nothing of mail gets past it."""

    lang: str
    show: Callable[[str, int], str]

    def shown(self, text: str, limit: int = LIMIT) -> Ours:
        return text if isinstance(text, Ours) else Ours(self.show(text, limit))

    def word(self, key: str) -> Ours:
        return Ours(word(key, self.lang))

    def phrase(self, key: str, **facts: FactValue) -> Ours:
        """A phrase of the catalogue; foreign texts among the facts are shown."""
        return Ours(phrase(key, self._facts(facts), self.lang))

    def term(self, family: str, code: str) -> Ours:
        """The word of a code in an open list (`cause.footer_added`), else the code itself, readable."""
        try:
            return self.word(f"{family}.{code}")
        except KeyError:
            return self.shown(code.replace("_", " "))

    def reason(self, reason: Reason) -> Ours:
        """The sentence of a reason; the English text it carries where this version does not know the code."""
        return self.sentence(reason.code, reason.facts, reason.text)

    def action(self, action: Action) -> Ours:
        return self.sentence(f"action_{action.code}", action.facts, action.text)

    def several(self, items: tuple[str, ...], limit: int = _MOST_IN_LIST) -> Ours:
        """Texts in a row, with a count of those left out."""
        row = ", ".join(self.shown(each) for each in items[:limit])
        return Ours(row if len(items) <= limit else f"{row}, {self.phrase('more', count=len(items) - limit)}")

    def sentence(self, code: str, facts: Facts, text: str) -> Ours:
        """The sentence of a code, or the English `text` that the report carries where this version has none."""
        try:
            return Ours(sentence(code, self._facts(facts), self.lang))
        except (KeyError, ValueError, IndexError):
            return self.shown(text)

    def _facts(self, facts: Facts) -> Facts:
        return {name: self._fact(value) for name, value in facts.items()}

    def _fact(self, value: FactValue) -> FactValue:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, tuple):
            return tuple(self._text(each) for each in value[:_MOST_IN_LIST])
        return value

    def _text(self, value: str) -> _ShownFact:
        shown = _ShownFact(self.shown(value))
        shown.plain = value
        return shown
