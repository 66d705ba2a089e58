"""What earlier runs saw (`--state`): from where a domain's genuine mail came, and which domains there were at all.

What is new is said only where there is something to hold it against: of a domain's mail over a service when genuine
mail of it came over others before, of a domain when there were complaints before. A message keeps what was said of it:
it is held against what was known when its complaint was first seen.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from mailpath.language import reason
from mailpath.triage.cases import sending_key
from mailpath.triage.judged import GOOD, Judged
from mailpath.values.reasons import Reason
from mailpath.values.vocabulary import Verdict

__all__ = ["History", "sights", "with_history"]

_AUTHORIZED = (Verdict.AUTHORIZED_OWN, Verdict.AUTHORIZED_THIRD_PARTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Times as RFC 3339 text. `since`: of the first run, `now`: of this one; `first_seen` tells when marks of `sights`
    were first seen, `complained` when complaints were, both without those that never were."""

    since: str
    now: str
    first_seen: Callable[[Iterable[str]], Mapping[str, str]]
    complained: Callable[[Sequence[str]], Mapping[str, str]]


def sights(one: Judged) -> tuple[str, ...]:
    """The marks of one message: its domain, and where it was genuine also its domain and where it came from."""
    domain = one.author_domain
    if domain is None or not one.known:
        return ()
    if one.report.verdict not in GOOD or one.report.sending_host is None:
        return (_mark("domain", domain),)
    return _mark("domain", domain), _mark("genuine", domain), _mark("over", domain, sending_key(one.report))


def with_history(judged: Sequence[Judged], history: History) -> list[Judged]:
    """The messages with the signs that only earlier runs can show, in their order."""
    known = history.first_seen({mark for one in judged for mark in sights(one)})
    complained = history.complained(sorted({one.complaint.digest for one in judged}))
    return [_with_signs(one, tuple(_signs(one, history, known, complained))) for one in judged]


def _with_signs(one: Judged, more: tuple[Reason, ...]) -> Judged:
    return replace(one, signs=(*one.signs, *more)) if more else one


def _signs(one: Judged, history: History, known: Mapping[str, str], complained: Mapping[str, str]) -> Iterator[Reason]:
    if one.report.verdict not in _AUTHORIZED or one.report.sending_host is None or one.own:
        return
    domain, genuine, over = sights(one)
    when = complained.get(one.complaint.digest, history.now)
    if history.since < when and not known.get(domain, when) < when:
        yield reason("harm_new_domain", domain=one.author_domain, since=history.since[:10])
    elif known.get(genuine, when) < when and not known.get(over, when) < when:
        host = sending_key(one.report).partition(" ")[2]
        yield reason("harm_new_service", domain=one.author_domain, host=host, since=known[genuine][:10])


def _mark(*words: str) -> str:
    return sha256("\0".join(("sight", *words)).encode("utf-8", "replace")).hexdigest()[:32]
