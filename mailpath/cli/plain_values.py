"""Option values as they were typed, without pydantic.

typer (seen in 0.29) loads pydantic to turn texts into values: about 70 ms, a quarter of a whole check, for options that
are texts, lists of texts and yes or no already. Here those three pass as they are; any other annotation, and any typer
that works in another way, goes on as before.
"""

from collections.abc import Callable
from functools import cache

import typer.core

__all__ = ["pass_texts"]


class _AsTyped:
    """In place of typer's `RuntimeParam`."""

    def coerce(self, value: object, param: object, ctx: object) -> object:
        several = getattr(param, "multiple", False) or getattr(param, "nargs", 1) == -1
        return list(value) if several and isinstance(value, list | tuple) else value


@cache
def pass_texts() -> None:
    """Make typer pass texts on. Done once, before the first command is read."""
    build = getattr(typer.core, "build_runtime_param", None)
    if callable(build):
        vars(typer.core)["build_runtime_param"] = _chooser(build)


def _chooser(build: Callable[[object], object]) -> Callable[[object], object]:
    plain = (bool, str, str | None, list[str], list[str] | None)

    def chosen(descriptor: object) -> object:
        annotation = getattr(descriptor, "annotation", None)
        return _AsTyped() if annotation in plain else build(descriptor)

    return chosen
