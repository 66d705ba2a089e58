"""Questions that are sure, or nearly, to be asked later: sent along with earlier rounds, so that a check takes fewer.

They never change a result, and are no evidence until something rests on them.
"""

from collections.abc import Iterator

from mailpath.dns.rounds import Pending
from mailpath.gather.inquiry import Inquiry
from mailpath.gather.signs import list_signs
from mailpath.values.answers import Question
from mailpath.values.names import dns_name, is_under
from mailpath.verify.walk import walk_questions

__all__ = ["prefetch"]


def prefetch(q: Inquiry) -> None:
    """Seed what is known to come: at once for the author's domain, and once the way is known for what it names."""
    if q.rounds.on_the_spot:
        return
    if not q.rounds.rounds:
        q.rounds.seed(q.way().first_questions())
        if q.domain is not None:
            q.rounds.seed((Question(q.domain, "MX"), Question(q.domain, "TXT")))
    try:
        client = q.client()
        known = q.envelope()
    except Pending:
        return
    if client is None:
        return
    kind = "AAAA" if ":" in client.ip else "A"
    helo = dns_name(known.helo) if known.helo else None
    q.rounds.seed(_later(q, kind, [name for name in (known.domain, helo) if name]))


def _later(q: Inquiry, kind: str, identifiers: list[str]) -> Iterator[Question]:
    """Alignment walks for every identifier; addresses of D, and of the HELO name where it could be D's own."""
    for name in dict.fromkeys((*identifiers, *q.signing_domains(), *list_signs(q.message).domains[:3])):
        if name != q.domain:
            yield from walk_questions(name)
    if q.domain is not None:
        yield Question(q.domain, kind)
        top = ".".join(q.domain.split(".")[-2:])
        yield from (Question(name, kind) for name in identifiers[-1:] if is_under(name, top))
