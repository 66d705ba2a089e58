"""Code and facts to a sentence in one language."""

from functools import cache
from importlib import import_module
from string import Formatter

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
    return _filled(_words(lang)[key], facts, lang)


def reason(code: str, **facts: FactValue) -> Reason:
    """A reason with its English sentence. Over-long texts among the facts are cut (mail is hostile)."""
    for name, value in facts.items():
        if isinstance(value, tuple) or (isinstance(value, str) and len(value) > _LONGEST_FACT):
            facts[name] = _bounded(value)
    return Reason(code=code, text=_filled(catalogue("en")[code], facts, "en"), facts=facts)


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
    return _filled(catalogue(lang)[code], facts, lang)


@cache  # as many as there are sentences
def _pieces(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """A template as text, name of the fact behind it, and its spec; None for the name where the template ends."""
    return tuple((text, name, spec or "") for text, name, spec, _ in Formatter().parse(template))


def _filled(template: str, facts: Facts, lang: str) -> str:
    said = []
    for text, name, spec in _pieces(template):
        said.append(text)
        if name is not None:
            value = facts[name]
            said.append(value if type(value) is str and not spec else _shown(value, spec, lang))
    return "".join(said)


def action_text(code: str, facts: Facts, lang: str) -> str:
    """What to do, and the record that was tried where there is one."""
    text = sentence(f"action_{code}", facts, lang)
    return f"{text} {sentence('action_record', facts, lang)}" if facts.get("record") else text


def _shown(value: FactValue, spec: str, lang: str) -> str:
    if "|" in spec:
        one, many = spec.split("|", 1)
        return one if value == 1 else many
    if spec == "duration" and isinstance(value, int | float):
        return _duration(int(value), lang)
    if spec == "quoted":
        return "" if value is None else f" ({value})"
    if spec == "term" and isinstance(value, str):
        return _term(value, lang)
    if spec == "term" and isinstance(value, tuple):
        value = tuple(_term(each, lang) for each in value)
    if value is None:
        return _UNKNOWN[lang]
    if isinstance(value, bool):
        return _YES_NO[lang][not value]
    if isinstance(value, tuple):
        if len(value) < 2:
            return "".join(value)
        return f"{', '.join(value[:-1])} {_AND[lang]} {value[-1]}"
    return str(value)


def _term(value: str, lang: str) -> str:
    code: str = getattr(value, "plain", value)  # as it was before an output made it fit for a sentence
    words = _words(lang)
    ours = catalogue(lang).get(f"term_{code}")
    return ours or words.get(f"cause.{code}") or words.get(f"verdict.{code}") or value.replace("_", " ")


def _duration(seconds: int, lang: str) -> str:
    """The two largest units, such as `2 h 5 min`."""
    parts = []
    for unit, size in _UNITS[lang]:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2]) or f"0 {_UNITS[lang][-1][0]}"
