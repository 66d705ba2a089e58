"""What a builder is: facts to the reason with its values, or None where its facts are not there."""

from collections.abc import Callable

from mailpath.judge.evidence import HostEvidence
from mailpath.judge.facts import Facts
from mailpath.values.reasons import Reason

__all__ = ["Builder", "about_host", "author_of"]

Builder = Callable[[Facts], Reason | None]


def author_of(f: Facts) -> str:
    """The author domain, as reasons name it."""
    return f.evidence.author.domain or ""


def about_host(build: Callable[[Facts, HostEvidence], Reason | None]) -> Builder:
    def built(f: Facts) -> Reason | None:
        return build(f, f.host) if f.host else None

    return built
