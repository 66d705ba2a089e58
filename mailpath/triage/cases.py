"""Judged messages to groups: first those with one cause, then those that say the same, inside and across causes.

A cause joins only where the author's domain and the sending host are known, and names somebody: what is merely claimed,
and what comes from a mailbox host whose customers are strangers to each other, is joined by content alone. Good and bad
verdicts are never joined; what could not be told joins what it says the same as, and the case says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from mailpath.host.catalogue_entry import ServiceKind
from mailpath.host.services import catalogue
from mailpath.inputs.complaint import How
from mailpath.triage.harm import is_harmful
from mailpath.triage.judged import ATTENTION, GOOD, Judged
from mailpath.triage.similarity import Groups, join_alike
from mailpath.values.case import Cause, Sending
from mailpath.values.report import Report
from mailpath.values.vocabulary import Result, Verdict

__all__ = ["Group", "anchor", "best", "cause_key", "cause_of", "failing", "grouped", "rank", "sending_key", "shown"]

_WORST_FIRST = (
    Verdict.INTERNAL_SERVER_LEAK,
    Verdict.SPOOFED,
    Verdict.UNALIGNED_THIRD_PARTY,
    Verdict.UNVERIFIABLE,
    Verdict.AUTHORIZED_OWN,
    Verdict.AUTHORIZED_THIRD_PARTY,
    Verdict.FORWARDED,
    Verdict.MAILING_LIST,
    Verdict.INTERNAL,
    Verdict.UNDETERMINED,
)
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The messages of one case, in an order of their own."""

    messages: tuple[Judged, ...]
    cause: Cause
    variants: tuple[tuple[str, int], ...]


def grouped(judged: Sequence[Judged]) -> list[Group]:
    """The same groups in whatever order the messages come."""
    ordered = sorted(judged, key=_place)
    groups = Groups(len(ordered))
    by_cause: dict[str, int] = {}
    for number, one in enumerate(ordered):
        for key in filter(None, (cause_key(one), _same_message(one))):
            groups.join(number, by_cause.setdefault(key, number))
    contents = [one.content for one in ordered]
    tones = [_tone(one) for one in ordered]
    across = Groups(len(ordered))
    join_alike(contents, across, lambda a, b: ordered[a].known and ordered[b].known)
    _join_tones(groups, across, tones)
    return [_group([ordered[n] for n in members], across, members) for members in groups.members()]


def _same_message(one: Judged) -> str | None:
    """One message in several complaints is one case, even where it has neither a sure cause nor words."""
    return None if one.how is How.NOTHING else f"message {_tone(one)} {one.digest}"


def _tone(one: Judged) -> str:
    if one.report.verdict in ATTENTION:
        return str(one.report.verdict)
    return "good" if one.report.verdict in GOOD else str(one.report.verdict)


def _join_tones(groups: Groups, alike: Groups, tones: list[str]) -> None:
    """Texts with several verdicts: all that need attention become one, and so do the good; what is open goes to the
    first where there are some, else to the good."""
    open_ = {str(Verdict.UNDETERMINED), str(Verdict.UNVERIFIABLE)}
    for members in alike.members():
        if len(members) < 2:
            continue
        bad = [one for one in members if tones[one] != "good" and tones[one] not in open_]
        fine = [one for one in members if tones[one] == "good"]
        unsure = [one for one in members if tones[one] in open_]
        for joined in ((*bad, *unsure), fine) if bad else ((*fine, *unsure),):
            for one in joined[1:]:
                groups.join(one, joined[0])


def _group(messages: list[Judged], alike: Groups, numbers: list[int]) -> Group:
    parts: dict[int, list[Judged]] = {}
    for one, number in zip(messages, numbers, strict=True):
        parts.setdefault(alike.of(number), []).append(one)
    patterns: Counter[str] = Counter()
    for part in parts.values():
        names = Counter(one.content.skeleton or "-" for one in part)
        patterns[min(names, key=lambda name: (-names[name], name))] += len(part)
    variants = sorted(patterns.items(), key=lambda one: (-one[1], one[0]))
    return Group(messages=tuple(messages), cause=cause_of(messages), variants=tuple(variants))


def anchor(group: Group) -> str:
    """What names the case: the least cause, else the least content, of its messages."""
    keys = sorted({key for one in group.messages if (key := cause_key(one)) is not None})
    return keys[0] if keys else "content " + min(one.digest for one in group.messages)


