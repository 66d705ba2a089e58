"""What a caller's DNS file may do wrong."""

from mailpath.values.settings import SettingError

__all__ = ["DnsFileError"]

_LONGEST_SHOWN = 400  # characters of a file's name, and of what its reader says


class DnsFileError(SettingError):
    """A file given as DNS source that cannot be read as one. The text is one line, names the file and says why."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{_one_line(path)}: {_one_line(why)}", setting="dns", problem=_one_line(why))
        self.path = path
        self.why = why

    def __reduce__(self) -> tuple[type["DnsFileError"], tuple[str, str]]:
        return type(self), (self.path, self.why)


def _one_line(text: str) -> str:
    """Without line ends and controls (a file's name or text may hold any), and of a readable length."""
    shown = "".join(char if char.isprintable() else "?" for char in text[:_LONGEST_SHOWN])
    return shown if len(text) <= _LONGEST_SHOWN else shown + "…"
