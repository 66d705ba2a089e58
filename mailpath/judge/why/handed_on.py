"""Lists, forwarders and ARC: what shows them, and the readings that anyone could have written."""

from collections.abc import Callable

from mailpath.judge.facts import Facts
from mailpath.judge.logic import Fact
from mailpath.judge.why.builder import Builder, author_of
from mailpath.language import reason
from mailpath.values.reasons import Reason

__all__ = ["REASONS"]


def _list_signs(f: Facts) -> Reason | None:
    e = f.evidence
    return reason("list_signs", signs=e.list.signs, organization=e.list.organization) if f.list_signs.yes else None


def _known_list(f: Facts) -> Reason | None:
    if not (f.list_signs.yes and f.list_known.yes):
        return None
    return reason("known_list", organization=f.evidence.list.organization)


def _list_identity_passes(f: Facts) -> Reason | None:
    if not f.list_passes_broken_signature.yes:
        return None
    return reason("list_identity_passes", organization=f.evidence.list.organization)


def _forward_signs(f: Facts) -> Reason | None:
    if not f.forward_signs.yes or f.list_signs.yes:
        return None
    return reason("forward_signs", signs=f.evidence.forward.signs)


def _known_forwarder(f: Facts) -> Reason | None:
    if not f.forwarder_known.yes or f.list_signs.yes:
        return None
    h = f.host
    return reason("known_forwarder", name=h.service.name if h and h.service else None, ip=h.ip if h else None)


def _forwarded_through_listed(f: Facts) -> Reason | None:
    return reason("forwarded_through_listed", domain=author_of(f)) if f.forwarded_through_listed.yes else None


def _possible_replay(f: Facts) -> Reason | None:
    """The signature is all there is: whoever holds the message can send it again from anywhere."""
    known = f.list_known.yes if f.list_signs.yes else f.forwarder_known.yes if f.forward_signs.yes else False
    if not f.dkim_alone.yes or known or f.listed.yes or (f.known_service.yes and not f.list_signs.yes):
        return None
    return reason("possible_replay", domain=author_of(f), ip=f.host.ip if f.host else None)


def _sealers(f: Facts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.domain or "?" for s in f.evidence.sealers))


def _arc_reports_pass(f: Facts) -> Reason | None:
    if not f.arc_reports_pass.yes:
        return None
    return reason("arc_reports_pass", domain=author_of(f), sealers=_sealers(f))


def _arc_unknown_sealer(f: Facts) -> Reason | None:
    if not f.arc_reports_pass.yes or f.sealers_known.yes:
        return None
    unknown = tuple(dict.fromkeys(s.domain or "?" for s in f.evidence.sealers if not s.known))
    return reason("arc_unknown_sealer", domain=author_of(f), sealers=unknown)


def _reading(code: str, holds: Callable[[Facts], Fact]) -> Builder:
    return lambda f: reason(code, domain=author_of(f)) if holds(f).yes else None


REASONS: dict[str, Builder] = {
    "list_signs": _list_signs,
    "known_list": _known_list,
    "forward_signs": _forward_signs,
    "known_forwarder": _known_forwarder,
    "possible_replay": _possible_replay,
    "arc_reports_pass": _arc_reports_pass,
    "arc_unknown_sealer": _arc_unknown_sealer,
    "list_identity_passes": _list_identity_passes,
    "forwarded_through_listed": _forwarded_through_listed,
    "reading_list": _reading("reading_list", lambda f: f.list_signs),
    "reading_forwarder": _reading("reading_forwarder", lambda f: f.forward_signs),
    "reading_arc": _reading("reading_arc", lambda f: f.arc_present),
}
