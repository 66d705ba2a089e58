"""Complaints to the queue: judged, grouped, weighed, answered, in the order in which somebody should act."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.inputs import Item, Unread
from mailpath.scanning.judging import kept_answers
from mailpath.triage.asks import asks_of
from mailpath.triage.case_action import case_action
from mailpath.triage.cases import Group, anchor, grouped
from mailpath.triage.cases import shown as shown_of
from mailpath.triage.contacts import contacts_of
from mailpath.triage.drafts import CaseFacts, case_drafts, complainant_draft, draft_language
from mailpath.triage.harm import STRONG
from mailpath.triage.heap import Heap
from mailpath.triage.history import History, with_history
from mailpath.triage.judged import Judged
from mailpath.triage.judging import Judging
from mailpath.triage.redaction import Redaction
from mailpath.triage.titles import title, title_code
from mailpath.triage.urgency import complainants, needs_someone, urgency
from mailpath.values.case import Case, CaseMessage, Draft, Queue, UnreadFile, Variant
from mailpath.values.reasons import Facts
from mailpath.values.report import Report, Tool
from mailpath.values.settings import Settings
from mailpath.version import __version__

__all__ = ["Triage", "case_id", "queue_of", "triage"]

_MOST_VARIANTS = 50
_REASONS_OF_THE_BEST = 3
_FAULT = "could not be processed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """The queue, with the groups its cases were made of, in the same order, and for each draft of each case the digest
    of the complaint that it answers, None for one to others. `needs_someone`, `fault`: exit codes."""

    queue: Queue
    groups: tuple[Group, ...]
    answers: tuple[tuple[str | None, ...], ...]
    redaction: Redaction
    needs_someone: bool
    fault: bool


def triage(found: Iterable[Item | Unread], *, dns: Dns | None, settings: Settings) -> Triage:
    """The queue of everything found, the same in whatever order it comes. Never raises on what is found."""
    asked = None if settings.offline else kept_answers(dns)
    heap = Heap()
    heap.add(Judging(asked, settings)(found))
    return queue_of(heap, dns=asked, settings=settings)


def queue_of(heap: Heap, *, dns: Dns | None, settings: Settings, history: History | None = None) -> Triage:
    """`dns` is asked for contacts alone; `history` is what earlier runs saw."""
    judged = heap.messages if history is None else with_history(heap.messages, history)
    unread = [
        UnreadFile(file=one.file, error=f"{one.key}: {one.error}" if one.key else one.error) for one in heap.unread
    ]
    groups = grouped(judged)
    redaction = _redaction(judged)
    made = [_case(group, redaction, dns, settings) for group in groups]
    order = sorted(range(len(made)), key=lambda n: _order(made[n][0]))
    answers = _answers([groups[n] for n in order], redaction, settings.lang)
    cases = [_with_answers(made[n][0], [draft for _, draft in answers[rank]]) for rank, n in enumerate(order)]
    return Triage(
        queue=Queue(
            schema_version="1",
            tool=_tool(judged),
            complaints=heap.complaints,
            messages=len(judged),
            unread=tuple(sorted(unread, key=lambda one: (one.file or "", one.error))),
            cases=tuple(cases),
        ),
        groups=tuple(groups[n] for n in order),
        answers=tuple(
            (*(digest for digest, _ in answers[rank]), *(None for _ in made[n][0].drafts))
            for rank, n in enumerate(order)
        ),
        redaction=redaction,
        needs_someone=any(needs for _, needs in made),
        fault=any((one.report.source.error or "").startswith(_FAULT) for one in judged) or bool(unread),
    )


def case_id(group: Group) -> str:
    """From content alone: the cause, or the least of the contents, of its messages."""
    return sha256(anchor(group).encode("utf-8", "replace")).hexdigest()[:12]


def _redaction(judged: Sequence[Judged]) -> Redaction:
    """Everybody who complained, and everybody the messages were sent to, in the whole run."""
    people = {box for one in judged for box in one.people}
    people |= {one.complaint.sender for one in judged if one.complaint.sender is not None}
    return Redaction(people)


def _case(group: Group, redaction: Redaction, dns: Dns | None, settings: Settings) -> tuple[Case, bool]:
    """The case without its complainants' drafts, and whether it needs anybody."""
    shown = shown_of(group)
    own = any(
        one.own for one in group.messages if one.author_domain == group.cause.author_domain or not one.author_domain
    )
    priority, reasons = urgency(group, own=own)
    asks = asks_of(group.messages)
    harmful = any(sign.code in STRONG for one in group.messages for sign in one.signs)
    code = title_code(group.cause, how=shown.how, harmful=harmful)
    facts: Facts = {
        "domain": group.cause.author_domain,
        "host": group.cause.sending.name if group.cause.sending else None,
    }
    action = case_action(shown)
    contacts = contacts_of(group.cause, shown, own=own, dns=dns)
    people = complainants(group.messages)
    drafts = case_drafts(
        CaseFacts(
            title=code,
            title_facts=facts,
            priority=priority,
            cause=group.cause,
            own=own,
            best=shown,
            action=action,
            messages=group.messages,
            complainants=people,
            sure_complainants=complainants([one for one in group.messages if not one.complaint.forged]),
            contacts=contacts,
            redaction=redaction,
            lang=_language(group, settings.lang),
        )
    )
    times = [time for one in group.messages if (time := one.seen) is not None]
    case = Case(
        id=case_id(group),
        priority=priority,
        title=title(code, group.cause, "en"),
        cause=group.cause,
        messages=_messages(group),
        complaints=len({(one.complaint.file, one.complaint.key, one.complaint.digest) for one in group.messages}),
        complainants=people,
        first_seen=min(times, default=None),
        last_seen=max(times, default=None),
        own_domain=own,
        reasons=(*reasons, *(shown.report.reasons[:_REASONS_OF_THE_BEST] if shown.known else ())),
        action=action,
        evidence=shown.report,
        variants=tuple(Variant(subject_pattern=name, count=count) for name, count in group.variants[:_MOST_VARIANTS]),
        contacts=contacts,
        drafts=drafts,
        asks=asks,
    )
    return case, needs_someone(group, asks, priority)


