"""Signs that a message is harmful although its author's domain may well stand behind it. None decides a verdict."""

from collections.abc import Iterator, Sequence

from mailpath.host.catalogue_entry import ServiceKind
from mailpath.host.services import catalogue
from mailpath.language import reason
from mailpath.message.addresses import mailboxes
from mailpath.message.fields import Message
from mailpath.organization.suffix_list import organizational_domain_psl
from mailpath.triage.confusables import looks_like
from mailpath.triage.content import Content
from mailpath.values.names import is_under
from mailpath.values.reasons import Reason
from mailpath.values.report import Report
from mailpath.values.vocabulary import Verdict

__all__ = ["ODD", "STRONG", "is_harmful", "is_own", "signs_of_harm"]

STRONG = frozenset({"harm_lookalike", "harm_reply_elsewhere", "harm_link_elsewhere", "harm_display_name"})
ODD = frozenset({"harm_shared_service", "harm_mailbox", "harm_new_service", "harm_new_domain"})
"""Signs of a fresh or odd service: they count beside a pretext only."""
_AUTHORIZED = (Verdict.AUTHORIZED_OWN, Verdict.AUTHORIZED_THIRD_PARTY)
_MOST_LINKS = 50


def is_own(domain: str | None, own_domains: Sequence[str]) -> bool:
    return domain is not None and any(is_under(domain, own) for own in own_domains)


def is_harmful(signs: Sequence[Reason]) -> bool:
    """Whether the signs are enough to say so of a message whose sender is genuine."""
    return any(sign.code in STRONG or sign.code == "harm_link_lookalike" for sign in signs)


def signs_of_harm(message: Message, report: Report, content: Content, own_domains: Sequence[str]) -> tuple[Reason, ...]:
    """In a fixed order, each at most once but for links."""
    return tuple(_signs(message, report, content, own_domains))


def _signs(message: Message, report: Report, content: Content, own_domains: Sequence[str]) -> Iterator[Reason]:
    domain = report.identifiers.author_domain if report.identifiers else None
    if domain and not is_own(domain, own_domains) and (own := looks_like(domain, own_domains)):
        yield reason("harm_lookalike", domain=domain, own=own)
    field = message.first("reply-to")
    answer = next((box.domain for box in mailboxes(field.unfolded) if box.domain), None) if field else None
    listed = report.verdict is Verdict.MAILING_LIST or bool(report.identifiers and report.identifiers.list_id)
    if domain and answer and not listed and organizational_domain_psl(answer) != organizational_domain_psl(domain):
        yield reason("harm_reply_elsewhere", domain=domain, reply_domain=answer)
    shown = next((one for one in report.reasons if one.code == "display_name_other_domain"), None)
    if shown is not None:
        yield reason("harm_display_name", shown=shown.facts.get("shown"), domain=domain)
    elif report.identifiers and domain:
        from mailpath.gather.display_name import other_domain

        name = other_domain(report.identifiers.from_display_name, report.identifiers.organizational_domain or domain)
        if name is not None:
            yield reason("harm_display_name", shown=name, domain=domain)
    for named, leads in content.links[:1]:
        yield reason("harm_link_elsewhere", shown=named, target=leads)
    for link in sorted(content.domains)[:_MOST_LINKS]:
        if link != domain and not is_own(link, own_domains) and (own := looks_like(link, own_domains)):
            yield reason("harm_link_lookalike", domain=link, own=own)
            break
    if domain and report.verdict in _AUTHORIZED:
        yield from _odd_service(domain, report, content)
    for pretext in content.pretexts:
        yield reason(f"harm_{pretext}")


def _odd_service(domain: str, report: Report, content: Content) -> Iterator[Reason]:
    """What the service itself leaves open about a message that it sent with the domain's leave."""
    shared = next((one for one in report.reasons if one.code == "spf_shared_service"), None)
    if shared is not None:
        yield reason("harm_shared_service", domain=domain, service=shared.facts.get("service"))
    entry = catalogue().by_domain(domain) if content.pretexts else None
    if entry is not None and entry.kind is ServiceKind.MAILBOX_HOST:
        yield reason("harm_mailbox", service=entry.name)
