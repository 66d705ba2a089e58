"""Reports to bytes. Each format is a module with one constant `FORMAT`, loaded when it is asked for.

`NAMES` is the list of formats; to add one, add its module and its name here.
"""

from importlib import import_module

from mailpath.outputs.format import Format, Options

__all__ = ["NAMES", "Format", "Options", "by_ending", "by_name"]

NAMES = ("text", "json", "jsonl", "markdown", "html", "csv")


def by_name(name: str) -> Format:
    """The format of that name. KeyError where there is none."""
    if name not in NAMES:
        raise KeyError(name)
    found: Format = import_module(f"mailpath.outputs.{name}").FORMAT
    return found


def by_ending(file_name: str) -> Format | None:
    """The format that the ending of a file name chooses, if one does."""
    lowered = file_name.lower()
    return next((each for each in map(by_name, NAMES) if lowered.endswith(each.endings)), None)
