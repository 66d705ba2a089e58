"""The line that begins each message of an mbox (RFC 4155): `From sender date`, and what only looks like one.

A program that keeps mbox well puts `>` before a line of a message that begins with `From `, but some do not, and
some leave out the blank line between messages. So a line is weighed by itself, by the line before and the one behind.
"""

import re

__all__ = ["LONGEST_LINE", "begins_mbox", "divides"]

LONGEST_LINE = 1000  # a longer one divides nothing: a sender may have 254 characters

_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_TIME = rb"\d{1,2}:\d{2}(?::\d{2})?"
_DATED = re.compile(  # all counts are bounded, so a line takes time in proportion to its length
    rb"\b(?:"
    + rb"%b,? {1,3}%b {1,3}\d{1,2},? {1,3}%b(?: {1,3}[A-Za-z0-9+:()-]{1,12}){0,3} {1,3}\d{4}\b" % (_DAY, _MONTH, _TIME)
    + rb"|\d{1,2} {1,2}%b {1,2}\d{2,4} {1,2}%b" % (_MONTH, _TIME)  # as in a Date field
    + rb"|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}"
    + rb")"
)
_SENDER_ALONE = re.compile(rb"From [^\s@]{1,254}@[^\s@]{1,255}[ \t]{0,9}\r?$")
_FIELD = re.compile(rb"[!-9;-~]{1,256}[ \t]{0,9}:")
_REMOTE = b">From "  # UUCP kept the lines of the hosts before so
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]{0,100}(?=From )")


def divides(line: bytes, after: bytes, *, blank_before: bool) -> bool:
    """Whether `line`, which begins with `From `, begins a message. `after` is the next line; both without line end."""
    if blank_before:
        return _is_field(after) or _DATED.search(line) is not None
    return _is_field(after) and (_DATED.search(line) is not None or _SENDER_ALONE.match(line) is not None)


def begins_mbox(head: bytes) -> int | None:
    """Where the first `From ` line stands if the first bytes of a file are those of an mbox, else None."""
    leading = _LEADING.match(head)
    if leading is None:
        return None
    line, end, rest = head[leading.end() : leading.end() + 2 * LONGEST_LINE].partition(b"\n")
    if len(line) > LONGEST_LINE or not end:
        return None
    return leading.end() if divides(line, rest.partition(b"\n")[0], blank_before=True) else None


def _is_field(line: bytes) -> bool:
    return _FIELD.match(line) is not None or line.startswith(_REMOTE)
