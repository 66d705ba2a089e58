"""Where a message came from does not depend on what its sender invents, nor on relays that the receiver puts on top.

Every sample, and every message of the collection of real mail beside the checkout: invented hops and results below the
boundary move neither it nor the sending host, and never earn an all-clear; own relays above move the sending host only
where confidence says that it may be another.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

import mailpath
from mailpath.cli.exit_codes import ExitCode, of_report
from mailpath.message.fields import read_message
from mailpath.path import find
from mailpath.path.zones import boundary_field
from mailpath.receipts import AUTH_RESULTS, RECEIVED_SPF, read_receipts
from mailpath.values.settings import Settings
from samples.letters import RECEIVERS
from samples.make import FOLDER, dns_file
from samples.run import settings_of
from samples.stories import STORIES, Story
from tests.path.forgery import forged_fields, insert_below
from tests.path.messages import way_of
from tests.path.relays import NETWORKS, SUFFIXES, internal_hops

MAIL = Path(__file__).resolve().parents[2] / "shared" / "mail"
STRIPPED = ("mx.google.com",)  # ids that their owner takes off what comes in
KINDS = ("private", "named", "networked")
NAMES = [story.name for story in STORIES]
BY_NAME = {story.name: story for story in STORIES}
# Their sender is a machine that the settings trust, or a program on one: whatever it writes below is the receiver's own
# word, so a hop invented there may be believed
OWN_SENDERS = {"internal-all-the-way", "nightly-job"}
STRANGERS = [name for name in NAMES if name not in OWN_SENDERS]
needs_mail = pytest.mark.skipif(not MAIL.is_dir(), reason="the collection of real mail is not beside the checkout")


@dataclass(frozen=True)
class Outcome:
    """What a forger may not move."""

    hop_index: int | None
    method: str | None
    confidence: str | None
    host: str | None
    exit_code: ExitCode

    @property
    def place(self) -> tuple[int | None, str | None, str | None, str | None]:
        return self.hop_index, self.method, self.confidence, self.host


def outcome(report: mailpath.Report) -> Outcome:
    assert report.source.error is None
    boundary = report.path.boundary if report.path else None
    return Outcome(
        hop_index=boundary.hop_index if boundary else None,
        method=boundary.method if boundary else None,
        confidence=boundary.confidence if boundary else None,
        host=report.sending_host.ip if report.sending_host else None,
        exit_code=of_report(report),
    )


@dataclass(frozen=True)
class Sample:
    """A story's message. `first` is the offset of the first field that its sender could have written."""

    raw: bytes
    dns: mailpath.Dns
    settings: Settings
    first: int
    receiver: str

    def judged(self, raw: bytes, settings: Settings | None = None) -> Outcome:
        return outcome(mailpath.check(raw, dns=self.dns, settings=settings or self.settings))


@cache
def sample(name: str) -> Sample:
    story: Story = BY_NAME[name]
    made = story.make()
    raw = made.letter.sealed() + made.tail
    first, receiver = truly_below(raw)
    dns = mailpath.SnapshotDns(str(FOLDER / dns_file(story, made)))
    return Sample(raw, dns, settings_of(made), first, receiver)


@cache
def as_told(name: str) -> Outcome:
    return sample(name).judged(sample(name).raw)


def truly_below(raw: bytes) -> tuple[int, str]:
    """Where the sender's fields begin in a sample, and the host that wrote the last of the receiver's.

    By the names of the stories' receivers, whatever mailpath makes of the chain: the topmost hops that bear one, and
    those of the receiver's programs between them.
    """
    message = read_message(raw)
    hops = mailpath.find_path(raw).hops
    fields = [field for field in message.fields if field.name == "received"]
    own = [index for index, hop in enumerate(hops) if (hop.by or "").endswith(RECEIVERS)]
    last = max((index for index in own if not invented(hops, index)), default=len(hops) - 1)
    return fields[last].offset + len(fields[last].raw), hops[last].by or ""


def invented(hops: tuple[mailpath.Hop, ...], index: int) -> bool:
    """A line that a script on the receiver's own web server put below its own."""
    return any("from userid 33" in above.raw for above in hops[:index])


def places(raw: bytes, first: int) -> list[int]:
    """Offsets from `first` on at which a field can be put."""
    found = [field.offset + len(field.raw) for field in read_message(raw).fields]
    return [first, *(offset for offset in found if offset > first)]


def forged(rng: random.Random, raw: bytes, first: int, receiver: str) -> bytes:
    offset = first if rng.random() < 0.7 else rng.choice(places(raw, first))
    return insert_below(raw, offset, forged_fields(rng, STRIPPED, receiver=receiver or "mx.empfang.example"))


def moved_below(name: str, seeds: range) -> Iterator[tuple[int, Outcome]]:
    one, before = sample(name), as_told(name)
    for seed in seeds:
        after = one.judged(forged(random.Random(f"{name} {seed}"), one.raw, one.first, one.receiver))
        if after.place != before.place or (after.exit_code == 0 and before.exit_code != 0):
            yield seed, after


