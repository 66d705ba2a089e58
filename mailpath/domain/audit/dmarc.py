"""DMARC: which policy is really in force, for whom, and who is told (RFC 9989, RFC 9990; RFC 7489 beside it)."""

import re
from collections.abc import Iterator

from mailpath.dns.protocol import Dns, ask_all
from mailpath.domain.asking import Asking
from mailpath.domain.audit.record import Audited, Record
from mailpath.domain.bimi import bimi, bimi_findings
from mailpath.domain.dmarc_tags import tag_findings
from mailpath.domain.findings import finding
from mailpath.domain.report_addresses import report_addresses, report_findings
from mailpath.domain.standing import standing
from mailpath.domain.subject import Subject
from mailpath.domain.unregistered import free_domain
from mailpath.records.dmarc import DmarcRecord, parse_dmarc, policy_for, policy_for_7489
from mailpath.records.dmarc import Subject as Whom
from mailpath.values.answers import Question
from mailpath.values.audit import Dmarc, Finding, Policies, Presence
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import DmarcMode, DnsStatus, YesNo
from mailpath.verify.dmarc import policy_in_force
from mailpath.verify.ruling import PolicyInForce
from mailpath.verify.walk import organizational_domain

__all__ = ["RECORD"]

_NEAR = re.compile(r"(?!\s*v=spf)(?:.{0,200}dmarc|[\s\"']*p\s*=)", re.IGNORECASE | re.DOTALL)  # meant as DMARC
_LEVELS = (None, "none", "quarantine", "reject")


def _audit(subject: Subject, asking: Asking) -> Audited:
    domain = subject.domain
    new = policy_in_force(domain, asking.optional)
    old = policy_in_force(domain, asking.optional, DmarcMode.RFC7489)
    if new.failed:
        failed = [Question(step_name(step.name), "TXT") for step in new.steps if step.failed]
        ask_all(asking, failed or [Question(domain, "A")])  # else it is its existence that is not known
    value = _value(domain, new, old, asking)
    known = standing(domain, asking)
    if known.exists is YesNo.NO:
        return Audited(value, ())
    findings: list[Finding] = []
    if new.record is None and not new.failed:
        findings += _absent(domain, new, asking)
    elif new.record is not None:
        if new.policy_domain == domain:
            findings += tag_findings(domain, new.record)
        findings += _strength(domain, new.record, value, own=new.policy_domain == domain)
        findings += report_findings(domain, new.record, value.reports, asking.optional, own=new.policy_domain == domain)
        findings += _differences(value)
    if any(step.several and step.name == domain for step in new.steps) and new.record is not None:
        findings.append(_several(domain, asking))
    enforced = new.failed or value.policies.domain in ("quarantine", "reject")  # what is not known is no fault
    findings += bimi_findings(domain, value.bimi, enforced=enforced, wanted=not known.silent)
    return Audited(value, tuple(findings))


def step_name(name: str) -> str:
    return f"_dmarc.{name}"


def _value(domain: str, new: PolicyInForce, old: PolicyInForce, asking: Asking) -> Dmarc:
    record = new.record
    if new.failed:
        status = Presence.UNKNOWN
    elif record is not None:
        status = Presence.FAULTY if new.policy is None else Presence.FOUND
    else:
        status = Presence.SEVERAL if any(step.several for step in new.steps) else Presence.MISSING
    return Dmarc(
        status=status,
        record=record.text if record else None,
        policy_domain=new.policy_domain,
        organizational_domain=organizational_domain(domain, asking.optional).domain,
        policies=_policies(domain, new, new.policy),
        policies_7489=_policies_7489(domain, old),
        testing=record.testing if record else False,
        adkim=record.adkim if record else None,
        aspf=record.aspf if record else None,
        walk=tuple(step.shown() for step in new.steps),
        reports=report_addresses(domain, new, asking) if record else (),
        bimi=bimi(domain, asking.optional),
    )


def _policies(domain: str, found: PolicyInForce, own: str | None) -> Policies:
    record = found.record
    if record is None:
        return Policies(domain=None, subdomain=None, non_existent=None)
    return Policies(
        domain=own,
        subdomain=policy_for(record, Whom.SUBDOMAIN),
        non_existent=policy_for(record, Whom.NON_EXISTENT),
    )


def _policies_7489(domain: str, found: PolicyInForce) -> Policies:
    record = found.record
    if record is None:
        return Policies(domain=None, subdomain=None, non_existent=None)
    below = policy_for_7489(record, Whom.SUBDOMAIN)
    return Policies(domain=found.policy, subdomain=below, non_existent=below)


def _absent(domain: str, found: PolicyInForce, asking: Asking) -> Iterator[Finding]:
    """No record applies: because of several, one that is not read, one at the wrong name, or none at all."""
    if any(step.several for step in found.steps):
        yield _several(next(step.name for step in found.steps if step.several), asking)
        return
    here = step_name(domain)
    texts = _texts(here, asking.optional)
    near = next((text for text in texts if _NEAR.match(text)), None)
    misplaced = next((text for text in _texts(domain, asking.optional) if parse_dmarc(text)), None)
    if near is not None:
        yield finding("dmarc_unrecognized", name=here, record=near)
    elif misplaced is not None:
        yield finding("dmarc_misplaced", domain=domain, name=here)
    else:
        yield finding("dmarc_missing", domain=domain)
    if asking.optional.ask(Question(here, "TXT")).status is DnsStatus.NXDOMAIN:
        alias = asking.optional.ask(Question(here, "CNAME")).records
        if alias and (free := free_domain(alias[0], domain, asking.optional)):
            yield finding("dmarc_alias_unregistered", name=here, alias=alias[0], free=free)


def _several(name: str, asking: Asking) -> Finding:
    count = sum(parse_dmarc(text) is not None for text in _texts(step_name(name), asking.optional))
    return finding("dmarc_several", name=step_name(name), count=count)


def _texts(name: str, dns: Dns) -> list[str]:
    return [txt_bytes(one).decode("utf_8", "replace") for one in dns.ask(Question(name, "TXT")).records]


def _strength(domain: str, record: DmarcRecord, value: Dmarc, *, own: bool) -> Iterator[Finding]:
    """Weaker than it looks: for the domain itself, for subdomains, for names that do not exist."""
    at = value.policies
    if at.domain is None:
        return
    asked = record.p if own else record.sp or record.p
    if record.testing and asked not in (None, "none"):
        yield finding("dmarc_testing", domain=domain, policy=str(asked))
    elif at.domain == "none" and not (own and record.p is None):
        yield finding("dmarc_none", domain=domain)
    if own and record.p is None and not record.faults:
        yield finding("dmarc_no_policy")
    if not own:
        return
    if _level(at.subdomain) < _level(at.domain):
        yield finding("dmarc_subdomain_weaker", domain=domain, policy=at.domain, subdomain=at.subdomain)
    if _level(at.non_existent) < min(_level(at.domain), _level(at.subdomain)):
        yield finding("dmarc_non_existent_weaker", domain=domain, policy=at.domain, non_existent=at.non_existent)


def _level(policy: str | None) -> int:
    return _LEVELS.index(policy)


def _differences(value: Dmarc) -> Iterator[Finding]:
    """What receivers of RFC 7489 see otherwise; names that do not exist are no class of their own for them."""
    for what, new, old in (
        ("domain", value.policies.domain, value.policies_7489.domain),
        ("subdomain", value.policies.subdomain, value.policies_7489.subdomain),
    ):
        if new != old:
            yield finding("dmarc_differs_7489", what=what, new=new or "-", old=old or "-")


RECORD = Record(field="dmarc", audit=_audit)
