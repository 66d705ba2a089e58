"""A scan in twenty lines: when, how many of which verdict, TLS and delays, and whose name is used without leave."""

from collections.abc import Iterator

from mailpath.outputs.format import Options
from mailpath.outputs.headline import Tone, tone_of
from mailpath.outputs.layout import Line, Span, Style, padded, plain, shortened
from mailpath.outputs.numbers import number, share
from mailpath.outputs.text import Pen
from mailpath.outputs.visible import width_of
from mailpath.scanning.tally import Group, Tally

__all__ = ["MOST_LINES", "scan_summary"]

MOST_LINES = 20
_LONGEST_NAME = 34
_STYLES = {Tone.ATTENTION: Style.BAD, Tone.UNSURE: Style.UNSURE, Tone.GOOD: Style.GOOD}


def scan_summary(
    tally: Tally,
    options: Options,
    *,
    seconds: float | None = None,
    earlier: int = 0,
    own_domains: tuple[str, ...] = (),
) -> bytes:
    """Text for a terminal of these looks, `MOST_LINES` lines at most.

    `seconds` is how long it took, where that is known, for all but the `earlier` messages. Groups of our own domains
    come first.
    """
    pen = Pen(options)
    lang = options.lang
    word, phrase = pen.wording.word, pen.wording.phrase

    def lines() -> Iterator[Line]:
        above = [*head(), *verdicts()]
        yield from above
        if tally.groups:
            yield ()
            yield from groups(MOST_LINES - len(above) - 2)

    def head() -> Iterator[Line]:
        text: str = phrase("scan_going", count=number(tally.messages, lang), messages=tally.messages)
        if seconds is not None and seconds >= 1:
            rate = number(round((tally.messages - earlier) / seconds), lang)
            text = f"{text}, {phrase('scan_rate', seconds=round(seconds), rate=rate)}"
        yield plain(text, Style.STRONG)
        said: list[str] = []
        if tally.first:
            said.append(phrase("scan_period", first=tally.first, last=tally.last))
        if told := tally.tls["yes"] + tally.tls["no"]:
            said.append(phrase("scan_tls", share=share(tally.tls["yes"], told, lang)))
        if tally.timed:
            said.append(phrase("scan_soon", share=share(tally.soon, tally.timed, lang)))
        if said:
            yield plain("; ".join(said))

    def verdicts() -> Iterator[Line]:
        labels = {verdict: word(f"verdict.{verdict}") for verdict in tally.verdicts}
        widest = max((width_of(label) for label in (*labels.values(), word("scan_unread"))), default=0)
        for verdict, count in sorted(tally.verdicts.items(), key=lambda one: (-one[1], one[0])):
            yield _count(labels[verdict], widest, count, tally.messages, _STYLES[tone_of(verdict)], lang)
        if tally.unread:
            yield _count(word("scan_unread"), widest, tally.unread, tally.messages, Style.UNSURE, lang)

    def groups(room: int) -> Iterator[Line]:
        yield plain(word("heading.attention"), Style.STRONG)
        ranked = sorted(tally.groups.items(), key=lambda one: (not own(one[0].domain), -one[1], one[0]))
        shown = ranked if len(ranked) <= room else ranked[: room - 1]
        names = [(_name(group.domain, "unknown_domain"), _name(group.over, "unknown_host")) for group, _ in shown]
        first = max(width_of(domain) for domain, _ in names)
        second = max(width_of(over) for _, over in names)
        for (group, count), (domain, over) in zip(shown, names, strict=True):
            yield _group(group, count, padded(domain, first), padded(over, second))
        if len(ranked) > len(shown):
            yield plain(f"  {phrase('more', count=len(ranked) - len(shown))}")

    def own(domain: str) -> bool:
        return any(domain == one or domain.endswith(f".{one}") for one in own_domains)

    def _name(name: str, unknown: str) -> str:
        return shortened(pen.wording.shown(name), _LONGEST_NAME, pen.strokes.dots) if name else word(unknown)

    def _group(group: Group, count: int, domain: str, over: str) -> Line:
        return (
            Span(f"  {number(count, lang):>7}  "),
            Span(domain, Style.STRONG),
            Span(f"  {over}  "),
            Span(word(f"verdict.{group.verdict}"), Style.BAD),
        )

    return pen.lines(lines())


def _count(label: str, widest: int, count: int, total: int, style: Style, lang: str) -> Line:
    return (
        Span(f"  {padded(label, widest)}  ", style),
        Span(f"{number(count, lang):>9}  {share(count, total, lang):>7}"),
    )
