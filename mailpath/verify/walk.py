"""The DNS tree walk of RFC 9989 section 4.10: which records stand over a name, whose policy applies, which organization
a name belongs to.

At most eight questions a walk. They are asked all at once, since which of them count is only known with the answers;
steps behind a `psd=n` or `psd=y` record are dropped, so that a walk shows exactly what the RFC would have asked.

An answer that failed may hide any record. So a walk has *outcomes*, one for each thing the failed answers could have
held that makes a difference; a fact is known where all outcomes agree. One thing is taken for granted: a record at a
single label can only be one of a public suffix operator (`psd=y`, section 5.2), so that losing the answer about `com`
leaves everything known about a domain whose own record was found.
"""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from mailpath.dns.protocol import Dns, ask_all, shared
from mailpath.organization import organizational_domain_psl
from mailpath.records.dmarc import DmarcRecord, dmarc_records
from mailpath.values.answers import Question
from mailpath.values.results import WalkStep
from mailpath.values.vocabulary import DnsStatus

__all__ = [
    "MAX_QUESTIONS",
    "Found",
    "OrgResult",
    "Outcome",
    "Step",
    "Walk",
    "organization_of",
    "organizational_domain",
    "take_step",
    "walk",
    "walk_questions",
]

MAX_QUESTIONS = 8
_MAX_NAME = 253  # of the question; a longer name cannot hold a record
_Said = tuple[DnsStatus, tuple[str, ...]]  # what an answer held
_UNASKED: _Said = (DnsStatus.NXDOMAIN, ())  # of a name too long to ask for
_SEVERAL = "several_records"  # WalkStep.status: more than one DMARC record stood there, so all were discarded


class Step(msgspec.Struct, frozen=True):
    """What stood at `_dmarc.` of one name. `record` is None where there was none, or several (all discarded)."""

    name: str
    status: DnsStatus
    record: DmarcRecord | None
    several: bool

    @property
    def failed(self) -> bool:
        return self.status is DnsStatus.FAILED

    def shown(self) -> WalkStep:
        return WalkStep(
            name=f"_dmarc.{self.name}",
            status=_SEVERAL if self.several else self.status,
            record=self.record.text if self.record else None,
        )


class Found(msgspec.Struct, frozen=True):
    """A record of the walk by its name; `record` is None where a failed answer could have held it."""

    name: str
    record: DmarcRecord | None


class Outcome(msgspec.Struct, frozen=True):
    """The organizational domain of the walk's first name, and the record of it or of its public suffix."""

    organization: str
    found: Found | None


class Walk(msgspec.Struct, frozen=True):
    """The steps that count, from the name itself upwards, and every outcome that the failed ones leave open."""

    domain: str
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def organizations(self) -> frozenset[str]:
        """Every name that can be the organizational domain: one where that is known."""
        return frozenset(outcome.organization for outcome in self.outcomes)

    def shown(self) -> tuple[WalkStep, ...]:
        return tuple(step.shown() for step in self.steps)


class OrgResult(msgspec.Struct, frozen=True, kw_only=True):
    """The organizational domain by RFC 9989 section 4.10.2.

    `found`: a record decided; otherwise `domain` is the name itself. `failed`: failed answers leave it open, and
    `domain` is what it is if they held nothing.
    """

    domain: str
    found: bool
    failed: bool


@lru_cache(maxsize=1024)
def walk_questions(domain: str) -> tuple[Question, ...]:
    """All that a walk from `domain` (normalised, `values.names.dns_name`) can ask."""
    return tuple(_question(name) for name in _names(domain) if len(name) + 7 <= _MAX_NAME)


def walk(domain: str, dns: Dns) -> Walk:
    """Walk from `domain` (normalised) upwards. Failed answers are in the outcomes; nothing of ours raises."""
    return shared(dns, ("walk", domain), lambda dns: _walked(domain, dns))


def _walked(domain: str, dns: Dns) -> Walk:
    answers = ask_all(dns, walk_questions(domain))
    return _read(domain, tuple([(answer.status, answer.records) for answer in answers]))


@lru_cache(maxsize=512)
def _read(domain: str, answers: tuple[_Said, ...]) -> Walk:
    """The walk over what was said to `walk_questions(domain)`; the first names may have been too long to ask."""
    names = _names(domain)
    steps = []
    for name, said in zip(names, (_UNASKED,) * (len(names) - len(answers)) + answers, strict=True):
        step = _step(name, said)
        steps.append(step)
        if step.record is not None and step.record.psd != "u":
            break
    return Walk(domain, tuple(steps), tuple(dict.fromkeys(_outcomes(domain, steps))))


def take_step(name: str, dns: Dns) -> Step:
    """One step alone, as RFC 7489 takes them."""
    if len(name) + 7 > _MAX_NAME:
        return _step(name, _UNASKED)
    answer = dns.ask(_question(name))
    return _step(name, (answer.status, answer.records))


def organizational_domain(name: str, dns: Dns) -> OrgResult:
    """The organizational domain of `name` (normalised) by its own walk."""
    walked = walk(name, dns)
    first = walked.outcomes[0]  # the one in which failed answers held nothing
    return OrgResult(domain=first.organization, found=first.found is not None, failed=len(walked.organizations) > 1)


def organization_of(domain: str, dns: Dns) -> str:
    """The organization for every fact but DMARC alignment: by the walk, or by the Public Suffix List where the walk
    finds no record (verdicts, fact O)."""
    found = organizational_domain(domain, dns)
    return found.domain if found.found else organizational_domain_psl(domain)


def _question(name: str) -> Question:
    return Question(f"_dmarc.{name}", "TXT")


def _names(domain: str) -> tuple[str, ...]:
    """The names of the walk (section 4.10): a name of eight labels or more is cut to its last seven after itself."""
    labels = domain.split(".")
    rest = min(len(labels) - 1, MAX_QUESTIONS - 1)
    return domain, *(".".join(labels[-count:]) for count in range(rest, 0, -1))


def _step(name: str, said: _Said) -> Step:
    status, data = said
    records = dmarc_records(data) if status is DnsStatus.FOUND else ()
    return Step(name, status, records[0] if len(records) == 1 else None, several=len(records) > 1)


def _outcomes(domain: str, steps: list[Step]) -> Iterator[Outcome]:
    """Every outcome, the one without records behind failed answers first (section 4.10.2).

    `lowest` are the records found so far that have the fewest labels, one for each way the failed answers can be.
    """
    lowest: list[Found | None] = [None]
    stopped: list[Outcome] = []
    for step in steps:
        here = Found(step.name, step.record)
        if step.record is not None and step.record.psd == "n":
            stopped.insert(0, Outcome(step.name, here))
            lowest = []
        elif step.record is not None and step.record.psd == "y":
            stopped[:0] = [_under_suffix(domain, here, found) for found in lowest]
            lowest = []
        elif step.record is not None:
            lowest = [here]
        elif step.failed:
            stopped += [_under_suffix(domain, here, found) for found in lowest]
            if "." in step.name:
                stopped.append(Outcome(step.name, here))
                lowest.append(here)
    for found in lowest:
        yield Outcome(found.name if found else domain, found)
    yield from stopped


def _under_suffix(domain: str, suffix: Found, lowest: Found | None) -> Outcome:
    """With `psd=y` at `suffix`: the organization is the name one label below, and its record counts, else the suffix's.

    At the first name of the walk the tag does not make it a suffix of anything.
    """
    if suffix.name == domain:
        return Outcome(domain, suffix)
    organization = ".".join(domain.split(".")[-suffix.name.count(".") - 2 :])
    return Outcome(organization, lowest if lowest and lowest.name == organization else suffix)
