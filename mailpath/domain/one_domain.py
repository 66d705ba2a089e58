"""Domains end to end: their questions asked together, round by round, each judged, repaired and compared."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from itertools import islice

from mailpath.dns.offline import OfflineDns
from mailpath.dns.protocol import Dns
from mailpath.dns.rounds import Pending, Rounds, settle
from mailpath.domain.asking import Asking
from mailpath.domain.assembled import report_of, report_with_error
from mailpath.domain.audit import RECORDS, Audited
from mailpath.domain.repairs import repaired
from mailpath.domain.subject import Subject
from mailpath.values.answers import Answer, Question
from mailpath.values.audit import DomainReport
from mailpath.values.settings import Settings

__all__ = ["CHUNK", "audit"]

_log = logging.getLogger("mailpath")

CHUNK = 256  # domains whose questions go out together
_MOST_FINDINGS = 60  # of one section: a record of thousands of terms may have as many faults
_MOST_KEPT = 400_000  # answers kept for later domains


def audit(
    subjects: Iterable[Subject],
    *,
    dns: Dns | None,
    settings: Settings,
    baselines: Mapping[str, DomainReport] | None = None,
) -> Iterator[DomainReport]:
    """A report for each domain, in their order, lazily. `dns` None asks nothing.

    Never raises on what a domain publishes: a fault of ours is a report with `error`. Answers about names that several
    domains lead to are asked once; what stands under one domain alone is forgotten with it.
    """
    asked: Dns = OfflineDns() if dns is None or settings.offline else dns
    now = settings.now or datetime.now(UTC)
    known: dict[Question, Answer] = {}
    waiting = iter(subjects)
    while chunk := list(islice(waiting, CHUNK)):
        works = [_Work(subject, known, now, (baselines or {}).get(subject.domain), baselines) for subject in chunk]
        settle(asked, [(work.rounds, (work.step,)) for work in works])
        for work in works:
            yield work.report or work.fault(None)
        _forget(known, {subject.domain for subject in chunk})


def _forget(known: dict[Question, Answer], domains: set[str]) -> None:
    if len(known) > _MOST_KEPT:
        known.clear()
        return
    for question in [one for one in known if _belongs(one.name, domains)]:
        del known[question]


def _belongs(name: str, domains: set[str]) -> bool:
    while name:
        if name in domains:
            return True
        name = name.partition(".")[2]
    return False


class _Work:
    """One domain on its way to its report. A fault of ours in here ends here."""

    def __init__(
        self,
        subject: Subject,
        known: dict[Question, Answer],
        now: datetime,
        baseline: DomainReport | None,
        baselines: Mapping[str, DomainReport] | None,
    ) -> None:
        self.report: DomainReport | None = None
        self.rounds = Rounds(known)
        self._subject = subject
        self._now = now
        self._baseline = baseline
        self._compared = baselines is not None

    def step(self) -> None:
        """Try every record with the answers that are there; raises Pending while one is missing."""
        if self.report is not None:
            return
        try:
            self.report = self._judged()
        except Pending:
            raise
        except Exception as fault:  # noqa: BLE001  # the firewall: the other domains go on
            self.report = self.fault(fault)

    def _judged(self) -> DomainReport:
        sections: dict[str, Audited] = {}
        unanswered: dict[Question, None] = {}
        waiting = False
        for record in RECORDS:
            try:
                audited, missing = self.rounds.value(record.field, partial(_section, record.audit, self._subject))
            except Pending:
                waiting = True
                continue
            sections[record.field] = audited
            unanswered.update(dict.fromkeys(missing))
        if waiting:
            raise Pending
        found = [one for audited in sections.values() for one in audited.findings[:_MOST_FINDINGS]]
        findings = self.rounds.value("repairs", partial(repaired, self._subject, tuple(found)))
        return report_of(
            self._subject,
            sections,
            findings=findings,
            unanswered=tuple(unanswered),
            rounds=self.rounds,
            now=self._now,
            baseline=self._baseline,
            compared=self._compared,
        )

    def fault(self, fault: Exception | None) -> DomainReport:
        _log.error("%s: %r", self._subject.domain, fault, exc_info=fault)
        why = f"could not be processed: a fault of mailpath ({type(fault).__name__})"
        return report_with_error(self._subject, why, self._now)


def _section(
    judge: Callable[[Subject, Asking], Audited], subject: Subject, dns: Dns
) -> tuple[Audited, tuple[Question, ...]]:
    asking = Asking(dns)
    audited = judge(subject, asking)
    return audited, tuple(asking.unanswered)
