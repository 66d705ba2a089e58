"""The short way for fields of usual forms: it reads what the full reader reads, or nothing."""

import json
from pathlib import Path
from typing import Self, SupportsIndex

import pytest
from hypothesis import given, settings

from mailpath.message.fields import read_message
from mailpath.trace.clauses import read_clauses
from mailpath.trace.dialects import DIALECTS, Dialect
from mailpath.trace.parse import parse_received, read_in_full
from mailpath.trace.usual import read_usual
from mailpath.trace.usual.cut import MAX_BYTES, cut
from tests.strategies.received_usual import FORMS, filled, mutated, plain, usual_line
from tests.trace.test_document import EXAMPLES

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_LINES = tuple(line.replace("\n", "\r\n").encode() for _, line, _ in EXAMPLES)
_DATE = "Mon, 21 Sep 2026 10:00:03 +0000"


def _agrees(value: bytes) -> bool:
    """Whether the short way reads a field as the full reader does; it must not read it otherwise."""
    short = read_usual(value)
    if short is None:
        return False
    assert short == read_in_full(value)
    assert short == parse_received(value)
    return True


@settings(max_examples=400)
@given(plain())
def test_a_usual_field(value: bytes) -> None:
    _agrees(value)


@settings(max_examples=1000)
@given(filled())
def test_anything_at_the_places(value: bytes) -> None:
    _agrees(value)


@settings(max_examples=600)
@given(mutated(_LINES))
def test_a_changed_line_of_the_page(value: bytes) -> None:
    _agrees(value)


@pytest.mark.long
@settings(max_examples=40_000)
@given(filled())
def test_anything_at_the_places_long(value: bytes) -> None:
    _agrees(value)


def test_every_example_of_the_page() -> None:
    """So many of the page's lines are of a usual form; a change that loses them is seen here."""
    assert sum(_agrees(line) for line in _LINES) >= 30


def test_the_forms_are_read_the_short_way() -> None:
    taken = sum(_agrees(usual_line(form)) for form in FORMS)
    assert taken >= len(FORMS) - 6  # those that are there to be left: HTTP, a second address, an id behind the date


@pytest.mark.parametrize(
    "line",
    [
        f"from a.example ([192.0.2.7]) by 64bfe67395a6 with SMTP id 64bfe67395a6293efb1923a9; {_DATE}",
        f"from a.example ([192.0.2.7]) by x.example with SMTP id 64BFE673.64BFE673.64BFE673; {_DATE}",
        f"from a.example ([192.0.2.7]) by\r\n by (192.0.2.9) with SMTP id 4Abc1De2; {_DATE}",
        f"from a.example (tls1.example [192.0.2.7]) by x.example with SMTP id 4Abc1De2; {_DATE}",
        f"from a.example (smtp.mailfrom [192.0.2.7]) by x.example with SMTP id 4Abc1De2; {_DATE}",
        f"from a.example (for.example [192.0.2.7]) by x.example with SMTP id 4Abc1De2; {_DATE}",
        f"from a.example (x.example [192.0.2.7]) by x.example with SMTP id 4Abc1De2; {_DATE}; {_DATE}",
        f"from smtpsvc.example ([192.0.2.7]) by x.example with Microsoft SMTP Server id 15.20.7362.26; {_DATE}",
        f"from a.example ([192.0.2.7]) by x.example (7.0.030.2) with SMTP id 4Abc1De2; {_DATE}",
        f"from a.example (x.example [192.0.2.7]) by filter1.example with SMTP id filter1.example-4; {_DATE}",
        f"from a.example (post.office [192.0.2.7]) by x.example with HTTP id 4Abc1De2; {_DATE}",
        "from a.example ([192.0.2.7]) by x.example with SMTP id 4Abc1De2; Mon, 31 Jun 2026 10:00:03 +0000",
        f"from a.example ([192.0.2.7]) by x.example with SMTP{' x' * MAX_BYTES} id 4Abc1De2; {_DATE}",
    ],
)
def test_what_looks_usual_and_is_not(line: str) -> None:
    _agrees(line.encode())


