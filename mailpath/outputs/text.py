"""The answer for a terminal: first what it is and what to do, then the way, then everything it rests on.

Lines keep to the width; only a DNS record to copy stands on one line of its own. Every character from mail is
printable (`outputs/visible.py`), and each piece of a line goes through it once more on the way out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from mailpath.outputs.checks import Check, Note
from mailpath.outputs.drawing import ASCII, BOXES, Strokes, drawn
from mailpath.outputs.format import Format, Options
from mailpath.outputs.headline import Tone
from mailpath.outputs.layout import Line, Span, Style, columns, hanging, padded, plain, shortened
from mailpath.outputs.page import Fact, Page, Summary, page, summary
from mailpath.outputs.visible import escaped, visible, width_of
from mailpath.outputs.wording import Wording
from mailpath.values.report import Report

__all__ = ["FORMAT", "Pen"]

_NARROWEST, _WIDEST = 50, 120
_MOST_SUMMARIES = 200
_LONGEST_LINE = 10_000

_SGR = {
    Style.STRONG: "1",
    Style.FAINT: "2",
    Style.GOOD: "1;32",
    Style.BAD: "1;31",
    Style.UNSURE: "1;33",
}
_TONE = {Tone.GOOD: Style.GOOD, Tone.ATTENTION: Style.BAD, Tone.UNSURE: Style.UNSURE}


def _write(reports: Iterable[Report], stream: BinaryIO, options: Options) -> None:
    pen = Pen(options)
    remaining = iter(reports)
    first = next(remaining, None)
    if first is None:
        return
    second = next(remaining, None)
    if second is None:
        stream.write(pen.lines(pen.page(first)))
        return
    rows: list[Summary] = []
    verdicts: Counter[str] = Counter()
    for report in _chain(first, second, remaining):
        row = summary(report, pen.wording)
        verdicts[row.verdict] += 1
        if len(rows) < _MOST_SUMMARIES:
            rows.append(row)
        stream.write(pen.lines([pen.banner(row.title), (), *pen.page(report), ()]))
    stream.write(pen.lines(pen.summary(rows, verdicts)))


def _chain(first: Report, second: Report, rest: Iterator[Report]) -> Iterator[Report]:
    yield first
    yield second
    yield from rest


class Pen:
    """How to draw under these options."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.width = min(max(options.width, _NARROWEST), _WIDEST)
        self.strokes = _strokes(options)
        self.wording = Wording(lang=options.lang, show=self._show)

    def _show(self, text: str, limit: int) -> str:
        return _encodable(visible(text, limit), self.options.encoding)

    def lines(self, lines: Iterable[Line]) -> bytes:
        text = "".join(f"{self._line(line)}\n" for line in lines)
        return _transliterated(text, self.options.encoding).encode(self.options.encoding, "backslashreplace")

    def _line(self, line: Line) -> str:
        spans = [(visible(span.text, _LONGEST_LINE), span.style) for span in line if span.text]
        if not self.options.color:
            return "".join(text for text, _ in spans).rstrip()
        return "".join(
            f"\x1b[{_SGR[style]}m{text}\x1b[0m" if style in _SGR and text.strip() else text for text, style in spans
        )

    def page(self, report: Report) -> Iterator[Line]:
        words = page(report, self.wording, verbose=self.options.verbose)
        yield from self._answer(words)
        for key, lines in (
            ("way", self._way(words)),
            ("checks", [line for check in words.checks for line in self._check(check, words)]),
            ("host", self._facts(words.host)),
            ("message", self._facts(words.message)),
            ("recorded", [line for note in words.recorded for line in self._note(note)]),
            ("reasons", self._bullets(words.reasons)),
            ("trials", self._bullets(words.trials)),
            ("notes", self._bullets(words.notes)),
            ("evidence", self._bullets(words.evidence)),
        ):
            if lines:
                yield ()
                yield plain(self.wording.word(f"heading.{key}"), Style.STRONG)
                yield from lines

    def _answer(self, words: Page) -> Iterator[Line]:
        answer = f"{words.headline.answer}: "
        style = _TONE[words.headline.tone]
        first, *rest = hanging((), answer + words.headline.sentence, self.width)
        start = first[0].text
        yield (Span(start[: len(answer)], style), Span(start[len(answer) :], Style.STRONG))
        yield from (plain(line[-1].text, Style.STRONG) for line in rest)
        yield ()
        sure = f"{words.confidence} ({words.verdict})"
        if self.options.verbose:
            sure += f". {words.rule}"
        rows = [
            ("why", words.why),
            *(("caution", text) for text in words.cautions),
            ("action", words.action),
            ("confidence", sure),
        ]
        yield from columns(
            [(self.wording.word(f"heading.{key}"), value) for key, value in rows if value], self.width, indent=0
        )
        if words.record:
            yield ()
            yield from hanging((), words.record.intro, self.width)
            yield plain(f"  {words.record.text}", Style.STRONG)

    def _way(self, words: Page) -> list[Line]:
        lines = list(drawn(words.way, self.strokes, self.width))
        if not lines:
            if not words.readable:
                return []
            return [plain("  " + self.wording.word("no_way"))]
        return lines + hanging((Span("  "),), words.legend, self.width, Style.FAINT)

    def _check(self, check: Check, words: Page) -> list[Line]:
        widest = max(width_of(each.result) for each in words.checks)
        mark, style = {
            True: (self.strokes.good, Style.GOOD),
            False: (self.strokes.bad, Style.BAD),
            None: (self.strokes.neutral, Style.PLAIN),
        }[check.good]
        first = (
            Span(f"  {mark} ", style),
            Span(f"{check.method:<5}  "),
            Span(padded(check.result, widest) + "  ", style),
        )
        return hanging(first, "; ".join(check.details), self.width)

    def _facts(self, facts: tuple[Fact, ...]) -> list[Line]:
        return columns(
            [(fact.label, f"{fact.value} ({fact.known})" if fact.known else fact.value) for fact in facts], self.width
        )

    def _note(self, note: Note) -> list[Line]:
        text = f"{note.server} ({note.known}): {note.results}"
        if note.agrees is not None:
            text += f"; {self.wording.word('agrees' if note.agrees else 'differs')}"
        return self._bullets(("; ".join((text, *note.remarks)),))

    def _bullets(self, texts: Iterable[str]) -> list[Line]:
        bullet = (Span(f"  {self.strokes.bullet} "),)
        return [line for text in texts for line in hanging(bullet, text, self.width)]

    def banner(self, title: str) -> Line:
        name = shortened(title, self.width - 8, self.strokes.dots)
        rule = self.strokes.rule
        return plain(f"{rule * 2} {name} {rule * max(2, self.width - width_of(name) - 4)}", Style.STRONG)

    def summary(self, rows: list[Summary], verdicts: Counter[str]) -> Iterator[Line]:
        total = sum(verdicts.values())
        yield self.banner(f"{self.wording.word('heading.summary')}: {self.wording.phrase('count_of', count=total)}")
        first = max(width_of(f"{row.verdict} ({row.confidence})") for row in rows)
        second = min(max(width_of(row.domain) for row in rows), 28)
        room = max(self.width - first - second - 6, 8)
        for row in rows:
            yield (
                Span(f"  {padded(f'{row.verdict} ({row.confidence})', first)}  ", _TONE[row.headline.tone]),
                Span(f"{padded(shortened(row.domain, second, self.strokes.dots), second)}  "),
                Span(shortened(row.title, room, self.strokes.dots)),
            )
        if total > len(rows):
            yield plain(f"  {self.wording.phrase('more', count=total - len(rows))}")
        counts = ", ".join(f"{verdict}: {count}" for verdict, count in verdicts.most_common())
        yield ()
        yield from hanging((), counts, self.width)


def _strokes(options: Options) -> Strokes:
    if options.ascii:
        return ASCII
    try:
        "".join(BOXES).encode(options.encoding)
    except UnicodeEncodeError:
        return ASCII
    return BOXES


def _encodable(text: str, encoding: str) -> str:
    """Foreign text with everything the terminal cannot show as escapes."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(char if _fits(char, encoding) else escaped(char) for char in text)
    return text


def _fits(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "…": "..."})


def _transliterated(text: str, encoding: str) -> str:
    """Our own words for a terminal without umlauts; foreign text has its escapes by now."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_LETTERS)
    return text


FORMAT = Format(name="text", endings=(".txt",), write=_write)
