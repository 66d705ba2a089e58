"""Code and facts to a sentence in one language."""

from functools import cache
from importlib import import_module

from mailpath.values.reasons import Facts, FactValue, Reason

__all__ = ["LANGUAGES", "TOPICS", "catalogue", "phrase", "reason", "sentence", "word"]

LANGUAGES = ("en", "de")
TOPICS = ("path", "host", "verdict", "action", "remedy", "learning", "audit", "triage")
_LONGEST_FACT = 200  # characters: facts come from mail, and a sentence is for reading

_AND = {"en": "and", "de": "und"}
_YES_NO = {"en": ("yes", "no"), "de": ("ja", "nein")}
_UNKNOWN = {"en": "unknown", "de": "unbekannt"}
_UNITS = {
    "en": (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)),
    "de": (("T", 86400), ("Std", 3600), ("min", 60), ("s", 1)),
}


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Every sentence of a language by its code."""
    merged: dict[str, str] = {}
    for topic in TOPICS:
        merged |= import_module(f"mailpath.language.{lang}.{topic}").SENTENCES
    return merged


@cache
def _words(lang: str) -> dict[str, str]:
    words: dict[str, str] = import_module(f"mailpath.language.{lang}.words").WORDS
    return words


def word(key: str, lang: str) -> str:
    """A word or phrase of the outputs and commands."""
    return _words(lang)[key]


def phrase(key: str, facts: Facts, lang: str) -> str:
    """A phrase of the outputs and commands with facts in it, by the rules of `sentence`."""
    return _words(lang)[key].format_map({name: _Shown(value, lang) for name, value in facts.items()})


def reason(code: str, **facts: FactValue) -> Reason:
    """A reason with its English sentence. Over-long texts among the facts are cut (mail is hostile)."""
    kept: Facts = {name: _bounded(value) for name, value in facts.items()}
    return Reason(code=code, text=sentence(code, kept, "en"), facts=kept)


def _bounded(value: FactValue) -> FactValue:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_FACT else value[: _LONGEST_FACT - 1] + "…"
    if isinstance(value, tuple):
        return tuple(v if len(v) <= _LONGEST_FACT else v[: _LONGEST_FACT - 1] + "…" for v in value[:20])
    return value


def sentence(code: str, facts: Facts, lang: str) -> str:
    """The sentence of `code` in `lang`.

    A template is `str.format` text over facts. A fact's format spec may be `duration` (seconds), `one|many` (the
    word that fits the number), `term` (a code in words), `quoted` (in brackets, or
    nothing for null), or nothing (lists joined, yes/no/unknown in words).
    """
    return catalogue(lang)[code].format_map({name: _Shown(value, lang) for name, value in facts.items()})


def action_text(code: str, facts: Facts, lang: str) -> str:
    """What to do, and the record that was tried where there is one."""
    text = sentence(f"action_{code}", facts, lang)
    return f"{text} {sentence('action_record', facts, lang)}" if facts.get("record") else text


class _Shown:
    __slots__ = ("_lang", "_value")

    def __init__(self, value: FactValue, lang: str) -> None:
        self._value = value
        self._lang = lang

    def __format__(self, spec: str) -> str:
        value = self._value
        if "|" in spec:
            one, many = spec.split("|", 1)
            return one if value == 1 else many
        if spec == "duration" and isinstance(value, int | float):
            return _duration(int(value), self._lang)
        if spec == "quoted":
            return "" if value is None else f" ({value})"
        if spec == "term" and isinstance(value, str):
            return self._term(value)
        if spec == "term" and isinstance(value, tuple):
            value = tuple(self._term(each) for each in value)
        if value is None:
            return _UNKNOWN[self._lang]
        if isinstance(value, bool):
            return _YES_NO[self._lang][not value]
        if isinstance(value, tuple):
            if len(value) < 2:
                return "".join(value)
            return f"{', '.join(value[:-1])} {_AND[self._lang]} {value[-1]}"
        return str(value)

    def _term(self, value: str) -> str:
        code: str = getattr(value, "plain", value)  # as it was before an output made it fit for a sentence
        words = _words(self._lang)
        ours = catalogue(self._lang).get(f"term_{code}")
        return ours or words.get(f"cause.{code}") or words.get(f"verdict.{code}") or value.replace("_", " ")


def _duration(seconds: int, lang: str) -> str:
    """The two largest units, such as `2 h 5 min`."""
    parts = []
    for unit, size in _UNITS[lang]:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or f"0 {_UNITS[lang][-1][0]}"
