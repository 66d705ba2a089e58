"""Messages as one mbox file, which the first process cuts up for the others."""

from collections.abc import Iterable
from pathlib import Path

__all__ = ["write_mbox"]


def write_mbox(file: Path, messages: Iterable[Path]) -> None:
    """With LF line ends, and lines that begin with `From ` quoted (the mboxo kind)."""
    with file.open("wb") as mbox:
        for one in messages:
            raw = one.read_bytes().replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ")
            mbox.write(b"From - Sun Jun 21 00:00:00 2026\n" + raw.rstrip(b"\n") + b"\n\n")
