"""What an input gives: the bytes of one message with where they were, or why they could not be had."""

from dataclasses import dataclass

from mailpath.values.vocabulary import Fidelity, SourceFormat

__all__ = ["STANDARD_INPUT", "InputError", "Item", "Unread"]

STANDARD_INPUT = "-"


class InputError(Exception):
    """An input, or one member of it, that cannot be read. `problem` is the text without the names."""

    def __init__(self, file: str, problem: str, *, key: str | None = None) -> None:
        super().__init__(f"{file}: {key}: {problem}" if key else f"{file}: {problem}")
        self.file = file
        self.problem = problem
        self.key = key


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One message.

    `file` is the path as it was named, fit to print (`-` is standard input); `key` tells messages of one file apart
    (the member of an archive, the number of an attached part). `format` and `fidelity` are given where the bytes were
    rebuilt, else the message itself shows them. `wrapped_in` names the wrappers taken off, outermost first: `rfc822`,
    `arf`, `msg`. `rebuilt_from` are the bytes of the Outlook file that `raw` was made of.
    """

    file: str
    key: str | None
    raw: bytes
    format: SourceFormat | None = None
    fidelity: Fidelity | None = None
    wrapped_in: tuple[str, ...] = ()
    rebuilt_from: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A message that could not be had: it becomes a row of its own. `error` is one line without the names.

    `lost`: a server cannot be reached, so a later try may find what is missing now.
    """

    file: str
    key: str | None
    error: str
    wrapped_in: tuple[str, ...] = ()
    lost: bool = False
