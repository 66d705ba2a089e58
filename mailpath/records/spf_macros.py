"""SPF macro strings (RFC 7208 section 7): whether they are well formed, and what they expand to.

Every pass is linear in the length of the text.
"""

import re
from collections.abc import Callable

__all__ = ["MacroFault", "ends_with_macro", "expand", "letters", "macro_fault"]

_PERCENT = re.compile(r"%(?:([%_-])|\{([A-Za-z])([0-9]*)([rR]?)([.\-+,/_=]*)\})?")
_FIXED = {"%": "%", "_": " ", "-": "%20"}
_LETTERS = frozenset("slodiphcrtv")
_EXPLANATION_ONLY = frozenset("crt")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")  # RFC 3986 section 2.3

MacroFault = tuple[int, str]


def macro_fault(text: str, *, explanation: bool = False) -> MacroFault | None:
    """Offset and code of the first fault of a macro string, or None.

    `explanation` allows the letters that only an explanation text may use.
    """
    if "%" not in text:
        return None
    for match in _PERCENT.finditer(text):
        letter = match[2]
        if letter is None:
            if match[1] is None:
                return match.start(), "bad_macro"
            continue
        letter = letter.lower()
        if letter not in _LETTERS:
            return match.start(), "unknown_macro"
        if letter in _EXPLANATION_ONLY and not explanation:
            return match.start(), "macro_for_explanation_only"
        if match[3] and not match[3].strip("0"):
            return match.start(), "bad_macro"  # section 7.1: the number must not be zero
    return None


def letters(text: str) -> frozenset[str]:
    """The macro letters that a text uses, lower case."""
    if "%" not in text:
        return frozenset()
    return frozenset(match[2].lower() for match in _PERCENT.finditer(text) if match[2])


def ends_with_macro(text: str) -> bool:
    """Whether a well-formed macro string ends with a macro."""
    end = 0
    for match in _PERCENT.finditer(text):
        end = match.end()
    return 0 < end == len(text)


def expand(text: str, value: Callable[[str], str]) -> str:
    """A macro string with its macros replaced; `value` gives the value of a lower-case letter.

    Macros that are not well formed stay as they are.
    """
    if "%" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        if match[1]:
            return _FIXED[match[1]]
        if not match[2] or match[2].lower() not in _LETTERS:
            return match[0]
        return _transformed(value(match[2].lower()), match)

    return _PERCENT.sub(one, text)


def _transformed(value: str, macro: re.Match[str]) -> str:
    """Split at the delimiters, reversed, the rightmost parts kept, joined by dots (section 7.3)."""
    letter, digits, reverse, delimiters = macro[2], macro[3], macro[4], macro[5]
    if digits or reverse or delimiters:
        parts = re.split(f"[{re.escape(delimiters or '.')}]", value)
        if reverse:
            parts.reverse()
        if digits and len(digits) < 9:
            parts = parts[-int(digits) :]
        value = ".".join(parts)
    if letter.isupper():
        value = "".join(chr(b) if b in _UNRESERVED else f"%{b:02X}" for b in value.encode("utf-8", "surrogateescape"))
    return value
