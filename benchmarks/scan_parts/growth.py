"""Many messages: what a second process gains, what four times as many cost, and what a process holds at most."""

from collections.abc import Iterable
from pathlib import Path

from scan_parts.corpus import Corpus
from scan_parts.mbox import write_mbox
from scan_parts.measured import Run, best
from scan_parts.own import scan
from scan_parts.table import AT_LEAST, AT_MOST, Line

__all__ = ["growth_lines", "mbox_line", "peak_line"]

_PEAK_TARGET_MIB = 300
_TWO_JOBS_TARGET = 1.7
_FOUR_TIMES_TARGET = 4.2


def growth_lines(corpus: Corpus, quarter: Corpus, place: Path, rounds: int) -> list[Line]:
    """All of `corpus` with one job and with two, and the first quarter of it with one."""
    count = len(corpus)
    few, ones, twos = [], [], []
    for _ in range(rounds):
        few.append(scan(quarter.maildir, corpus.dns, place / "few.jsonl", jobs=1))
        ones.append(scan(corpus.maildir, corpus.dns, place / "many.jsonl", jobs=1))
        twos.append(scan(corpus.maildir, corpus.dns, place / "many.jsonl", jobs=2))
    one, two = best(ones), best(twos)
    return [
        Line(
            what=f"two jobs : one, wall time, {count:,} messages",
            measured=one.wall / two.wall,
            bound=AT_LEAST,
            target=_TWO_JOBS_TARGET,
            note=f"{one.wall:.1f} s, {two.wall:.1f} s",
        ),
        Line(
            what=f"{count:,} messages : {len(quarter):,}, CPU",
            measured=one.cpu / best(few).cpu,
            bound=AT_MOST,
            target=_FOUR_TIMES_TARGET,
            note=f"{corpus.size() / quarter.size():.2f} times the bytes",
        ),
        peak_line(f"{count:,} messages", one, two),
    ]


def mbox_line(what: str, messages: Iterable[Path], dns: Path, place: Path) -> Line:
    """Messages as one mbox file, with one job and with two."""
    file = place / "all.mbox"
    write_mbox(file, messages)
    runs = [scan(file, dns, place / "mbox.jsonl", jobs=jobs) for jobs in (1, 2)]
    file.unlink()
    return peak_line(what, *runs)


def peak_line(what: str, one: Run, two: Run) -> Line:
    known = one.peak_mib is not None and two.peak_mib is not None
    return Line(
        what=f"MiB a process at most, {what}",
        measured=max(one.peak_mib, two.peak_mib) if known else None,
        bound=AT_MOST,
        target=_PEAK_TARGET_MIB,
        note=f"one job {one.peak_mib:.0f}, two {two.peak_mib:.0f}" if known else "no /proc here",
    )
