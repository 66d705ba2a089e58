"""The report for a terminal: what to do first, then all findings, then what is published."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.domain.page import Item, Page, page, said
from mailpath.outputs.format import Options
from mailpath.outputs.layout import Line, Span, Style, columns, hanging, plain
from mailpath.outputs.text import Pen
from mailpath.values.audit import DomainReport

__all__ = ["FORMAT"]

_STYLES = {"good": Style.GOOD, "bad": Style.BAD, "unsure": Style.UNSURE, "neutral": Style.FAINT}


def _write(reports: Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    pen = Pen(options)
    for number, report in enumerate(reports):
        if number:
            stream.write(pen.lines([(), plain("-" * pen.width, Style.FAINT), ()]))
        stream.write(pen.lines(_lines(page(report, pen.wording), pen)))


def _lines(words: Page, pen: Pen) -> Iterator[Line]:
    style = _STYLES[words.tone]
    yield (Span(f"{words.title}: {words.grade}", style), Span(f"  {words.counts}", Style.FAINT))
    if words.error:
        yield from hanging((), words.error, pen.width)
        return
    yield ()
    yield from _first(words, pen)
    for group in (words.changes, words.findings):
        if group and group.items:
            yield ()
            yield plain(group.title, Style.STRONG)
            for one in group.items:
                yield from _item(one, pen)
    if words.no_changes:
        yield from ((), plain(words.no_changes))
    yield ()
    yield plain(said("overview", pen.wording), Style.STRONG)
    yield from columns([(row.label, row.value) for row in words.rows], pen.width)
    if words.tree:
        yield ()
        yield plain(said("tree", pen.wording), Style.STRONG)
        for depth, text in words.tree:
            yield from hanging((Span("  " * (depth + 1)),), text, pen.width)
    if words.unanswered:
        yield ()
        yield from hanging((), said("unanswered", pen.wording), pen.width, Style.STRONG)
        yield from (line for text in words.unanswered for line in hanging((Span("  "),), text, pen.width))


def _first(words: Page, pen: Pen) -> Iterator[Line]:
    if words.first is None:
        yield from hanging((), words.nothing, pen.width)
        return
    label = f"{said('first', pen.wording)}: "
    yield from hanging((Span(label, Style.STRONG),), words.first.text, pen.width)
    if words.first.records:
        yield from _records(words.first, pen, "")
    else:
        yield from hanging((), words.first.advice or said("look", pen.wording), pen.width)


def _item(one: Item, pen: Pen) -> Iterator[Line]:
    mark = f"  {one.mark}: "
    text = f"{one.text} [{one.reference}]" if one.reference else one.text
    yield from hanging((Span(mark, _STYLES[one.tone]),), text, pen.width)
    if one.records:
        yield from _records(one, pen, "    ")
    elif one.advice:
        yield from hanging((Span("    "),), one.advice, pen.width)


def _records(one: Item, pen: Pen, indent: str) -> Iterator[Line]:
    """Records are there to be copied whole: never broken, however wide the terminal."""
    yield from hanging((Span(indent),), one.intro or "", pen.width, Style.FAINT)
    yield from (plain(f"{indent}  {record}") for record in one.records)


FORMAT = DomainFormat(name="text", endings=(".txt",), write=_write)
