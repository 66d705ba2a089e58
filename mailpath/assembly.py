"""Evidence and decision to the report."""

from collections.abc import Sequence

from mailpath.version import __version__
from mailpath.gather.gathered import Gathered
from mailpath.judge.action import action_code, action_facts
from mailpath.judge.confidence import capped
from mailpath.judge.facts import Facts
from mailpath.judge.logic import Fact
from mailpath.judge.rules import Decision
from mailpath.judge.why import reasons_for
from mailpath.language import action_text
from mailpath.organization.suffixes import list_version
from mailpath.remedy.remedies import Remedies
from mailpath.values.answers import Answer
from mailpath.values.reasons import Facts as Values
from mailpath.values.report import Action, Report, Source, Tool
from mailpath.values.vocabulary import ActionCode, Confidence, Verdict, YesNo

__all__ = ["Judged", "action_of", "report_of", "row_with_error", "tool"]


def tool() -> Tool:
    return Tool(name="mailpath", version=__version__, public_suffix_list=list_version())


def action_of(code: ActionCode, facts: Values) -> Action:
    return Action(code=code, text=action_text(code, facts, "en"), facts=facts)


def vouched(f: Facts) -> YesNo:
    """Did the author's domain stand behind the message: no only where it publishes and all that decides is known."""
    if f.aligned.yes:
        return YesNo.YES
    if f.aligned.no and (f.monitors.yes or f.enforces.yes):
        return YesNo.NO
    return YesNo.UNKNOWN


def listed(f: Facts) -> YesNo:
    return f.listed.word if f.listed is not Fact.OPEN else YesNo.UNKNOWN


def report_of(
    source: Source, gathered: Gathered, facts: Facts, decision: Decision, remedies: Remedies, used: Sequence[Answer]
) -> Report:
    """The whole report of one message; `used` are the DNS answers that it rests on."""
    confidence = capped(decision, facts)
    reasons = reasons_for(decision, facts)
    evidence = gathered.evidence
    return Report(
        schema_version="1",
        tool=tool(),
        source=source,
        identifiers=gathered.identifiers,
        path=evidence.path,
        sending_host=gathered.sending_host,
        auth_results=evidence.auth,
        recorded=gathered.recorded,
        verdict=decision.verdict,
        vouched=vouched(facts),
        listed=listed(facts),
        confidence=confidence,
        reasons=reasons,
        action=action_of(remedies.code, {**remedies.facts}),
        counterfactuals=remedies.counterfactuals,
        notes=tuple(remark.text for remark in gathered.remarks),
        remarks=gathered.remarks,
        rule=decision.rule.number,
        evidence=tuple(answer.evidence() for answer in used),
    )


def row_with_error(source: Source, error: str) -> Report:
    """The row of an input that could not be read or processed: undetermined, nothing else known."""
    from mailpath.language import reason

    return Report(
        schema_version="1",
        tool=tool(),
        source=Source(
            file=source.file,
            key=source.key,
            sha256=source.sha256,
            size_bytes=source.size_bytes,
            format=source.format,
            fidelity=source.fidelity,
            wrapped_in=source.wrapped_in,
            error=error,
        ),
        identifiers=None,
        path=None,
        sending_host=None,
        auth_results=None,
        recorded=(),
        verdict=Verdict.UNDETERMINED,
        vouched=YesNo.UNKNOWN,
        listed=YesNo.UNKNOWN,
        confidence=Confidence.LOW,
        reasons=(reason("no_header_field"),),
        action=action_of(ActionCode.ASK_SENDER, {}),
        counterfactuals=(),
        notes=(),
        remarks=(),
        rule=1,
        evidence=(),
    )
