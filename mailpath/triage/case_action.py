"""What to do about a case: what its report says, but where the case knows more than who sent the message."""

from mailpath.inputs.complaint import How
from mailpath.language import action_text
from mailpath.triage.harm import is_harmful
from mailpath.triage.judged import ATTENTION, Judged
from mailpath.values.reasons import Facts
from mailpath.values.report import Action
from mailpath.values.vocabulary import ActionCode, Verdict

__all__ = ["case_action"]


def case_action(shown: Judged) -> Action:
    """By the message that shows the case best.

    Genuine mail that bears signs of harm is not done with, and whoever made a name to look like ours needs no advice on
    his records. Where there is no message, nobody but the complainant can be asked.
    """
    report = shown.report
    host = report.sending_host
    if shown.how in (How.NOTHING, How.REPORTED):
        return _action(ActionCode.ASK_COMPLAINANT, {})
    if host is not None and report.verdict not in (*ATTENTION, Verdict.INTERNAL) and is_harmful(shown.signs):
        return _action(ActionCode.BLOCK_AND_WARN, {"ip": host.ip})
    return report.action


def _action(code: ActionCode, facts: Facts) -> Action:
    return Action(code=code, text=action_text(code, facts, "en"), facts=facts)
