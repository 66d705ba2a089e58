"""What the page's script draws from: words and counts as JSON in a script element that is no script."""

from typing import NamedTuple

import msgspec
from markupsafe import Markup

from mailpath.outputs.headline import tone_of
from mailpath.outputs.picture.cells import Folded
from mailpath.outputs.picture.figures import MOST_WAYS
from mailpath.outputs.picture.sighting import DELAYS, TLS_WORDS, Place
from mailpath.outputs.wording import Ours, Wording

__all__ = ["Labels", "data_of", "labels"]

_LONGEST = 80
_SAID = (
    *("no_messages", "messages_of", "filtered", "attention_of", "whole_way", "inside", "left_ways"),
    *("tone_good", "tone_unsure", "tone_attention"),
)
_SPECIAL: dict[str, str] = {place: f"place.{place[1:]}" for place in Place if place}


class Labels(NamedTuple):
    """The words of a chart as they are read."""

    verdicts: tuple[str, ...]
    periods: tuple[str, ...]
    domains: tuple[str, ...]
    networks: tuple[str, ...]
    services: tuple[str, ...]
    delays: tuple[str, ...]
    tls: tuple[str, ...]


def labels(cells: Folded, wording: Wording) -> Labels:
    return Labels(
        verdicts=tuple(wording.term("verdict", verdict) for verdict in cells.verdicts),
        periods=tuple(period or wording.word("picture.no_time") for period in cells.periods),
        domains=tuple(_named(name, "domain", wording) for name in cells.domains),
        networks=tuple(_named(name, "network", wording) for name in cells.networks),
        services=tuple(_named(name, "service", wording) for name in cells.services),
        delays=_delays(wording),
        tls=tuple(wording.word(f"tls.{word}") if not word.startswith("TLS") else Ours(word) for word in TLS_WORDS),
    )


def _named(name: str, of: str, wording: Wording) -> str:
    if name in (Place.UNKNOWN, Place.MORE):
        return wording.word(f"place.{'more' if name else 'unknown'}_{of}")
    special = _SPECIAL.get(name)
    return wording.word(special) if special else wording.shown(name, _LONGEST)


def _delays(wording: Wording) -> tuple[str, ...]:
    up_to = tuple(wording.phrase("picture.up_to", seconds=most) for most in DELAYS)
    return (*up_to, wording.phrase("picture.longer", seconds=DELAYS[-1]), wording.word("picture.not_told"))


def data_of(cells: Folded, wording: Wording) -> Markup:
    """As JSON in which nothing can end the element that holds it."""
    found = labels(cells, wording)
    raw = msgspec.json.encode(
        {
            "lang": wording.lang,
            "unit": cells.unit,
            "periods": found.periods,
            "dated": [bool(period) for period in cells.periods],
            "verdicts": [
                {"code": code, "name": name, "tone": tone_of(code)}
                for code, name in zip(cells.verdicts, found.verdicts, strict=True)
            ],
            "domains": found.domains,
            "networks": found.networks,
            "services": found.services,
            "delayNames": found.delays,
            "tlsNames": found.tls,
            "mostWays": MOST_WAYS,
            "flows": [count for flow in cells.flows for count in flow],
            "delays": [count for delay in cells.delays for count in delay],
            "tls": [count for one in cells.tls for count in one],
            "say": {name: wording.word(f"picture.{name}") for name in _SAID},
        },
        enc_hook=str,  # words of ours are a kind of text
    ).decode("utf-8", "replace")
    escaped = raw.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704  # escaped for there
