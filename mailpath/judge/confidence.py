"""How sure: the rule's word, lowered by what else is known (verdicts.md, "Confidence")."""

from mailpath.judge.facts import Facts
from mailpath.judge.rules import GOOD, Decision
from mailpath.values.vocabulary import Confidence, Verdict

__all__ = ["capped"]

LOW, MEDIUM = Confidence.LOW, Confidence.MEDIUM


def capped(decision: Decision, f: Facts) -> Confidence:
    """The decision's confidence after every cap. A cap is lifted only by a fact known to lift it."""
    confidence = decision.confidence.at_most(f.evidence.boundary_confidence)
    if decision.rule.number in (5, 6, 7, 8):
        if not f.spf_alone_shared.no:
            confidence = confidence.at_most(MEDIUM)
        if f.testing_alone:
            confidence = confidence.at_most(MEDIUM)
        if f.recorded_alone and (not f.recorded_configured or f.recorded_spf_alone):
            confidence = confidence.at_most(MEDIUM)  # whether many share the host, or anybody passes, is not known
        if f.recorded_alone and f.recorded_for_now:
            confidence = confidence.at_most(LOW)
    list_excuses = decision.verdict is Verdict.MAILING_LIST and f.list_known.yes
    if f.display_name_other and decision.verdict in GOOD and not list_excuses:
        confidence = confidence.at_most(LOW)
    return confidence
