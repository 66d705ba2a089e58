"""A further From that we do not read as a field but other mail programs do.

Programs differ in what ends a line (a bare CR, a NUL, a form feed, Unicode's separators) and in what may stand around a
field's name (controls, a no-break space). An author whom some of them show is one that we must not vouch past.
"""

import re

from mailpath.message.fields import Message

__all__ = ["hides_from"]

_FROM = re.compile(rb"from([\x00-\x20\x7f-\xff]*+):")  # in lower case: several times as fast as IGNORECASE
_JUNK = bytes((*range(0x09), *range(0x0A, 0x20), *range(0x7F, 0x100)))  # what is no blank and may stand in no name
_LINE_ENDS = (b"\r", b"\0", b"\v", b"\f", b"\x1c", b"\x1d", b"\x1e", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")


def hides_from(message: Message) -> bool:
    """Whether the header block holds what reads as a From field elsewhere; linear in its bytes."""
    header = message.wire[: message.body_offset].lower()
    first = message.fields[0].offset if message.fields else message.body_offset
    behind = 0
    for match in _FROM.finditer(header):
        before = header[behind : match.start()]
        rest = before.rstrip(_JUNK)
        junk = before[len(rest) :]
        behind = match.end()
        line = junk.rpartition(b"\n")[2]
        begins = b"\n" in junk or match.start() == len(junk)
        if begins:
            if line or match[1].strip(b" \t"):
                return True
        elif junk and any(end in junk for end in _LINE_ENDS):
            return True
        elif match.start() < first and not rest.rpartition(b"\n")[2].strip(b" \t"):
            return True  # a blank before the name, where no field stands above that it could belong to
    return False
