"""Settings from the process environment. The only file that reads one from there."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mailpath.configuration.chosen import Chosen, Origin
from mailpath.configuration.keys import KEYS, by_spelling

__all__ = ["CONFIG_VARIABLE", "Environment", "read_environment"]

CONFIG_VARIABLE = "MAILPATH_CONFIG"
_NO_SETTINGS = (
    CONFIG_VARIABLE,
    "MAILPATH_IMAP_PASSWORD",
)  # a secret, which `inputs/imap/password.py` reads where needed
_PREFIX = "MAILPATH_"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # POSIX: the first that is set decides
_SEPARATORS = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """`file` is the settings file that was named, `locale_lang` the value that the locale gives to `lang`.

    `unknown` are variables that begin like ours and mean nothing: mostly a slip of the pen. `dumb` is a terminal
    that can do nothing but text.
    """

    values: tuple[Chosen, ...]
    file: Path | None
    locale_lang: Chosen | None
    unknown: tuple[str, ...]
    dumb: bool


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """A variable that is empty counts as not set. Lists are separated by commas or blanks."""
    values: dict[str, Chosen] = {}
    unknown = []
    for name, text in sorted(variables.items()):
        if not name.startswith(_PREFIX) or name in _NO_SETTINGS or not text.strip():
            continue
        key = by_spelling(name.removeprefix(_PREFIX))
        if key is None:
            unknown.append(name)
            continue
        texts = tuple(filter(None, _SEPARATORS.split(text))) if key.many else (text.strip(),)
        values[key.name] = Chosen(key=key, texts=texts, origin=Origin.ENVIRONMENT, place=name)
    if variables.get("NO_COLOR"):
        never = Chosen(key=KEYS["color"], texts=("never",), origin=Origin.ENVIRONMENT, place="NO_COLOR")
        values.setdefault("color", never)
    named = variables.get(CONFIG_VARIABLE, "").strip()
    return Environment(
        values=tuple(values.values()),
        file=Path(named).expanduser() if named else None,
        locale_lang=_locale_lang(variables),
        unknown=tuple(unknown),
        dumb=variables.get("TERM") == "dumb",
    )


def _locale_lang(variables: Mapping[str, str]) -> Chosen | None:
    """`de` where the locale of messages is a German one; other locales leave the default."""
    for name in _LOCALE:
        if text := variables.get(name):
            german = text.lower().startswith("de")
            return Chosen(key=KEYS["lang"], texts=("de",), origin=Origin.DEFAULT, place=name) if german else None
    return None