def cause_of(messages: Sequence[Judged]) -> Cause:
    verdict = _verdict_of(messages)
    chosen = [one for one in messages if one.report.verdict is verdict]
    domains = Counter(one.author_domain for one in chosen)
    return Cause(
        verdict=verdict,
        author_domain=min(domains, key=lambda name: (-domains[name], name or "")) if domains else None,
        sending=_sending(chosen),
        failing=failing(best(chosen).report) if chosen else (),
    )


def _verdict_of(messages: Sequence[Judged]) -> Verdict:
    """Where some need attention, what most of those are: one made-up copy must not turn a wave of forgeries into a
    leak. Else the worst."""
    counts = Counter(one.report.verdict for one in messages if one.known)
    bad = [one for one in ATTENTION if one in counts]
    if bad:
        return min(bad, key=lambda one: (-counts[one], _WORST_FIRST.index(one)))
    return next((one for one in _WORST_FIRST if one in counts), Verdict.UNDETERMINED)


def shown(group: Group) -> Judged:
    """The message that shows the case best, of those with its verdict."""
    return best([one for one in group.messages if one.report.verdict is group.cause.verdict] or group.messages)


def best(messages: Sequence[Judged]) -> Judged:
    """The message that shows best what they have in common: sure, whole, with a host."""
    return min(messages, key=rank)


def rank(one: Judged) -> tuple[object, ...]:
    """The less, the better it shows a case; no two messages of a run have the same."""
    return (
        not one.known,
        _WORST_FIRST.index(one.report.verdict),
        one.report.verdict in GOOD and not is_harmful(one.signs),
        _CONFIDENCE[one.report.confidence],
        one.report.source.fidelity != "original",
        one.report.sending_host is None,
        *_place(one),
    )


def _place(one: Judged) -> tuple[str, str, str, str]:
    return one.digest, one.complaint.digest, one.report.source.file or "", one.report.source.key or ""


def failing(report: Report) -> tuple[str, ...]:
    """The methods without any pass, in the order spf, dkim, dmarc."""
    results = report.auth_results
    if results is None or report.sending_host is None:
        return ()
    found = []
    if not any(one.result is Result.PASS for one in results.spf):
        found.append("spf")
    if not any(one.result is Result.PASS for one in results.dkim):
        found.append("dkim")
    if results.dmarc is not None and results.dmarc.result is not Result.PASS:
        found.append("dmarc")
    return tuple(found)


def cause_key(one: Judged) -> str | None:
    """What joins by cause alone; None where only content may join."""
    report = one.report
    domain = one.author_domain
    if one.how in (How.INLINE, How.REPORTED, How.NOTHING) or domain is None or report.sending_host is None:
        return None
    if report.verdict in (Verdict.UNDETERMINED, Verdict.INTERNAL):
        return None
    account = ""
    entry = catalogue().by_domain(domain)
    if entry is not None and entry.kind is ServiceKind.MAILBOX_HOST:
        if report.verdict not in GOOD:
            return None
        account = (
            (report.identifiers.header_from or "").rpartition("<")[2].strip("> ").lower() if report.identifiers else ""
        )
    return f"{report.verdict} {domain} {account} {sending_key(report)}"


def sending_key(report: Report) -> str:
    host = report.sending_host
    if host is None:
        return "none"
    if host.service is not None:
        return f"service {host.service.name}"
    return f"network {_network(host.ip)}"


def _network(ip: str) -> str:
    return str(ip_network(f"{ip}/{56 if ':' in ip else 24}", strict=False))


def _sending(messages: Sequence[Judged]) -> Sending | None:
    """The service, host or network of most of the messages."""
    keys = Counter(sending_key(one.report) for one in messages if one.report.sending_host is not None)
    if not keys:
        return None
    key = min(keys, key=lambda name: (-keys[name], name))
    kind, _, name = key.partition(" ")
    if kind == "service":
        return Sending(kind="service", name=name)
    hosts = {
        one.report.sending_host.ip for one in messages if one.report.sending_host and sending_key(one.report) == key
    }
    if len(hosts) > 1:
        return Sending(kind="network", name=name)
    host = next(
        one.report.sending_host for one in messages if one.report.sending_host and sending_key(one.report) == key
    )
    return Sending(kind="host", name=host.ptr[0] if host.fcrdns and host.ptr else host.ip)
