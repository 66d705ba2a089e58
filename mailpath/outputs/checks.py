"""SPF, DKIM, ARC and DMARC as rows of a table, and what servers recorded beside them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from mailpath.outputs.wording import Ours, Wording
from mailpath.values.names import is_under
from mailpath.values.results import ArcResult, AuthResults, DkimResult, DmarcResult, Recorded, SpfResult
from mailpath.values.vocabulary import Result, SpfScope, Verifiability, Zone

__all__ = ["Check", "Note", "checks", "notes_of_servers"]

_MOST_SIGNATURES = 10
_MOST_RECORDED = 12
_MOST_VERBOSE = 100


class Check(NamedTuple):
    """One result. `good` is None where the result speaks neither for nor against; `details` are phrases."""

    method: str
    result: str
    good: bool | None
    details: tuple[str, ...]


class Note(NamedTuple):
    """What one server noted at receipt; `agrees` is None where there is nothing to compare with."""

    server: str
    known: str
    results: str
    agrees: bool | None
    remarks: tuple[str, ...]


def checks(
    found: AuthResults | None, organization: str | None, wording: Wording, *, verbose: bool
) -> tuple[Check, ...]:
    """A pass counts as good only under the author's organization: anybody passes for a domain of his own."""
    if found is None:
        return ()
    rows = [_row("SPF", each, _spf(each, wording), organization, wording) for each in found.spf]
    if not found.spf:
        rows.append(_absent("SPF", "not_evaluated", wording))
    most = _MOST_VERBOSE if verbose else _MOST_SIGNATURES
    rows += [_row("DKIM", each, _dkim(each, wording), organization, wording) for each in found.dkim[:most]]
    if len(found.dkim) > most:
        rows.append(_absent("DKIM", "more", wording, len(found.dkim) - most))
    if not found.dkim:
        rows.append(_check("DKIM", Result.NONE, None, [wording.word("no_signature")], wording))
    if found.arc:  # a pass proves nothing by itself: whoever sealed may have lied
        good = False if found.arc.result in _BAD else None
        rows.append(_check("ARC", found.arc.result, good, _arc(found.arc, wording), wording))
    if found.dmarc:
        rows.append(_row("DMARC", found.dmarc, _dmarc(found.dmarc, wording), found.dmarc.domain, wording))
    return tuple(rows)


def _row(
    method: str,
    found: SpfResult | DkimResult | DmarcResult,
    details: list[str],
    organization: str | None,
    wording: Wording,
) -> Check:
    if found.result is not Result.PASS:
        return _check(method, found.result, False if found.result in _BAD else None, details, wording)
    ours = bool(organization and found.domain and is_under(found.domain.lower(), organization.lower()))
    return _check(method, found.result, ours or None, details if ours else [*details, wording.word("foreign")], wording)


_BAD = (Result.FAIL, Result.SOFTFAIL, Result.PERMERROR)


def _check(method: str, result: Result, good: bool | None, details: list[str], wording: Wording) -> Check:
    return Check(method=method, result=wording.word(f"result.{result}"), good=good, details=tuple(details))


def _absent(method: str, key: str, wording: Wording, count: int = 0) -> Check:
    return Check(method=method, result="", good=None, details=(wording.phrase(key, count=count),))


def _spf(found: SpfResult, wording: Wording) -> list[str]:
    scope = wording.word("scope_mfrom" if found.scope is SpfScope.MFROM else "scope_helo")
    details: list[str] = [f"{wording.shown(found.domain)} ({scope})" if found.domain else scope]
    if found.mechanism:
        details.append(wording.phrase("spf_by", mechanism=found.mechanism))
    if found.via:
        details.append(wording.phrase("spf_via", chain=" > ".join(found.via[:10])))
    return details + _said(found.reason, wording)


def _dkim(found: DkimResult, wording: Wording) -> list[str]:
    details: list[str] = [wording.shown(found.domain) if found.domain else wording.word("no_domain")]
    if found.selector:
        details.append(wording.phrase("selector", selector=found.selector))
    if found.algorithm:
        bits = f", {found.key_bits} bit" if found.key_bits else ""
        details.append(wording.shown(found.algorithm) + bits)
    if found.testing:
        details.append(wording.word("testing"))
    if found.covers_body is False:
        details.append(wording.word("body_partly_signed"))
    details += [wording.term("weak", code) for code in found.weak[:6]]
    details += _dkim_why(found, wording)
    if found.diagnosis:
        cause = wording.term("cause", found.diagnosis.cause)
        details.append(wording.phrase("diagnosis_proved" if found.diagnosis.proved else "diagnosis", cause=cause))
    return details