@pytest.mark.parametrize("name", STRANGERS)
def test_nothing_invented_below_moves_a_sample(name: str) -> None:
    assert list(moved_below(name, range(5))) == []


@pytest.mark.long
@pytest.mark.parametrize("name", STRANGERS)
def test_nothing_invented_below_moves_a_sample_at_length(name: str) -> None:
    assert list(moved_below(name, range(1000))) == []


def moved_by_relays(name: str, seeds: range) -> Iterator[tuple[int, str, Outcome]]:
    one, before = sample(name), as_told(name)
    for seed in seeds:
        for kind in KINDS:
            raw = internal_hops(random.Random(f"{name} {kind} {seed}"), kind=kind) + one.raw
            trust = SUFFIXES + NETWORKS if kind == "networked" else SUFFIXES
            told = one.judged(raw, replace(one.settings, trust=(*one.settings.trust, *trust)))
            if told.host != before.host:
                yield seed, f"{kind}, trusted", told
            untold = one.judged(raw)
            if untold.host != before.host and untold.confidence not in ("low", None):
                yield seed, kind, untold


@pytest.mark.parametrize("name", NAMES)
def test_own_relays_above_leave_the_sending_host(name: str) -> None:
    assert list(moved_by_relays(name, range(1))) == []


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_own_relays_above_leave_the_sending_host_at_length(name: str) -> None:
    assert list(moved_by_relays(name, range(100))) == []


@cache
def collected() -> tuple[tuple[str, bytes], ...]:
    return tuple((file.name, read_message(file.read_bytes()).wire) for file in sorted(MAIL.glob("*.eml")))


def located(raw: bytes, settings: Settings) -> tuple[object, str | None]:
    path, client, _ = way_of(read_message(raw), settings)
    return path.boundary, client.ip if client else None


def below_boundary(raw: bytes) -> tuple[int, str] | None:
    """Where the sender's fields begin in real mail, whose boundary the receiver's records confirm."""
    message = read_message(raw)
    path = find(message, read_receipts(message), Settings())
    at = boundary_field(message, path)
    if at is None or path.boundary is None or path.boundary.hop_index is None:
        return None
    while at + 1 < len(message.fields) and message.fields[at + 1].name in (AUTH_RESULTS, RECEIVED_SPF):
        at += 1
    return message.fields[at].offset + len(message.fields[at].raw), path.hops[path.boundary.hop_index].by or ""


def moved_in_mail(seeds: range) -> Iterator[tuple[str, int]]:
    for file, raw in collected():
        below = below_boundary(raw)
        if below is None:
            continue
        before = located(raw, Settings())
        for seed in seeds:
            after = forged(random.Random(f"{file} {seed}"), raw, *below)
            if located(after, Settings()) != before:
                yield file, seed


def cleared_in_mail(seeds: range) -> Iterator[tuple[str, int]]:
    """Judged as a whole, by what the receiver recorded: no answer of DNS is at hand."""
    offline = Settings(offline=True)
    for file, raw in collected():
        below = below_boundary(raw)
        if below is None or of_report(mailpath.check(raw, settings=offline)) == 0:
            continue
        for seed in seeds:
            after = forged(random.Random(f"{file} {seed}"), raw, *below)
            if of_report(mailpath.check(after, settings=offline)) == 0:
                yield file, seed


def moved_by_relays_in_mail(seeds: range) -> Iterator[tuple[str, int, str]]:
    for file, raw in collected():
        _, host = located(raw, Settings())
        if below_boundary(raw) is None or host is None:
            continue
        for seed in seeds:
            kind = KINDS[seed % len(KINDS)]
            after = internal_hops(random.Random(f"{file} {seed}"), kind=kind) + raw
            trust = SUFFIXES + NETWORKS if kind == "networked" else SUFFIXES
            if located(after, Settings(trust=trust))[1] != host:
                yield file, seed, f"{kind}, trusted"
            boundary, untold = located(after, Settings())
            if untold != host and getattr(boundary, "confidence", "low") != "low":
                yield file, seed, kind


@needs_mail
def test_nothing_invented_below_moves_real_mail() -> None:
    assert list(moved_in_mail(range(2))) == []
    assert list(cleared_in_mail(range(1))) == []


@needs_mail
def test_own_relays_above_real_mail() -> None:
    assert list(moved_by_relays_in_mail(range(3))) == []


@needs_mail
@pytest.mark.long
def test_nothing_invented_below_moves_real_mail_at_length() -> None:
    assert list(moved_in_mail(range(300))) == []
    assert list(cleared_in_mail(range(60))) == []


@needs_mail
@pytest.mark.long
def test_own_relays_above_real_mail_at_length() -> None:
    assert list(moved_by_relays_in_mail(range(150))) == []
