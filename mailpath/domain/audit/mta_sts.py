"""MTA-STS: must senders use TLS, and does the policy name the hosts that take the mail (RFC 8461)?

The policy is the answer to a question of type `HTTPS-GET`: from a snapshot, from `domain/fetch.py`, or not at all.
"""

from collections.abc import Iterator

from mailpath.dns.table import HTTPS_GET
from mailpath.domain.asking import Asking
from mailpath.domain.audit.record import Audited, Record
from mailpath.domain.findings import finding
from mailpath.domain.standing import Standing, standing
from mailpath.domain.subject import Subject
from mailpath.records.mta_sts import covers, is_sts, parse_policy, parse_sts
from mailpath.values.answers import Answer, Question
from mailpath.values.audit import Finding, Presence, Severity, Sts, StsPolicy
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import YesNo

__all__ = ["RECORD"]

_SHORT_SECONDS = 86_400
_ABSENT = Sts(status=Presence.MISSING, record=None, id=None, policy_status=Presence.MISSING, policy=None)


def _audit(subject: Subject, asking: Asking) -> Audited:
    domain = subject.domain
    name = f"_mta-sts.{domain}"
    answer = asking.ask(Question(name, "TXT"))
    known = standing(domain, asking)
    texts = [txt_bytes(one).decode("utf-8", "replace") for one in answer.records]
    found = [text for text in texts if is_sts(text)]
    if answer.failed:
        unknown = Sts(status=Presence.UNKNOWN, record=None, id=None, policy_status=Presence.UNKNOWN, policy=None)
        return Audited(unknown, ())
    if not found:
        return _without_record(domain, name, texts, known)
    policy_answer = (asking if subject.https else asking.optional).ask(Question(f"mta-sts.{domain}", HTTPS_GET))
    record = parse_sts(found[0]) if len(found) == 1 else None
    policy = _policy(policy_answer)
    value = Sts(
        status=Presence.SEVERAL if record is None else Presence.FOUND if record.id else Presence.FAULTY,
        record=record.text if record else None,
        id=record.id if record else None,
        policy_status=_policy_status(policy_answer, policy),
        policy=policy,
    )
    findings: list[Finding] = []
    if record is None:
        findings.append(finding("sts_several", name=name, count=len(found)))
    elif record.id is None:
        findings.append(finding("sts_faulty", name=name, record=record.text))
    findings += _policy_findings(domain, policy_answer, policy, known)
    return Audited(value, tuple(findings))


def _without_record(domain: str, name: str, texts: list[str], known: Standing) -> Audited:
    near = next((text for text in texts if "stsv" in text.lower()), None)
    if near is not None:
        value = Sts(status=Presence.FAULTY, record=near, id=None, policy_status=Presence.UNKNOWN, policy=None)
        return Audited(value, (finding("sts_faulty", name=name, record=near),))
    missing = known.takes_mail is YesNo.YES
    return Audited(_ABSENT, (finding("sts_missing", domain=domain),) if missing else ())


def _policy(answer: Answer) -> StsPolicy | None:
    if not answer.records:
        return None
    read = parse_policy("\n".join(answer.records))
    return StsPolicy(mode=read.mode, mx=read.mx, max_age=read.max_age, faults=read.faults)


def _policy_status(answer: Answer, policy: StsPolicy | None) -> Presence:
    if policy is None:
        return Presence.UNKNOWN if answer.failed else Presence.MISSING
    return Presence.FAULTY if policy.faults else Presence.FOUND


def _policy_findings(domain: str, answer: Answer, policy: StsPolicy | None, known: Standing) -> Iterator[Finding]:
    if policy is None:
        if answer.failed:
            yield finding("sts_policy_unknown", domain=domain)
        else:
            yield finding("sts_policy_missing", domain=domain, why=answer.source)
        return
    for fault in policy.faults:
        yield finding("sts_policy_faulty", domain=domain, fault=fault)
    if policy.faults:
        return
    if policy.mode != "enforce":
        yield finding("sts_not_enforced", domain=domain, mode=policy.mode)
    if policy.max_age is not None and policy.max_age < _SHORT_SECONDS:
        yield finding("sts_short_age", seconds=policy.max_age)
    if policy.mode == "none" or known.exchangers.implicit:
        return
    severity = Severity.ERROR if policy.mode == "enforce" else None
    for host in known.exchangers.hosts:
        if not covers(policy.mx, host):
            yield finding("sts_mx_not_covered", severity, host=host)


RECORD = Record(field="mta_sts", audit=_audit)
