"""Who was seen sending in whose name: each author domain with every service and host, in bounded memory."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mailpath.outputs.headline import Tone, tone_of
from mailpath.outputs.picture.sighting import Sighting

__all__ = ["Domain", "Sender", "Senders", "Shown"]

_MOST = 100_000  # pairs of an author domain and a sender; those that come later are only counted
_MOST_IN_DOMAIN = 25


class Sender(NamedTuple):
    """A service, or else a host. `listed` is yes, no, unknown or partly; times are RFC 3339 texts, "" if unknown.

    `action` (code, English sentence, facts as JSON) is of the newest message that needs attention; without one, of the
    newest that is good or unsure, whichever are more.
    """

    name: str
    kind: str
    listed: str
    verdicts: tuple[tuple[str, int], ...]
    first_seen: str
    last_seen: str
    action: tuple[str, str, str]

    @property
    def messages(self) -> int:
        return sum(count for _, count in self.verdicts)

    @property
    def attention(self) -> int:
        return sum(count for verdict, count in self.verdicts if tone_of(verdict) is Tone.ATTENTION)


class Domain(NamedTuple):
    """An author domain with those of its senders that are shown, and how many are not, with how many messages."""

    name: str
    own: bool
    messages: int
    attention: int
    senders: tuple[Sender, ...]
    left: int
    left_messages: int


class Shown(NamedTuple):
    """`left` domains with `left_messages` are not among those shown."""

    domains: tuple[Domain, ...]
    left: int
    left_messages: int


class _Seen:
    __slots__ = ("actions", "first", "kind", "last", "listed", "verdicts")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.verdicts: Counter[str] = Counter()
        self.listed: set[str] = set()
        self.first = self.last = ""
        self.actions: dict[Tone, tuple[str, tuple[str, str, str]]] = {}  # with the time of its message

    def _action(self) -> tuple[str, str, str]:
        counts = Counter(dict.fromkeys(self.actions, 0))
        for verdict, count in self.verdicts.items():
            counts[tone_of(verdict)] += count
        worst = Tone.ATTENTION if Tone.ATTENTION in self.actions else max(counts, key=lambda tone: counts[tone])
        return self.actions[worst][1]

    def as_sender(self, name: str) -> Sender:
        yes, no = "yes" in self.listed, "no" in self.listed
        return Sender(
            name=name,
            kind=self.kind,
            listed="partly" if yes and no else "yes" if yes else "no" if no else "unknown",
            verdicts=tuple(sorted(self.verdicts.items(), key=lambda one: (-one[1], one[0]))),
            first_seen=self.first,
            last_seen=self.last,
            action=self._action(),
        )


class Senders:
    def __init__(self, own_domains: Iterable[str]) -> None:
        self._own = tuple(own_domains)
        self._domains: dict[str, dict[str, _Seen]] = {}
        self._pairs = 0
        self.uncounted = 0  # messages whose author domain or sender is not told, or came when there was no more room

    def add(self, one: Sighting) -> None:
        if not one.domain or not one.name:
            self.uncounted += 1
            return
        seen = self._domains.get(one.domain, {}).get(one.name)
        if seen is None:
            if self._pairs >= _MOST:
                self.uncounted += 1
                return
            self._pairs += 1
            seen = self._domains.setdefault(one.domain, {})[one.name] = _Seen(one.kind)
        seen.verdicts[one.verdict] += 1
        seen.listed.add(one.listed)
        if one.when:
            seen.first = min(seen.first or one.when, one.when)
            seen.last = max(seen.last, one.when)
        tone = tone_of(one.verdict)
        if one.when >= seen.actions.get(tone, ("",))[0]:
            seen.actions[tone] = (one.when, one.action)

    def is_own(self, domain: str) -> bool:
        return any(domain == own or domain.endswith(f".{own}") for own in self._own)

    def shown(self, most_rows: int) -> Shown:
        """Our own domains first, then those with most to look at; at most about `most_rows` senders in all."""
        domains = sorted(self._ranked(), key=lambda one: (not one.own, -one.attention, -one.messages, one.name))
        kept: list[Domain] = []
        rows = 0
        for domain in domains:
            if rows >= most_rows:
                break
            kept.append(domain)
            rows += len(domain.senders)
        rest = domains[len(kept) :]
        return Shown(tuple(kept), len(rest), sum(one.messages for one in rest))

    def _ranked(self) -> Iterator[Domain]:
        for name, found in self._domains.items():
            senders = [seen.as_sender(sender) for sender, seen in found.items()]
            senders.sort(key=lambda one: (-one.attention, -one.messages, one.name))
            left = senders[_MOST_IN_DOMAIN:]
            yield Domain(
                name=name,
                own=self.is_own(name),
                messages=sum(one.messages for one in senders),
                attention=sum(one.attention for one in senders),
                senders=tuple(senders[:_MOST_IN_DOMAIN]),
                left=len(left),
                left_messages=sum(one.messages for one in left),
            )
