"""The way of a message as steps in the order of time, ready to be drawn: machines, transfers, and the boundary."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from mailpath.outputs.wording import Wording
from mailpath.values.hop import Hop
from mailpath.values.report import Report
from mailpath.values.vocabulary import Provenance, Zone

__all__ = ["Border", "Gap", "Leg", "Machine", "Step", "legend", "moment", "way"]

_MOST_CLAIMED = 5  # hops below the boundary that are drawn: the nearest to it
_MOST_TRUSTED = 12
_MOST_VERBOSE = 200
_MOST_TRAITS = 5


class Machine(NamedTuple):
    """A host the message was on. `known` is the word for how we know, `traits` are (label, value, known) under it."""

    zone: Zone
    known: str
    name: str | None
    address: str | None
    sender: bool = False
    remark: str | None = None
    traits: tuple[tuple[str, str, str], ...] = ()
    kind: Literal["machine"] = "machine"


class Leg(NamedTuple):
    """A transfer: when it was taken in, what it took since the one before, over which protocol."""

    zone: Zone
    time: str | None
    delay: str | None
    late: bool
    protocol: str
    raw: str | None = None
    kind: Literal["leg"] = "leg"


class Border(NamedTuple):
    """Where the claimed part of the way ends."""

    text: str
    found: bool
    kind: Literal["border"] = "border"


class Gap(NamedTuple):
    """Hops that are not drawn."""

    zone: Zone
    text: str
    kind: Literal["gap"] = "gap"


Step = Machine | Leg | Border | Gap

_LATE_SECONDS = 600


def way(report: Report, wording: Wording, *, verbose: bool) -> tuple[Step, ...]:
    """Oldest first, so that it reads as a journey; empty where the message shows no hop and no host was given."""
    path = report.path
    hops = tuple(reversed(path.hops)) if path else ()
    at = path.boundary.hop_index if path and path.boundary else None
    claimed = [hop for hop in hops if hop.zone is Zone.CLAIMED]  # always the oldest: trust has no gaps
    crossing = [hop for hop in hops if hop.zone is not Zone.CLAIMED and hop.index == at]
    trusted = [hop for hop in hops if hop.zone is not Zone.CLAIMED and hop.index != at]
    steps: list[Step] = [*_stretch(claimed, Zone.CLAIMED, wording, verbose)]
    if report.sending_host:
        steps.append(_sender(report, wording))
    if steps or crossing:
        steps.append(_border(report, wording))
    last = None
    for hop in crossing:
        steps += (_leg(hop, wording, verbose), _server(hop, trusted[0] if trusted else None, wording))
        last = hop
    steps += _stretch(trusted, Zone.TRUSTED, wording, verbose, last)
    return tuple(steps)


def legend(steps: Sequence[Step], wording: Wording) -> str:
    """What the words mean that tell how a machine is known; only those that occur."""
    machines = [step for step in steps if isinstance(step, Machine)]
    used = {step.known for step in machines} | {known for step in machines for _, _, known in step.traits}
    words = {wording.word(f"provenance.{each}"): f"legend.{each}" for each in Provenance}
    return "; ".join(f"{shown}: {wording.word(key)}" for shown, key in words.items() if shown in used)


def _stretch(
    hops: Sequence[Hop], zone: Zone, wording: Wording, verbose: bool, before: Hop | None = None
) -> Iterator[Step]:
    most = _MOST_VERBOSE if verbose else _MOST_CLAIMED if zone is Zone.CLAIMED else _MOST_TRUSTED
    if len(hops) > most:
        yield Gap(zone=zone, text=wording.phrase(f"gap.{zone}", count=len(hops) - most))
        hops = hops[len(hops) - most :]
        before = None
    for place, hop in enumerate(hops):
        if not (before and _same_host(before, hop)) and (client := _client(hop, wording)):
            yield client
        yield _leg(hop, wording, verbose)
        yield _server(hop, hops[place + 1] if place + 1 < len(hops) else None, wording)
        before = hop


def _same_host(older: Hop, newer: Hop) -> bool:
    """Whether the client of the newer hop is, by what they write, the server of the older one."""
    if older.by_ip and older.by_ip == newer.ip:
        return True
    if not older.by:
        return False
    server = older.by.lower()
    names = [name.lower() for name in (newer.from_name, newer.helo, newer.rdns) if name]
    return server in names or any(_machine(name) == _machine(server) for name in names)


def _machine(name: str) -> tuple[str, ...]:
    """First label and domain: Microsoft's hosts have several names that differ in the labels between."""
    labels = name.split(".")
    return (labels[0], *labels[-2:]) if len(labels) > 3 and any(char.isdigit() for char in labels[0]) else (name,)


