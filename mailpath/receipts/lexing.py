"""Tokens of a structured field: words, quoted strings, comments, `;` and `=` (RFC 5322 section 3.2, RFC 8601).

Linear in the text, whatever it holds. Quoting that never ends is plain text. A comment that never ends is closed at
the next parenthesis, or takes in all the rest: what a stranger's address may carry into a comment (Gmail writes the
envelope sender there) must not come out of it as a result.
"""

import re
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Kind", "Token", "tokens"]


class Kind(StrEnum):
    WORD = "word"
    QUOTED = "quoted"
    COMMENT = "comment"
    EQUALS = "="
    SEMICOLON = ";"


class Token(NamedTuple):
    """`text` without its quotation marks or parentheses; `glued` where no blank stands before it.

    `torn`: a comment that ends within a quotation, the last token of its text; nothing of it is told.
    """

    kind: Kind
    text: str
    glued: bool
    torn: bool = False


_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\n]+)|(?P<semicolon>;)|(?P<equals>=)|(?P<comment>\([^()\\]*\))|(?P<open>\()
      | (?P<quoted>"(?:[^"\\]|\\.)*+")|(?P<word>(?:[^ \t\r\n;="(\\]+|\\.)+|.)""",
    re.DOTALL | re.VERBOSE,
)
_UNQUOTED = re.compile(r'(?P<word>")')  # once a quotation mark opened nothing, none does
_PAREN = re.compile(r"[()]|\\.", re.DOTALL)
_PAIR = re.compile(r"\\(.)", re.DOTALL)
_MARKS = {"semicolon": Kind.SEMICOLON, "equals": Kind.EQUALS}


def tokens(text: str) -> list[Token]:
    """Every token in order; blanks are left out and show in `glued`."""
    out: list[Token] = []
    at, end = 0, len(text)
    glued = False
    quotes = nesting = True  # until one is found that never ends
    while at < end:
        match = _TOKEN.match(text, at) if quotes or text[at] != '"' else _UNQUOTED.match(text, at)
        if match is None:  # cannot be: `word` takes any character
            break
        at = match.end()
        group = match.lastgroup
        if group == "blank":
            glued = False
            continue
        if group == "word":
            quotes = quotes and match[0] != '"'
            out.append(Token(Kind.WORD, match[0], glued))
        elif group in _MARKS:
            out.append(Token(_MARKS[group], match[0], glued))
        elif group == "comment":
            out.append(_comment_token(match[0][1:-1], glued=glued))
        elif group == "quoted":
            out.append(Token(Kind.QUOTED, _unescaped(match[0][1:-1]), glued))
        else:
            content, at, nesting = _comment(text, match.start(), nesting=nesting)
            out.append(_comment_token(content, glued=glued))
        if out[-1].torn:
            break
        glued = True
    return out


def _comment_token(content: str, *, glued: bool) -> Token:
    """The token of a comment's raw content."""
    if '"' in content and _PAIR.sub("", content).count('"') % 2:
        return Token(Kind.COMMENT, "", glued, torn=True)
    return Token(Kind.COMMENT, _unescaped(content), glued)


def _comment(text: str, start: int, *, nesting: bool) -> tuple[str, int, bool]:
    """Raw content of the comment that opens at `start`, where it ends, and whether nesting still works out."""
    if nesting:
        depth = 0
        for part in _PAREN.finditer(text, start):
            if part[0] == "(":
                depth += 1
            elif part[0] == ")":
                depth -= 1
                if not depth:
                    return text[start + 1 : part.start()], part.end(), True
    close = text.find(")", start)
    close = len(text) if close < 0 else close
    return text[start + 1 : close], close + 1, False


def _unescaped(text: str) -> str:
    return _PAIR.sub(r"\1", text) if "\\" in text else text
