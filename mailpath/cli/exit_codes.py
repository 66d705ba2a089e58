"""Reports to an exit code (contract section 1)."""

from collections.abc import Iterable
from enum import IntEnum

from mailpath.values.report import Report
from mailpath.values.vocabulary import Confidence, Verdict

__all__ = ["ExitCode", "combined", "of_report", "of_row"]


class ExitCode(IntEnum):
    GOOD = 0
    ATTENTION = 1
    USAGE = 2  # wrong usage, or a setting that makes no sense
    UNSURE = 3
    UNREADABLE = 4  # an input that could not be read or holds no header field
    FAULT = 5  # a message that could not be processed
    INTERRUPTED = 130  # by Ctrl-C, as shells count it
    BROKEN_PIPE = 141  # whoever read our output went away, as shells count it


_ATTENTION = (Verdict.INTERNAL_SERVER_LEAK, Verdict.UNALIGNED_THIRD_PARTY, Verdict.SPOOFED)
_UNSURE = (Verdict.UNDETERMINED, Verdict.UNVERIFIABLE)
_NO_HEADER_FIELD = 1  # the rule of an input that could not be read, too
_FAULT = "could not be processed"  # how the error of a fault of ours begins
_WORST_FIRST = (
    ExitCode.INTERRUPTED,
    ExitCode.BROKEN_PIPE,
    ExitCode.USAGE,
    ExitCode.UNREADABLE,
    ExitCode.ATTENTION,
    ExitCode.FAULT,
    ExitCode.UNSURE,
)


def of_report(report: Report) -> ExitCode:
    error = report.source.error
    if error is not None and error.startswith(_FAULT):
        return ExitCode.FAULT
    if error is not None or report.rule == _NO_HEADER_FIELD:
        return ExitCode.UNREADABLE
    return of_row(report.verdict, report.confidence, None)


def of_row(verdict: Verdict, confidence: Confidence, error: str | None) -> ExitCode:
    """In a scan, where what could not be read is a row like one that could not be processed."""
    if error is not None:
        return ExitCode.FAULT
    if verdict in _ATTENTION:
        return ExitCode.ATTENTION
    if verdict in _UNSURE or confidence is Confidence.LOW:
        return ExitCode.UNSURE
    return ExitCode.GOOD


def combined(codes: Iterable[ExitCode]) -> ExitCode:
    """The one code of a run in which all of these came up."""
    seen = set(codes)
    return next((code for code in _WORST_FIRST if code in seen), ExitCode.GOOD)
