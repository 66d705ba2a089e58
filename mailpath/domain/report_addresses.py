"""Where DMARC reports go, and whether other domains say that they take them (RFC 9990 section 4)."""

import re
from collections.abc import Iterator, Sequence

from mailpath.dns.protocol import Dns
from mailpath.domain.asking import Asking
from mailpath.domain.findings import finding
from mailpath.domain.standing import standing
from mailpath.records.dmarc import DmarcRecord
from mailpath.values.answers import Question
from mailpath.values.audit import Finding, ReportAddress
from mailpath.values.names import domain_of
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import YesNo
from mailpath.verify.ruling import PolicyInForce
from mailpath.verify.walk import organization_of

__all__ = ["report_addresses", "report_findings"]

_MOST = 10  # URIs of each kind; receivers need to serve two
_AUTHORIZED = re.compile(rb"[ \t]*v[ \t]*=[ \t]*DMARC1[ \t]*(;|$)")


def report_addresses(domain: str, found: PolicyInForce, asking: Asking) -> tuple[ReportAddress, ...]:
    """The addresses of the record that applies; the confirming record is asked for once a domain."""
    record, owner = found.record, found.policy_domain or domain
    if record is None:
        return ()
    return tuple(_address(tag, uri, owner, asking) for tag in ("rua", "ruf") for uri in getattr(record, tag)[:_MOST])


def _address(tag: str, uri: str, owner: str, asking: Asking) -> ReportAddress:
    target = _domain(uri)
    if target is None:
        return ReportAddress(tag=tag, uri=uri, external=YesNo.UNKNOWN, authorized=None)
    if target == owner or organization_of(target, asking.optional) == organization_of(owner, asking.optional):
        return ReportAddress(tag=tag, uri=uri, external=YesNo.NO, authorized=None)
    answer = asking.ask(Question(f"{owner}._report._dmarc.{target}", "TXT"))
    authorized = None if answer.failed else any(_AUTHORIZED.match(txt_bytes(one)) for one in answer.records)
    return ReportAddress(tag=tag, uri=uri, external=YesNo.YES, authorized=YesNo.of(authorized))


def _domain(uri: str) -> str | None:
    return domain_of(uri[7:].partition("?")[0]) if uri[:7].lower() == "mailto:" else None


def report_findings(
    domain: str, record: DmarcRecord, addresses: Sequence[ReportAddress], dns: Dns, *, own: bool
) -> Iterator[Finding]:
    """Only for the record of the domain itself; whether a target takes mail is asked, but nobody needs the answer."""
    if own and not record.rua and "rua" not in record.tags:
        yield finding("dmarc_no_rua", domain=domain)
    refused = dict.fromkeys(target for one in addresses if one.authorized is YesNo.NO and (target := _domain(one.uri)))
    for target in refused if own else ():
        yield finding("dmarc_report_not_authorized", domain=domain, target=target)
    targets = dict.fromkeys(target for one in addresses if (target := _domain(one.uri)))
    for target in targets if own else ():
        if standing(target, dns).takes_mail is YesNo.NO:
            yield finding("dmarc_report_unreachable", domain=domain, target=target)
