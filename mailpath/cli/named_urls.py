"""URLs on the command line that mean nothing here: told before anything is read."""

from collections.abc import Iterable

from mailpath.values.settings import SettingError

__all__ = ["refuse_unusable"]


def refuse_unusable(names: Iterable[str]) -> None:
    """SettingError for a URL that nothing here can read, or that holds a password, which is not repeated."""
    for name in names:
        if "://" in name or "::" in name:
            from mailpath.inputs.urls import unusable

            if (problem := unusable(name)) is not None:
                raise SettingError(problem)
