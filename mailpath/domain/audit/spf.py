"""SPF: is there one record, does it work as a whole, whom does it let send (RFC 7208)?"""

from collections.abc import Iterator, Sequence

from msgspec import structs

from mailpath.domain.asking import Asking
from mailpath.domain.audit.record import Audited, Record
from mailpath.domain.findings import finding
from mailpath.domain.spf_own_records import own_record_findings
from mailpath.domain.spf_reading import MAX_MX_HOSTS, Reading, read
from mailpath.domain.spf_terms import term_findings
from mailpath.domain.spf_tree import addresses_of, closing_of, count_of, is_mx, nodes, tree
from mailpath.domain.spf_tree_faults import ALL, tree_findings
from mailpath.domain.standing import Standing, addresses, standing
from mailpath.domain.subject import Subject
from mailpath.domain.unregistered import free_domain
from mailpath.records.spf import SpfRecord, is_spf
from mailpath.records.spf_macros import letters
from mailpath.values.answers import Answer, Question
from mailpath.values.audit import Finding, Presence, Spf, SpfNode, SpfService
from mailpath.values.names import is_under
from mailpath.values.presentation import txt_bytes
from mailpath.values.vocabulary import Result, YesNo
from mailpath.verify.spf import evaluate_domain

__all__ = ["RECORD"]

_LONGEST_ANSWER = 1232  # bytes that fit one UDP packet with EDNS (DNS flag day 2020)
_MOST_SERVICES = 40
_MOST_ADDRESSES = 8  # of one host
_NOTHING = Spf(
    status=Presence.MISSING,
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
)


def _audit(subject: Subject, asking: Asking) -> Audited:
    domain = subject.domain
    known = standing(domain, asking)
    if known.exists is YesNo.NO:
        return Audited(_NOTHING, ())
    answer = asking.ask(Question(domain, "TXT"))
    reading = read(domain, asking)
    here = reading.records[domain]
    root = tree(domain, reading)
    value = _value(root, here.texts, here.record, here.known)
    if not here.known:
        return Audited(value, ())
    findings = [*_presence(domain, answer, here.texts)]
    if here.record is not None:
        findings += _syntax(domain, here.record)
        findings += term_findings(domain, here.record)
        findings += tree_findings(domain, root, reading)
        findings += own_record_findings(domain, root)
        findings += _free(domain, root, reading, asking)
        findings += _no_mail(domain, known, value)
        if not any(one.severity == "error" for one in findings):
            findings += _own_hosts(domain, known, asking)
            findings += _seen(subject, asking)
    if _answer_bytes(answer) > _LONGEST_ANSWER:
        findings.append(finding("spf_answer_too_long", domain=domain, length=_answer_bytes(answer)))
    return Audited(value, tuple(findings))


def _value(root: SpfNode, texts: tuple[str, ...], record: SpfRecord | None, known: bool) -> Spf:
    if record is None:
        status = Presence.UNKNOWN if not known else Presence.SEVERAL if texts else Presence.MISSING
        return structs.replace(_NOTHING, status=status, records=texts)
    faults = {one.fault for one in nodes(root)}
    unread = any(one.fault == "unanswered" and one.networks is not None for one in nodes(root))
    networks = addresses_of(root)
    return Spf(
        status=Presence.FAULTY if record.defects else Presence.FOUND,
        record=record.text,
        records=texts,
        lookups=None if unread else root.lookups,
        void_lookups=None if "unanswered" in faults else root.void_lookups,
        closing=closing_of(root),
        redirect=record.redirect,
        macros=any(letters(one.value or "") for one in record.mechanisms),
        ip4_addresses=None if "unanswered" in faults else count_of(networks),
        services=tuple(_services(root))[:_MOST_SERVICES],
        tree=root,
    )


def _services(root: SpfNode) -> Iterator[SpfService]:
    """The addresses by who has them: the domain's own terms together, then each include by its service or name."""
    own = [one for one in root.terms if one.record is None]
    parts = [(root.name or "", structs.replace(root, terms=tuple(own)))] if own else []
    parts += [(one.service or one.name or "", one) for one in root.terms if one.record is not None]
    for name, node in parts:
        networks = addresses_of(node)
        yield SpfService(
            name=name,
            ip4_addresses=count_of(networks),
            ip6_networks=sum(one.version == 6 for one in networks),
        )


