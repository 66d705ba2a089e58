"""Paths to reports: everything below them in any mix, read and judged in chunks, one report after the other."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from mailpath.dns.protocol import Dns
from mailpath.inputs import Item, Unread
from mailpath.inputs.mailboxes import messages_below
from mailpath.values.report import Report, Source
from mailpath.values.settings import Settings

__all__ = ["CHUNK_BYTES", "CHUNK_MESSAGES", "Check", "check_items", "check_paths", "source_of"]

CHUNK_MESSAGES = 256  # whose DNS questions go out together
CHUNK_BYTES = 16 << 20  # a larger message is a chunk of its own


class Check(Protocol):
    """What judges a chunk: a report for each message, in their order. `mailpath.one_message.check_many` is one."""

    def __call__(
        self, items: Sequence[tuple[bytes, Source]], /, *, dns: Dns | None, settings: Settings
    ) -> Sequence[Report]: ...


def check_paths(
    paths: Iterable[str | os.PathLike[str]], *, dns: Dns | None, settings: Settings, check: Check | None = None
) -> Iterator[Report]:
    """A report for each message below `paths`, lazily, in the order of the input. `dns` None asks nothing.

    Never raises on what is found there: what cannot be read is a row with `source.error`, and so is a path that does
    not exist. At most a chunk and the message read last are held in memory.
    """
    found = (one for path in paths for one in messages_below(os.fsdecode(path)))
    return check_items(found, dns=dns, settings=settings, check=check)


def check_items(
    found: Iterable[Item | Unread], *, dns: Dns | None, settings: Settings, check: Check | None = None
) -> Iterator[Report]:
    """A report for each, in their order. Answers of `dns` are kept, so that no chunk asks what one before it asked."""
    from mailpath.one_message import check_many, unreadable  # late: the verifiers are loaded when something is read

    kept = _cached(dns)
    for chunk in _chunks(found):
        readable = [(one.raw, source_of(one)) for one in chunk if isinstance(one, Item)]
        judged = iter((check or check_many)(readable, dns=kept, settings=settings) if readable else ())
        reports = [next(judged) if isinstance(one, Item) else unreadable(source_of(one), one.error) for one in chunk]
        chunk.clear()  # the bytes are done with before more are read
        readable.clear()
        yield from reports


def source_of(one: Item | Unread) -> Source:
    """What the report says about where a message was; hash and size are added by who has the bytes."""
    return Source(
        file=one.file,
        key=one.key,
        sha256=None,
        size_bytes=None,
        format=one.format if isinstance(one, Item) else None,
        fidelity=one.fidelity if isinstance(one, Item) else None,
        wrapped_in=one.wrapped_in,
        error=None,
    )


def _cached(dns: Dns | None) -> Dns | None:
    if dns is None:
        return None
    from time import monotonic

    from mailpath.dns.caching import CachingDns

    return dns if isinstance(dns, CachingDns) else CachingDns(dns, monotonic)


def _chunks(found: Iterable[Item | Unread]) -> Iterator[list[Item | Unread]]:
    chunk: list[Item | Unread] = []
    size = 0
    for one in found:
        more = len(one.raw) if isinstance(one, Item) else 0
        if chunk and size + more > CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
        chunk.append(one)
        size += more
        if len(chunk) >= CHUNK_MESSAGES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
