"""The picture as a page: tables and full reports written out, and the counts from which its script draws the charts.

Nothing is asked of anybody; the page's policy allows its own script and style by their hashes, and no other. What comes
from mail is made visible (`html.show`) and stands in text nodes or in JSON that the script sets as text.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from markupsafe import Markup

from mailpath.outputs.headline import tone_of
from mailpath.outputs.html import part, script, show, start
from mailpath.outputs.json import from_json
from mailpath.outputs.numbers import number, share
from mailpath.outputs.page import page
from mailpath.outputs.picture.cells import Folded
from mailpath.outputs.picture.data import data_of, labels
from mailpath.outputs.picture.figures import figures_of
from mailpath.outputs.picture.gather import Picture
from mailpath.outputs.picture.senders import Shown
from mailpath.outputs.picture.sighting import TLS_WORDS, Sighting
from mailpath.outputs.sheets.values import from_values
from mailpath.outputs.wording import Wording
from mailpath.values.reasons import Facts
from mailpath.version import __version__

__all__ = ["picture_page"]

_MOST_SENDERS = 300
_MOST_BYTES = 2_500_000  # of full reports
_LONGEST = 160
_LONGEST_RECORD = 1000
_STYLES = ("style.css", "scan.css")
_SCRIPTS = (
    "vendor/d3-7.9.2.min.js",
    "vendor/d3-sankey-0.12.3.min.js",
    *(f"scripts/{name}.js" for name in ("counts", "drawing", "days", "flow", "bars", "tables", "filter")),
)
_facts: msgspec.json.Decoder[Facts] = msgspec.json.Decoder(Facts)


class Listed(NamedTuple):
    """A message in the list, `article` its whole report or nothing where the file did not keep it."""

    number: int
    one: Sighting
    article: bytes


def picture_page(rows: Iterable[bytes], lang: str, own_domains: Iterable[str] = ()) -> Iterator[bytes]:
    """The page, piece by piece, of rows as `sheets.values` writes them, best with whole reports."""
    picture = Picture(own_domains)
    for row in rows:
        picture.add(from_values(row))
    wording = Wording(lang=lang, show=show)
    cells = picture.cells.folded(picture.senders.is_own)
    title = wording.phrase("picture.title", count=number(picture.messages, lang), messages=picture.messages)
    yield start(title, wording, sheets=_STYLES, scripts=_SCRIPTS)
    yield _overview(picture, cells, title, wording)
    yield _charts("scan_days.html", cells, wording)
    shown = picture.senders.shown(_MOST_SENDERS)
    listed = _listed(picture, wording)
    newest = {(each.one.domain, each.one.name): each.number for each in reversed(listed) if each.article}
    yield part(
        "scan_senders.html",
        wording,
        **_common(wording),
        own=[one for one in shown.domains if one.own],
        others=[one for one in shown.domains if not one.own],
        place={name: at for at, name in enumerate(cells.domains)},
        doing=lambda action: _doing(action, wording),
        record=lambda action: _record(action, wording),
        report=lambda domain, sender: newest.get((domain.name, sender.name)),
        left=_left_domains(shown, wording),
        uncounted=picture.senders.uncounted,
    )
    yield _charts("scan_charts.html", cells, wording)
    yield from _attention(picture, listed, cells, wording)
    yield part(
        "scan_end.html",
        wording,
        data=data_of(cells, wording),
        script=Markup(script(_SCRIPTS)),  # noqa: S704  # our own files
        made_by=wording.phrase("picture.made_by", version=__version__),
    )


def _common(wording: Wording) -> dict[str, object]:
    return {
        "n": lambda count: number(count, wording.lang),
        "say": lambda key: wording.word(f"picture.{key}"),
        "shown": lambda text: wording.shown(text, _LONGEST),
        "term": wording.term,
        "tone": tone_of,
        "day": lambda when: when[:10],
    }


def _overview(picture: Picture, cells: Folded, title: str, wording: Wording) -> bytes:
    figures = figures_of(cells)
    readable = picture.messages - picture.unread
    words = labels(cells, wording)
    return part(
        "scan.html",
        wording,
        **_common(wording),
        title=title,
        period=wording.phrase("picture.period", first=picture.first[:10], last=picture.last[:10]),
        picture=picture,
        share=lambda count: share(count, readable, wording.lang),
        verdicts=figures.verdicts,
        widest=max((count for _, count in figures.verdicts), default=1),
        domains=[(at, words.domains[at]) for at in _by_name(words.domains) if at or _has_more(cells)],
        own=[at for at, name in enumerate(cells.domains) if name and picture.senders.is_own(name)],
    )


def _by_name(names: tuple[str, ...]) -> list[int]:
    return sorted(range(len(names)), key=lambda at: (at == 0, names[at]))


def _has_more(cells: Folded) -> bool:
    return any(flow[2] == 0 for flow in cells.flows)


def _charts(name: str, cells: Folded, wording: Wording) -> bytes:
    figures = figures_of(cells)
    told = sum(figures.tls[:-1])
    over_tls = told - figures.tls[TLS_WORDS.index("no")]
    return part(
        name,
        wording,
        **_common(wording),
        cells=cells,
        figures=figures,
        words=labels(cells, wording),
        tls_share=share(over_tls, told, wording.lang) if told else "–",
    )


def _doing(action: tuple[str, str, str], wording: Wording) -> str:
    code, text, facts = action
    return wording.sentence(f"action_{code}", _decoded(facts), text) if code else wording.word("picture.nothing")


def _record(action: tuple[str, str, str], wording: Wording) -> str | None:
    found = _decoded(action[2]).get("record")
    return wording.shown(found, _LONGEST_RECORD) if isinstance(found, str) else None


def _decoded(facts: str) -> Facts:
    try:
        return _facts.decode(facts or "{}")
    except msgspec.MsgspecError:
        return {}


def _left_domains(shown: Shown, wording: Wording) -> str | None:
    if not shown.left:
        return None
    messages = number(shown.left_messages, wording.lang)
    return wording.phrase("picture.left_domains", count=number(shown.left, wording.lang), messages=messages)


def _listed(picture: Picture, wording: Wording) -> list[Listed]:
    """Messages that need attention with their reports, as many as there is room for, newest first."""
    listed: list[Listed] = []
    room = _MOST_BYTES
    for one in picture.choice.chosen().messages:
        article = _article(one, wording)
        if len(article) <= room:
            room -= len(article)
            listed.append(Listed(one.order, one, article))
    return sorted(listed, key=lambda each: (each.one.when, -each.number), reverse=True)


def _attention(picture: Picture, listed: list[Listed], cells: Folded, wording: Wording) -> Iterator[bytes]:
    left = picture.choice.chosen().total - Counter(each.one.verdict for each in listed)
    place = {name: at for at, name in enumerate(cells.domains)}
    yield part(
        "scan_attention.html",
        wording,
        **_common(wording),
        listed=listed,
        total=picture.attention,
        left=sum(left.values()),
        left_by=[(wording.term("verdict", verdict), count) for verdict, count in left.most_common()],
        whole=any(each.article for each in listed),
        place=place,
    )
    for each in listed:
        if each.article:
            yield part("scan_report.html", wording, **_common(wording), each=each, place=place)
            yield each.article
            yield b"</details>\n"


def _article(one: Sighting, wording: Wording) -> bytes:
    if not one.report:
        return b""
    try:
        report = from_json(one.report.encode())
    except ValueError:  # of a version that is not ours
        return b""
    words = page(report, wording, verbose=False)
    return part("message.html", wording, page=words, number=one.order, several=True, back=f"row-{one.order}")
