"""One self-contained page: no script, no request, nothing to click but our own anchors; light, dark and print.

Foreign text is made visible, isolated in its reading direction, and stands in text nodes alone, escaped by Jinja.
"""

import unicodedata
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from mailpath.outputs.format import Format, Options
from mailpath.outputs.page import Summary, page, summary
from mailpath.outputs.visible import visible
from mailpath.outputs.wording import Wording
from mailpath.values.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FORMAT", "part", "script", "show", "start"]

_MOST_SUMMARIES = 2000
_KEPT_IN_MEMORY = 8 << 20  # bytes of finished articles; more of them wait in a file for the table above them
_ISOLATE, _POP = "\u2068", "\u2069"


def show(text: str, limit: int) -> str:
    """Visible text; with letters that run from right to left it is isolated, so that it turns nothing around it."""
    shown = visible(text, limit)
    if shown.isascii() or not any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in shown):
        return shown
    return f"{_ISOLATE}{shown}{_POP}"


@cache
def _templates() -> "Environment":
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("mailpath.outputs") / "pages"
    sources = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".html")}
    return Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def part(name: str, wording: Wording, **values: object) -> bytes:
    return _templates().get_template(name).render(word=wording.word, **values).encode("utf-8", "replace")


def _write(reports: Iterable[Report], stream: BinaryIO, options: Options) -> None:
    wording = Wording(lang=options.lang, show=show)
    rows: list[Summary] = []
    count = 0
    with SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY) as articles:
        remaining = iter(reports)
        first, second = next(remaining, None), next(remaining, None)
        several = second is not None
        for report in _chained(first, second, remaining):
            count += 1
            words = page(report, wording, verbose=options.verbose)
            articles.write(part("message.html", wording, page=words, number=count, several=several))
            if len(rows) < _MOST_SUMMARIES:
                rows.append(summary(report, wording))
        stream.write(_start(rows, count, wording))
        if several:
            stream.write(_summary(rows, count, wording))
        articles.seek(0)
        while block := articles.read(1 << 16):
            stream.write(block)
    stream.write(part("end.html", wording))


def _chained(first: Report | None, second: Report | None, rest: Iterable[Report]) -> Iterable[Report]:
    if first is not None:
        yield first
    if second is not None:
        yield second
        yield from rest


def _start(rows: list[Summary], count: int, wording: Wording) -> bytes:
    return start(rows[0].title if count == 1 else wording.phrase("count_of", count=count), wording)


def start(
    title: str, wording: Wording, *, sheets: tuple[str, ...] = ("style.css",), scripts: tuple[str, ...] = ()
) -> bytes:
    """The head of a page, its style made of these files; `scripts` are those that `script` is to give for its end."""
    from markupsafe import Markup

    style = "".join(map(_file, sheets))
    return part(
        "start.html",
        wording,
        lang=wording.lang,
        title=f"mailpath: {title}",
        style=Markup(style),  # noqa: S704 (our own file)
        style_hash=_hash(style),
        script_hash=_hash(script(scripts)) if scripts else None,
    )


@cache
def script(names: tuple[str, ...]) -> str:
    """One script of these files: libraries as they are, our own in a scope of their own."""
    libraries = [_file(name) for name in names if name.startswith("vendor/")]
    own = [_file(name) for name in names if not name.startswith("vendor/")]
    return "\n".join((*libraries, '(() => {\n"use strict";', *own, "})();"))


def _file(name: str) -> str:
    return (files("mailpath.outputs") / "pages" / name).read_text("utf-8")


def _hash(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode("ascii")


def _summary(rows: list[Summary], count: int, wording: Wording) -> bytes:
    left = count - len(rows)
    return part(
        "summary.html",
        wording,
        rows=rows,
        count_of=wording.phrase("count_of", count=count),
        left_out=wording.phrase("more", count=left) if left else None,
    )


FORMAT = Format(name="html", endings=(".html", ".htm"), write=_write)
