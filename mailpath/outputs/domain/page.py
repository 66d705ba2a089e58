"""One domain's report as a page of words: what text, markdown and html lay out, each in its own way."""

from collections.abc import Iterator
from typing import NamedTuple

from mailpath.language import sentence
from mailpath.language.render import catalogue
from mailpath.outputs.wording import Ours, Wording
from mailpath.values.audit import (
    Change,
    ChangeKind,
    DkimSelector,
    DomainReport,
    Finding,
    Fix,
    Grade,
    Presence,
    Severity,
    SpfNode,
)
from mailpath.values.reasons import Facts, FactValue

__all__ = ["Group", "Item", "Page", "Row", "page", "said", "tone_of"]

_MOST_ROWS = 12
_MOST_NODES = 60
_MOST_QUESTIONS = 12
_LONGEST_RECORD = 4000
_TONES = {Grade.GOOD: "good", Grade.WEAK: "unsure", Grade.BROKEN: "bad", Grade.UNKNOWN: "unsure"}


class Item(NamedTuple):
    """A finding or a change: its mark, its sentence, where it says so, the record that mends it or else what to do."""

    mark: str
    tone: str
    text: str
    reference: str | None
    intro: str | None
    records: tuple[str, ...]
    advice: str | None = None


class Row(NamedTuple):
    label: str
    value: str


class Group(NamedTuple):
    title: str
    items: tuple[Item, ...]


class Page(NamedTuple):
    """`first` is what to do first, None where there is nothing; a fix is shown once, at the first finding it mends."""

    title: str
    tone: str
    grade: str
    counts: str
    first: Item | None
    nothing: str
    findings: Group
    changes: Group | None
    no_changes: str | None
    rows: tuple[Row, ...]
    tree: tuple[tuple[int, str], ...]
    unanswered: tuple[str, ...]
    error: str | None


def said(key: str, wording: Wording, **facts: FactValue) -> Ours:
    """Words of the audit; foreign texts among the facts are shown."""
    shown: Facts = {name: wording.shown(one) if isinstance(one, str) else one for name, one in facts.items()}
    return Ours(sentence(f"audit_word_{key}", shown, wording.lang))


def tone_of(report: DomainReport) -> str:
    return _TONES[report.grade]


def page(report: DomainReport, wording: Wording) -> Page:
    number = {one: sum(each.severity is one for each in report.findings) for one in Severity}
    counts = said(
        "counts",
        wording,
        errors=number[Severity.ERROR],
        warnings=number[Severity.WARNING],
        infos=number[Severity.INFO],
    )
    shown: set[Fix] = set()
    advised: set[str] = set()
    items = tuple(_item(one, wording, shown, advised) for one in report.findings)
    changes = None
    if report.changes:
        changes = Group(said("changes", wording), tuple(_changed(one, wording) for one in report.changes))
    return Page(
        title=wording.shown(report.domain),
        tone=tone_of(report),
        grade=said(f"grade_{report.grade}", wording),
        counts=counts,
        first=_first(report, wording),
        nothing=said("nothing" if report.grade is Grade.GOOD else "not_all_known", wording),
        findings=Group(said("findings", wording), items),
        changes=changes,
        no_changes=said("no_changes", wording) if report.changes == () else None,
        rows=tuple(_rows(report, wording)) if report.error is None else (),
        tree=tuple(_tree(report.spf.tree, wording))[:_MOST_NODES] if report.spf.tree else (),
        unanswered=tuple(wording.shown(one) for one in report.unanswered[:_MOST_QUESTIONS]),
        error=said("not_processed", wording, why=report.error) if report.error else None,
    )


def _first(report: DomainReport, wording: Wording) -> Item | None:
    """The worst finding, else a change that matters: the one thing to read."""
    for found in report.findings:
        if found.severity is not Severity.INFO:
            return _item(found, wording, set(), set())
    for change in report.changes or ():
        if change.kind is not ChangeKind.DIFFERENCE:
            return _changed(change, wording)
    return None


def _item(found: Finding, wording: Wording, shown: set[Fix], advised: set[str]) -> Item:
    intro: str | None = None
    records: tuple[str, ...] = ()
    if found.fix is not None and found.fix not in shown:
        shown.add(found.fix)
        intro = said("publish", wording, type=found.fix.type, name=found.fix.name)
        records = tuple(wording.shown(one, _LONGEST_RECORD) for one in _records(found.fix))
    advice = None
    if found.fix is None and found.code not in advised and f"audit_do_{found.code}" in catalogue(wording.lang):
        advised.add(found.code)
        advice = wording.sentence(f"audit_do_{found.code}", found.facts, "")
    tones = {Severity.ERROR: "bad", Severity.WARNING: "unsure", Severity.INFO: "neutral"}
    return Item(
        mark=said(f"severity_{found.severity}", wording),
        tone=tones[found.severity],
        text=found_text(found, wording),
        reference=wording.shown(found.reference),
        intro=intro,
        records=records,
        advice=advice,
    )