def _client(hop: Hop, wording: Wording) -> Machine | None:
    name = hop.rdns or hop.helo or hop.from_name
    if name is None and hop.ip is None:
        return None
    field = "ip" if hop.ip else "rdns" if hop.rdns else "helo" if hop.helo else "from_name"
    known = hop.provenance.get(field, Provenance.CLAIMED)
    return Machine(
        zone=hop.zone,
        known=wording.word(f"provenance.{known}"),
        name=wording.shown(name) if name and name.strip("[]") != hop.ip else None,
        address=wording.shown(hop.ip) if hop.ip else None,
    )


def _server(hop: Hop, newer: Hop | None, wording: Wording) -> Machine:
    address = hop.by_ip or (newer.ip if newer and _same_host(hop, newer) else None)
    return Machine(
        zone=hop.zone,
        known=wording.word(f"zone.{hop.zone}"),
        name=wording.shown(hop.by) if hop.by else None if address else wording.word("unnamed_server"),
        address=wording.shown(address) if address else None,
    )


def _sender(report: Report, wording: Wording) -> Machine:
    host = report.sending_host
    assert host is not None
    traits = []
    for name in host.ptr[: _MOST_TRAITS - 1]:
        known = Provenance.VERIFIED if host.fcrdns else Provenance.CLAIMED
        traits.append(("PTR", wording.shown(name), wording.word(f"provenance.{known}")))
    if host.helo:
        known = host.provenance.get("helo", Provenance.CLAIMED)
        traits.append(("HELO", wording.shown(host.helo), wording.word(f"provenance.{known}")))
    return Machine(
        zone=Zone.BOUNDARY,
        known=wording.word(f"provenance.{host.provenance.get('ip', Provenance.INFERRED)}"),
        name=None,
        address=wording.shown(host.ip),
        sender=True,
        remark=wording.word("sending_host_mark"),
        traits=tuple(traits),
    )


def _border(report: Report, wording: Wording) -> Border:
    boundary = report.path.boundary if report.path else None
    if boundary is None:
        return Border(text=wording.word("no_boundary"), found=False)
    return Border(
        text=wording.phrase(
            "boundary_line",
            method=wording.word(f"method.{boundary.method}"),
            confidence=wording.word(f"confidence.{boundary.confidence}"),
        ),
        found=True,
    )


def _leg(hop: Hop, wording: Wording, verbose: bool) -> Leg:
    protocol: list[str] = [wording.shown(hop.with_)] if hop.with_ else []
    if hop.tls and (words := [word for word in (hop.tls.version, hop.tls.cipher if verbose else None) if word]):
        protocol.append(" ".join(map(wording.shown, words)))
    if hop.auth:
        protocol.append(wording.word("authenticated"))
    delay = None
    if hop.delay_seconds is not None:
        delay = wording.phrase("delay", seconds=hop.delay_seconds)
    elif hop.skew_seconds is not None:
        delay = wording.phrase("skew", seconds=abs(hop.skew_seconds))
    return Leg(
        zone=hop.zone,
        time=moment(hop.date) if hop.date else None,
        delay=delay,
        late=(hop.delay_seconds or 0) >= _LATE_SECONDS or hop.skew_seconds is not None,
        protocol=", ".join(protocol),
        raw=wording.shown(hop.raw) if verbose else None,
    )


def moment(time: datetime) -> str:
    """`2026-03-02 14:03:12`, UTC."""
    try:
        return time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    except OverflowError:  # a year at the edge of the calendar
        return time.isoformat()