def _messages(group: Group) -> tuple[CaseMessage, ...]:
    def row(one: Judged) -> CaseMessage:
        source, names = one.report.source, one.report.identifiers
        return CaseMessage(
            file=source.file,
            key=source.key,
            wrapped_in=source.wrapped_in,
            subject=names.subject if names and one.known else None,
            date=names.date if names and one.known else None,
        )

    rows = [row(one) for one in group.messages]
    return tuple(sorted(rows, key=lambda one: (_time(one.date), one.file or "", one.key or "")))


def _time(date: datetime | None) -> float:
    return date.timestamp() if date is not None else float("inf")


def _language(group: Group, default: str) -> str:
    """That of most complainants."""
    counts = Counter(draft_language(one.complaint.lang) for one in group.messages if one.complaint.lang)
    return min(counts, key=lambda lang: (-counts[lang], lang)) if counts else default


def _order(case: Case) -> tuple[int, int, int, float, str]:
    last = case.last_seen.timestamp() if case.last_seen else 0.0
    return case.priority, -case.complainants, -len(case.messages), -last, case.id


def _answers(groups: Sequence[Group], redaction: Redaction, lang: str) -> list[list[tuple[str, Draft]]]:
    """One draft a complaint, with its digest, in the most urgent of the cases that its messages belong to."""
    by_complaint: dict[tuple[str, str | None, str], list[Judged]] = {}
    home: dict[tuple[str, str | None, str], int] = {}
    for number, group in enumerate(groups):
        for one in group.messages:
            name = (one.complaint.file, one.complaint.key, one.complaint.digest)
            by_complaint.setdefault(name, []).append(one)
            home.setdefault(name, number)
    drafts: list[list[tuple[str, Draft]]] = [[] for _ in groups]
    for name in sorted(by_complaint, key=lambda one: (one[2], one[0], one[1] or "")):
        draft = complainant_draft(by_complaint[name], redaction, lang)
        if draft is not None:
            drafts[home[name]].append((name[2], draft))
    return drafts


def _with_answers(case: Case, answers: Sequence[Draft]) -> Case:
    return msgspec.structs.replace(case, drafts=(*answers, *case.drafts))


def _tool(judged: Sequence[Judged]) -> Tool:
    reports: Iterable[Report] = (one.report for one in judged)
    lists = {one.tool.public_suffix_list for one in reports} - {None}
    return Tool(name="mailpath", version=__version__, public_suffix_list=min(filter(None, lists), default=None))
