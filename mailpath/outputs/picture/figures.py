"""The figures behind each chart as tables, for those who do not see it, and where there is no script.

The page's own script makes the same tables again for what a filter leaves (`pages/scripts/`).
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from mailpath.outputs.headline import Tone, tone_of
from mailpath.outputs.picture.cells import Folded
from mailpath.outputs.picture.sighting import DELAYS, TLS_WORDS

__all__ = ["MOST_WAYS", "Figures", "Table", "Way", "figures_of"]

MOST_WAYS = 100  # rows of the table of ways

Table = tuple[tuple[str, tuple[int, ...]], ...]


class Way(NamedTuple):
    """From a network over a service to a domain, as numbers of words."""

    network: int
    service: int
    domain: int
    messages: int
    attention: int


class Figures(NamedTuple):
    """`left` are the ways, messages and messages to look at that the table of ways has no room for."""

    verdicts: tuple[tuple[str, int], ...]
    periods: Table  # a column a verdict
    ways: tuple[Way, ...]
    left: tuple[int, int, int]
    delays: tuple[tuple[int, int], ...]  # a row a bar: on the way, inside
    tls: tuple[int, ...]


def figures_of(cells: Folded) -> Figures:
    verdicts: Counter[int] = Counter()
    periods: Counter[tuple[int, int]] = Counter()
    ways: dict[tuple[int, int, int], list[int]] = {}
    worth = [tone_of(verdict) is Tone.ATTENTION for verdict in cells.verdicts]
    for period, verdict, domain, network, service, count in cells.flows:
        verdicts[verdict] += count
        periods[period, verdict] += count
        way = ways.setdefault((network, service, domain), [0, 0])
        way[0] += count
        way[1] += count if worth[verdict] else 0
    ranked = sorted((Way(*key, *counts) for key, counts in ways.items()), key=lambda way: (-way.messages, way[:3]))
    rest = ranked[MOST_WAYS:]
    return Figures(
        verdicts=tuple(
            (cells.verdicts[number], count)
            for number, count in sorted(verdicts.items(), key=lambda one: (-one[1], one))
        ),
        periods=tuple(
            (name, tuple(periods[number, verdict] for verdict in range(len(cells.verdicts))))
            for number, name in enumerate(cells.periods)
        ),
        ways=tuple(ranked[:MOST_WAYS]),
        left=(len(rest), sum(way.messages for way in rest), sum(way.attention for way in rest)),
        delays=_delays(cells.delays),
        tls=tuple(sum(count for *_, found, count in cells.tls if found == word) for word in range(len(TLS_WORDS))),
    )


def _delays(cells: Iterable[tuple[int, int, int, int, int]]) -> tuple[tuple[int, int], ...]:
    whole: Counter[int] = Counter()
    inside: Counter[int] = Counter()
    for _, _, on_the_way, behind, count in cells:
        whole[on_the_way] += count
        inside[behind] += count
    return tuple((whole[bar], inside[bar]) for bar in range(len(DELAYS) + 2))
