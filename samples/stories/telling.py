"""What a story is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from samples.letters import START, Letter

__all__ = ["Made", "Story", "Zone", "judged_at", "story"]

Zone = dict[str, dict[str, object]]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A finished sample. `args` are the options of its command besides `--dns` and `--at`; `kind` of its DNS file."""

    letter: Letter
    zone: Zone
    args: tuple[str, ...] = ()
    days_later: int = 0  # when it is checked
    kind: str = "map"  # or "snapshot", "zone"
    failed: tuple[tuple[str, str], ...] = ()  # questions whose answer did not come, of a snapshot
    tail: bytes = b""


def judged_at(made: Made) -> str:
    """The `--at` of a sample's command: when it was received, or some days later."""
    return (START + timedelta(minutes=5, days=made.days_later)).isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, kw_only=True)
class Story:
    name: str
    story: str
    verdict: str
    confidence: str
    host: str | None
    vouched: str
    listed: str
    exit_code: int
    make: Callable[[], Made] = field(repr=False)


def story(
    text: str, verdict: str, confidence: str, host: str | None, vouched: str, listed: str, exit_code: int
) -> Callable[[Callable[[], Made]], Story]:
    """What is to come out of the message that the function makes; the function's name is the sample's."""

    def told(make: Callable[[], Made]) -> Story:
        return Story(
            name=make.__name__.replace("_", "-"),
            story=text,
            verdict=verdict,
            confidence=confidence,
            host=host,
            vouched=vouched,
            listed=listed,
            exit_code=exit_code,
            make=make,
        )

    return told
