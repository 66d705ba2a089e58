"""Evidence and decision to the report."""

from collections.abc import Callable
from operator import attrgetter
from typing import NamedTuple

import msgspec

from mailpath.gather.evidence import GOALS, age_of, end_of_age, evidence
from mailpath.gather.inquiry import Inquiry
from mailpath.gather.shown import identifiers, remarks, sending_host
from mailpath.judge.action import action_code, action_facts
from mailpath.judge.confidence import capped
from mailpath.judge.evidence import Evidence as Gathered
from mailpath.judge.facts import Facts, facts_of
from mailpath.judge.rules import Decision, decide
from mailpath.judge.why import reasons_for
from mailpath.language import action_text
from mailpath.organization.suffix_list import list_version
from mailpath.path.zones import field_zone
from mailpath.remedy.remedies import counterfactuals, record_for
from mailpath.values.answers import Evidence
from mailpath.values.reasons import Facts as Values
from mailpath.values.reasons import Reason
from mailpath.values.report import Action, Identifiers, Report, Source, Tool
from mailpath.values.results import Recorded
from mailpath.values.vocabulary import ActionCode, Confidence, Verdict, YesNo
from mailpath.verify.compare import compare
from mailpath.version import __version__

__all__ = ["STEPS", "report_of", "row_with_error"]


class _Judgement(NamedTuple):
    facts: Facts
    decision: Decision
    confidence: Confidence
    reasons: tuple[Reason, ...]


def _judgement(q: Inquiry) -> _Judgement:
    return q.value("judgement", lambda dns: _judged(evidence(q)))


def _judged(found: Gathered) -> _Judgement:
    facts = facts_of(found)
    decision = decide(facts)
    return _Judgement(facts, decision, capped(decision, facts), reasons_for(decision, facts))


def _identifiers(q: Inquiry) -> Identifiers:
    return q.value("identifiers", lambda dns: identifiers(q))


STEPS: tuple[Callable[[Inquiry], object], ...] = (*GOALS, evidence, _judgement, _identifiers)
"""What a report is made of, each kept once it is there."""


def report_of(source: Source, q: Inquiry) -> Report:
    """The whole report of one message; raises Pending while an answer is missing."""
    found = evidence(q)
    facts, decision, confidence, reasons = _judgement(q)
    mode = q.mode
    code = action_code(decision, facts, confidence, frozenset(one.code for one in reasons))
    record = q.value("record", lambda dns: record_for(code, facts, mode, dns))
    changes = q.value("changes", lambda dns: counterfactuals(decision.verdict, facts, mode, dns))
    client = q.client()
    later = int((end_of_age(q) - client.at).total_seconds()) if client and client.at and _answered(q) else None
    notes = remarks(q, age_of(q), later)
    return Report(
        schema_version="1",
        tool=_tool(),
        source=source,
        identifiers=_identifiers(q),
        path=found.path,
        sending_host=sending_host(q, found.host, facts),
        auth_results=found.auth,
        recorded=_recorded(q, found),
        verdict=decision.verdict,
        vouched=_vouched(facts),
        listed=facts.listed.word,
        confidence=confidence,
        reasons=reasons,
        action=_action(code, action_facts(code, facts) | record),
        counterfactuals=changes,
        notes=tuple(note.text for note in notes),
        remarks=notes,
        rule=decision.rule.number,
        evidence=_evidence(q),
    )


def _answered(q: Inquiry) -> bool:
    return any(not answer.failed for answer in q.rounds.used)


def _evidence(q: Inquiry) -> tuple[Evidence, ...]:
    """Every answer used, by name and type: the order of asking depends on who was asked, and in whose company."""
    used = sorted(q.rounds.used, key=attrgetter("question"))
    return tuple(answer.evidence() for answer in used)


def _recorded(q: Inquiry, evidence: Gathered) -> tuple[Recorded, ...]:
    """What servers noted, each with its zone, held against what we found."""
    zones = [field_zone(q.message, evidence.path, one.field_index, q.receipts) for one in q.receipts]
    return compare(
        q.receipts,
        zones,
        evidence.auth,
        client_ip=evidence.host.ip if evidence.host else None,
        age_seconds=evidence.age_seconds,
        bytes_lost=evidence.bytes_lost,
    )


def _tool() -> Tool:
    return Tool(name="mailpath", version=__version__, public_suffix_list=list_version())


def _action(code: ActionCode, facts: Values) -> Action:
    return Action(code=code, text=action_text(code, facts, "en"), facts=facts)


def _vouched(f: Facts) -> YesNo:
    """Did the author's domain stand behind the message? No only where it publishes, and all that decides is known."""
    if f.aligned.yes:
        return YesNo.YES
    return YesNo.NO if f.aligned.no and (f.monitors.yes or f.enforces.yes) else YesNo.UNKNOWN


def row_with_error(source: Source, error: str) -> Report:
    """The row of an input that could not be read or processed: undetermined, and nothing else is known."""
    return Report(
        schema_version="1",
        tool=_tool(),
        source=msgspec.structs.replace(source, error=error),
        identifiers=None,
        path=None,
        sending_host=None,
        auth_results=None,
        recorded=(),
        verdict=Verdict.UNDETERMINED,
        vouched=YesNo.UNKNOWN,
        listed=YesNo.UNKNOWN,
        confidence=Confidence.LOW,
        reasons=(),
        action=_action(ActionCode.ASK_SENDER, {}),
        counterfactuals=(),
        notes=(),
        remarks=(),
        rule=1,
        evidence=(),
    )
