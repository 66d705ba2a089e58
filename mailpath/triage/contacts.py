"""Who can act, with the source of each address; the surest first."""

import re
from collections.abc import Iterator

from mailpath.dns.protocol import Dns
from mailpath.host.services import catalogue
from mailpath.organization.suffix_list import organizational_domain_psl
from mailpath.triage.harm import is_harmful
from mailpath.triage.judged import GOOD, Judged
from mailpath.values.answers import Question
from mailpath.values.case import Cause, Contact
from mailpath.values.presentation import txt_bytes
from mailpath.values.report import Report
from mailpath.values.vocabulary import Verdict

__all__ = ["contacts_of", "is_plain_address"]

_MOST_REPORT_ADDRESSES = 3
_LONGEST = 254  # characters of an address
_ADDRESS = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.A | re.I
)


def is_plain_address(text: str) -> bool:
    """Whether it can stand in a To field as it is: whoever publishes it may have written anything."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None


def contacts_of(cause: Cause, evidence: Judged, *, own: bool, dns: Dns | None) -> tuple[Contact, ...]:
    """Contacts of a case by the report that shows it best. `dns` is asked for the SOA of the author's domain."""
    report = evidence.report
    found: dict[tuple[str, str], Contact] = {}
    harmful = is_harmful(evidence.signs)
    if (
        report.sending_host is not None
        and (cause.verdict not in GOOD or harmful)
        and cause.verdict is not Verdict.INTERNAL_SERVER_LEAK
    ):
        for one in _abuse_desks(report):
            found.setdefault((one.role, one.address), one)
    if cause.author_domain and not own and evidence.report.sending_host is not None:
        for one in _administrators(cause.author_domain, report, dns):
            found.setdefault((one.role, one.address), one)
    return tuple(found.values())


def _abuse_desks(report: Report) -> Iterator[Contact]:
    host = report.sending_host
    assert host is not None
    if host.network is not None:
        for address in filter(is_plain_address, host.network.abuse_contacts):
            yield Contact(role="abuse_desk", address=address, source="abuse_zone")
    if host.service is not None:
        entry = next((one for one in catalogue().entries if one.name == host.service.name), None)
        if entry is not None and entry.abuse:
            yield Contact(role="abuse_desk", address=f"abuse@{entry.abuse}", source="catalogue")
    if host.fcrdns and host.ptr:
        yield Contact(role="abuse_desk", address=f"abuse@{organizational_domain_psl(host.ptr[0])}", source="rfc2142")


def _administrators(domain: str, report: Report, dns: Dns | None) -> Iterator[Contact]:
    organization = (report.identifiers.organizational_domain if report.identifiers else None) or domain
    yield Contact(role="sender_admin", address=f"postmaster@{organization}", source="rfc2142")
    answer = dns.ask(Question(organization, "SOA")) if dns is not None else None
    for record in (answer.records if answer is not None else ())[:1]:
        parts = record.split()
        if len(parts) > 1 and (address := _mailbox(parts[1])):
            yield Contact(role="sender_admin", address=address, source="soa")
    for address in _report_addresses(domain, organization, report):
        yield Contact(role="sender_admin", address=address, source="dmarc_rua")


def _mailbox(name: str) -> str | None:
    """The responsible person of a zone (RFC 1035 section 3.3.13): the first label is the local part."""
    text = name.rstrip(".").replace("\\.", "\0")
    local, dot, domain = text.partition(".")
    address = f"{local}@{domain}".replace("\0", ".")
    return address if dot and is_plain_address(address) else None


def _report_addresses(domain: str, organization: str, report: Report) -> list[str]:
    """`rua=` of the DMARC record that was used (RFC 9990 section 3)."""
    names = (f"_dmarc.{domain}", f"_dmarc.{organization}")
    for evidence in report.evidence:
        if evidence.type != "TXT" or evidence.name not in names:
            continue
        for record in evidence.records[:3]:
            text = txt_bytes(record)[:2000].decode("utf-8", "replace")
            tags = dict(part.strip().partition("=")[::2] for part in text.split(";"))
            places = [one.strip().partition("!")[0] for one in tags.get("rua", "").split(",")]
            found = [one[7:] for one in places if one.lower().startswith("mailto:") and is_plain_address(one[7:])]
            if found:
                return found[:_MOST_REPORT_ADDRESSES]
    return []