_MOST_TELLING = (
    Verifiability.KEY_GONE,
    Verifiability.KEY_REVOKED,
    Verifiability.KEY_REPLACED,
    Verifiability.BYTES_LOST,
)


def _dkim_why(found: DkimResult, wording: Wording) -> list[str]:
    """Why not verifiable or why not passed: one says it, and a weakness that was told above is not told again."""
    if found.verifiability in _MOST_TELLING or not (found.reason or found.verifiability is Verifiability.VERIFIED):
        return [wording.word(f"verifiability.{found.verifiability}")]
    if found.expired and found.reason != "expired":
        return [wording.word("reason.expired"), *_said(found.reason, wording)]
    return [] if found.reason in found.weak else _said(found.reason, wording)


def _arc(found: ArcResult, wording: Wording) -> list[str]:
    if not found.instances:
        return [wording.word("no_arc"), *_said(found.reason, wording)]
    sealers = tuple(each.domain or "?" for each in found.chain)
    sets = wording.phrase("arc_sets", count=found.instances, sealers=wording.several(sealers))
    return [sets, *_said(found.reason, wording)]


def _dmarc(found: DmarcResult, wording: Wording) -> list[str]:
    details: list[str] = []
    if found.policy:
        at = found.policy_domain or found.domain
        details.append(wording.phrase("dmarc_policy", policy=found.policy, domain=at))
    elif found.domain:
        details.append(wording.shown(found.domain))
    details += [
        wording.phrase(f"{method}_aligned", answer=aligned)
        for method, aligned in (("spf", found.aligned.spf), ("dkim", found.aligned.dkim))
        if aligned is not None
    ]
    if found.disposition and found.result is Result.FAIL:
        details.append(wording.phrase("dmarc_asks", disposition=wording.term("disposition", found.disposition)))
    if found.result is not Result.PASS:
        details += _said(found.reason, wording)
    if found.rfc7489 and found.rfc7489.differs:
        details.append(wording.phrase("dmarc_old", result=wording.word(f"result.{found.rfc7489.result}")))
    return details


def _said(reason: str | None, wording: Wording) -> list[str]:
    return [wording.term("reason", reason)] if reason else []


def notes_of_servers(recorded: tuple[Recorded, ...], wording: Wording, *, verbose: bool) -> Iterator[Note]:
    """Notes of servers we trust, and those that differ from what we found; the claimed rest only if `verbose`."""
    wanted = [note for note in recorded if verbose or note.zone is not Zone.CLAIMED]
    for notes in _joined(wanted[: _MOST_VERBOSE if verbose else _MOST_RECORDED]):
        results = tuple(f"{each.method}={each.result or each.raw_result}" for note in notes for each in note.results)
        first = notes[0]
        yield Note(
            server=wording.shown(first.authserv_id) if first.authserv_id else wording.word("unnamed_server"),
            known=wording.word(f"zone.{first.zone}"),
            results=wording.several(results) or wording.word("nothing_readable"),
            agrees=first.agrees,
            remarks=(*_remarks(first, wording), *_meanings(notes, wording)),
        )


def _joined(recorded: list[Recorded]) -> list[list[Recorded]]:
    """Notes of one server of which the same is to be said; some write a field for each method."""
    groups: dict[tuple[object, ...], list[Recorded]] = {}
    for note in recorded:
        key = (note.authserv_id, note.zone, note.agrees, note.difference, note.cause)
        groups.setdefault(key, []).append(note)
    return list(groups.values())


def _meanings(notes: list[Recorded], wording: Wording) -> Iterator[str]:
    """What vendors' own words among the results mean, each said once."""
    said = dict.fromkeys(
        (each.method, each.properties["meaning"])
        for note in notes
        for each in note.results
        if "meaning" in each.properties
    )
    for method, code in said:
        yield f"{wording.shown(method)}: {wording.term('meaning', code)}"


_DIFFERENCE = re.compile(r"([a-z]{1,20})_([a-z]{1,20})_found_([a-z]{1,20})")  # as `verify/compare.py` writes it


def _remarks(note: Recorded, wording: Wording) -> Iterator[str]:
    if note.difference:
        parts = _DIFFERENCE.fullmatch(note.difference)
        if parts and parts[2] in _RESULTS and parts[3] in _RESULTS:
            theirs, ours = (wording.word(f"result.{parts[at]}") for at in (2, 3))
            yield wording.phrase("difference", method=Ours(parts[1].upper()), theirs=theirs, ours=ours)
        else:
            yield wording.shown(note.difference)
    if note.cause:
        yield wording.term("parting", note.cause)


_RESULTS = frozenset(map(str, Result))
