"""A scan in twenty lines: how many of which verdict, and whose name is used over whom without leave."""

from collections.abc import Iterator

from mailpath.outputs.format import Options
from mailpath.outputs.headline import Tone
from mailpath.outputs.layout import Line, Span, Style, padded, plain, shortened
from mailpath.outputs.text import Pen
from mailpath.outputs.visible import width_of
from mailpath.scanning.tally import Group, Tally
from mailpath.values.vocabulary import Verdict

__all__ = ["scan_summary"]

_MOST_GROUPS = 10
_LONGEST_NAME = 34
_TONES = {
    Verdict.INTERNAL_SERVER_LEAK: Tone.ATTENTION,
    Verdict.UNALIGNED_THIRD_PARTY: Tone.ATTENTION,
    Verdict.SPOOFED: Tone.ATTENTION,
    Verdict.UNVERIFIABLE: Tone.UNSURE,
    Verdict.UNDETERMINED: Tone.UNSURE,
}
_STYLES = {Tone.ATTENTION: Style.BAD, Tone.UNSURE: Style.UNSURE, Tone.GOOD: Style.GOOD}


def scan_summary(tally: Tally, options: Options, *, seconds: float | None = None) -> bytes:
    """Text for a terminal of these looks; `seconds` is how long it took, where that is known."""
    pen = Pen(options)
    word, phrase = pen.wording.word, pen.wording.phrase

    def lines() -> Iterator[Line]:
        head: str = phrase("count_of", count=tally.messages)
        if seconds is not None and seconds >= 1:
            head = f"{head}, {phrase('scan_rate', seconds=round(seconds), rate=round(tally.messages / seconds))}"
        yield plain(head, Style.STRONG)
        labels = {verdict: word(f"verdict.{verdict}") for verdict in tally.verdicts}
        widest = max((width_of(label) for label in (*labels.values(), word("scan_unread"))), default=0)
        for verdict, count in sorted(tally.verdicts.items(), key=lambda one: (-one[1], one[0])):
            yield _count(labels[verdict], widest, count, tally.messages, _STYLES[_TONES.get(verdict, Tone.GOOD)])
        if tally.unread:
            yield _count(word("scan_unread"), widest, tally.unread, tally.messages, Style.UNSURE)
        if tally.groups:
            yield ()
            yield from groups()

    def groups() -> Iterator[Line]:
        yield plain(word("heading.attention"), Style.STRONG)
        shown = sorted(tally.groups.items(), key=lambda one: (-one[1], one[0]))[:_MOST_GROUPS]
        names = [(_name(group.domain, "unknown_domain"), _name(group.over, "unknown_host")) for group, _ in shown]
        first = max(width_of(domain) for domain, _ in names)
        second = max(width_of(over) for _, over in names)
        for (group, count), (domain, over) in zip(shown, names, strict=True):
            yield _group(group, count, padded(domain, first), padded(over, second))
        left = len(tally.groups) - len(shown)
        if left > 0:
            yield plain(f"  {phrase('more', count=left)}")

    def _name(name: str, unknown: str) -> str:
        return shortened(pen.wording.shown(name), _LONGEST_NAME, pen.strokes.dots) if name else word(unknown)

    def _group(group: Group, count: int, domain: str, over: str) -> Line:
        return (
            Span(f"  {count:>7,}  "),
            Span(domain, Style.STRONG),
            Span(f"  {over}  "),
            Span(word(f"verdict.{group.verdict}"), Style.BAD),
        )

    return pen.lines(lines())


def _count(label: str, widest: int, count: int, total: int, style: Style) -> Line:
    share = f"{100 * count / total:.0f} %" if total else ""
    return (Span(f"  {padded(label, widest)}  ", style), Span(f"{count:>9,}  {share:>5}"))
