"""The report of one domain from its audited sections."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import cast

from mailpath.dns.protocol import Dns, ask_all
from mailpath.dns.rounds import Rounds
from mailpath.domain.audit import Audited
from mailpath.domain.audit.hosts import NO_SUCH_NAME
from mailpath.domain.changes import changes
from mailpath.domain.name_servers import zone_servers
from mailpath.domain.seen import seen
from mailpath.domain.standing import standing
from mailpath.domain.subject import Subject
from mailpath.values.answers import Question
from mailpath.values.audit import (
    Bimi,
    Dkim,
    Dmarc,
    DomainReport,
    Finding,
    Grade,
    Host,
    Mx,
    Policies,
    Presence,
    Severity,
    Spf,
    Sts,
    TlsRpt,
    Zone,
)
from mailpath.values.vocabulary import YesNo

__all__ = ["report_of", "report_with_error"]


def report_of(
    subject: Subject,
    sections: Mapping[str, Audited],
    *,
    findings: tuple[Finding, ...],
    unanswered: Sequence[Question],
    rounds: Rounds,
    now: datetime,
    baseline: DomainReport | None,
    compared: bool,
) -> DomainReport:
    """Raises Pending where the zone's own facts are still asked for."""
    spf = cast("Spf", sections["spf"].value)
    zone = rounds.value("zone", partial(_zone, subject, spf))
    observed = rounds.value("seen", partial(seen, subject, spf))
    report = DomainReport(
        schema_version="1",
        domain=subject.domain,
        checked_at=now,
        grade=_grade(findings, unanswered),
        zone=zone,
        mx=cast("Mx", sections["mx"].value),
        spf=spf,
        dmarc=cast("Dmarc", sections["dmarc"].value),
        dkim=cast("Dkim", sections["dkim"].value),
        mta_sts=cast("Sts", sections["mta_sts"].value),
        tls_rpt=cast("TlsRpt", sections["tls_rpt"].value),
        hosts=cast("tuple[Host, ...]", sections["hosts"].value),
        seen=observed,
        findings=findings,
        changes=None,
        unanswered=tuple(f"{one.type} {one.name}" for one in unanswered),
        error=None,
        evidence=tuple(answer.evidence() for answer in rounds.used),
    )
    if not compared:
        return report
    from msgspec import structs

    return structs.replace(report, changes=changes(baseline, report) if baseline else ())


def _grade(findings: Sequence[Finding], unanswered: Sequence[Question]) -> Grade:
    worst = {one.severity for one in findings}
    if Severity.ERROR in worst:
        return Grade.BROKEN
    if Severity.WARNING in worst:
        return Grade.WEAK
    return Grade.UNKNOWN if unanswered else Grade.GOOD


def _zone(subject: Subject, spf: Spf, dns: Dns) -> Zone:
    domain = subject.domain
    known = standing(domain, dns)
    exists = known.exists is not YesNo.NO
    servers = zone_servers(domain, dns, each=subject.each_server) if exists else None
    ds = dns.ask(Question(domain, "DS"))
    below = ask_all(dns, [Question(f"{NO_SUCH_NAME}.{domain}", kind) for kind in ("A", "TXT", "MX")])
    wildcard = True if any(one.records for one in below) else None if any(one.failed for one in below) else False
    refuses = spf.closing == "-all" and not spf.ip4_addresses
    no_mail = known.exchangers.null_mx and refuses
    return Zone(
        exists=known.exists,
        dnssec=YesNo.of(None if ds.failed else bool(ds.records)),
        wildcard=YesNo.of(wildcard),
        takes_mail=known.takes_mail,
        no_mail=YesNo.of(no_mail) if known.exchangers.known and spf.status != "unknown" else YesNo.UNKNOWN,
        apex=servers.apex if servers else None,
        name_servers=servers.servers if servers else (),
        delegated=servers.delegated if servers else (),
    )


def report_with_error(subject: Subject, why: str, now: datetime) -> DomainReport:
    """The row of a domain that could not be audited, for a fault of ours or since it is no domain name."""
    unknown = Presence.UNKNOWN
    nothing = Policies(domain=None, subdomain=None, non_existent=None)
    return DomainReport(
        schema_version="1",
        domain=subject.domain,
        checked_at=now,
        grade=Grade.UNKNOWN,
        zone=Zone(
            exists=YesNo.UNKNOWN,
            dnssec=YesNo.UNKNOWN,
            wildcard=YesNo.UNKNOWN,
            takes_mail=YesNo.UNKNOWN,
            no_mail=YesNo.UNKNOWN,
            apex=None,
            name_servers=(),
            delegated=(),
        ),
        mx=Mx(status=unknown, null_mx=False, implicit=False, hosts=()),
        spf=Spf(
            status=unknown,
            record=None,
            records=(),
            lookups=None,
            void_lookups=None,
            closing=None,
            redirect=None,
            macros=False,
            ip4_addresses=None,
            services=(),
            tree=None,
        ),
        dmarc=Dmarc(
            status=unknown,
            record=None,
            policy_domain=None,
            organizational_domain=None,
            policies=nothing,
            policies_7489=nothing,
            testing=False,
            adkim=None,
            aspf=None,
            walk=(),
            reports=(),
            bimi=Bimi(status=unknown, record=None),
        ),
        dkim=Dkim(selectors=(), guessed=0),
        mta_sts=Sts(status=unknown, record=None, id=None, policy_status=unknown, policy=None),
        tls_rpt=TlsRpt(status=unknown, record=None, rua=()),
        hosts=(),
        seen=None,
        findings=(),
        changes=None,
        unanswered=(),
        error=why,
        evidence=(),
    )
