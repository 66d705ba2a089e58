"""Everything that was judged, in as little memory as the queue needs.

Of messages with one cause only the one that shows it best ends as evidence of a case: the others keep what grouping
asks for, and let go of their paths, results and DNS answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec

from mailpath.inputs import Unread
from mailpath.triage.cases import cause_key, rank
from mailpath.triage.judged import Judged

__all__ = ["Heap"]


@dataclass(slots=True)
class Heap:
    """`complaints` counts them; `messages` are what they brought, in the order in which it was added."""

    complaints: int = 0
    messages: list[Judged] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    _best: dict[str, int] = field(default_factory=dict)

    def add(self, found: Iterable["list[Judged] | Unread"]) -> None:
        """The messages of one complaint after the other, and rows for what could not be read."""
        for one in found:
            if isinstance(one, Unread):
                self.unread.append(one)
            else:
                self.complaints += 1
                self._keep(one)

    def join(self, other: "Heap") -> None:
        self.complaints += other.complaints
        self.unread += other.unread
        self._keep(other.messages)

    def _keep(self, messages: Iterable[Judged]) -> None:
        for one in messages:
            key = cause_key(one)
            if key is not None:
                best = self._best.setdefault(key, len(self.messages))
                if best < len(self.messages) and rank(one) < rank(self.messages[best]):
                    self.messages[best] = _lean(self.messages[best])
                    self._best[key] = len(self.messages)
                elif best < len(self.messages):
                    one = _lean(one)
            self.messages.append(one)


def _lean(one: Judged) -> Judged:
    report = one.report
    if not report.evidence and report.path is None:
        return one
    lean = msgspec.structs.replace(
        report, path=None, auth_results=None, recorded=(), reasons=(), counterfactuals=(), notes=(), evidence=()
    )
    return replace(one, report=lean)
