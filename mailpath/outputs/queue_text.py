"""The queue for a terminal: a line a case; one case with everything."""

from collections.abc import Iterator
from typing import BinaryIO

from mailpath.outputs.format import Options
from mailpath.outputs.layout import Line, Span, Style, hanging, padded, plain
from mailpath.outputs.queue_view import CaseView, QueueView, queue_view, say
from mailpath.outputs.text import Pen
from mailpath.outputs.visible import visible
from mailpath.outputs.wording import Wording
from mailpath.values.case import Queue

__all__ = ["write"]

_STYLES = {1: Style.BAD, 2: Style.BAD, 3: Style.UNSURE, 4: Style.GOOD}
_MOST_DRAFTS = 3  # of a kind, in the view of a whole case


def write(queue: Queue, stream: BinaryIO, options: Options, *, only: int | None) -> None:
    pen = Pen(options)
    view = queue_view(queue, pen.wording, only=only)
    lines = _one(view.cases[0], pen) if only is not None and view.cases else _list(view, pen)
    stream.write(pen.lines(lines))


def _list(view: QueueView, pen: Pen) -> Iterator[Line]:
    yield plain(view.counts, Style.STRONG)
    yield ()
    if not view.cases:
        yield plain(say(pen.wording, "queue_nothing"))
    for case in view.cases:
        first = (
            Span(f"{case.number:>3}  "),
            Span(f"P{case.priority}  ", _STYLES[case.priority]),
            Span(padded(f"{case.messages}×", 6), Style.FAINT),
        )
        yield from hanging(first, case.title, pen.width)
    if view.unread:
        yield ()
        yield plain(say(pen.wording, "queue_unread"), Style.STRONG)
        for one in view.unread:
            yield from hanging((Span("  "),), one, pen.width)
    if view.cases:
        yield ()
        yield plain(say(pen.wording, "queue_hint"), Style.FAINT)


def _one(case: CaseView, pen: Pen) -> Iterator[Line]:
    wording = pen.wording
    yield from hanging((Span(f"P{case.priority}  ", _STYLES[case.priority]),), case.title, pen.width, Style.STRONG)
    yield plain(f"{say(wording, 'queue_case', number=case.number)} · {case.id} · {case.last}", Style.FAINT)
    rows = (
        ("queue_why", case.why),
        ("queue_do", (case.action,)),
        ("queue_ask", case.asks),
        ("queue_contacts", case.contacts),
        ("queue_variants", case.variants),
        ("queue_messages", case.files),
    )
    for code, items in rows:
        if items:
            yield ()
            yield plain(say(wording, code), Style.STRONG)
            for item in items:
                yield from hanging((Span("  - "),), item, pen.width)
    yield from _drafts(case, pen, wording)


def _drafts(case: CaseView, pen: Pen, wording: Wording) -> Iterator[Line]:
    shown: dict[str, int] = {}
    for draft in case.drafts:
        shown[draft.heading] = shown.get(draft.heading, 0) + 1
        if shown[draft.heading] > _MOST_DRAFTS:
            continue
        yield ()
        yield plain(f"── {say(wording, 'queue_drafts')}: {draft.heading} ──", Style.STRONG)
        yield plain(f"To: {draft.to}")
        yield from hanging((Span("Subject: "),), draft.subject, pen.width)
        for one in draft.confirm:
            yield from hanging((Span(f"{say(wording, 'queue_confirm')}: ", Style.UNSURE),), one, pen.width)
        yield ()
        for line in draft.body.rstrip("\n").split("\n"):
            yield from hanging((Span("  "),), visible(line, 2000), pen.width) if line.strip() else ((),)
    left = sum(max(0, count - _MOST_DRAFTS) for count in shown.values())
    if left:
        yield ()
        yield plain(say(wording, "queue_more", count=left), Style.FAINT)
