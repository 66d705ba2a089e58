"""Tokens of a structured field: words, quoted strings, comments, `;` and `=` (RFC 5322 section 3.2, RFC 8601).

Linear in the text, whatever it holds. Quoting that never ends is plain text. A comment that never ends is closed at
the next parenthesis, or takes in all the rest: what a stranger's address may carry into a comment (Gmail writes the
envelope sender there) must not come out of it as a result.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Kind", "Token", "tokens"]


class Kind(StrEnum):
    WORD = "word"
    QUOTED = "quoted"
    COMMENT = "comment"
    EQUALS = "="
    SEMICOLON = ";"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` without its quotation marks or parentheses; `glued` where no blank stands before it."""

    kind: Kind
    text: str
    glued: bool


_PLAIN = re.compile(r"""[ \t\r\n]+|;|=|(?:[^ \t\r\n;="(\\]+|\\.)+""", re.DOTALL)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_PAREN = re.compile(r"[()]|\\.", re.DOTALL)
_PAIR = re.compile(r"\\(.)", re.DOTALL)


def tokens(text: str) -> list[Token]:
    """Every token in order; blanks are left out and show in `glued`."""
    out: list[Token] = []
    at, end = 0, len(text)
    glued = False
    quotes = nesting = True  # until one is found that never ends
    while at < end:
        char = text[at]
        if char == "(":
            content, at, nesting = _comment(text, at, nesting=nesting)
            out.append(Token(Kind.COMMENT, content, glued))
        elif char == '"' and quotes and (match := _QUOTED.match(text, at)):
            out.append(Token(Kind.QUOTED, _unescaped(match[1]), glued))
            at = match.end()
        elif match := _PLAIN.match(text, at):
            at = match.end()
            if char in " \t\r\n":
                glued = False
                continue
            kind = Kind.SEMICOLON if char == ";" else Kind.EQUALS if char == "=" else Kind.WORD
            out.append(Token(kind, match[0], glued))
        else:  # a quotation mark that opens nothing, or a lone backslash at the end
            quotes = quotes and char != '"'
            out.append(Token(Kind.WORD, char, glued))
            at += 1
        glued = True
    return out


def _comment(text: str, start: int, *, nesting: bool) -> tuple[str, int, bool]:
    """Content of the comment that opens at `start`, where it ends, and whether nesting still works out."""
    if nesting:
        depth = 0
        for part in _PAREN.finditer(text, start):
            if part[0] == "(":
                depth += 1
            elif part[0] == ")":
                depth -= 1
                if not depth:
                    return _unescaped(text[start + 1 : part.start()]), part.end(), True
    close = text.find(")", start)
    close = len(text) if close < 0 else close
    return _unescaped(text[start + 1 : close]), close + 1, False


def _unescaped(text: str) -> str:
    return _PAIR.sub(r"\1", text) if "\\" in text else text
