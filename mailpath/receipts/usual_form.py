"""Authentication-Results as nearly all servers write them: an authserv-id, then nothing but `key=value` and comments.

Read by two patterns instead of token by token. What these do not take as a whole is left to `lexing` and `entries`: a
bare word, a blank around `=`, a backslash, a parenthesis inside another, a mark that is never closed.
"""

import re
from typing import NamedTuple

from mailpath.receipts.entries import LONGEST_VALUE, Pair
from mailpath.receipts.lexing import Kind, Token

__all__ = ["UsualForm", "usual_form"]

_BLANKS = r"[ \t\r\n]*+"
_KEY = r'[^ \t\r\n;="(\\]++'
_VALUE = r'[^ \t\r\n;"(\\]++(?!["\\])'
_QUOTED = r'"[^"\\]*+"(?=[ \t\r\n;(]|\Z)'
_COMMENT = r'\([^()"\\]*+\)'
_HEAD = rf"(?:{_BLANKS}i=([0-9]{{1,3}}){_BLANKS};)?+{_BLANKS}({_KEY})(?:[ \t\r\n]++[0-9]++)?+{_BLANKS}(?=;|\Z)"
_WHOLE = re.compile(rf"{_HEAD}((?:{_BLANKS}(?:;|{_KEY}=(?:{_VALUE}|{_QUOTED})|{_COMMENT}))*+){_BLANKS}")
_ITEMS = re.compile(rf"{_BLANKS}(?:(;)|({_KEY})=({_VALUE}|{_QUOTED})|({_COMMENT}))")


class UsualForm(NamedTuple):
    """`instance` of an ARC set (None where the field does not begin with one), the authserv-id, and what stands between
    the semicolons behind it."""

    instance: int | None
    server: str
    segments: list[list[Pair | Token]]


def usual_form(text: str) -> UsualForm | None:
    """What a field says that has the usual form; None for every other one. Linear: no pattern steps back."""
    whole = _WHOLE.fullmatch(text)
    if whole is None:
        return None
    segment: list[Pair | Token] = []
    segments = [segment]
    for semicolon, key, value, comment in _ITEMS.findall(whole[3]):
        if key:
            quoted = value[0] == '"'
            segment.append(Pair(key, (value[1:-1] if quoted else value)[:LONGEST_VALUE], quoted))
        elif semicolon:
            segment = []
            segments.append(segment)
        else:
            segment.append(Token(Kind.COMMENT, comment[1:-1], False))
    instance = whole[1]
    return UsualForm(int(instance) if instance else None, whole[2], segments)
