"""Further SPF records of the domain's owner: those under its organization, and what they hand the whole word to."""

from collections.abc import Iterator

from mailpath.domain.spf_terms import record_findings
from mailpath.organization import organizational_domain_psl
from mailpath.records.spf import parse
from mailpath.values.audit import Finding, SpfNode
from mailpath.values.names import is_under

__all__ = ["is_own", "own_record_findings"]


def is_own(name: str, domain: str) -> bool:
    """Whether `name` is under the organization of `domain`."""
    return is_under(name, organizational_domain_psl(domain) or domain)


def own_record_findings(domain: str, root: SpfNode) -> Iterator[Finding]:
    """The faults of terms that are looked for in the domain's own record, in the others; each record once."""
    for name, text in dict(_own_records(domain, root, own=True)).items():
        if name != domain:
            yield from record_findings(domain, name, parse(text))


def _own_records(domain: str, node: SpfNode, *, own: bool) -> Iterator[tuple[str, str]]:
    """Names and texts below `node`. A redirect in an own record (`own`) makes its target's record the domain's word."""
    for one in node.terms:
        redirected = own and (one.term or "").lower().startswith("redirect=")
        here = one.name is not None and one.record is not None and (redirected or is_own(one.name, domain))
        if here and one.name is not None and one.record is not None:
            yield one.name, one.record
        yield from _own_records(domain, one, own=here)