def test_a_hop_is_nobody_elses() -> None:
    """Hops of one model share nothing that can be changed."""
    line = f"from a.example (x.example [192.0.2.7]) by y.example with SMTP id 4Abc1De2; {_DATE}".encode()
    one = read_usual(line)
    assert one is not None
    one.provenance.clear()
    assert read_usual(line) == read_in_full(line)


def test_no_more_than_the_bound_is_cut() -> None:
    assert cut(b"from a.example by x.example; " + _DATE.encode() + b" " * MAX_BYTES) is None


class _Seen(str):
    """A host name that keeps with what it was compared: `ends` and `heads`."""

    __slots__ = ("ends", "heads")
    ends: set[str]
    heads: set[str]

    @classmethod
    def of(cls, text: str, ends: set[str], heads: set[str]) -> Self:
        new = cls(text)
        new.ends, new.heads = ends, heads
        return new

    def __eq__(self, other: object) -> bool:
        same = super().__eq__(other)
        if not same:  # with itself it is compared in caches
            self.ends.add("." + str(other))
        return same

    __hash__ = str.__hash__

    def endswith(
        self, end: str | tuple[str, ...], start: SupportsIndex | None = None, stop: SupportsIndex | None = None, /
    ) -> bool:
        self.ends.update(end if isinstance(end, tuple) else (end,))
        return super().endswith(end, start, stop)

    def startswith(
        self, head: str | tuple[str, ...], start: SupportsIndex | None = None, stop: SupportsIndex | None = None, /
    ) -> bool:
        self.heads.update(head if isinstance(head, tuple) else (head,))
        return super().startswith(head, start, stop)

    def removesuffix(self, suffix: str, /) -> Self:
        return self.of(super().removesuffix(suffix), self.ends, self.heads)

    def strip(self, chars: str | None = None, /) -> Self:
        return self.of(super().strip(chars), self.ends, self.heads)


@pytest.mark.parametrize("name", ["q.example", "q.google.com", "filter1"])
@pytest.mark.parametrize("dialect", DIALECTS, ids=[dialect.families[0] for dialect in DIALECTS])
def test_a_dialect_names_every_host_it_looks_at(dialect: Dialect, name: str) -> None:
    """A writer's name with none of `Dialect.hosts` at its end may stand for any other one."""
    known = tuple(end for other in DIALECTS for end in other.hosts)
    seen = _Seen.of(name, set(), set())
    for line in _LINES:
        clauses = read_clauses(line.decode())._replace(by_name=seen)
        dialect.recognises(clauses)
        dialect.read(clauses)
    assert [end for end in seen.ends if not end.endswith(known)] == []
    assert [head for head in seen.heads if not head.startswith(("filter", "gmailapi", "2002:"))] == []
    assert all(end.startswith(".") and end.count(".") <= 3 for end in dialect.hosts)


@pytest.mark.skipif(not (_SHARED / "mail").is_dir(), reason="the collection of real mail is not beside the checkout")
def test_real_mail() -> None:
    values = [
        message.fields[index].value
        for path in sorted((_SHARED / "mail").glob("*.eml"))
        for message in (read_message(path.read_bytes()),)
        for index in message.received
    ]
    assert sum(_agrees(value) for value in values) > len(values) * 0.9


@pytest.mark.skipif(not (_SHARED / "mail").is_dir(), reason="the collection of real mail is not beside the checkout")
def test_real_mail_changed() -> None:
    lines = []
    for path in sorted((_SHARED / "mail").glob("*.eml"))[::3]:
        message = read_message(path.read_bytes())
        lines += [message.fields[index].value for index in message.received]

    @settings(max_examples=400)
    @given(mutated(tuple(lines)))
    def hold(value: bytes) -> None:
        _agrees(value)

    hold()


_CASES = _SHARED / "cases" / "received.jsonl"


@pytest.mark.skipif(not _CASES.exists(), reason="the published cases are not beside this checkout")
def test_published_lines_changed() -> None:
    lines = tuple(json.loads(line)["header"].encode() for line in _CASES.read_text("utf-8").splitlines())
    for line in lines:
        _agrees(line)

    @settings(max_examples=400)
    @given(mutated(lines))
    def hold(value: bytes) -> None:
        _agrees(value)

    hold()
