"""The line that begins each message of an mbox (RFC 4155): `From sender date`, and what only looks like one.

A program that keeps mbox well puts `>` before a line of a message that begins with `From `, but some do not, and
some leave out the blank line between messages. So a line is weighed by itself, by the line before and the one behind.
"""

import re

__all__ = ["AFTER_LINE", "FIRST", "LOOK_AHEAD", "begins_mbox"]

_MOST = 995  # a longer line divides nothing: a sender may have 254 characters
LOOK_AHEAD = 2 * _MOST + 20  # bytes: the line and the beginning of the next one

_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TIME = rb"\d{1,2}:\d{2}(?::\d{2})?"
_DATE = (
    rb"\b(?:"
    + rb"%b,? {1,3}%b {1,3}\d{1,2},? {1,3}%b(?: {1,3}[A-Za-z0-9+:()-]{1,12}){0,3} {1,3}\d{4}\b" % (_DAY, _MONTH, _TIME)
    + rb"|\d{1,2} {1,2}%b {1,2}\d{2,4} {1,2}%b" % (_MONTH, _TIME)  # as in a Date field
    + rb"|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}"
    + rb")"
)
# All counts are bounded, so that weighing a line takes bounded time.
_LINE = rb"[^\n]{0,%d}" % _MOST
_DATED = rb"(?=%b?%b)%b" % (_LINE, _DATE, _LINE)
_SENDER_ALONE = rb"[^\s@]{1,254}@[^\s@]{1,255}[ \t]{0,9}\r?"
_END = rb"(?:\n|\Z)"
_FIELD_NEXT = rb"\n(?:[!-9;-~]{1,256}[ \t]{0,9}:|>From )"  # UUCP kept the lines of the hosts before as `>From `
_BLANK_BEFORE = rb"From (?:%b%b|%b%b)" % (_LINE, _FIELD_NEXT, _DATED, _END)
_TEXT_BEFORE = rb"From (?:%b|%b)%b" % (_DATED, _SENDER_ALONE, _FIELD_NEXT)

FIRST = re.compile(_BLANK_BEFORE)  # matched where the line begins and nothing stands before it
AFTER_LINE = re.compile(  # matched at the line end before the line
    rb"\n(?:(?:(?<=\n\n)|(?<=\n\r\n))%b|%b)" % (_BLANK_BEFORE, _TEXT_BEFORE)
)
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]{0,100}(?=From )")


def begins_mbox(head: bytes) -> int | None:
    """Where the first `From ` line stands if the first bytes of a file are those of an mbox, else None."""
    leading = _LEADING.match(head)
    if leading is None or FIRST.match(head, leading.end()) is None:
        return None
    return leading.end() if b"\n" in head[leading.end() : leading.end() + LOOK_AHEAD] else None
