"""Mail of one receiver, of the samples' senders or invented ones, under hops of its own; what is learned from it."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mailpath.configuration.learn import Learned, Place, learn, seen_in
from mailpath.message.fields import read_message
from samples.letters import postfix
from samples.stories import STORIES

__all__ = [
    "BORDER",
    "ID",
    "RESULTS",
    "SENDERS",
    "codes",
    "hop",
    "learned",
    "maildir",
    "own_mail",
    "proposed",
    "stranger",
]

BORDER = ("host", "mx.empfang.example")
ID = ("authserv_id", "mx.empfang.example")
RESULTS = (
    "Authentication-Results: mx.empfang.example;\n\tspf=none smtp.mailfrom=nobody.example;\n\tdmarc=none"
    " header.from=nobody.example"
)


def _single_hop_stories() -> Iterator[tuple[str, bytes]]:
    """Name and message of the stories whose topmost hop is the one that mx.empfang.example wrote about a stranger."""
    for story in STORIES:
        made = story.make()
        raw = made.letter.sealed() + made.tail
        top = raw[raw.index(b"Received:") :].split(b"\r\nReceived:")[0]
        host = story.host or ""
        if b"by mx.empfang.example" in top and host and host.encode() in top and not host.startswith("10."):
            yield story.name, raw


SENDERS = tuple(_single_hop_stories())


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


def learned(messages: Iterable[bytes]) -> Learned:
    read = [seen_in(Place(f"{number}.eml", None), read_message(raw)) for number, raw in enumerate(messages)]
    return learn(read)


def proposed(found: Learned) -> set[tuple[str, str]]:
    return {(one.kind.value, one.value) for one in found.proposals}


def codes(found: Learned) -> set[str]:
    return {note.code for note in found.notes}


def hop(text: str) -> str:
    return f"Received: {text}; Tue, 10 Mar 2026 09:30:20 +0000"


def stranger(number: int, on_top: Sequence[str], *, by: str = "mx.empfang.example", more: Sequence[str] = ()) -> bytes:
    """A message of the author and host number `number`."""
    name, ip = f"mail.a{number}.example", f"203.0.113.{number % 250 + 1}"
    lines = [*on_top, postfix(name, name, ip, by), *more, f"From: a@a{number}.example", "To: info@empfang.example"]
    return "\n".join([*lines, "Subject: x", "", "x", ""]).replace("\n", "\r\n").encode()
