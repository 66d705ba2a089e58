"""What a person reads of the queue and of a case, in words of one language, for text, markdown and html alike."""

from typing import NamedTuple

from mailpath.outputs.wording import Wording
from mailpath.triage.titles import title_of
from mailpath.values.case import Case, Draft, Queue
from mailpath.values.reasons import FactValue

__all__ = ["CaseView", "DraftView", "QueueView", "queue_view"]

_MOST_MESSAGES = 10
_MOST_VARIANTS = 5


class DraftView(NamedTuple):
    heading: str
    to: str
    subject: str
    body: str
    confirm: tuple[str, ...]


class CaseView(NamedTuple):
    number: int
    priority: int
    id: str
    title: str
    people: int
    messages: int
    last: str
    why: tuple[str, ...]
    action: str
    asks: tuple[str, ...]
    contacts: tuple[str, ...]
    variants: tuple[str, ...]
    files: tuple[str, ...]
    drafts: tuple[DraftView, ...]


class QueueView(NamedTuple):
    counts: str
    cases: tuple[CaseView, ...]
    unread: tuple[str, ...]


def queue_view(queue: Queue, wording: Wording, *, only: int | None = None) -> QueueView:
    """The whole queue, or its case `only` (counted from 1)."""
    return QueueView(
        counts=say(
            wording, "queue_counts", complaints=queue.complaints, messages=queue.messages, cases=len(queue.cases)
        ),
        cases=tuple(
            _case(number, case, wording) for number, case in enumerate(queue.cases, 1) if only in (None, number)
        ),
        unread=tuple(wording.shown(f"{one.file or '-'}: {one.error}") for one in queue.unread),
    )


def say(wording: Wording, code: str, **facts: FactValue) -> str:
    return wording.sentence(code, facts, code)


def _case(number: int, case: Case, wording: Wording) -> CaseView:
    left = len(case.messages) - _MOST_MESSAGES
    return CaseView(
        number=number,
        priority=case.priority,
        id=case.id,
        title=wording.shown(title_of(case, wording.lang)),
        people=case.complainants,
        messages=len(case.messages),
        last=case.last_seen.isoformat(" ", "minutes").replace("+00:00", "Z") if case.last_seen else "-",
        why=tuple(wording.reason(one) for one in case.reasons),
        action=wording.action(case.action),
        asks=tuple(wording.reason(one) for one in case.asks),
        contacts=tuple(
            f"{wording.shown(one.address)} ({say(wording, f'term_{one.role}')}; {say(wording, f'term_{one.source}')})"
            for one in case.contacts
        ),
        variants=tuple(f"{one.count}× {wording.shown(one.subject_pattern)}" for one in case.variants[:_MOST_VARIANTS]),
        files=(
            *(wording.shown(": ".join(filter(None, (one.file, one.key)))) for one in case.messages[:_MOST_MESSAGES]),
            *((say(wording, "queue_more", count=left),) if left > 0 else ()),
        ),
        drafts=tuple(_draft(one, wording) for one in case.drafts),
    )


def _draft(draft: Draft, wording: Wording) -> DraftView:
    return DraftView(
        heading=say(wording, "queue_draft", role=draft.to_role, lang=draft.lang),
        to=wording.shown(draft.to or "-"),
        subject=wording.shown(draft.subject),
        body=draft.body,
        confirm=tuple(wording.shown(one) for one in draft.needs_confirmation),
    )
