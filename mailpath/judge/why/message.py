"""The message as a whole: who wrote it, where it stands, what is not known of it."""

from mailpath.judge.facts import Facts
from mailpath.judge.why.builder import Builder, author_of
from mailpath.language import reason
from mailpath.values.reasons import Reason

__all__ = ["REASONS"]


def _no_header_field(f: Facts) -> Reason | None:
    return reason("no_header_field") if not f.evidence.parsed else None


def _own_domain_inside(f: Facts) -> Reason | None:
    return reason("own_domain_inside", domain=author_of(f)) if f.evidence.all_inside else None


def _own_domain_submission(f: Facts) -> Reason | None:
    if not f.evidence.submission or f.evidence.all_inside:
        return None
    return reason("own_domain_submission", domain=author_of(f), ip=f.host.ip if f.host else None)


def _author_unclear(f: Facts) -> Reason | None:
    why = f.evidence.author.unclear
    return reason(f"author_{why}") if why else None


def _no_sending_host(f: Facts) -> Reason | None:
    return reason(f.evidence.no_host_why or "no_sending_host")


def _temporary_trouble(f: Facts) -> Reason | None:
    return reason(
        "temporary_trouble", questions=f.evidence.failed_questions[:8], count=len(f.evidence.failed_questions)
    )


def _nothing_decides(f: Facts) -> Reason | None:
    return reason("nothing_decides", domain=author_of(f))


def _display_name_other_domain(f: Facts) -> Reason | None:
    other = f.evidence.author.display_name_domain
    return reason("display_name_other_domain", shown=other, domain=f.evidence.author.domain) if other else None


def _boundary_unsure(f: Facts) -> Reason | None:
    e = f.evidence
    if e.path.boundary is None or e.boundary_confidence != "low":
        return None
    return reason("boundary_unsure", method=e.path.boundary.method.value)


REASONS: dict[str, Builder] = {
    "no_header_field": _no_header_field,
    "own_domain_inside": _own_domain_inside,
    "own_domain_submission": _own_domain_submission,
    "author_unclear": _author_unclear,
    "no_sending_host": _no_sending_host,
    "temporary_trouble": _temporary_trouble,
    "nothing_decides": _nothing_decides,
    "display_name_other_domain": _display_name_other_domain,
    "boundary_unsure": _boundary_unsure,
}
