"""The table of targets."""

from dataclasses import dataclass

__all__ = ["AT_LEAST", "AT_MOST", "Line", "print_table"]

AT_LEAST, AT_MOST = "at least", "at most"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`measured` null where it was not, with the reason as `note`; `bound` null where a figure is only told."""

    what: str
    measured: float | None
    bound: str | None = None
    target: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.measured is None or self.target is None:
            return ""
        held = self.measured >= self.target if self.bound == AT_LEAST else self.measured <= self.target
        return "held" if held else "NOT HELD"


def print_table(lines: list[Line]) -> None:
    width = max(len(line.what) for line in lines)
    print(f"{'':{width}}  {'measured':>10}  {'target':>14}")
    for line in lines:
        if line.measured is None:
            print(f"{line.what:{width}}  not measured: {line.note}")
            continue
        target = "" if line.target is None else f"{line.bound} {_figure(line.target):>5}"
        print(
            f"{line.what:{width}}  {_figure(line.measured):>10}  {target:>14}  {line.verdict:8}  {line.note}".rstrip()
        )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3f}" if value < 0.5 else f"{value:.2f}"
