"""Maildirs of one receiver, made from the samples: their senders, under hops of the receiver's own."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

from samples.stories import STORIES

__all__ = ["RESULTS", "SENDERS", "maildir", "own_mail", "single_hop_stories"]

RESULTS = (
    "Authentication-Results: mx.empfang.example;\n\tspf=none smtp.mailfrom=nobody.example;\n\tdmarc=none"
    " header.from=nobody.example"
)


def single_hop_stories() -> Iterator[tuple[str, bytes]]:
    """Name and message of the stories whose topmost hop is the one that mx.empfang.example wrote about a stranger."""
    for story in STORIES:
        made = story.make()
        raw = made.letter.sealed() + made.tail
        top = raw[raw.index(b"Received:") :].split(b"\r\nReceived:")[0]
        host = story.host or ""
        if b"by mx.empfang.example" in top and host and host.encode() in top and not host.startswith("10."):
            yield story.name, raw


SENDERS = tuple(single_hop_stories())


def own_mail(count: int, on_top: Sequence[str], *, senders: Sequence[tuple[str, bytes]] = SENDERS) -> list[bytes]:
    """`count` messages of the senders in turn, under `on_top` (newest first) and the receiver's results."""
    added = "\n".join((*on_top, RESULTS)).replace("\n", "\r\n").encode() + b"\r\n"
    found = []
    for number, (_, raw) in zip(range(count), itertools.cycle(senders), strict=False):
        at = raw.index(b"Received:")
        numbered = f"X-Number: {number}\r\n".encode()
        found.append(raw[:at] + added + raw[at:].replace(b"\r\n\r\n", b"\r\n" + numbered + b"\r\n", 1))
    return found


def maildir(place: Path, messages: Sequence[bytes]) -> Path:
    for folder in ("cur", "new", "tmp"):
        (place / folder).mkdir(parents=True)
    for number, raw in enumerate(messages):
        (place / "cur" / f"17700000{number:02}.M{number}P1.host:2,S").write_bytes(raw)
    return place
