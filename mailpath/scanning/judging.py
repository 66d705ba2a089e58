"""Messages to reports, batch by batch: the one way in which several messages are judged, whoever does it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from mailpath.dns.protocol import Dns
from mailpath.inputs.item import Item, Unread
from mailpath.scanning.chunks import batches
from mailpath.values.report import Report, Source
from mailpath.values.settings import Settings

__all__ = ["Check", "kept_answers", "reports", "source_of"]


class Check(Protocol):
    """What judges a batch: a report for each message, in their order. `mailpath.one_message.check_many` is one."""

    def __call__(
        self, items: Sequence[tuple[bytes, Source]], /, *, dns: Dns | None, settings: Settings
    ) -> Sequence[Report]: ...


def reports(
    found: Iterable[tuple[int, Item | Unread]],
    *,
    dns: Dns | None,
    settings: Settings,
    check: Check | None = None,
) -> Iterator[tuple[int, Report]]:
    """A report for each message, in their order, each with the number of its path. Holds one batch in memory."""
    from mailpath.one_message import check_many, unreadable  # late: the verifiers are loaded when something is read

    for batch in batches(found):
        readable = [(one.raw, source_of(one)) for _, one in batch if isinstance(one, Item)]
        judged = iter((check or check_many)(readable, dns=dns, settings=settings) if readable else ())
        done = [
            (index, next(judged) if isinstance(one, Item) else unreadable(source_of(one), one.error))
            for index, one in batch
        ]
        batch.clear()  # the bytes are done with before more are read
        readable.clear()
        yield from done


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


def kept_answers(dns: Dns | None) -> Dns | None:
    """The source with its answers kept, so that no batch asks what one before it asked."""
    if dns is None or getattr(dns, "at_hand", False):
        return dns
    from time import monotonic

    from mailpath.dns.caching import CachingDns

    return dns if isinstance(dns, CachingDns) else CachingDns(dns, monotonic)
