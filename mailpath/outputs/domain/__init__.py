"""Reports about domains to bytes. Each format is a module with one constant `FORMAT`, loaded when it is asked for."""

from importlib import import_module

from mailpath.outputs.domain.format import DomainFormat

__all__ = ["NAMES", "DomainFormat", "by_ending", "by_name"]

NAMES = ("text", "json", "jsonl", "markdown", "html", "csv")


def by_name(name: str) -> DomainFormat:
    """The format of that name. KeyError where there is none."""
    if name not in NAMES:
        raise KeyError(name)
    found: DomainFormat = import_module(f"mailpath.outputs.domain.{name}").FORMAT
    return found


def by_ending(file_name: str) -> DomainFormat | None:
    """The format that the ending of a file name chooses, if one does."""
    lowered = file_name.lower()
    return next((each for each in map(by_name, NAMES) if lowered.endswith(each.endings)), None)
