"""Counts of messages by several properties at once, from which every chart is drawn, whole or filtered.

While rows come in, properties are as they are; `folded` then keeps the most important words of each and puts the rest
together, so that the page stays small whatever the scan.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from mailpath.outputs.headline import Tone, tone_of
from mailpath.outputs.picture.sighting import TLS_WORDS, Place, Sighting

__all__ = ["Cells", "Folded"]

_MOST_KEYS = 300_000
_MOST_DOMAINS = 50_000
_MOST_FLOWS = 20_000  # counts in the page
_MOST_SMALL = 10_000  # of delays, and of TLS
_MOST_PERIODS = 93
_LIMITS = (
    (150, 60, 40),
    (100, 30, 30),
    (60, 20, 20),
    (40, 12, 12),
    (20, 8, 8),
    (8, 4, 4),
)  # domains, networks, services

Key = tuple[str, str, str, str, str]  # day, verdict, domain, network, service
Named = tuple[str, ...]


class Folded(NamedTuple):
    """Words, and counts whose properties are numbers of words. The first domain is those put together."""

    unit: str  # day, week, month, year
    periods: Named
    verdicts: Named
    domains: Named
    networks: Named
    services: Named
    flows: tuple[tuple[int, int, int, int, int, int], ...]  # period, verdict, domain, network, service, count
    delays: tuple[tuple[int, int, int, int, int], ...]  # verdict, domain, bar on the way, bar inside, count
    tls: tuple[tuple[int, int, int, int], ...]  # verdict, domain, word, count


class Cells:
    def __init__(self) -> None:
        self._flows: Counter[Key] = Counter()
        self._delays: Counter[tuple[str, str, int, int]] = Counter()
        self._tls: Counter[tuple[str, str, str]] = Counter()
        self._domains: set[str] = set()

    def add(self, one: Sighting) -> None:
        domain = one.domain
        if domain not in self._domains:
            if len(self._domains) >= _MOST_DOMAINS:
                domain = Place.MORE
            self._domains.add(domain)
        key = (one.when[:10], one.verdict, domain, one.network, one.service)
        if len(self._flows) >= _MOST_KEYS and key not in self._flows:
            key = (one.when[:7], one.verdict, domain, Place.MORE, one.service)
        self._flows[key] += 1
        self._delays[one.verdict, domain, one.delay, one.delay_inside] += 1
        self._tls[one.verdict, domain, one.tls] += 1

    def folded(self, is_own: Callable[[str], bool]) -> Folded:
        for limits in _LIMITS:
            found = self._folded(is_own, *limits)
            if len(found.flows) <= _MOST_FLOWS and max(len(found.delays), len(found.tls)) <= _MOST_SMALL:
                break
        return found

    def _folded(self, is_own: Callable[[str], bool], domains: int, networks: int, services: int) -> Folded:
        unit, period_of = _periods({key[0] for key in self._flows})
        verdicts = tuple(sorted({key[1] for key in self._flows}))
        kept_domains = (Place.MORE, *self._most(2, domains, is_own))
        kept_networks = (Place.MORE, *self._most(3, networks))
        kept_services = (Place.MORE, *self._most(4, services))
        periods = tuple(sorted({period_of(key[0]) for key in self._flows}))
        of_period, of_verdict = _numbers(periods), _numbers(verdicts)
        of_domain, of_network, of_service = map(_numbers, (kept_domains, kept_networks, kept_services))
        flows: Counter[tuple[int, int, int, int, int]] = Counter()
        for (day, verdict, domain, network, service), count in self._flows.items():
            place = of_period[period_of(day)], of_verdict[verdict], of_domain.get(domain, 0)
            flows[*place, of_network.get(network, 0), of_service.get(service, 0)] += count
        delays: Counter[tuple[int, int, int, int]] = Counter()
        for (verdict, domain, whole, inside), count in self._delays.items():
            delays[of_verdict[verdict], of_domain.get(domain, 0), whole, inside] += count
        tls: Counter[tuple[int, int, int]] = Counter()
        for (verdict, domain, word), count in self._tls.items():
            tls[of_verdict[verdict], of_domain.get(domain, 0), TLS_WORDS.index(word)] += count
        return Folded(
            unit=unit,
            periods=periods,
            verdicts=verdicts,
            domains=kept_domains,
            networks=kept_networks,
            services=kept_services,
            flows=tuple((*key, count) for key, count in sorted(flows.items())),
            delays=tuple((*key, count) for key, count in sorted(delays.items())),
            tls=tuple((*key, count) for key, count in sorted(tls.items())),
        )

    def _most(self, place: int, most: int, first: Callable[[str], bool] = lambda word: False) -> Named:
        """The words at a place of the key that matter most, in that order; those of `first` have half of the room."""
        worth: Counter[str] = Counter()
        for key, count in self._flows.items():
            worth[key[place]] += count * (10 if tone_of(key[1]) is Tone.ATTENTION else 1)
        worth.pop(Place.MORE, None)
        ranked = [word for word, _ in sorted(worth.items(), key=lambda one: (-one[1], one[0]))]
        kept = dict.fromkeys([word for word in ranked if first(word)][: most // 2])
        return tuple({**kept, **dict.fromkeys(ranked)})[:most]


def _numbers(words: Named) -> dict[str, int]:
    return {word: number for number, word in enumerate(words)}


def _periods(days: Iterable[str]) -> tuple[str, Callable[[str], str]]:
    """The smallest unit of time in which there are not too many, and how a day is called in it."""
    known = {day for day in days if day}
    whole = all(len(day) == 10 for day in known)
    units: tuple[tuple[str, Callable[[str], str]], ...] = (("day", str), ("week", _monday)) if whole else ()
    for unit, name in (*units, ("month", _month)):
        if len({name(day) for day in known}) <= _MOST_PERIODS:
            return unit, name
    return "year", _year


def _monday(day: str) -> str:
    """The first day of its week (ISO 8601); "" for what is no day."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return ""
    return str(found - timedelta(days=min(found.weekday(), found.toordinal() - 1)))


def _month(day: str) -> str:
    return day[:7]


def _year(day: str) -> str:
    return day[:4]
