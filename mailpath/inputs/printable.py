"""Names of files and archive members as text that can be printed and written as JSON, whatever is in them."""

__all__ = ["printable"]

_LONGEST = 4096  # PATH_MAX on Linux


def printable(name: str) -> str:
    """The name with controls, line ends, bidi marks and bytes that are no text as escapes; cut where endless."""
    if not name.isprintable():
        name = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in name)
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
