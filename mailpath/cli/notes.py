"""What goes to standard error: one line each, whatever is in it."""

import sys

__all__ = ["Notes", "say"]


def say(text: str) -> None:
    """One line after our name. Line ends and controls, which file names and mail may hold, are escaped."""
    line = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
    sys.stderr.write(f"mailpath: {line}\n")


class Notes:
    """Remarks beside the result, as many as are wanted."""

    def __init__(self, *, quiet: bool, verbose: bool) -> None:
        self._quiet = quiet
        self._verbose = verbose and not quiet

    def note(self, text: str) -> None:
        if not self._quiet:
            say(text)

    def detail(self, text: str) -> None:
        if self._verbose:
            say(text)
