"""The report for a ticket or a chat (GitHub-flavoured Markdown). Foreign text stands in code spans and fences alone.

There it can become no link, mention, image, HTML or heading, and nothing in it can be clicked.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO

from mailpath.outputs.checks import Check
from mailpath.outputs.drawing import BOXES, drawn
from mailpath.outputs.format import Format, Options
from mailpath.outputs.page import Fact, Page, Summary, page, summary
from mailpath.outputs.visible import LIMIT, escaped, visible
from mailpath.outputs.way import way
from mailpath.outputs.wording import Wording
from mailpath.values.report import Report

__all__ = ["FORMAT", "code_span"]

_WIDTH = 80
_MOST_SUMMARIES = 200
_TICKS = re.compile("`+")
_MARKS = {True: BOXES.good, False: BOXES.bad, None: BOXES.neutral}


def code_span(text: str, limit: int = LIMIT) -> str:
    """`text` as a code span (CommonMark 6.1) that it cannot leave: the ticks around it outnumber those in it."""
    shown = visible(text, limit)
    ticks = "`" * _outnumbering(shown, 1)
    edge = " " if not shown or "`" in (shown[0], shown[-1]) or shown[0] == " " == shown[-1] else ""
    return f"{ticks}{edge}{shown}{edge}{ticks}"


def _outnumbering(text: str, least: int) -> int:
    return max([len(run) + 1 for run in _TICKS.findall(text)], default=least) if "`" in text else least


def _fenced(lines: list[str]) -> Iterator[str]:
    fence = "`" * max(3, _outnumbering("\n".join(lines), 3))
    yield fence + "text"
    yield from lines
    yield fence


def _write(reports: Iterable[Report], stream: BinaryIO, options: Options) -> None:
    marked = Wording(lang=options.lang, show=code_span)
    plain = Wording(lang=options.lang, show=visible)
    rows: list[Summary] = []
    count = 0
    first = BytesIO()
    for number, report in enumerate(reports, 1):
        out = first if number == 1 else stream
        words = page(report, marked, verbose=options.verbose)
        drawing = [
            "".join(span.text for span in line).rstrip()
            for line in drawn(way(report, plain, verbose=options.verbose), BOXES, _WIDTH)
        ]
        if number == 2:
            stream.write(_text([f"# {rows[0].title}", ""]) + first.getvalue())
        if number > 1:
            stream.write(_text(["", f"# {words.title}", ""]))
        out.write(_text(_page(words, drawing, marked)))
        count = number
        if number <= _MOST_SUMMARIES:
            rows.append(summary(report, marked))
    if len(rows) == 1:
        stream.write(first.getvalue())
    elif rows:
        stream.write(_text(_summary(rows, count, marked)))


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _page(words: Page, drawing: list[str], wording: Wording) -> Iterator[str]:
    yield f"**{words.headline.answer}:** {words.headline.sentence}"
    yield ""
    if words.why:
        yield f"- **{wording.word('heading.why')}:** {words.why}"
    yield from (f"- **{wording.word('heading.caution')}:** {text}" for text in words.cautions)
    yield f"- **{wording.word('heading.action')}:** {words.action}"
    yield f"- **{wording.word('heading.confidence')}:** {words.confidence} ({words.verdict}). {words.rule}"
    if words.record:
        yield from ("", words.record.intro, "", words.record.text)
    if words.readable:
        yield from _heading("way", wording)
        yield from _fenced(drawing) if drawing else (wording.word("no_way"),)
        if words.legend:
            yield from ("", words.legend)
    if words.checks:
        yield from _heading("checks", wording)
        yield from _table(("method", "result", "details"), map(_check, words.checks), wording)
    for key, facts in (("host", words.host), ("message", words.message)):
        if facts:
            yield from _heading(key, wording)
            yield from _table(("what", "value", "known"), map(_fact, facts), wording)
    notes = [
        "; ".join((f"{note.server} ({note.known}): {note.results}", *agreement(note.agrees, wording), *note.remarks))
        for note in words.recorded
    ]
    for key, items in (
        ("recorded", notes),
        ("reasons", words.reasons),
        ("trials", words.trials),
        ("notes", words.notes),
        ("evidence", words.evidence),
    ):
        if items:
            yield from _heading(key, wording)
            yield from (f"- {item}" for item in items)


def agreement(agrees: bool | None, wording: Wording) -> tuple[str, ...]:
    """The words for whether a server's note agrees with what we find; none where there is nothing to compare."""
    return () if agrees is None else (wording.word("agrees" if agrees else "differs"),)


def _heading(key: str, wording: Wording) -> tuple[str, ...]:
    return "", f"## {wording.word(f'heading.{key}')}", ""


def _check(check: Check) -> tuple[str, str, str]:
    return check.method, f"{_MARKS[check.good]} {check.result}", "; ".join(check.details)


def _fact(fact: Fact) -> tuple[str, str, str]:
    return fact.label, fact.value, fact.known or ""


def _table(names: tuple[str, ...], rows: Iterable[tuple[str, ...]], wording: Wording) -> Iterator[str]:
    yield _row(wording.word(f"column.{name}") for name in names)
    yield _row("---" for _ in names)
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    """A bar ends a cell even inside a code span (GFM 4.10), and parsers differ on what escapes it after a backslash."""
    return f"| {' | '.join(cell.replace('|', escaped('|')) for cell in cells)} |"


def _summary(rows: list[Summary], count: int, wording: Wording) -> Iterator[str]:
    yield from ("", f"# {wording.word('heading.summary')}: {wording.phrase('count_of', count=count)}", "")
    cells = ((row.title, row.verdict, row.confidence, row.domain, row.host) for row in rows)
    yield from _table(("file", "verdict", "confidence", "domain", "host"), cells, wording)
    if count > len(rows):
        yield from ("", wording.phrase("more", count=count - len(rows)))


FORMAT = Format(name="markdown", endings=(".md", ".markdown"), write=_write)
