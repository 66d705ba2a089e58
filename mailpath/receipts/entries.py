"""Method, result and properties out of tokens: the entries of RFC 8601 section 2.2 as they are really written."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from mailpath.receipts.lexing import Kind, Token
from mailpath.values.results import RecordedResult
from mailpath.values.vocabulary import Result

__all__ = [
    "LONGEST_VALUE",
    "METHODS",
    "Entries",
    "Pair",
    "Properties",
    "pairs",
    "read_entries",
    "result_word",
    "segments",
]

MAX_ENTRIES = 200
MAX_PROPERTIES = 60
MAX_UNREAD = 20
LONGEST_VALUE = 1000
_LONGEST_UNREAD = 200

# Methods that begin a new entry even where the semicolon before them is missing.
METHODS = frozenset(
    (
        "arc",
        "auth",
        "bimi",
        "compauth",
        "dane",
        "dkim",
        "dkim-adsp",
        "dkim-atps",
        "dmarc",
        "dnswl",
        "domainkeys",
        "iprev",
        "rrvs",
        "sender-id",
        "senderid",
        "smime",
        "spf",
        "tls",
        "vbr",
    )
)
_RESULTS = {word.value: word for word in Result}


def result_word(raw: str) -> Result | None:
    """The word of RFC 8601 section 2.7 that `raw` is, whatever its case; `hardfail` and the like are none."""
    return _RESULTS.get(raw.lower())


class Pair(NamedTuple):
    """`key = value`; `quoted` where the whole value was a quoted string."""

    key: str
    value: str
    quoted: bool


class Properties(msgspec.Struct):
    """`key: value` as read so far. A key that comes twice with different values says nothing: one of them is a text
    that a stranger sent (a HELO `x;envelope-from=..`, a local part that closes a comment), and which cannot be told.
    """

    said: dict[str, str] = msgspec.field(default_factory=dict)
    contradicted: set[str] = msgspec.field(default_factory=set)

    def add(self, key: str, value: str) -> bool:
        """False where nothing was added: there are too many, or the key was contradicted."""
        if key in self.contradicted:
            return False
        known = self.said.get(key)
        if known is None and len(self.said) < MAX_PROPERTIES:
            self.said[key] = value
        elif known is not None and known.lower() != value.lower():
            self.contradict(key)
            return False
        return known is not None or key in self.said

    def contradict(self, key: str) -> None:
        self.contradicted.add(key)
        self.said.pop(key, None)


class _Open(msgspec.Struct):
    """An entry that is still being read. `comment` is the one directly behind the result."""

    method: str
    raw_result: str
    result: Result | None
    properties: Properties = msgspec.field(default_factory=Properties)
    reason: str | None = None
    comment: str | None = None

    def closed(self) -> RecordedResult:
        return RecordedResult(
            method=self.method,
            result=self.result,
            raw_result=self.raw_result,
            properties=self.properties.said,
            reason=self.reason if self.reason is not None else self.comment,
        )


class Entries(msgspec.Struct):
    """What a list of entries gave: the results, and every comment with the method of its entry."""

    results: list[RecordedResult] = msgspec.field(default_factory=list)
    comments: list[tuple[str, str]] = msgspec.field(default_factory=list)
    unread: list[str] = msgspec.field(default_factory=list)

    def remark(self, entry: _Open, text: str) -> None:
        text = text.strip()[:LONGEST_VALUE]
        if not entry.properties.said and entry.comment is None:
            entry.comment = text
        if len(self.comments) < MAX_ENTRIES:
            self.comments.append((entry.method, text))

    def note(self, text: str) -> None:
        """Keep what could not be read, bounded."""
        text = text.strip()
        if text and len(self.unread) < MAX_UNREAD:
            self.unread.append(text[:_LONGEST_UNREAD])


def segments(found: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens between semicolons."""
    start = 0
    for index, token in enumerate(found):
        if token.kind is Kind.SEMICOLON:
            yield found[start:index]
            start = index + 1
    yield found[start:]


def pairs(segment: Sequence[Token]) -> Iterator[Pair | Token]:
    """`key=value` pairs of a segment; comments, and words that belong to no pair, as they are.

    A value ends at the next blank, so it may hold `=` itself (base64, SRS addresses) and glued quoted strings.
    """
    at, end = 0, len(segment)
    while at < end:
        token = segment[at]
        if token.kind is Kind.WORD and at + 1 < end and segment[at + 1].kind is Kind.EQUALS:
            value, quoted, at = _value(segment, at + 2)
            yield Pair(token.text, value, quoted)
            continue
        at += 1
        if token.kind is not Kind.EQUALS:
            yield token


def _value(segment: Sequence[Token], at: int) -> tuple[str, bool, int]:
    end = len(segment)
    if at >= end or segment[at].kind is Kind.COMMENT:
        return "", False, at
    if not segment[at].glued and at + 1 < end and segment[at + 1].kind is Kind.EQUALS:
        return "", False, at  # `header.from= dkim=pass`: nothing was written
    parts = [segment[at].text]
    first = at
    at += 1
    while at < end and segment[at].glued and segment[at].kind is not Kind.COMMENT:
        parts.append(segment[at].text)
        at += 1
    return "".join(parts)[:LONGEST_VALUE], at - first == 1 and segment[first].kind is Kind.QUOTED, at


def read_entries(parts: Iterable[Iterable[Pair | Token]], into: Entries) -> None:
    """Entries of all segments, as `pairs` gives them, into `into`. One that cannot be read never costs another."""
    current: _Open | None = None
    before: dict[str, str] = {}  # Yahoo wrote `from=example.com; dkim=pass`
    for segment in parts:
        first = True
        for item in segment:
            if isinstance(item, Token):
                if item.kind is Kind.COMMENT:
                    if current is not None:
                        into.remark(current, item.text)
                elif item.text.lower() != "none" or not first:
                    into.note(item.text)
                continue
            key = item.key.lower()
            method = key.partition("/")[0]
            if first and key == "from":
                before[key] = item.value
            elif method in METHODS or (first and method and "." not in method):
                if current is not None:
                    into.results.append(current.closed())
                if len(into.results) >= MAX_ENTRIES:
                    into.note(f"{key}={item.value}")
                    return
                word = None if item.quoted else result_word(item.value)
                current = _Open(method=method, raw_result=item.value, result=word, properties=Properties(before))
                before = {}
            elif current is None:
                into.note(f"{key}={item.value}")
            elif key == "reason":
                current.reason = item.value
            elif not current.properties.add(key, item.value):
                into.note(f"{key}={item.value}")
            first = False
    if current is not None:
        into.results.append(current.closed())
