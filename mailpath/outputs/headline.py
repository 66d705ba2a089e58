"""The answer in one plain sentence, and how good the news is."""

from enum import StrEnum
from typing import NamedTuple

from mailpath.outputs.wording import Wording
from mailpath.values.report import Report, SendingHost
from mailpath.values.vocabulary import Confidence, Verdict, YesNo

__all__ = ["Headline", "Tone", "headline", "host_name", "needs_attention", "tone", "tone_of"]


class Tone(StrEnum):
    """The three kinds of answer, as the exit codes 0, 1 and 3 tell them apart."""

    GOOD = "good"
    ATTENTION = "attention"
    UNSURE = "unsure"


class Headline(NamedTuple):
    """`answer` is yes, no or cannot tell, as sure as we are; `sentence` says why and ends with a full stop."""

    answer: str
    sentence: str
    tone: Tone


_ATTENTION = (Verdict.INTERNAL_SERVER_LEAK, Verdict.UNALIGNED_THIRD_PARTY, Verdict.SPOOFED)
_OPEN = (Verdict.UNVERIFIABLE, Verdict.UNDETERMINED)


def needs_attention(verdict: str) -> bool:
    return verdict in _ATTENTION


def tone_of(verdict: str) -> Tone:
    """Of a verdict alone, however sure it is."""
    if verdict in _ATTENTION:
        return Tone.ATTENTION
    return Tone.UNSURE if verdict in _OPEN else Tone.GOOD


def tone(report: Report) -> Tone:
    if report.verdict in _ATTENTION:
        return Tone.ATTENTION
    if report.verdict in _OPEN or report.confidence is Confidence.LOW:
        return Tone.UNSURE
    return Tone.GOOD


def host_name(host: SendingHost | None) -> str | None:
    """How to call the host without repeating a mere claim: the confirmed name with the address, else the address."""
    if host is None:
        return None
    if host.fcrdns and host.ptr:
        return f"{host.ptr[0]} [{host.ip}]"
    return host.ip


def headline(report: Report, wording: Wording) -> Headline:
    host = report.sending_host
    domain = report.identifiers.author_domain if report.identifiers else None
    return Headline(
        answer=wording.word(f"answer.{_answer(report)}"),
        sentence=wording.phrase(
            f"headline.{_sentence(report)}",
            domain=domain if domain is not None else wording.word("unknown_domain"),
            host=host_name(host) or wording.word("unknown_host"),
            service=host.service.name if host and host.service else None,
        ),
        tone=tone(report),
    )


def _answer(report: Report) -> str:
    match report.verdict:
        case Verdict.SPOOFED:
            return f"spoofed_{report.confidence}"
        case Verdict.INTERNAL_SERVER_LEAK:
            return f"leak_{report.confidence}"
        case Verdict.UNALIGNED_THIRD_PARTY:
            return "unconfirmed"
        case Verdict.UNVERIFIABLE | Verdict.UNDETERMINED:
            return "open"
        case _:
            return f"good_{report.confidence}"


def _sentence(report: Report) -> str:
    """The variant of the verdict's sentence. Rule numbers are those of the table in `judge/rules.py`."""
    service = report.sending_host is not None and report.sending_host.service is not None
    low = report.confidence is Confidence.LOW
    match report.verdict:
        case Verdict.AUTHORIZED_OWN if report.vouched is not YesNo.YES:
            return "listed_only"
        case Verdict.UNVERIFIABLE:
            return _unverifiable(report)
        case Verdict.UNDETERMINED:
            return _undetermined(report)
        case Verdict.INTERNAL:
            return "internal"
        case Verdict.UNALIGNED_THIRD_PARTY:
            return f"{report.verdict}_service" if service else report.verdict
        case _ if low:
            return f"{report.verdict}_low"
        case Verdict.AUTHORIZED_THIRD_PARTY if service:
            return f"{report.verdict}_service"
        case _:
            return str(report.verdict)


def _unverifiable(report: Report) -> str:
    codes = {reason.code for reason in report.reasons}
    if report.rule == 19 or "domain_publishes_nothing" in codes:
        return "publishes_nothing"
    if report.rule == 15 or "dkim_key_gone" in codes:
        return "key_gone"
    return "unverifiable"


def _undetermined(report: Report) -> str:
    if report.source.error is not None:
        return "unreadable"
    if report.rule == 3 or report.identifiers is None or report.identifiers.author_domain is None:
        return "author_unclear"
    if report.sending_host is None:
        return "no_host_vouched" if report.vouched is YesNo.YES else "no_host"
    return "answer_missing"
