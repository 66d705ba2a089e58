"""Repairs, each tried: the record is published in an overlay, the domain audited again, and what is gone is mended."""

from collections.abc import Sequence

from msgspec import structs

from mailpath.dns.overlay import overlay
from mailpath.dns.protocol import Dns
from mailpath.domain.asking import Asking
from mailpath.domain.audit import RECORDS
from mailpath.domain.findings import identity
from mailpath.domain.mend import MENDERS, Candidate, Mender
from mailpath.domain.subject import Subject
from mailpath.values.audit import Finding, Fix, Severity

__all__ = ["repaired"]

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def repaired(subject: Subject, findings: Sequence[Finding], dns: Dns) -> tuple[Finding, ...]:
    """The findings, the worst first, each with the first record that removes it and adds no error."""
    fixes: dict[tuple[str, ...], Fix] = {}
    for mender in MENDERS:
        wanted = [one for one in findings if one.code in mender.codes]
        if not wanted:
            continue
        for candidate in mender.candidates(subject, wanted, dns):
            left = [one for one in wanted if identity(one) not in fixes]
            if not left:
                break
            for one in _mended(subject, findings, left, mender, candidate, dns):
                fixes[identity(one)] = Fix(
                    name=candidate.name, type=candidate.type, record=candidate.shown, checked=True
                )
    shown = [structs.replace(one, fix=fixes.get(identity(one))) for one in findings]
    return tuple(sorted(shown, key=lambda one: (_ORDER[one.severity], one.fix is None)))


def _mended(
    subject: Subject,
    findings: Sequence[Finding],
    wanted: Sequence[Finding],
    mender: Mender,
    candidate: Candidate,
    dns: Dns,
) -> list[Finding]:
    """Which findings the candidate removes; none where it brings an error that was not there."""
    changed = overlay(dns, {(candidate.name, candidate.type): candidate.records})
    after: list[Finding] = []
    for record in RECORDS:
        if record.field in mender.scope:
            asking = Asking(changed)
            after += record.audit(subject, asking).findings
            if asking.unanswered:
                return []
    errors = {identity(one) for one in findings if one.severity is Severity.ERROR}
    if any(one.severity is Severity.ERROR and identity(one) not in errors for one in after):
        return []
    still = set(map(identity, after))
    about = dict(candidate.about)
    return [
        one
        for one in wanted
        if identity(one) not in still and all(str(one.facts.get(key)) == value for key, value in about.items())
    ]
