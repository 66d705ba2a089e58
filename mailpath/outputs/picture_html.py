"""The picture of a scan as one self-contained page: no script, no request; days, who sends as whom, what to look at."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mailpath.outputs.headline import Tone
from mailpath.outputs.html import part, show, start
from mailpath.outputs.picture import Picture, tone_of
from mailpath.outputs.sheets.values import from_values
from mailpath.outputs.wording import Wording

__all__ = ["picture_page"]

_MOST_SENDERS = 300
_WIDTH, _HEIGHT = 900.0, 160.0
_TONES = (Tone.GOOD, Tone.UNSURE, Tone.ATTENTION)  # from the bottom of a bar
_LONGEST = 160


class Bar(NamedTuple):
    """A piece of a day's column, in the units of the drawing."""

    x: str
    y: str
    width: str
    height: str
    tone: Tone


class Day(NamedTuple):
    """One day, in figures; the drawing's text for those who do not see it."""

    name: str
    good: int
    unsure: int
    attention: int


def picture_page(rows: Iterable[bytes], lang: str) -> Iterator[bytes]:
    """The page, piece by piece, of rows as `sheets.values` writes them."""
    picture = Picture()
    for row in rows:
        picture.add(from_values(row))
    wording = Wording(lang=lang, show=show)
    title = wording.phrase("count_of", count=picture.messages)
    yield start(title, wording, sheets=("style.css", "scan.css"))
    senders, left = picture.senders(_MOST_SENDERS)
    verdicts = sorted(picture.verdicts.items(), key=lambda one: (-one[1], one[0]))
    unshown = picture.attention - len(picture.to_look_at)
    yield part(
        "scan.html",
        wording,
        title=title,
        verdicts=[(tone_of(one), wording.term("verdict", one), count) for one, count in verdicts],
        unread=picture.unread,
        days=_days(picture),
        bars=tuple(_bars(picture)),
        senders=senders,
        senders_left=wording.phrase("more", count=left) if left else None,
        to_look_at=sorted(picture.to_look_at, key=lambda one: one.when, reverse=True),
        left=wording.phrase("more", count=unshown) if unshown > 0 else None,
        verdict=lambda code: wording.term("verdict", code),
        confidence=lambda code: wording.term("confidence", code),
        shown=lambda text: wording.shown(text, _LONGEST),
        day=lambda when: when[:10],
    )
    yield part("end.html", wording)


def _days(picture: Picture) -> tuple[Day, ...]:
    return tuple(
        Day(name, counts[Tone.GOOD], counts[Tone.UNSURE], counts[Tone.ATTENTION])
        for name, counts in sorted(picture.days.items())
    )


def _bars(picture: Picture) -> Iterator[Bar]:
    if not picture.days:
        return
    tallest = max(counts.total() for counts in picture.days.values())
    step = _WIDTH / len(picture.days)
    for number, (_, counts) in enumerate(sorted(picture.days.items())):
        bottom = _HEIGHT
        for tone in _TONES:
            height = _HEIGHT * counts[tone] / tallest
            if height:
                bottom -= height
                yield Bar(
                    f"{number * step:.2f}", f"{bottom:.2f}", f"{max(step * 0.85, 0.5):.2f}", f"{height:.2f}", tone
                )
