"""The queue of a helpdesk to bytes, in the format that was asked for."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import BinaryIO

from mailpath.outputs.format import Options
from mailpath.outputs.json import to_json
from mailpath.values.case import Case, Queue

__all__ = ["write_queue"]

_COLUMNS = ("id", "priority", "title", "verdict", "author_domain", "sending", "messages", "complaints", "complainants")


def write_queue(name: str, queue: Queue, stream: BinaryIO, options: Options, *, only: int | None = None) -> None:
    """`name`: one of `mailpath.outputs.NAMES`; `only`: one case, counted from 1 (json: the case itself)."""
    if name == "json" and only is not None:
        stream.write(_json(queue.cases[only - 1], options))
        stream.write(b"\n")
    elif name == "json":
        stream.write(_json(queue, options))
        stream.write(b"\n")
    elif name == "jsonl":
        for number, case in enumerate(queue.cases, 1):
            if only in (None, number):
                stream.write(to_json(case) + b"\n")
    elif name == "csv":
        stream.write("".join(_rows(queue, only)).encode("utf-8", "replace"))
    elif name == "markdown":
        from mailpath.outputs import queue_markdown

        queue_markdown.write(queue, stream, options, only=only)
    elif name == "html":
        from mailpath.outputs import queue_html

        queue_html.write(queue, stream, options, only=only)
    else:
        from mailpath.outputs import queue_text

        queue_text.write(queue, stream, options, only=only)


def _json(value: Queue | Case, options: Options) -> bytes:
    if not options.indent:
        return to_json(value)
    import msgspec

    return msgspec.json.format(to_json(value), indent=2)


def _rows(queue: Queue, only: int | None) -> Iterator[str]:
    """A row a case (RFC 4180)."""
    from mailpath.outputs.csv import cell

    yield _line(_COLUMNS)
    for case in queue.cases if only is None else (queue.cases[only - 1],):
        cause = case.cause
        values = (
            case.id,
            case.priority,
            case.title,
            str(cause.verdict),
            cause.author_domain,
            cause.sending.name if cause.sending else None,
            len(case.messages),
            case.complaints,
            case.complainants,
        )
        yield _line(tuple(cell(value) for value in values))


def _line(cells: tuple[str, ...]) -> str:
    held = StringIO()
    csv.writer(held, lineterminator="\n").writerow(cells)
    return held.getvalue()
