"""Complaints to judged messages: what is inside is judged, in chunks whose DNS questions go out together.

Whether the complaint itself came from whom it names is judged beside it, as a fact of its own: its addresses never
touch the verdict on what it carries.
"""

import logging
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

import msgspec

from mailpath.dns.protocol import Dns
from mailpath.inputs import Item, Unread
from mailpath.inputs.complaint import Complaint, How, Inner, boxes_of, digest_of, read_complaint
from mailpath.language import action_text
from mailpath.many_messages import CHUNK_BYTES, CHUNK_MESSAGES, source_of
from mailpath.message.addresses import Mailbox
from mailpath.message.fields import Message
from mailpath.triage.content import content_of
from mailpath.triage.harm import is_own, signs_of_harm
from mailpath.triage.judged import ATTENTION, Filed, Judged
from mailpath.triage.own_way import is_signed, unsigned, way_of
from mailpath.triage.redaction import name_words
from mailpath.values.report import Action, Report
from mailpath.values.settings import Settings
from mailpath.values.vocabulary import ActionCode, Confidence, Fidelity, YesNo

__all__ = ["Judging"]

_log = logging.getLogger("mailpath")

_UNSENT = b"X-Complaint-Without-Message: yes\r\n"  # what stands for the message where a complaint holds none


class Judging:
    """One process's way from complaints to judged messages; its answers, and what it knows of ways, live as long."""

    def __init__(self, dns: Dns | None, settings: Settings) -> None:
        self._dns = dns
        self._settings = settings
        self._ways: dict[bytes, bool] = {}  # whether what came this way is forged, signatures apart

    def __call__(self, found: Iterable[Item | Unread]) -> Iterator[list[Judged] | Unread]:
        """For each complaint its messages; a row for whatever could not be read, in the order of the input."""
        waiting: list[_Read] = []
        size = count = 0
        for item in found:
            one = self._read(item) if isinstance(item, Item) else item
            if isinstance(one, Unread):
                yield one
                continue
            complaint = one.complaint
            yield from complaint.unread
            waiting.append(one)
            size += len(complaint.item.raw) + sum(len(each.item.raw) for each in complaint.inner)
            count += len(complaint.inner) + 1
            if size >= CHUNK_BYTES or count >= CHUNK_MESSAGES:
                yield from self._judged(waiting)
                waiting, size, count = [], 0, 0
        if waiting:
            yield from self._judged(waiting)

    def _read(self, item: Item) -> "_Read | Unread":
        try:
            complaint = read_complaint(item, self._settings.own_domains)
            came = complaint.has_path and complaint.sender is not None
            return _Read(complaint, way_of(complaint.message) if came else None)
        except Exception as fault:  # noqa: BLE001  # the firewall: the other complaints go on
            return _fault(item, fault)

    def _judged(self, found: list["_Read"]) -> Iterator[list[Judged] | Unread]:
        from mailpath.one_message import check_many  # late: the verifiers are loaded when something is read

        new = {one.way: one.complaint for one in found if one.way is not None and one.way not in self._ways}
        items = [(unsigned(one.message), source_of(one.item)) for one in new.values()]
        items += [(_bytes(inner), source_of(inner.item)) for one in found for inner in one.complaint.inner]
        reports = iter(check_many(items, dns=self._dns, settings=self._settings))
        self._ways |= {way: _is_forged(next(reports)) for way in new}
        doubtful = [one.complaint for one in found if one.way is not None and self._ways[one.way]]
        forged = {one.digest for one in doubtful} - self._signed_for(doubtful)
        for complaint in (one.complaint for one in found):
            own = [next(reports) for _ in complaint.inner]
            yield self._brought(complaint, own, forged=complaint.digest in forged)

    def _brought(self, complaint: Complaint, reports: list[Report], *, forged: bool) -> list[Judged] | Unread:
        try:
            filed = _filed(complaint, forged=forged)
            pairs = zip(complaint.inner, reports, strict=True)
            return [_one(filed, inner, report, self._settings) for inner, report in pairs]
        except Exception as fault:  # noqa: BLE001  # the firewall
            return _fault(complaint.item, fault)

    def _signed_for(self, doubtful: list[Complaint]) -> set[str]:
        """Those among complaints whose way looks forged that a signature of their own speaks for."""
        from mailpath.one_message import check_many

        signed = [one for one in doubtful if is_signed(one.message)]
        items = [(one.item.raw, source_of(one.item)) for one in signed]
        reports = check_many(items, dns=self._dns, settings=self._settings) if items else []
        return {one.digest for one, report in zip(signed, reports, strict=True) if not _is_forged(report)}