def _presence(domain: str, answer: Answer, texts: Sequence[str]) -> Iterator[Finding]:
    if len(texts) > 1:
        yield finding("spf_several", domain=domain, count=len(texts))
    if texts:
        return
    near = next((text for text in _texts(answer) if _near(text)), None)
    if near is not None:
        yield finding("spf_unrecognized", domain=domain, record=near)
    else:
        yield finding("spf_missing", domain=domain)


def _texts(answer: Answer) -> Iterator[str]:
    for record in answer.records:
        raw = txt_bytes(record)
        if not is_spf(raw):
            yield raw.decode("utf-8", "replace")


def _near(text: str) -> bool:
    """Meant as SPF: a version with blanks, quotes or another number, or a well-known mechanism in front."""
    head = text.strip(" \t\"'").lower().replace(" ", "")[:40]
    return head.startswith(("v=spf", "spf1", "v:spf", "v-spf", "spf=", "spf2.0")) and not head.startswith("spf2.0/pra")


def _free(domain: str, root: SpfNode, reading: Reading, asking: Asking) -> Iterator[Finding]:
    """Terms that lead to a name in a domain that nobody has: whoever registers it may send."""
    dead: dict[str, str] = {}
    for one in nodes(root):
        if one.term and one.name and one.fault in ("no_record", "void"):
            dead[one.name] = one.term
        elif one.term and one.name and is_mx(one):
            dead.update(dict.fromkeys((reading.mx_hosts(one.name) or ())[:MAX_MX_HOSTS], one.term))
    for target, term in dead.items():
        if reading.is_gone(target) and (free := free_domain(target, domain, asking.optional)):
            yield finding("spf_target_unregistered", term=term, target=target, free=free)


def _syntax(domain: str, record: SpfRecord) -> Iterator[Finding]:
    for one in record.defects:
        yield finding("spf_syntax", name=domain, position=one.position + 1, term=one.text, fault=one.code)


def _no_mail(domain: str, known: Standing, value: Spf) -> Iterator[Finding]:
    """A domain that says it takes no mail (null MX) sends none, unless it names senders."""
    names_nobody = value.tree is not None and not value.ip4_addresses and not addresses_of(value.tree)
    if known.silent and names_nobody and value.closing not in ("-all", *ALL):
        yield finding("spf_no_mail_but_open", domain=domain, closing=value.closing)


def _own_hosts(domain: str, known: Standing, asking: Asking) -> Iterator[Finding]:
    """Own MX hosts (names under the domain) that SPF does not let send."""
    if known.exchangers.implicit:
        return
    for host in known.exchangers.hosts:
        for ip in (addresses(host, asking) or ())[:_MOST_ADDRESSES] if is_under(host, domain) else ():
            result = evaluate_domain(domain, str(ip), asking).result
            if result in (Result.FAIL, Result.SOFTFAIL, Result.NEUTRAL):
                yield finding("spf_mx_not_listed", domain=domain, host=host, ip=str(ip), result=result.value)


def _seen(subject: Subject, asking: Asking) -> Iterator[Finding]:
    """Hosts that a scan showed to send rightly as the domain, which SPF does not list."""
    for sender in subject.senders or ():
        if not set(sender.verdicts) & {"authorized_own", "authorized_third_party", "unaligned_third_party"}:
            continue
        result = evaluate_domain(subject.domain, sender.ip, asking).result
        if result in (Result.FAIL, Result.SOFTFAIL, Result.NEUTRAL):
            yield finding(
                "seen_not_listed",
                domain=subject.domain,
                ip=sender.ip,
                service=sender.service,
                count=sender.messages,
            )


def _answer_bytes(answer: Answer) -> int:
    """About the size of the TXT answer: header, question, and each record with its fixed part."""
    sizes = [len(txt_bytes(record)) for record in answer.records]
    return 40 + sum(13 + size + size // 255 for size in sizes)


RECORD = Record(field="spf", audit=_audit)
