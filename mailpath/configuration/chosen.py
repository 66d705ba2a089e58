"""A setting's value with where it came from."""

from dataclasses import dataclass
from enum import StrEnum

from mailpath.configuration.keys import Key
from mailpath.values.settings import SettingError

__all__ = ["Chosen", "Origin"]


class Origin(StrEnum):
    """From the weakest to the strongest."""

    DEFAULT = "default"
    FILE = "file"
    ENVIRONMENT = "environment"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """`texts` are the values as written, one for a setting that takes one, none where it is not set.

    `place` says where exactly: the option, the variable, the file and its key; empty for a built-in default.
    """

    key: Key
    texts: tuple[str, ...]
    origin: Origin
    place: str

    @property
    def text(self) -> str | None:
        return self.texts[0] if self.texts else None

    def refused(self, problem: str) -> SettingError:
        """The error that says which value of which origin makes no sense."""
        return SettingError(f"{self.place or self.key.name}: {problem}", setting=self.key.name, problem=problem)
