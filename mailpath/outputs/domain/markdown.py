"""The report for a ticket or a chat; foreign text stands in code spans and fences alone."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.domain.page import Item, Page, page, said
from mailpath.outputs.format import Options
from mailpath.outputs.markdown import code_span
from mailpath.outputs.wording import Wording
from mailpath.values.audit import DomainReport

__all__ = ["FORMAT"]


def _write(reports: Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    wording = Wording(lang=options.lang, show=code_span)
    for number, report in enumerate(reports):
        lines = [*([""] if number else ()), *_lines(page(report, wording), wording)]
        stream.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def _lines(words: Page, wording: Wording) -> Iterator[str]:
    yield f"# {words.title}: {words.grade}"
    yield ""
    yield words.error or words.counts
    if words.error:
        return
    yield ""
    if words.first is None:
        yield words.nothing
    else:
        yield f"**{said('first', wording)}:** {words.first.text}"
        yield from _records(words.first, "")
    for group in (words.changes, words.findings):
        if group and group.items:
            yield from ("", f"## {group.title}", "")
            for one in group.items:
                yield f"- **{one.mark}:** {one.text}" + (f" ({one.reference})" if one.reference else "")
                yield from _records(one, "  ")
    if words.no_changes:
        yield from ("", words.no_changes)
    yield from ("", f"## {said('overview', wording)}", "")
    yield from (f"- {row.label + ': ' if row.label else ''}{row.value}" for row in words.rows)
    if words.tree:
        yield from ("", f"## {said('tree', wording)}", "")
        yield from (f"{'  ' * depth}- {text}" for depth, text in words.tree)
    if words.unanswered:
        yield from ("", f"## {said('unanswered', wording)}", "")
        yield from (f"- {text}" for text in words.unanswered)


def _records(one: Item, indent: str) -> Iterator[str]:
    if one.records:
        yield ""
        yield f"{indent}{one.intro}"
        yield ""
        yield from (f"{indent}{record}  " for record in one.records)
        yield ""
    elif one.advice:
        yield from ("", f"{indent}{one.advice}", "")


FORMAT = DomainFormat(name="markdown", endings=(".md", ".markdown"), write=_write)
