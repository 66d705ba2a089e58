"""What the picture of a scan shows, gathered row by row in bounded memory: days, senders, messages to look at."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from mailpath.outputs.columns import columns
from mailpath.outputs.headline import Tone
from mailpath.outputs.sheets.values import Plain
from mailpath.values.vocabulary import Verdict

__all__ = ["Picture", "Sender", "ToLookAt", "tone_of"]

_MOST_SENDERS = 100_000  # pairs of an author domain and a sender
_MOST_TO_LOOK_AT = 500
_ATTENTION = (Verdict.INTERNAL_SERVER_LEAK, Verdict.UNALIGNED_THIRD_PARTY, Verdict.SPOOFED)
_OPEN = (Verdict.UNVERIFIABLE, Verdict.UNDETERMINED)


def tone_of(verdict: str) -> Tone:
    if verdict in _ATTENTION:
        return Tone.ATTENTION
    return Tone.UNSURE if verdict in _OPEN else Tone.GOOD


class Sender(NamedTuple):
    """A service, or else a host, that was seen with an author domain. Times are RFC 3339 texts, empty if unknown."""

    domain: str
    name: str
    messages: int
    listed: bool
    attention: int
    first_seen: str
    last_seen: str
    action: str


class ToLookAt(NamedTuple):
    when: str
    verdict: str
    confidence: str
    domain: str
    name: str
    subject: str
    source: str
    action: str


class _Seen:
    __slots__ = ("action", "attention", "first", "last", "listed", "messages")

    def __init__(self) -> None:
        self.messages = self.attention = 0
        self.listed = False
        self.first = self.last = self.action = ""


class Picture:
    def __init__(self) -> None:
        self.messages = 0
        self.unread = 0
        self.verdicts: Counter[str] = Counter()
        self.days: defaultdict[str, Counter[Tone]] = defaultdict(Counter)
        self.to_look_at: list[ToLookAt] = []
        self._senders: dict[tuple[str, str], _Seen] = {}
        self._place = {column.name: number for number, column in enumerate(columns())}

    def add(self, values: Sequence[Plain]) -> None:
        """One row, in the order of `columns()`."""

        def text(name: str) -> str:
            value = values[self._place[name]]
            return "" if value is None else str(value)

        self.messages += 1
        if text("source_error"):
            self.unread += 1
            return
        verdict, when = text("verdict"), text("received_at")
        tone = tone_of(verdict)
        self.verdicts[verdict] += 1
        if when:
            self.days[when[:10]][tone] += 1
        domain = text("identifiers_author_domain")
        name = text("sending_host_service_name") or text("sending_host_name") or text("sending_host_ip")
        if domain and name:
            self._see(domain, name, when, listed=text("listed") == "yes", tone=tone, action=text("action_text"))
        if tone is Tone.ATTENTION and len(self.to_look_at) < _MOST_TO_LOOK_AT:
            source = ": ".join(filter(None, (text("source_file"), text("source_key"))))
            self.to_look_at.append(
                ToLookAt(
                    when=when,
                    verdict=verdict,
                    confidence=text("confidence"),
                    domain=domain,
                    name=name,
                    subject=text("identifiers_subject"),
                    source=source,
                    action=text("action_code"),
                )
            )

    def _see(self, domain: str, name: str, when: str, *, listed: bool, tone: Tone, action: str) -> None:
        seen = self._senders.get((domain, name))
        if seen is None:
            if len(self._senders) >= _MOST_SENDERS:
                return
            seen = self._senders[domain, name] = _Seen()
        seen.messages += 1
        seen.listed = seen.listed or listed
        if when:
            seen.first = min(seen.first or when, when)
            seen.last = max(seen.last, when)
        if tone is Tone.ATTENTION:
            seen.attention += 1
            seen.action = action

    @property
    def attention(self) -> int:
        return sum(count for verdict, count in self.verdicts.items() if tone_of(verdict) is Tone.ATTENTION)

    def senders(self, most: int) -> tuple[tuple[Sender, ...], int]:
        """Those with most to look at first, then by number; and how many are left out."""
        found = [
            Sender(domain, name, one.messages, one.listed, one.attention, one.first, one.last, one.action)
            for (domain, name), one in self._senders.items()
        ]
        found.sort(key=lambda one: (-one.attention, -one.messages, one.domain, one.name))
        return tuple(found[:most]), max(0, len(found) - most)
