"""Heaps of complaints: waves and ordinary mail, attached in every way in turn."""

import json
import mailbox
from collections.abc import Sequence
from pathlib import Path

from mailpath.inputs.item import Item
from mailpath.scanning.chunks import Place
from tests.inputs.complaints import ATTACHED
from tests.triage.campaigns import campaign, ordinary

__all__ = ["complaints", "placed", "write_inbox", "write_names"]


def complaints(count: int) -> list[bytes]:
    """At least 60: two waves, and ordinary mail."""
    raws = [*campaign(1, 40), *campaign(2, 20), *ordinary(count - 60)]
    ways = list(ATTACHED.values())
    return [ways[number % len(ways)](raw) for number, raw in enumerate(raws)]


def placed(raws: Sequence[bytes]) -> list[Place]:
    return [Place(0, Item(file="box", key=str(number), raw=raw)) for number, raw in enumerate(raws)]


def write_inbox(folder: Path, raws: Sequence[bytes]) -> Path:
    """A maildir `md` and an mbox `box`, half of them in each."""
    half = len(raws) // 2
    for name in ("cur", "new", "tmp"):
        (folder / "md" / name).mkdir(parents=True)
    for number, raw in enumerate(raws[:half]):
        (folder / "md" / "new" / f"{1772000000 + number}.M{number}.mx").write_bytes(raw)
    box = mailbox.mbox(folder / "box")
    for raw in raws[half:]:
        box.add(raw.replace(b"\r\n", b"\n"))
    box.close()
    return folder


def write_names(file: Path) -> Path:
    """DNS of the waves' senders, and of one ordinary one."""
    names = {f"absender{wave}-{n}.example": {"TXT": ["v=spf1 -all"]} for wave in (1, 2) for n in range(7)}
    file.write_text(json.dumps({**names, "firma7.example": {"TXT": ["v=spf1 ip4:203.0.0.7 -all"]}}))
    return file
