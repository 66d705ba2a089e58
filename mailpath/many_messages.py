"""Paths to reports: everything below them in any mix, read and judged in batches, one report after the other."""

import os
from collections.abc import Iterable, Iterator

from mailpath.dns.protocol import Dns
from mailpath.inputs import Item, Unread
from mailpath.inputs.mailboxes import messages_below
from mailpath.scanning.chunks import CHUNK_BYTES, CHUNK_MESSAGES
from mailpath.scanning.judging import Check, kept_answers, reports, source_of
from mailpath.values.report import Report
from mailpath.values.settings import Settings

__all__ = ["CHUNK_BYTES", "CHUNK_MESSAGES", "Check", "check_items", "check_paths", "source_of"]


def check_paths(
    paths: Iterable[str | os.PathLike[str]], *, dns: Dns | None, settings: Settings, check: Check | None = None
) -> Iterator[Report]:
    """A report for each message below `paths`, lazily, in the order of the input. `dns` None asks nothing.

    Never raises on what is found there: what cannot be read is a row with `source.error`, and so is a path that does
    not exist. At most a batch and the message read last are held in memory.
    """
    found = (one for path in paths for one in messages_below(os.fsdecode(path)))
    return check_items(found, dns=dns, settings=settings, check=check)


def check_items(
    found: Iterable[Item | Unread], *, dns: Dns | None, settings: Settings, check: Check | None = None
) -> Iterator[Report]:
    """A report for each, in their order. Answers of `dns` are kept, so that no batch asks what one before it asked."""
    numbered = ((0, one) for one in found)
    for _, report in reports(numbered, dns=kept_answers(dns), settings=settings, check=check):
        yield report
