"""One self-contained page over one or many domains: no script, no request; foreign text escaped by Jinja."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from mailpath.language import word
from mailpath.outputs.domain.format import DomainFormat
from mailpath.outputs.domain.page import page, said, tone_of
from mailpath.outputs.format import Options
from mailpath.outputs.visible import visible
from mailpath.outputs.wording import Wording
from mailpath.values.audit import DomainReport

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["FORMAT"]

_KEPT_IN_MEMORY = 8 << 20  # bytes of finished articles; more of them wait in a file for the table above them
_MOST_ROWS = 20_000
_WORDS = ("first", "overview", "tree", "unanswered")
_OVERVIEW = """<nav><h1 id="summary">{{ title }}</h1><div class="scroll" tabindex="0"><table><tbody>
{% for row in rows %}<tr class="{{ row.tone }}"><th scope="row">
<a href="#domain-{{ loop.index }}"><bdi>{{ row.domain }}</bdi></a></th><td>{{ row.grade }}</td><td>{{ row.counts }}</td>
<td>{{ row.codes }}</td></tr>
{% endfor %}</tbody></table></div></nav>
"""


@cache
def _templates() -> "Environment":
    from jinja2 import DictLoader, Environment, StrictUndefined

    pages = files("mailpath.outputs") / "pages"
    sources = {name: (pages / name).read_text("utf-8") for name in ("start.html", "end.html")}
    sources["domain.html"] = (files("mailpath.outputs.domain") / "pages.html").read_text("utf-8")
    sources["overview.html"] = _OVERVIEW
    return Environment(
        loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _part(name: str, wording: Wording, **values: object) -> bytes:
    def words(key: str) -> str:
        return word(key, wording.lang)

    return _templates().get_template(name).render(word=words, **values).encode("utf-8", "replace")


def _write(reports: Iterable[DomainReport], stream: BinaryIO, options: Options) -> None:
    wording = Wording(lang=options.lang, show=visible)
    words = {key: said(key, wording) for key in _WORDS}
    rows: list[dict[str, str]] = []
    count = 0
    with SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY) as articles:
        for count, report in enumerate(reports, 1):
            shown = page(report, wording)
            articles.write(_part("domain.html", wording, page=shown, number=count, words=words))
            if len(rows) < _MOST_ROWS:
                rows.append(
                    {
                        "domain": shown.title,
                        "tone": tone_of(report),
                        "grade": shown.grade,
                        "counts": shown.counts,
                        "codes": " ".join(one.code for one in report.findings if one.severity != "info"),
                    }
                )
        title = rows[0]["domain"] if count == 1 else said("domains", wording, count=count)
        stream.write(_start(title, wording))
        if count > 1:
            stream.write(_part("overview.html", wording, rows=rows, title=title))
        articles.seek(0)
        while block := articles.read(1 << 16):
            stream.write(block)
    stream.write(_part("end.html", wording))


def _start(title: str, wording: Wording) -> bytes:
    from markupsafe import Markup

    style = (files("mailpath.outputs") / "pages" / "style.css").read_text("utf-8")
    return _part(
        "start.html",
        wording,
        lang=wording.lang,
        title=f"mailpath: {title}",
        script_hash=None,
        style=Markup(style),  # noqa: S704 (our own file)
        style_hash=b64encode(sha256(style.encode()).digest()).decode("ascii"),
    )


FORMAT = DomainFormat(name="html", endings=(".html", ".htm"), write=_write)