class _Read(NamedTuple):
    """`way`: how it came itself; None where nothing tells, or nobody complained."""

    complaint: Complaint
    way: bytes | None


def _fault(item: Item, fault: Exception) -> Unread:
    _log.error("%s: %r", item.file, fault, exc_info=fault)
    problem = f"could not be processed: a fault of mailpath ({type(fault).__name__})"
    return Unread(file=item.file, key=item.key, error=problem)


def _is_forged(report: Report) -> bool:
    return report.verdict in ATTENTION and report.vouched is YesNo.NO


def _bytes(one: Inner) -> bytes:
    """A complaint with nothing to judge is not judged itself: its own way says nothing of what it is about."""
    return _UNSENT if one.how is How.NOTHING else one.item.raw


def _filed(one: Complaint, *, forged: bool) -> Filed:
    return Filed(
        file=one.item.file,
        key=one.item.key,
        sender=one.sender,
        recipients=one.recipients,
        subject=one.subject,
        lang=one.lang,
        date=one.date,
        client=one.client,
        pictures=one.pictures,
        unread=bool(one.unread),
        forged=forged,
        digest=one.digest,
    )


def _one(filed: Filed, one: Inner, report: Report, settings: Settings) -> Judged:
    message = one.node.message
    people = () if one.how is How.NOTHING else (*_recipients(message), *_noted_recipients(report))
    known = name_words((*people, *filter(None, [filed.sender])))
    content = content_of(message, one.node.parts, known)
    report = _as_sure(report, one)
    domain = report.identifiers.author_domain if report.identifiers else None
    silent = one.how in (How.NOTHING, How.REPORTED)
    return Judged(
        complaint=filed,
        how=one.how,
        report=report,
        feedback=one.report,
        content=content,
        people=people,
        signs=() if silent else signs_of_harm(message, report, content, settings.own_domains),
        digest=digest_of(message) if one.how is not How.REPORTED else _of_report(filed, message),
        own=is_own(domain, settings.own_domains)
        or bool(one.report and is_own(one.report.reported_domain, settings.own_domains)),
        has_hops=report.path is not None and bool(report.path.hops),
    )


def _of_report(filed: Filed, message: Message) -> str:
    """Reports that say next to nothing say the same: what such a one is about is known by the complaint alone."""
    return sha256(f"{filed.digest} {digest_of(message)}".encode()).hexdigest()


def _as_sure(report: Report, one: Inner) -> Report:
    """What was typed or pasted is at most medium; what holds no message asks the complainant, not the sender."""
    if one.how is How.NOTHING:
        source = msgspec.structs.replace(report.source, wrapped_in=(), sha256=sha256(one.item.raw).hexdigest())
        report = msgspec.structs.replace(report, source=source)
    if one.how in (How.NOTHING, How.REPORTED, How.INLINE):
        code = ActionCode.ASK_SENDER if one.how is How.INLINE else ActionCode.ASK_COMPLAINANT
        report = msgspec.structs.replace(report, action=Action(code=code, text=action_text(code, {}, "en"), facts={}))
    if report.source.fidelity is Fidelity.QUOTED:
        report = msgspec.structs.replace(report, confidence=report.confidence.at_most(Confidence.MEDIUM))
    return report


def _recipients(message: Message) -> tuple[Mailbox, ...]:
    names = ("to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to")
    return tuple(box for name in names for field in message.all(name)[:5] for box in boxes_of(field.unfolded)[:200])


def _noted_recipients(report: Report) -> tuple[Mailbox, ...]:
    """Whom the servers on the way noted as recipients (`for` in Received)."""
    hops = report.path.hops if report.path is not None else ()
    noted = {hop.for_ for hop in hops if hop.for_ and "@" in hop.for_}
    return tuple(box for text in sorted(noted)[:20] for box in boxes_of(text.encode("utf-8", "replace")))
