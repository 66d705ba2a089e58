"""One report as a page of words: what text, markdown and html lay out, each in its own way.

The values of this view are named tuples: a frozen dataclass takes eight times as long to make, and a check of one
message pays for every one of them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from mailpath.outputs.checks import Check, Note, checks, notes_of_servers
from mailpath.outputs.headline import Headline, headline, host_name
from mailpath.outputs.way import Step, legend, moment, way
from mailpath.outputs.wording import Wording
from mailpath.values.answers import Evidence
from mailpath.values.report import Action, Counterfactual, Identifiers, Network, Report, SendingHost
from mailpath.values.vocabulary import DnsStatus, YesNo

__all__ = ["Fact", "Page", "Record", "Summary", "page", "summary"]

_MOST_REASONS = 25
_MOST_ROWS = 20
_CAUTIONS = ("display_name_other_domain", "changed_after_signing", "partly_signed", "boundary_unsure")
_LONGEST_RECORD = 4000  # characters; it is there to be copied whole
_MOST_VERBOSE = 300


class Fact(NamedTuple):
    """A labelled value; `known` is the word for how we know it, where there is one."""

    label: str
    value: str
    known: str | None = None


class Record(NamedTuple):
    """A DNS record to publish, ready to copy, with a line that says where it goes and that it was tried."""

    intro: str
    text: str


class Page(NamedTuple):
    """Everything in words of one language, foreign text already shown fit for the format."""

    title: str
    headline: Headline
    verdict: str
    confidence: str
    why: str | None
    cautions: tuple[str, ...]
    action: str
    record: Record | None
    way: tuple[Step, ...]
    legend: str
    readable: bool
    checks: tuple[Check, ...]
    message: tuple[Fact, ...]
    host: tuple[Fact, ...]
    recorded: tuple[Note, ...]
    reasons: tuple[str, ...]
    trials: tuple[str, ...]
    notes: tuple[str, ...]
    evidence: tuple[str, ...]
    rule: str


class Summary(NamedTuple):
    """A row of the table over several messages."""

    title: str
    verdict: str
    confidence: str
    domain: str
    host: str
    headline: Headline


def page(report: Report, wording: Wording, *, verbose: bool) -> Page:
    why, cautions, reasons = _reasons(report, wording, _MOST_VERBOSE if verbose else _MOST_REASONS)
    steps = way(report, wording, verbose=verbose)
    organization = report.identifiers.organizational_domain if report.identifiers else None
    return Page(
        title=title(report, wording),
        headline=headline(report, wording),
        verdict=_verdict(report, wording),
        confidence=wording.word(f"confidence.{report.confidence}"),
        why=why,
        cautions=cautions,
        action=wording.action(report.action),
        record=_record(report.action, wording),
        way=steps,
        legend=legend(steps, wording),
        readable=report.path is not None,
        checks=checks(report.auth_results, organization, wording, verbose=verbose),
        message=tuple(_message(report, wording)),
        host=tuple(_host(report.sending_host, wording)) if report.sending_host else (),
        recorded=tuple(notes_of_servers(report.recorded, wording, verbose=verbose)),
        reasons=reasons,
        trials=tuple(_trial(each, wording) for each in report.counterfactuals[:_MOST_ROWS]),
        notes=_notes(report, wording),
        evidence=tuple(_evidence(each, wording) for each in report.evidence[:_MOST_VERBOSE]) if verbose else (),
        rule=wording.phrase("rule", number=report.rule, version=report.tool.version),
    )


def _verdict(report: Report, wording: Wording) -> str:
    """In words, with the code that stands in JSON and in the documentation."""
    shown = wording.word(f"verdict.{report.verdict}")
    return shown if str(shown) == report.verdict.value else f"{shown}; {report.verdict}"


def _reasons(report: Report, wording: Wording, most: int) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    """The first, which decided; those that a reader of a good verdict must not miss; the rest."""
    first, rest = report.reasons[:1], report.reasons[1:most]
    why = wording.reason(first[0]) if first else None
    cautions = tuple(wording.reason(each) for each in rest if each.code in _CAUTIONS)
    others = [wording.reason(each) for each in rest if each.code not in _CAUTIONS]
    if len(report.reasons) > most:
        others.append(wording.phrase("more", count=len(report.reasons) - most))
    return why, cautions, tuple(others)


def _record(action: Action, wording: Wording) -> Record | None:
    record = action.facts.get("record")
    if not isinstance(record, str):
        return None
    name = action.facts.get("record_name", action.facts.get("domain"))
    lookups = action.facts.get("lookups_after")
    key = "record_tried" if isinstance(lookups, int) else "record_found"
    return Record(intro=wording.phrase(key, name=name, count=lookups), text=wording.shown(record, _LONGEST_RECORD))


def summary(report: Report, wording: Wording) -> Summary:
    domain = report.identifiers.author_domain if report.identifiers else None
    host = host_name(report.sending_host)
    return Summary(
        title=title(report, wording),
        verdict=wording.word(f"verdict.{report.verdict}"),
        confidence=wording.word(f"confidence.{report.confidence}"),
        domain=wording.shown(domain) if domain else "-",
        host=wording.shown(host) if host else "-",
        headline=headline(report, wording),
    )


def title(report: Report, wording: Wording) -> str:
    """The file, and where in it the message stands."""
    source = report.source
    if source.file is None:
        shown = wording.word("unnamed_message")
    else:
        shown = wording.word("standard_input") if source.file == "-" else wording.shown(source.file)
    return f"{shown} ({wording.shown(source.key)})" if source.key and source.key != source.file else shown


def _message(report: Report, wording: Wording) -> list[Fact]:
    who = report.identifiers
    facts = []
    if report.source.error:
        facts.append(Fact(label=wording.word("label.error"), value=wording.shown(report.source.error)))
    if who is None:
        return facts
    rows = (
        ("header_from", who.header_from),
        ("subject", who.subject),
        ("date", f"{moment(who.date)} UTC" if who.date else None),
        ("envelope_from", who.envelope_from),
        ("reply_to", who.reply_to),
        ("sender", who.sender),
        ("to", who.to),
        ("list_id", who.list_id),
        ("message_id", who.message_id),
    )
    for name, value in rows:
        if value is not None:
            label = wording.word(f"label.{name}")
            facts.append(Fact(label=label, value=wording.shown(value), known=_known(who, name, wording)))
    if report.source.fidelity and report.source.fidelity != "original":
        value = wording.word(f"fidelity.{report.source.fidelity}")
        facts.append(Fact(label=wording.word("label.fidelity"), value=value))
    return facts


def _known(holder: Identifiers | SendingHost, name: str, wording: Wording) -> str | None:
    known = holder.provenance.get(name)
    return wording.word(f"provenance.{known}") if known else None


def _host(host: SendingHost, wording: Wording) -> list[Fact]:
    names: str = wording.several(host.ptr, 4)
    confirmed = {True: "ptr_confirmed", False: "ptr_unconfirmed", None: "ptr_unchecked"}[host.fcrdns]
    if host.ptr:
        names = wording.word(confirmed) + ": " + names
    else:
        names = wording.word("answer_word.unknown" if host.fcrdns is None else "none")
    facts = [
        Fact(label=wording.word("label.ip"), value=wording.shown(host.ip), known=_known(host, "ip", wording)),
        Fact(label=wording.word("label.ptr"), value=names, known=_known(host, "ptr", wording)),
    ]
    if host.helo:
        known = _known(host, "helo", wording)
        facts.append(Fact(label=wording.word("label.helo"), value=wording.shown(host.helo), known=known))
    answers: tuple[tuple[str, YesNo], ...] = (
        ("spf_listed", host.spf_listed),
        ("mx_listed", host.mx_listed),
        ("a_listed", host.a_listed),
        ("same_organization", host.same_organization),
        ("internal_address", host.internal_address),
    )
    for name, answer in answers:
        label, value = wording.word(f"label.{name}"), wording.word(f"answer_word.{answer}")
        known = None if answer is YesNo.UNKNOWN else _known(host, name, wording)
        facts.append(Fact(label=label, value=value, known=known))
    if host.service:
        value = wording.phrase(
            "service",
            name=host.service.name,
            kind=wording.term("service_kind", host.service.kind),
            evidence=wording.term("service_evidence", host.service.evidence),
        )
        facts.append(Fact(label=wording.word("label.service"), value=value, known=_known(host, "service", wording)))
    if host.network:
        facts += [
            Fact(label=wording.word(f"label.{name}"), value=value, known=_known(host, "network", wording))
            for name, value in _network(host.network, wording)
        ]
    return facts


def _network(network: Network, wording: Wording) -> Iterator[tuple[str, str]]:
    owner = [f"AS{network.asn}"] if network.asn is not None else []
    owner += [wording.shown(text) for text in (network.name, network.prefix, network.country) if text]
    if owner:
        yield "network", ", ".join(owner)
    if network.abuse_contacts:
        yield "abuse_contacts", wording.several(network.abuse_contacts, 5)
    if network.listed_by or network.not_listed_by:
        yield "listed_by", wording.several(network.listed_by, 5) if network.listed_by else wording.word("none")


def _trial(trial: Counterfactual, wording: Wording) -> str:
    change = wording.sentence(trial.code, trial.facts, trial.change)
    turns = ", ".join(
        f"{wording.shown(method.upper())} {wording.word(f'result.{result}')}" for method, result in trial.turns.items()
    )
    text = f"{change.removesuffix('.')}: {turns}" if turns else str(change)
    if not trial.safe:
        text += f" ({wording.word('trial_unsafe')})"
    if trial.why is None:
        return text
    return f"{text}. {wording.sentence(trial.why_code or '', trial.facts, trial.why)}"


def _notes(report: Report, wording: Wording) -> tuple[str, ...]:
    if report.remarks:
        return tuple(wording.reason(each) for each in report.remarks[:_MOST_ROWS])
    return tuple(wording.shown(each) for each in report.notes[:_MOST_ROWS])


def _evidence(answer: Evidence, wording: Wording) -> str:
    head = f"{wording.shown(answer.name)} {wording.shown(answer.type)}"
    if answer.status is DnsStatus.FOUND:
        return f"{head}: {'; '.join(wording.shown(each) for each in answer.records[:20])}"
    return f"{head}: {wording.word(f'dns_status.{answer.status}')}"
