"""The queue for a ticket or a wiki (GitHub-flavoured Markdown). Foreign text stands in code spans and fences alone."""

from collections.abc import Iterator
from typing import BinaryIO

from mailpath.outputs.format import Options
from mailpath.outputs.markdown import code_span
from mailpath.outputs.queue_view import CaseView, DraftView, QueueView, queue_view, say
from mailpath.outputs.visible import escaped, visible
from mailpath.outputs.wording import Wording
from mailpath.values.case import Case, Queue

__all__ = ["case_markdown", "write"]


def write(queue: Queue, stream: BinaryIO, options: Options, *, only: int | None) -> None:
    wording = Wording(lang=options.lang, show=code_span)
    view = queue_view(queue, wording, only=only)
    stream.write(_bytes(_page(view, wording)))


def case_markdown(case: Case, queue: Queue, lang: str) -> bytes:
    """One case on a page of its own."""
    wording = Wording(lang=lang, show=code_span)
    number = queue.cases.index(case) + 1
    view = queue_view(queue, wording, only=number)
    return _bytes(_case(view.cases[0], wording, level=1))


def _bytes(lines: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _page(view: QueueView, wording: Wording) -> Iterator[str]:
    yield f"# {say(wording, 'queue_heading')}: {view.counts}"
    yield ""
    heads = ("queue_priority", "queue_title", "queue_people", "queue_messages", "queue_last")
    yield f"| # | {' | '.join(say(wording, one) for one in heads)} |"
    yield f"|---|{'---|' * len(heads)}"
    for case in view.cases:
        title = case.title.replace("|", escaped("|"))
        yield f"| {case.number} | {case.priority} | {title} | {case.people} | {case.messages} | {case.last} |"
    if view.unread:
        yield from ("", f"## {say(wording, 'queue_unread')}", "")
        yield from (f"- {one}" for one in view.unread)
    for case in view.cases:
        yield ""
        yield from _case(case, wording, level=2)


def _case(case: CaseView, wording: Wording, *, level: int) -> Iterator[str]:
    yield f"{'#' * level} {say(wording, 'queue_case', number=case.number)}: P{case.priority}, {case.title}"
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
            yield from ("", f"**{say(wording, code)}**", "")
            yield from (f"- {item}" for item in items)
    for draft in case.drafts:
        yield from ("", *_draft(draft, wording))


def _draft(draft: DraftView, wording: Wording) -> Iterator[str]:
    yield f"**{say(wording, 'queue_drafts')}: {draft.heading}**, {draft.to}, {draft.subject}"
    if draft.confirm:
        yield from ("", f"{say(wording, 'queue_confirm')}:")
        yield from (f"- {one}" for one in draft.confirm)
    body = [visible(line, 2000) for line in draft.body.rstrip("\n").split("\n")]
    fence = "`" * max(3, max((len(line) - len(line.replace("`", "")) + 1 for line in body), default=3))
    yield from ("", f"{fence}text", *body, fence)