def found_text(found: Finding, wording: Wording) -> Ours:
    """What a finding says, in the language of the output."""
    return wording.sentence(f"audit_{found.code}", _with_codes(found.facts), found.text)


def _with_codes(facts: Facts) -> Facts:
    """Codes of ours among the facts stay as they are: the sentence has words for them."""
    return {
        name: Ours(value) if name in ("fault", "what") and isinstance(value, str) and value.isidentifier() else value
        for name, value in facts.items()
    }


def _records(fix: Fix) -> tuple[str, ...]:
    return (fix.record,) if isinstance(fix.record, str) else fix.record


def _changed(change: Change, wording: Wording) -> Item:
    return Item(
        mark=said(f"kind_{change.kind}", wording),
        tone="neutral" if change.kind == "difference" else "bad",
        text=wording.sentence(f"audit_{change.code}", change.facts, change.text),
        reference=None,
        intro=None,
        records=(),
    )


def _rows(report: DomainReport, wording: Wording) -> Iterator[Row]:
    mx, spf, dmarc = report.mx, report.spf, report.dmarc
    status = {one: said(f"presence_{one}", wording) for one in Presence}
    hosts = tuple(f"{one.preference} {one.host}" for one in mx.hosts)
    yield Row("MX", said("null_mx", wording) if mx.null_mx else _several(hosts, status[mx.status], wording))
    yield Row("SPF", wording.shown(spf.record, _LONGEST_RECORD) if spf.record else status[spf.status])
    if spf.lookups is not None:
        yield Row("", said("lookups", wording, lookups=spf.lookups, void=spf.void_lookups))
    for one in spf.services[:_MOST_ROWS] if len(spf.services) > 1 else ():
        ip6 = f", {one.ip6_networks} x IPv6" if one.ip6_networks else ""
        yield Row("", Ours(f"{wording.shown(one.name)}: {one.ip4_addresses} x IPv4{ip6}"))
    yield Row("DMARC", wording.shown(dmarc.record, _LONGEST_RECORD) if dmarc.record else status[dmarc.status])
    if dmarc.record:
        at = dmarc.policies
        yield Row(
            "",
            said(
                "policies",
                wording,
                domain=at.domain or "-",
                subdomain=at.subdomain or "-",
                other=at.non_existent or "-",
            ),
        )
    keys = tuple(f"{one.selector}: {_key(one, wording)}" for one in report.dkim.selectors)
    yield Row("DKIM", _several(keys, said("no_keys", wording), wording))
    yield Row(
        "MTA-STS", wording.shown(report.mta_sts.record) if report.mta_sts.record else status[report.mta_sts.status]
    )
    yield Row(
        "TLS-RPT", wording.shown(report.tls_rpt.record) if report.tls_rpt.record else status[report.tls_rpt.status]
    )
    if report.zone.name_servers:
        yield Row("NS", _several(tuple(one.name for one in report.zone.name_servers), "-", wording))
    if report.seen is not None:
        seen = tuple(f"{one.ip} ({one.messages}, SPF {one.covered})" for one in report.seen.hosts)
        yield Row(said("seen_hosts", wording), _several(seen, "-", wording))


def _key(one: DkimSelector, wording: Wording) -> str:
    if one.key_bits:
        return f"{one.key_type} {one.key_bits}"
    return said("revoked" if one.revoked else f"presence_{one.status}", wording)


def _several(texts: tuple[str, ...], empty: str, wording: Wording) -> str:
    return wording.several(texts, _MOST_ROWS) if texts else empty


def _tree(node: SpfNode, wording: Wording, depth: int = 0) -> Iterator[tuple[int, str]]:
    for one in node.terms:
        fault = f"  [{one.fault.replace('_', ' ')}]" if one.fault else ""
        cost = f"  ({one.lookups})" if one.lookups else ""
        service = f"  {wording.shown(one.service)}" if one.service else ""
        yield depth, f"{wording.shown(one.term or '')}{cost}{service}{fault}"
        if depth < 6:
            yield from _tree(one, wording, depth + 1)
