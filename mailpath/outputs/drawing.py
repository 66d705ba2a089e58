"""The way of a message drawn with characters: a rail from top to bottom, machines on it, the boundary across it."""

from collections.abc import Iterator
from typing import NamedTuple

from mailpath.outputs.layout import Line, Span, Style, padded, plain, shortened, wrapped
from mailpath.outputs.visible import width_of
from mailpath.outputs.way import Border, Gap, Leg, Machine, Step
from mailpath.values.vocabulary import Zone

__all__ = ["ASCII", "BOXES", "Strokes", "drawn"]


class Strokes(NamedTuple):
    """The characters to draw with. `dots` stand for what was cut out of a name."""

    machine: str
    claimed_machine: str
    sender: str
    rail: str
    claimed_rail: str
    border: str
    rule: str
    good: str
    bad: str
    neutral: str
    bullet: str
    dots: str


BOXES = Strokes(
    machine="●",
    claimed_machine="○",
    sender="◆",
    rail="│",
    claimed_rail="┊",
    border="━",
    rule="─",
    good="✓",
    bad="✗",
    neutral="·",
    bullet="•",
    dots="…",
)
ASCII = Strokes(
    machine="*",
    claimed_machine="o",
    sender="#",
    rail="|",
    claimed_rail=":",
    border="=",
    rule="-",
    good="+",
    bad="x",
    neutral=".",
    bullet="-",
    dots="...",
)


_LONGEST_ADDRESS = 45  # an IPv6 address with an IPv4 one in it: no address is ever cut


def drawn(way: tuple[Step, ...], strokes: Strokes, width: int) -> Iterator[Line]:
    margin = max((width_of(word) for step in way for word in _known(step)), default=0)
    day = ""
    for step in way:
        match step:
            case Machine():
                yield from _machine(step, strokes, width, margin)
            case Leg():
                yield from _leg(step, strokes, width, margin, day)
                day = (step.time or day)[:10]
            case Border():
                yield from _border(step, strokes, width)
            case Gap():
                yield _on_rail("", strokes, step.zone, margin, step.text, Style.FAINT)


def _known(step: Step) -> tuple[str, ...]:
    return (step.known, *(known for _, _, known in step.traits)) if isinstance(step, Machine) else ()


def _machine(machine: Machine, strokes: Strokes, width: int, margin: int) -> Iterator[Line]:
    claimed = machine.zone is Zone.CLAIMED
    mark = strokes.sender if machine.sender else strokes.claimed_machine if claimed else strokes.machine
    style = Style.STRONG if machine.sender else Style.FAINT if claimed else Style.PLAIN
    address = shortened(machine.address or "", _LONGEST_ADDRESS, strokes.dots)
    room = width - margin - 6 - (width_of(address) + 3 if machine.name and address else 0)
    name = shortened(machine.name, max(room, 12), strokes.dots) if machine.name else ""
    shown = f"{name} [{address}]" if name and address else name or address
    spans = [Span(f"  {padded(machine.known, margin)} ", Style.FAINT), Span(f"{mark} ", style), Span(shown, style)]
    remark = f"  <- {machine.remark}" if machine.remark else ""
    fits = sum(width_of(span.text) for span in spans) + width_of(remark) <= width
    yield (*spans, Span(remark, Style.STRONG)) if fits else tuple(spans)
    if not fits:
        yield _on_rail("", strokes, machine.zone, margin, remark.strip(), Style.STRONG)
    for label, value, known in machine.traits:
        text = f"{label} {shortened(value, max(width - margin - 7 - len(label), 12), strokes.dots)}"
        yield _on_rail(known, strokes, machine.zone, margin, text)


def _on_rail(known: str, strokes: Strokes, zone: Zone, margin: int, text: str, style: Style = Style.PLAIN) -> Line:
    rail = strokes.claimed_rail if zone is Zone.CLAIMED else strokes.rail
    faint = Style.FAINT if zone is Zone.CLAIMED else style
    return (Span(f"  {padded(known, margin)} ", Style.FAINT), Span(f"{rail} ", faint), Span(text, faint))


def _leg(leg: Leg, strokes: Strokes, width: int, margin: int, day: str) -> Iterator[Line]:
    time = (leg.time[11:] if leg.time[:10] == day else leg.time) if leg.time else ""
    start = _on_rail("", strokes, leg.zone, margin, time)
    spans = [*start]
    if leg.delay:
        spans.append(Span(f"{'  ' if time else ''}{leg.delay}", Style.UNSURE if leg.late else start[-1].style))
    before = sum(width_of(span.text) for span in spans)
    text = leg.protocol
    if text:
        gap = "  " if time or leg.delay else ""
        spans.append(Span(gap + shortened(text, max(width - before - 2, 12), strokes.dots), start[-1].style))
    yield tuple(spans)
    if leg.raw:
        for line in wrapped(leg.raw, max(width - margin - 7, 20)):
            yield _on_rail("", strokes, leg.zone, margin, "  " + line, Style.FAINT)


def _border(border: Border, strokes: Strokes, width: int) -> Iterator[Line]:
    title, _, remark = border.text.partition(": ")
    style = Style.STRONG if border.found else Style.UNSURE
    lead = strokes.border * 4
    yield plain(f"  {lead} {title} {strokes.border * max(0, width - width_of(title) - 8)}", style)
    for line in wrapped(remark, width - 7):
        yield plain(f"       {line}", style)
